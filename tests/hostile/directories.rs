//! Directories and snapshots that are JSON and mean nothing good.

use rolescope::Code;
use serde_json::{Value, json};

use crate::{Case, What, directory, good, snapshot, with};

pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for what in [What::Directory, What::Snapshot] {
        fields(what, &mut cases);
        types(what, &mut cases);
        scopes(what, &mut cases);
        rows(what, &mut cases);
    }
    ids(&mut cases);
    heads(&mut cases);
    cases
}

fn fields(what: What, cases: &mut Vec<Case>) {
    for object in ["", "/scopes/0", "/roleAssignments/0"] {
        for name in ["__proto__", "constructor", "hasOwnProperty", "Scope", "allow"] {
            let text = with(good(what), &format!("{object}/{name}"), json!({ "admin": true }));
            cases.push(Case::refused(format!("`{name}` in {object:?}"), what, Code::UnknownField, text));
        }
        let here = good(what).pointer(object).expect("an object").to_string();
        let first = good(what).pointer(object).and_then(Value::as_object).expect("an object").clone();
        for (field, value) in first {
            let twice = format!("{},\"{field}\":{value}}}", &here[..here.len() - 1]);
            let text = good(what).to_string().replacen(&here, &twice, 1);
            cases.push(Case::refused(format!("{object:?} with `{field}` twice"), what, Code::DuplicateKey, text));
            // written with a code, it is the same name
            let hidden =
                format!("{},\"\\u00{:02x}{}\":{value}}}", &here[..here.len() - 1], field.as_bytes()[0], &field[1..]);
            let text = good(what).to_string().replacen(&here, &hidden, 1);
            cases.push(Case::refused(
                format!("{object:?} with `{field}` twice, once hidden"),
                what,
                Code::DuplicateKey,
                text,
            ));
        }
    }
    let twice = json!({ "plan": "big" }).to_string().replace('}', ",\"plan\":\"basic\"}");
    let text = with(good(what), "/scopes/0/attributes", json!("@@")).replace("\"@@\"", &twice);
    cases.push(Case::refused("an attribute twice", what, Code::DuplicateKey, text));
    for name in ["__proto__", "toString", "Plan"] {
        let text = with(good(what), "/scopes/0/attributes", json!({ name: "big" }));
        cases.push(Case::refused(format!("an attribute `{name}`"), what, Code::InvalidAttribute, text));
    }
}

fn types(what: What, cases: &mut Vec<Case>) {
    let places = [
        "/catalog",
        "/revision",
        "/scopes",
        "/scopes/0",
        "/scopes/0/id",
        "/scopes/0/type",
        "/scopes/1/parent",
        "/scopes/1/links",
        "/scopes/1/links/0",
        "/scopes/0/attributes",
        "/roleAssignments",
        "/roleAssignments/0",
        "/roleAssignments/0/id",
        "/roleAssignments/0/principal",
        "/roleAssignments/0/role",
        "/roleAssignments/0/scope",
        "/roleAssignments/0/resource",
        "/roleAssignments/0/startsAt",
        "/overrides",
        "/roles",
    ];
    for place in places {
        for value in [json!(null), json!(true), json!(-1.5)] {
            let mut text = good(what);
            if place == "/scopes/1/links/0" {
                text["scopes"][1]["links"] = json!([]);
            }
            let text = with(text, place, value.clone());
            cases.push(Case::refused(format!("{value} at {place}"), what, Code::InvalidType, text));
        }
    }
    for (list, row) in [
        ("overrides", json!("narrow")),
        ("roles", json!("reader")),
        ("scopes", json!([])),
        ("roleAssignments", json!(7)),
    ] {
        let mut text = good(what);
        text[list] = json!([row]);
        cases.push(Case::refused(format!("{row} as a row of {list}"), what, Code::InvalidType, text.to_string()));
    }
}

fn scopes(what: What, cases: &mut Vec<Case>) {
    let team = |id: String, parent: String| json!({ "id": id, "type": "team", "parent": parent });
    let mut add = |name: &str, code: Option<Code>, more: Vec<Value>| {
        let mut text = good(what);
        text["scopes"].as_array_mut().expect("a list").extend(more);
        cases.push(Case { name: name.to_owned(), what, text: text.to_string().into_bytes(), code });
    };
    for length in [1_usize, 2, 3, 5000] {
        let cycle = (0..length).map(|index| team(format!("c{index}"), format!("c{}", (index + 1) % length)));
        add(&format!("a cycle of {length} scopes"), Some(Code::Cycle), cycle.collect());
    }
    // the organization and the team above them are the first two
    let chain = |length: usize| {
        let up = |index: usize| if index == 0 { "T1".to_owned() } else { format!("c{}", index - 1) };
        (0..length).map(|index| team(format!("c{index}"), up(index))).collect::<Vec<_>>()
    };
    add("scopes 32 deep", None, chain(30));
    add("scopes 33 deep", Some(Code::TooDeep), chain(31));
    add("scopes 5,002 deep", Some(Code::TooDeep), chain(5000));
    add("scopes 5,002 deep, from below", Some(Code::TooDeep), chain(5000).into_iter().rev().collect());
    add("a scope twice", Some(Code::DuplicateId), vec![team("T1".into(), "O1".into())]);
    add("a scope below nothing", Some(Code::UnknownScope), vec![team("x".into(), "O2".into())]);
    add("a scope below one of another case", Some(Code::UnknownScope), vec![team("x".into(), "o1".into())]);
    add("a scope of no type", Some(Code::UnknownScopeType), vec![json!({ "id": "x", "type": "Team", "parent": "O1" })]);
    add("a root that must have a parent", Some(Code::ParentNotAllowed), vec![json!({ "id": "x", "type": "team" })]);
    add(
        "an organization in a team",
        Some(Code::ParentNotAllowed),
        vec![json!({ "id": "x", "type": "org", "parent": "T1" })],
    );
    let linking = |links: Value| json!({ "id": "x", "type": "team", "parent": "O1", "links": links });
    add("a link to nothing", Some(Code::UnknownScope), vec![linking(json!(["T9"]))]);
    add("a link to an organization", Some(Code::LinkNotAllowed), vec![linking(json!(["O1"]))]);
    add("a link twice", Some(Code::DuplicateId), vec![linking(json!(["T1", "T1"]))]);
    add("a link twenty thousand times", Some(Code::DuplicateId), vec![linking(json!(vec!["T1"; 20_000]))]);
    let trees = [json!({ "id": "O2", "type": "org" }), team("T2".into(), "O2".into()), linking(json!(["T2"]))];
    add("a link to another tree", Some(Code::LinkNotAllowed), trees.to_vec());
    add(
        "an attribute of another type",
        Some(Code::InvalidAttribute),
        vec![json!({ "id": "x", "type": "team", "parent": "O1", "attributes": { "plan": "big" } })],
    );
    add(
        "a value that is none",
        Some(Code::InvalidAttribute),
        vec![json!({ "id": "x", "type": "org", "attributes": { "plan": "BIG" } })],
    );
}

fn rows(what: What, cases: &mut Vec<Case>) {
    let row = || json!({ "principal": "ann", "role": "reader", "scope": "O1" });
    let changed = |changes: Value| {
        let mut row = row();
        for (field, value) in changes.as_object().expect("changes") {
            row[field] = value.clone();
        }
        row
    };
    let mut add = |name: &str, code: Code, list: &str, more: Vec<Value>| {
        let mut text = good(what);
        let mut rows = text[list].as_array().cloned().unwrap_or_default();
        rows.extend(more);
        text[list] = json!(rows);
        cases.push(Case::refused(name, what, code, text.to_string()));
    };
    let stranger = if what == What::Snapshot { Code::WrongPrincipal } else { Code::UnknownPrincipal };
    let faults = [
        ("a row of a stranger", stranger, json!({ "principal": "eve" })),
        ("a row of nobody", stranger, json!({ "principal": "" })),
        ("a row of one in another case", stranger, json!({ "principal": "Ann" })),
        ("a role that is none", Code::UnknownRole, json!({ "role": "root" })),
        ("a role in another case", Code::UnknownRole, json!({ "role": "Reader" })),
        ("a role with a space", Code::UnknownRole, json!({ "role": "reader " })),
        ("a role that is a property", Code::UnknownRole, json!({ "role": "__proto__" })),
        ("a scope that is none", Code::UnknownScope, json!({ "scope": "*" })),
        ("a scope that is a path", Code::UnknownScope, json!({ "scope": "O1/T1" })),
        ("no resource where one must be", Code::ResourceRequired, json!({ "role": "payer" })),
        ("a resource where none may be", Code::ResourceMismatch, json!({ "resource": { "type": "team", "id": "T1" } })),
        (
            "a resource of another type",
            Code::ResourceMismatch,
            json!({ "role": "payer", "resource": { "type": "org", "id": "O1" } }),
        ),
        (
            "a resource that is not there",
            Code::UnknownResource,
            json!({ "role": "payer", "resource": { "type": "team", "id": "T9" } }),
        ),
        (
            "a role where it cannot be",
            Code::ScopeTypeNotAllowed,
            json!({ "role": "payer", "scope": "T1", "resource": { "type": "team", "id": "T1" } }),
        ),
        ("an id that is none", Code::InvalidId, json!({ "id": "a b" })),
        ("an id of 129 bytes", Code::InvalidId, json!({ "id": "x".repeat(129) })),
        (
            "a window of nothing",
            Code::InvalidTime,
            json!({ "startsAt": "2026-01-01T00:00:00Z", "expiresAt": "2026-01-01T00:00:00Z" }),
        ),
        (
            "a window the wrong way round",
            Code::InvalidTime,
            json!({ "startsAt": "2027-01-01T00:00:00Z", "expiresAt": "2026-01-01T00:00:00Z" }),
        ),
    ];
    for (name, code, changes) in faults {
        add(name, code, "roleAssignments", vec![changed(changes)]);
    }
    for time in [
        "",
        "now",
        "2026",
        "2026-02-30T00:00:00Z",
        "2026-01-01T00:00:00",
        "2026-01-01T00:00:00+01:00",
        "2026-01-01T24:00:00Z",
        "+002026-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z\0",
        "٢٠٢٦-01-01T00:00:00Z",
    ] {
        add(
            &format!("the time {time:?}"),
            Code::InvalidTime,
            "roleAssignments",
            vec![changed(json!({ "expiresAt": time }))],
        );
    }
    add("a row twice", Code::DuplicateAssignment, "roleAssignments", vec![row(), row()]);
    let named = |id: &str, scope: &str| changed(json!({ "id": id, "scope": scope }));
    add(
        "an id twice",
        Code::DuplicateId,
        "roleAssignments",
        vec![
            named("a", "O1"),
            changed(json!({ "id": "a", "role": "payer", "resource": { "type": "team", "id": "T1" } })),
        ],
    );
    add("an id that is another row's key", Code::DuplicateId, "roleAssignments", vec![named("ann|reader|T1", "O1")]);

    let narrow = |changes: Value| {
        let mut row =
            json!({ "principal": "ann", "scope": "T1", "mode": "narrow", "role": "reader", "permissions": [] });
        for (field, value) in changes.as_object().expect("changes") {
            row[field] = value.clone();
        }
        row
    };
    let faults = [
        ("an override of no mode", Code::InvalidType, json!({ "mode": "grant" })),
        ("a narrow to more than the role", Code::UnknownPermission, json!({ "permissions": ["docs.file.own"] })),
        ("a narrow of a stranger", stranger, json!({ "principal": "eve" })),
        ("a narrow of nothing", Code::OverrideWithoutAssignment, json!({ "scope": "O1" })),
        ("a narrow pinned to what is none", Code::UnknownPermission, json!({ "pinned": ["*"] })),
        (
            "a narrow outside what is pinned",
            Code::OutsideRole,
            json!({ "permissions": ["docs.file.read"], "pinned": [] }),
        ),
        ("a narrow with an end", Code::UnknownField, json!({ "expiresAt": "2027-01-01T00:00:00Z" })),
        ("a widen with permissions", Code::UnknownField, json!({ "mode": "widen" })),
    ];
    for (name, code, changes) in faults {
        add(name, code, "overrides", vec![narrow(changes)]);
    }
    add("a narrow twice", Code::DuplicateId, "overrides", vec![narrow(json!({})), narrow(json!({ "id": "again" }))]);
    let widen = |scope: &str, role: &str| json!({ "principal": "ann", "scope": scope, "mode": "widen", "role": role });
    add("a widen at an organization", Code::OverrideNotEligible, "overrides", vec![widen("O1", "reader")]);
    add("a widen to another role", Code::OverrideNotEligible, "overrides", vec![widen("T1", "payer")]);

    let role = |id: &str, inherits: &[&str]| json!({ "id": id, "name": "R", "kind": "standard", "assignableAt": [], "grants": [], "inherits": inherits });
    add("a role that inherits itself", Code::Cycle, "roles", vec![role("boss", &["boss"])]);
    add(
        "an update that closes a cycle",
        Code::Cycle,
        "roles",
        vec![json!({ "id": "reader", "inherits": ["boss"] }), role("boss", &["reader"])],
    );
    add("a role twice", Code::DuplicateId, "roles", vec![role("boss", &[]), role("boss", &[])]);
    add("a role that inherits nothing known", Code::UnknownRole, "roles", vec![role("boss", &["root"])]);
    add("a role without a name", Code::MissingField, "roles", vec![json!({ "id": "boss" })]);
}

/// Ids at their limit, each with what refers to it.
fn ids(cases: &mut Vec<Case>) {
    for (length, code) in [(127, None), (128, None), (129, Some(Code::InvalidId))] {
        let id = "x".repeat(length);
        for (what, place) in [("scope", "T1"), ("principal", "ann")] {
            let text = directory().to_string().replace(&format!("\"{place}\""), &format!("\"{id}\""));
            let name = format!("a {what} whose id has {length} bytes");
            cases.push(Case { name, what: What::Directory, text: text.into_bytes(), code });
        }
        let text = with(directory(), "/roleAssignments/0/id", json!(id));
        let name = format!("an assignment whose id has {length} bytes");
        cases.push(Case { name, what: What::Directory, text: text.into_bytes(), code });
    }
    for (name, id) in [
        ("a space", "a b"),
        ("a zero", "a\0"),
        ("a mark of direction", "a\u{202e}"),
        ("a wide letter", "ａ"),
        ("nothing in it", ""),
    ] {
        for list in ["scopes", "principals"] {
            let row = if list == "scopes" { json!({ "id": id, "type": "org" }) } else { json!({ "id": id }) };
            let text = with(directory(), &format!("/{list}/-"), row);
            cases.push(Case::refused(format!("an id of {list} with {name}"), What::Directory, Code::InvalidId, text));
        }
    }
}

fn heads(cases: &mut Vec<Case>) {
    let mut of = |name: &str, code: Code, place: &str, value: Value| {
        cases.push(Case::refused(name, What::Snapshot, code, with(snapshot(), place, value)));
    };
    of("another version", Code::InvalidType, "/snapshot", json!(2));
    of("another catalog", Code::WrongCatalog, "/catalog", json!("twilio"));
    of("another hash", Code::WrongCatalog, "/hash", json!("0".repeat(64)));
    of("no hash", Code::WrongCatalog, "/hash", json!(""));
    of("another principal", Code::WrongPrincipal, "/principal/id", json!("eve"));
    of("an inactive principal by another word", Code::InvalidType, "/principal/active", json!("false"));
    of("no time of issue", Code::InvalidTime, "/issuedAt", json!("yesterday"));
    of("an end that is none", Code::InvalidTime, "/expiresAt", json!("never"));
    of("principals", Code::UnknownField, "/principals", json!([{ "id": "ann" }]));
    for field in ["snapshot", "catalog", "hash", "principal", "revision", "issuedAt", "scopes", "roleAssignments"] {
        let mut text = snapshot();
        text.as_object_mut().expect("an object").remove(field);
        cases.push(Case::refused(format!("no `{field}`"), What::Snapshot, Code::MissingField, text.to_string()));
    }
    for field in ["catalog", "scopes", "principals", "roleAssignments"] {
        let mut text = directory();
        text.as_object_mut().expect("an object").remove(field);
        cases.push(Case::refused(format!("no `{field}`"), What::Directory, Code::MissingField, text.to_string()));
    }
    cases.push(Case::refused(
        "another catalog",
        What::Directory,
        Code::WrongCatalog,
        with(directory(), "/catalog", json!("Toy")),
    ));
}

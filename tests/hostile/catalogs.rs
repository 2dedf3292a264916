//! Catalogs that are JSON and mean nothing good.

use rolescope::Code;
use serde_json::{Value, json};

use crate::{Case, What, catalog, with};

pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    names(&mut cases);
    fields(&mut cases);
    types(&mut cases);
    ids(&mut cases);
    cycles(&mut cases);
    unknown(&mut cases);
    cases
}

fn refused(name: impl Into<String>, code: Code, text: String) -> Case {
    Case::refused(name, What::Catalog, code, text)
}

/// Every object of a catalog, by its pointer.
const OBJECTS: [&str; 7] =
    ["", "/scopeTypes/0", "/permissions/0", "/roles/0", "/roles/0/grants/0", "/pages/0", "/rules/0"];

/// Names that mean something in JavaScript, and that are no field of anything here.
fn names(cases: &mut Vec<Case>) {
    for object in OBJECTS {
        for name in ["__proto__", "constructor", "toString", "Id", "id ", "i\u{0}d", "iд"] {
            let text = with(catalog(), &format!("{object}/{name}"), json!({ "id": "x", "allow": true }));
            cases.push(refused(format!("`{name}` in {object:?}"), Code::UnknownField, text));
        }
    }
    let text = with(catalog(), "/scopeTypes/0/attributes/__proto__", json!(["x"]));
    cases.push(refused("an attribute `__proto__`", Code::InvalidId, text));
}

fn fields(cases: &mut Vec<Case>) {
    for (object, field) in [
        ("", "id"),
        ("", "roles"),
        ("", "pages"),
        ("", "rules"),
        ("/scopeTypes/0", "parents"),
        ("/permissions/0", "appliesTo"),
        ("/roles/0", "grants"),
        ("/roles/0/grants/0", "permission"),
        ("/pages/0", "path"),
        ("/rules/0", "rule"),
    ] {
        let mut text = catalog();
        text.pointer_mut(object).and_then(Value::as_object_mut).expect("an object").remove(field);
        cases.push(refused(format!("{object:?} without `{field}`"), Code::MissingField, text.to_string()));
        // the same field twice: first as it is, then once more
        let here = catalog().pointer(object).expect("an object").to_string();
        let value = catalog().pointer(&format!("{object}/{field}")).expect("a value").to_string();
        let twice = format!("{},\"{field}\":{value}}}", &here[..here.len() - 1]);
        let text = catalog().to_string().replacen(&here, &twice, 1);
        cases.push(refused(format!("{object:?} with `{field}` twice"), Code::DuplicateKey, text));
    }
    let text = with(catalog(), "/pages/0/requires", json!({ "all": ["docs.file.read"], "any": ["docs.file.read"] }));
    cases.push(refused("a requirement of both kinds", Code::MissingField, text));
    for empty in [json!({}), json!({ "all": [] }), json!({ "any": [] }), json!({ "all": [{ "any": [] }] })] {
        let name = format!("a requirement of nothing: {empty}");
        cases.push(refused(name, Code::MissingField, with(catalog(), "/pages/0/requires", empty)));
    }
}

/// Each value in the place of each other kind of value.
fn types(cases: &mut Vec<Case>) {
    let places = [
        "/id",
        "/scopeTypes",
        "/scopeTypes/0",
        "/scopeTypes/0/parents",
        "/scopeTypes/1/parents/0",
        "/scopeTypes/0/attributes",
        "/scopeTypes/0/attributes/plan",
        "/scopeTypes/0/attributes/plan/0",
        "/permissions",
        "/permissions/0",
        "/permissions/0/appliesTo",
        "/roles",
        "/roles/0",
        "/roles/0/kind",
        "/roles/0/grants",
        "/roles/0/grants/0",
        "/roles/0/inherits",
        "/roles/0/lift",
        "/pages",
        "/pages/0",
        "/pages/0/requires",
        "/pages/0/scopeTypes",
        "/rules",
        "/rules/0",
        "/rules/0/scopeTypes",
        "/rules/0/roles",
        "/notes",
    ];
    for place in places {
        for value in [json!(null), json!(false), json!(-0.5)] {
            let text = with(catalog(), place, value.clone());
            cases.push(refused(format!("{value} at {place}"), Code::InvalidType, text));
        }
    }
    let strange = [
        ("/roles/0/reach", json!("everywhere")),
        ("/roles/0/grants/0/basis", json!("guessed")),
        ("/pages/0/whenDenied", json!("show")),
        ("/rules/0/rule", json!("allow-all")),
        ("/rules/0/follows", json!("nobody")),
        ("/rules/0/roles", json!("*")),
        ("/scopeTypes/0/root", json!("yes")),
    ];
    for (place, value) in strange {
        let text = with(catalog(), place, value.clone());
        cases.push(refused(format!("{value} at {place}"), Code::InvalidType, text));
    }
}

fn ids(cases: &mut Vec<Case>) {
    let places = ["/id", "/scopeTypes/0/id", "/permissions/0/id", "/roles/1/id", "/pages/0/id"];
    let bad = [
        ("an empty id", String::new()),
        ("an id of 129 bytes", format!("a.b.{}", "x".repeat(125))),
        ("an id with a space", "docs.file read".to_owned()),
        ("an id with a line break", "docs.file\n".to_owned()),
        ("an id with a zero", "docs.file\0".to_owned()),
        ("an id with a quote", "docs.file\"".to_owned()),
        ("an id with a Cyrillic letter", "docs.fil\u{435}".to_owned()),
        ("an id with a letter of no width", "docs.file\u{200b}".to_owned()),
        ("an id that begins with a dash", "-docs.file".to_owned()),
        ("an id that begins with a dot", ".docs.file".to_owned()),
        ("an id of an emoji", "\u{1f600}".to_owned()),
    ];
    for place in places {
        for (name, id) in &bad {
            let text = with(catalog(), place, json!(id));
            cases.push(refused(format!("{name} at {place}"), Code::InvalidId, text));
        }
        for length in [127, 128] {
            // an id that others refer to would leave these without it
            let mut text = catalog();
            let (list, row) = match place {
                "/id" => ("", json!(null)),
                "/scopeTypes/0/id" => ("scopeTypes", json!({ "parents": [] })),
                "/permissions/0/id" => ("permissions", json!({ "appliesTo": [] })),
                "/roles/1/id" => ("roles", json!({ "name": "", "kind": "", "assignableAt": [], "grants": [] })),
                _ => ("pages", json!({ "path": "x", "title": "", "scopeTypes": [], "requires": "docs.file.read" })),
            };
            let id = json!(format!("a.b.{}", "x".repeat(length - 4)));
            if list.is_empty() {
                text["id"] = id;
            } else {
                let mut row = row;
                row["id"] = id;
                text[list].as_array_mut().expect("a list").push(row);
            }
            cases.push(Case::loads(format!("an id of {length} bytes for {place}"), What::Catalog, text.to_string()));
        }
    }
    for id in ["one", "a.b.c.d.e", "a..b", "a.b."] {
        let text = with(catalog(), "/permissions/0/id", json!(id));
        cases.push(refused(format!("the permission {id:?}"), Code::InvalidId, text));
    }
    for (name, path) in [
        ("an empty segment", "a//b"),
        ("two slashes in front", "//a"),
        ("two slashes behind", "a//"),
        ("dot segments", "a/../b"),
        ("a code", "a%2fb"),
        ("a query", "a?b"),
        ("a backslash", "a\\b"),
        ("a segment without a name", "a/:"),
    ] {
        let text = with(catalog(), "/pages/0/path", json!(path));
        cases.push(refused(format!("a path with {name}"), Code::InvalidId, text));
    }
    let text = with(catalog(), "/pages/0/id", json!("a/b"));
    cases.push(refused("a page whose id has a slash", Code::InvalidId, text));
    for list in ["scopeTypes", "permissions", "roles", "pages"] {
        let row = catalog()[list][0].clone();
        let text = with(catalog(), &format!("/{list}/-"), row);
        cases.push(refused(format!("a row of {list} twice"), Code::DuplicateId, text));
    }
}

fn cycles(cases: &mut Vec<Case>) {
    for length in [1_usize, 2, 3, 1000] {
        let next = |index: usize| (index + 1) % length;
        let mut text = catalog();
        let roles = text["roles"].as_array_mut().expect("a list");
        roles.extend((0..length).map(|index| {
            json!({
                "id": format!("r{index}"), "name": "R", "kind": "standard", "assignableAt": [], "grants": [],
                "inherits": [format!("r{}", next(index))],
            })
        }));
        cases.push(refused(format!("a cycle of {length} roles"), Code::Cycle, text.to_string()));
        let mut text = catalog();
        let pages = text["pages"].as_array_mut().expect("a list");
        pages.extend((0..length).map(|index| {
            json!({
                "id": format!("p{index}"), "path": format!("p{index}"), "title": "P", "scopeTypes": ["team"],
                "parent": format!("p{}", next(index)), "requires": "docs.file.read",
            })
        }));
        cases.push(refused(format!("a cycle of {length} pages"), Code::Cycle, text.to_string()));
    }
}

fn unknown(cases: &mut Vec<Case>) {
    let near = [
        ("/scopeTypes/1/parents/0", Code::UnknownScopeType),
        ("/permissions/0/appliesTo/0", Code::UnknownScopeType),
        ("/roles/0/assignableAt/0", Code::UnknownScopeType),
        ("/roles/0/grants/0/permission", Code::UnknownPermission),
        ("/roles/1/resource", Code::UnknownScopeType),
        ("/pages/0/parent", Code::UnknownPage),
        ("/pages/0/requires", Code::UnknownPermission),
        ("/rules/1/role", Code::UnknownRole),
        ("/rules/1/eligible/0", Code::UnknownRole),
    ];
    for (place, code) in near {
        // the same letters in another case, one more, and far too many of them
        for name in ["READER", "docs.file.reads", &"x".repeat(100_000)] {
            let text = with(catalog(), place, json!(name));
            cases.push(refused(format!("{} at {place}", &name[..name.len().min(20)]), code, text));
        }
    }
}

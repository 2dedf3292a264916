//! Texts that are too large, too deep or too crowded, and texts just below that.

use rolescope::Code;
use serde_json::{Value, json};

use crate::{Case, What, catalog, directory, good, with};

const MIB: usize = 1 << 20;

pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    sizes(&mut cases);
    counts(&mut cases);
    depths(&mut cases);
    crowds_of_a_catalog(&mut cases);
    crowds_of_a_directory(&mut cases);
    cases
}

fn refused(name: &str, what: What, code: Code, text: String) -> Case {
    Case::refused(name, what, code, text)
}

fn extended(what: What, list: &str, more: impl Iterator<Item = Value>) -> String {
    let mut text = good(what);
    let mut rows = text[list].as_array().cloned().unwrap_or_default();
    rows.extend(more);
    text[list] = json!(rows);
    text.to_string()
}

fn sizes(cases: &mut Vec<Case>) {
    let text = catalog().to_string();
    let padded = |bytes: usize| format!("{text}{}", " ".repeat(bytes - text.len()));
    cases.push(Case::loads("a catalog of 1 MiB", What::Catalog, padded(MIB)));
    cases.push(refused("a catalog of 1 MiB and a byte", What::Catalog, Code::TooLarge, padded(MIB + 1)));
    cases.push(refused("a catalog of 32 MiB", What::Catalog, Code::TooLarge, padded(32 * MIB)));
    cases.push(refused("no JSON, of 32 MiB", What::Catalog, Code::TooLarge, "[".repeat(32 * MIB)));
    let long = with(catalog(), "/title", json!("x".repeat(MIB)));
    cases.push(refused("a title of 1 MiB", What::Catalog, Code::TooLarge, long));
}

fn role(id: String, inherits: &[String]) -> Value {
    json!({ "id": id, "name": "", "kind": "k", "assignableAt": [], "grants": [], "inherits": inherits })
}

fn counts(cases: &mut Vec<Case>) {
    let permissions = |count: usize| {
        extended(What::Catalog, "permissions", (1..count).map(|n| json!({ "id": format!("a.b{n}"), "appliesTo": [] })))
    };
    cases.push(Case::loads("4,096 permissions", What::Catalog, permissions(4096)));
    cases.push(refused("4,097 permissions", What::Catalog, Code::TooLarge, permissions(4097)));
    cases.push(refused("20,000 permissions", What::Catalog, Code::TooLarge, permissions(20_000)));
    let roles = |what: What, count: usize| extended(what, "roles", (0..count).map(|n| role(format!("r{n}"), &[])));
    // two stand there already
    cases.push(Case::loads("4,096 roles", What::Catalog, roles(What::Catalog, 4094)));
    cases.push(refused("4,097 roles", What::Catalog, Code::TooLarge, roles(What::Catalog, 4095)));
    cases.push(Case::loads("4,096 roles", What::Directory, roles(What::Directory, 4094)));
    cases.push(refused("4,097 roles", What::Directory, Code::TooLarge, roles(What::Directory, 4095)));
    cases.push(refused("20,000 roles", What::Directory, Code::TooLarge, roles(What::Directory, 20_000)));
    let faulty = |count: usize| {
        extended(What::Directory, "roles", (0..count).map(|n| json!({ "id": format!("r{n}"), "inherits": ["reader"] })))
    };
    cases.push(refused("20,000 faulty roles", What::Directory, Code::MissingField, faulty(20_000)));
}

fn depths(cases: &mut Vec<Case>) {
    let chain = |what: What, length: usize| {
        let above = |n: usize| if n == 0 { "reader".to_owned() } else { format!("r{}", n - 1) };
        extended(what, "roles", (0..length).map(|n| role(format!("r{n}"), &[above(n)])))
    };
    for what in [What::Catalog, What::Directory] {
        cases.push(Case::loads("a chain of 32 roles", what, chain(what, 31)));
        cases.push(refused("a chain of 33 roles", what, Code::TooDeep, chain(what, 32)));
        cases.push(refused("a chain of 4,000 roles", what, Code::TooDeep, chain(what, 4000)));
    }
    let pages = |length: usize| {
        let page = |n: usize| {
            let parent = if n == 0 { "files".to_owned() } else { format!("p{}", n - 1) };
            json!({ "id": format!("p{n}"), "path": format!("p{n}"), "title": "", "scopeTypes": ["team"], "parent": parent, "requires": "docs.file.read" })
        };
        extended(What::Catalog, "pages", (0..length).map(page))
    };
    cases.push(Case::loads("a chain of 32 pages", What::Catalog, pages(31)));
    cases.push(refused("a chain of 33 pages", What::Catalog, Code::TooDeep, pages(33)));
    cases.push(refused("a chain of 8,000 pages", What::Catalog, Code::TooDeep, pages(8000)));
    // a requirement nests as deep as the text may: three levels lie above it, two for each step
    let nested = |steps: usize| {
        let mut requires = json!("docs.file.read");
        for _ in 0..steps {
            requires = json!({ "all": [requires] });
        }
        with(catalog(), "/pages/0/requires", requires)
    };
    cases.push(Case::loads("a requirement of 30 steps", What::Catalog, nested(30)));
    cases.push(refused("a requirement of 31 steps", What::Catalog, Code::TooDeep, nested(31)));
    cases.push(refused("a requirement of 5,000 steps", What::Catalog, Code::TooDeep, {
        let text = with(catalog(), "/pages/0/requires", json!("@@"));
        text.replace("\"@@\"", &format!("{}\"x\"{}", "{\"any\":[".repeat(5000), "]}".repeat(5000)))
    }));
}

/// As much of one thing as a megabyte holds.
fn crowds_of_a_catalog(cases: &mut Vec<Case>) {
    let of = |name: &str, code: Code, text: String| {
        assert!(text.len() <= MIB, "{name}: {}", text.len());
        refused(name, What::Catalog, code, text)
    };
    let list = |pointer: &str, element: &str, count: usize| {
        let elements = vec![element; count].join(",");
        with(catalog(), pointer, json!("@@")).replace("\"@@\"", &format!("[{elements}]"))
    };
    for section in ["scopeTypes", "permissions", "roles", "pages", "rules"] {
        let pointer = format!("/{section}");
        cases.push(of(&format!("300,000 empty rows of {section}"), Code::MissingField, list(&pointer, "{}", 300_000)));
        cases.push(of(&format!("400,000 numbers as {section}"), Code::InvalidType, list(&pointer, "1", 400_000)));
    }
    cases.push(of("60,000 rows with one id", Code::MissingField, list("/roles", "{\"id\":\"a\"}", 60_000)));
    cases.push(of(
        "60,000 pages below one that is not there",
        Code::MissingField,
        list("/pages", "{\"parent\":\"a\"}", 60_000),
    ));
    cases.push(of(
        "a role that inherits one 80,000 times",
        Code::DuplicateId,
        list("/roles/0/inherits", "\"payer\"", 80_000),
    ));
    cases.push(of(
        "a role that inherits 80,000 that are not there",
        Code::UnknownRole,
        list("/roles/0/inherits", "\"reade\"", 80_000),
    ));
    cases.push(of(
        "a grant 25,000 times",
        Code::DuplicateId,
        list("/roles/0/grants", "{\"permission\":\"docs.file.read\"}", 25_000),
    ));
    cases.push(of(
        "a value of an attribute 200,000 times",
        Code::DuplicateId,
        list("/scopeTypes/0/attributes/plan", "\"a\"", 200_000),
    ));
    cases.push(of("80,000 kinds in a rule", Code::UnknownRole, {
        list("/rules/0/roles", "\"k\"", 80_000)
            .replace("\"roles\":[\"k\"", "\"roles\":{\"kinds\":[\"k\"")
            .replacen("\"k\"]", "\"k\"]}", 1)
    }));
    let attributes: Vec<String> = (0..60_000).map(|n| format!("\"a{n}\":[]")).collect();
    let with_attributes = |attributes: &[String]| {
        with(catalog(), "/scopeTypes/0/attributes", json!("@@"))
            .replace("\"@@\"", &format!("{{{}}}", attributes.join(",")))
    };
    cases.push(Case::loads("60,000 attributes", What::Catalog, with_attributes(&attributes)));
    let twice: Vec<String> = attributes[..30_000].iter().chain(&attributes[..30_000]).cloned().collect();
    cases.push(of("30,000 attributes twice", Code::DuplicateKey, with_attributes(&twice)));
    // every role inherits those after it, and the last one inherits them all again
    let count = 300;
    let dense = (0..count).map(|n| {
        let others: Vec<String> = (0..count).filter(|other| *other != n).map(|other| format!("r{other}")).collect();
        role(format!("r{n}"), &others)
    });
    cases.push(of("300 roles that all inherit one another", Code::Cycle, extended(What::Catalog, "roles", dense)));
    let leading = (0..3000).map(|n| role(format!("r{n}"), &[format!("r{}", if n == 2999 { 2998 } else { n + 1 })]));
    cases.push(of("2,998 roles that lead to a cycle of two", Code::Cycle, extended(What::Catalog, "roles", leading)));
    let fields: Vec<String> = (0..60_000).map(|n| format!("\"f{n}\":1")).collect();
    let text = catalog().to_string();
    cases.push(of(
        "60,000 unknown fields",
        Code::UnknownField,
        format!("{},{}}}", &text[..text.len() - 1], fields.join(",")),
    ));
}

fn crowds_of_a_directory(cases: &mut Vec<Case>) {
    let list = |what: What, section: &str, element: &str, count: usize| {
        let elements = vec![element; count].join(",");
        with(good(what), &format!("/{section}"), json!("@@")).replace("\"@@\"", &format!("[{elements}]"))
    };
    for what in [What::Directory, What::Snapshot] {
        for section in ["scopes", "roleAssignments", "overrides", "roles"] {
            let name = format!("300,000 empty rows of {section}");
            cases.push(refused(&name, what, Code::MissingField, list(what, section, "{}", 300_000)));
        }
        let row = r#"{"principal":"ann","role":"reader","scope":"T1"}"#;
        cases.push(refused(
            "a row 20,000 times",
            what,
            Code::DuplicateAssignment,
            list(what, "roleAssignments", row, 20_000),
        ));
        let row = r#"{"principal":"ann","role":"rader","scope":"T1"}"#;
        cases.push(refused(
            "20,000 rows of a misspelt role",
            what,
            Code::UnknownRole,
            list(what, "roleAssignments", row, 20_000),
        ));
        let narrow = r#"{"principal":"ann","scope":"T1","mode":"narrow","role":"reader","permissions":[]}"#;
        cases.push(refused("a narrow 10,000 times", what, Code::DuplicateId, list(what, "overrides", narrow, 10_000)));
        let attributes: Vec<String> = (0..50_000).map(|n| format!("\"a{n}\":\"b\"")).collect();
        let text = with(good(what), "/scopes/0/attributes", json!("@@"));
        let text = text.replace("\"@@\"", &format!("{{{}}}", attributes.join(",")));
        cases.push(refused("50,000 attributes of a scope", what, Code::InvalidAttribute, text));
    }
    // each name is a slip of a known one, so that a hint has to be looked for
    let scopes = (0..10_000).map(|n| json!({ "id": format!("s{n:05}"), "type": "team", "parent": format!("x{n:05}") }));
    let text = extended(What::Directory, "scopes", scopes);
    cases.push(refused("10,000 scopes below misspelt ones", What::Directory, Code::UnknownScope, text));
    let mut text = directory();
    for n in 0..3000 {
        let (who, scope) = (format!("p{n}"), format!("t{n}"));
        let rows: [(&str, Value); 4] = [
            ("principals", json!({ "id": who })),
            ("scopes", json!({ "id": scope, "type": "team", "parent": "O1" })),
            ("roleAssignments", json!({ "principal": "ann", "role": "reader", "scope": scope })),
            (
                "overrides",
                json!({ "principal": "ann", "scope": scope, "mode": "narrow", "role": "reader", "permissions": [] }),
            ),
        ];
        for (list, row) in rows {
            text[list].as_array_mut().expect("a list").push(row);
        }
    }
    cases.push(Case::loads("3,000 narrowed assignments of one principal", What::Directory, text.to_string()));
    for (name, code, row) in [
        ("20,000 narrows that do not say for whom", Code::MissingField, r#"{"mode":"narrow"}"#),
        (
            "20,000 narrows of what is not assigned",
            Code::OverrideWithoutAssignment,
            r#"{"mode":"narrow","principal":"ann","role":"reader","scope":"O1","permissions":[]}"#,
        ),
        (
            "20,000 narrows that do not say which role",
            Code::MissingField,
            r#"{"mode":"narrow","principal":"ann","scope":"t7","permissions":[]}"#,
        ),
    ] {
        let mut text = text.clone();
        text["overrides"] = json!("@@");
        let text = text.to_string().replace("\"@@\"", &format!("[{}]", vec![row; 20_000].join(",")));
        cases.push(refused(name, What::Directory, code, text));
    }
    let again =
        json!({ "principal": "ann", "scope": "t2999", "mode": "narrow", "role": "reader", "permissions": ["docs"] });
    text["overrides"].as_array_mut().expect("a list").push(again);
    cases.push(refused("and one of them twice", What::Directory, Code::UnknownPermission, text.to_string()));
}

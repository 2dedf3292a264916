//! What deserves a second look: each kind is planted and found, and nothing else is.

use rolescope::{BUILTIN_IDS, Issue, Severity};
use serde_json::{Value, json};

use crate::{builtin, parse, small};

fn told(issues: &[Issue]) -> Vec<String> {
    assert!(issues.iter().all(|issue| issue.severity == Severity::Warning), "{issues:?}");
    issues.iter().map(|issue| format!("{} {}: {}", issue.code, json!(issue.path), issue.message)).collect()
}

/// What is told of the small catalog after an edit.
#[track_caller]
fn tells(edit: impl FnOnce(&mut Value), wanted: &[&str]) {
    let mut text = small();
    edit(&mut text);
    assert_eq!(told(&parse(&text).lint()), wanted);
}

fn push(text: &mut Value, section: &str, row: Value) {
    text[section].as_array_mut().expect("a list").push(row);
}

/// A catalog in which nothing is odd has no issue.
#[test]
fn a_plain_catalog_is_left_alone() {
    tells(|_| {}, &[]);
}

/// A permission that no role grants is dead, and the pages that want it cannot be reached.
#[test]
fn dead_permissions() {
    tells(
        |text| push(text, "permissions", json!({ "id": "docs.file.print", "appliesTo": ["team"] })),
        &[r#"dead-permission ["permissions",3]: no role grants the permission `docs.file.print`"#],
    );
}

/// A role that grants what another one grants, at the same scope types and as far, is redundant; the first is named.
#[test]
fn redundant_roles() {
    let twin = json!({ "id": "author", "name": "Author", "kind": "other", "assignableAt": ["team"], "inherits": ["editor"], "grants": [] });
    tells(
        |text| push(text, "roles", twin.clone()),
        &[r#"redundant-role ["roles",2]: the role `author` grants just what `editor` grants, and just where"#],
    );
    for (field, value) in [
        ("assignableAt", json!(["org"])),
        ("reach", json!("self")),
        ("resource", json!("team")),
        ("inherits", json!([])),
    ] {
        let mut other = twin.clone();
        other[field] = value;
        tells(|text| push(text, "roles", other), &[]);
    }
}

/// A page is unreachable at a scope type where no role can ever meet what it requires, whoever has which roles.
#[test]
fn unreachable_pages() {
    tells(
        |text| text["pages"][0]["requires"] = json!("docs.file.edit"),
        &[r#"unreachable-page ["pages",0,"scopeTypes",0]: no role opens the page `docs` at a scope of type `org`"#],
    );
    // no role has both, and somebody can have two roles
    tells(
        |text| {
            text["roles"][1]["inherits"] = json!([]);
            text["pages"][1]["requires"] = json!({ "all": ["docs.file.read", "docs.file.edit"] });
        },
        &[],
    );
    // the only role that grants it stays above
    tells(
        |text| {
            text["roles"][1]["assignableAt"] = json!(["org"]);
            text["roles"][1]["reach"] = json!("self");
        },
        &[
            r#"unreachable-page ["pages",1,"scopeTypes",0]: no role opens the page `docs.edit` at a scope of type `team`"#,
        ],
    );
    // it comes by a widen
    tells(
        |text| {
            text["roles"][1]["assignableAt"] = json!(["org"]);
            text["roles"][1]["reach"] = json!("self");
            push(
                text,
                "rules",
                json!({ "rule": "widening", "scopeTypes": ["team"], "role": "editor", "eligible": ["reader"] }),
            );
        },
        &[],
    );
    // a group page that stands where none of its children stands
    tells(
        |text| {
            text["pages"][0] = json!({ "id": "docs", "path": "docs", "title": "Docs", "scopeTypes": ["org", "team"] });
        },
        &[r#"unreachable-page ["pages",0,"scopeTypes",0]: no role opens the page `docs` at a scope of type `org`"#],
    );
}

/// Links, lifts and resources open pages as they give access.
#[test]
fn pages_are_reached_as_access_is() {
    let reached = |role: Value, page_at: &str| {
        let mut role = role;
        for (field, value) in [("id", "r"), ("name", "R"), ("kind", "k")] {
            role[field] = json!(value);
        }
        role["grants"] = json!([{ "permission": "a.b" }]);
        let text = json!({
            "id": "toy", "version": "1", "title": "Toy",
            "scopeTypes": [
                { "id": "org", "parents": [], "attributes": { "plan": ["full"] } },
                { "id": "team", "parents": ["org"] }, { "id": "box", "parents": ["team"] },
                { "id": "group", "parents": ["org"], "links": ["team"], "attributes": { "plan": ["full"] } },
            ],
            "permissions": [{ "id": "a.b", "appliesTo": ["org", "team", "box", "group"] }],
            "roles": [role], "rules": [],
            "pages": [{ "id": "p", "path": "p", "title": "P", "scopeTypes": [page_at], "requires": "a.b" }],
        });
        parse(&text).lint().is_empty()
    };
    let lift = json!({ "to": "org", "when": { "attribute": "plan", "equals": "full" } });
    let aside = json!({ "to": "group", "when": { "attribute": "plan", "equals": "full" } });
    for (role, at) in [
        (json!({ "assignableAt": ["org"] }), "org team box group"),
        (json!({ "assignableAt": ["team"] }), "team box"),
        (json!({ "assignableAt": ["group"] }), "group team box"),
        (json!({ "assignableAt": ["org"], "reach": "self" }), "org"),
        (json!({ "assignableAt": ["org"], "reach": "linked" }), "org group team box"),
        (json!({ "assignableAt": ["group"], "reach": "linked" }), "group"),
        (json!({ "assignableAt": ["org"], "resource": "group" }), "group team box"),
        (json!({ "assignableAt": ["org"], "resource": "group", "reach": "self" }), "group"),
        (json!({ "assignableAt": ["team"], "resource": "org" }), ""),
        (json!({ "assignableAt": ["box"], "reach": "self", "lift": lift }), "box org"),
        (json!({ "assignableAt": ["box"], "lift": lift }), "org team box group"),
        (json!({ "assignableAt": ["org"], "reach": "self", "lift": lift }), "org"),
        (json!({ "assignableAt": ["team"], "lift": aside }), "team box"),
        (json!({ "assignableAt": [] }), ""),
    ] {
        let found: Vec<&str> =
            ["org", "team", "box", "group"].into_iter().filter(|at| reached(role.clone(), at)).collect();
        let mut wanted: Vec<&str> = at.split_whitespace().collect();
        wanted.sort_by_key(|at| ["org", "team", "box", "group"].iter().position(|known| known == at));
        assert_eq!(found, wanted, "{role}");
    }
}

/// Names of roles that look alike are told, whatever their letters are; so are titles of pages side by side.
#[test]
fn confusable_labels() {
    tells(
        |text| text["roles"][1]["name"] = json!("rеader"),
        &[
            r#"confusable-label ["roles",1,"name"]: the name `rеader` looks like `Reader`, the name of the role `reader`"#,
        ],
    );
    let page = |parent: Option<&str>, at: &str| {
        let mut page =
            json!({ "id": "more", "path": "more", "title": "EDIT ", "scopeTypes": [at], "requires": "docs.file.read" });
        if let Some(parent) = parent {
            page["parent"] = json!(parent);
        }
        page
    };
    tells(
        |text| push(text, "pages", page(Some("docs"), "team")),
        &[
            r#"confusable-label ["pages",2,"title"]: the title `EDIT ` looks like `Edit`, the title of the page `docs.edit` beside it"#,
        ],
    );
    // under another parent, or never seen together
    tells(|text| push(text, "pages", page(None, "team")), &[]);
    tells(|text| push(text, "pages", page(Some("docs"), "org")), &[]);
}

/// The vendor describes two roles of Twilio in the same words but for their names.
const TWIN: &str = "redundant-role [\"roles\",14]: the role `messaging-logs-pii-viewer` grants just what \
                    `messaging-logs-admin` grants, and just where";

/// What is told of the catalogs that are shipped.
#[test]
fn the_catalogs_that_are_shipped() {
    for (id, wanted) in BUILTIN_IDS.into_iter().zip([&[TWIN][..], &[], &[]]) {
        assert_eq!(told(&builtin(id).lint()), wanted, "{id}");
    }
}

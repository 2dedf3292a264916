//! Small navigations whose states a person wrote down, each with the law that it shows.

use serde_json::{Value, json};

use super::page_answer::{PageAnswer, page, pages};
use super::world::World;

/// One account, where Ann may read flows and nothing else.
fn world(pages: Value) -> World {
    let catalog = json!({
        "id": "toy", "version": "1", "title": "Toy",
        "scopeTypes": [{ "id": "account", "parents": [] }, { "id": "project", "parents": ["account"] }],
        "permissions": [
            { "id": "flows.read", "appliesTo": ["account"] },
            { "id": "flows.update", "appliesTo": ["account"] },
            { "id": "bills.read", "appliesTo": ["account"] },
            { "id": "parts.read", "appliesTo": ["project"] },
        ],
        "roles": [{
            "id": "viewer", "name": "Viewer", "kind": "general", "assignableAt": ["account"],
            "grants": [{ "permission": "flows.read" }],
        }],
        "pages": pages,
        "rules": [],
    });
    let directory = json!({
        "catalog": "toy",
        "scopes": [{ "id": "acme", "type": "account" }],
        "principals": [{ "id": "ann" }],
        "roleAssignments": [{ "principal": "ann", "role": "viewer", "scope": "acme" }],
    });
    World::read(&catalog, &directory)
}

fn leaf(id: &str, requires: Value) -> Value {
    json!({ "id": id, "path": id, "title": id, "scopeTypes": ["account"], "requires": requires })
}

fn with(mut page: Value, field: &str, value: &str) -> Value {
    page[field] = json!(value);
    page
}

fn of<'a>(page: &'a PageAnswer, missing: &[&str]) -> (&'a str, &'a str, bool) {
    (&page.state, &page.reason, page.missing == missing)
}

#[test]
fn a_leaf_shows_when_its_requirement_is_met() {
    let world = world(json!([
        leaf("a", json!("flows.read")),
        leaf("b", json!("flows.update")),
        with(leaf("c", json!("flows.update")), "whenDenied", "disable"),
        leaf("d", json!({ "any": ["bills.read", "flows.read"] })),
        leaf(
            "e",
            json!({ "all": ["bills.read", { "any": ["flows.update", { "all": ["flows.read", "bills.read"] }] }] })
        ),
        leaf("f", json!({ "any": ["parts.read", "flows.update"] })),
    ]));
    let shown = pages(&world, "ann", "acme", 0.0);
    let states: Vec<_> = [
        &[][..],
        &["flows.update"],
        &["flows.update"],
        &[],
        &["bills.read", "flows.update"],
        &["parts.read", "flows.update"],
    ]
    .iter()
    .zip(&shown)
    .map(|(missing, page)| of(page, missing))
    .collect();
    let expected = [
        ("visible", "granted", true),
        ("hidden", "no-grant", true),
        ("disabled", "no-grant", true),
        ("visible", "granted", true),
        ("hidden", "no-grant", true),
        ("hidden", "not-applicable", true),
    ];
    assert_eq!(states, expected);
    assert!(pages(&world, "ann", "nowhere", 0.0).is_empty());
    assert_eq!(pages(&world, "eve", "acme", 0.0)[0].reason, "unknown-principal");
    assert_eq!(pages(&world, "ann", "acme", f64::NAN)[0].reason, "invalid-time");
}

#[test]
fn a_parent_shows_while_a_child_does() {
    let section = |id: &str| json!({ "id": id, "path": id, "title": id, "scopeTypes": ["account"] });
    let below = |parent: &str, page: Value| with(page, "parent", parent);
    let world = world(json!([
        section("open"),
        below("open", leaf("o1", json!("bills.read"))),
        below("open", leaf("o2", json!("flows.read"))),
        section("shut"),
        below("shut", leaf("s1", json!("bills.read"))),
        section("grey"),
        below("grey", with(leaf("g1", json!("bills.read")), "whenDenied", "disable")),
        leaf("guarded", json!("bills.read")),
        below("guarded", leaf("u1", json!("flows.read"))),
        leaf("lobby", json!("flows.read")),
        below("lobby", leaf("l1", json!("bills.read"))),
        json!({ "id": "bare", "path": "bare", "title": "bare", "scopeTypes": ["account", "project"] }),
        json!({ "id": "b1", "path": "b1", "title": "b1", "parent": "bare", "scopeTypes": ["project"], "requires": "parts.read" }),
    ]));
    let shown = pages(&world, "ann", "acme", 0.0);
    let states: Vec<_> = shown.iter().map(|page| (page.id.as_str(), of(page, &[]))).collect();
    let expected = [
        ("open", ("visible", "granted", true)),
        ("shut", ("hidden", "no-grant", true)),
        ("grey", ("visible", "granted", true)),
        ("guarded", ("disabled", "no-grant", false)),
        ("lobby", ("hidden", "no-grant", true)),
        ("bare", ("hidden", "no-grant", true)),
    ];
    assert_eq!(states, expected);
    assert_eq!(shown[3].missing, ["bills.read"]);
    assert_eq!(shown[0].children.len(), 2);
}

#[test]
fn a_page_is_found_by_its_id_or_its_path() {
    let at = |id: &str, path: &str, of: &str| json!({ "id": id, "path": path, "title": id, "scopeTypes": [of], "requires": "flows.read" });
    let world = world(json!([
        at("flows", "develop/studio/flows", "account"),
        at("one", "develop/studio/:flow", "account"),
        at("new", "develop/studio/new", "account"),
        at("usage", "bills", "account"),
        at("bills", "usage", "account"),
        at("part", "develop/part", "project"),
        at("part-here", "develop/:any", "account"),
    ]));
    let finds = |asked: &str| page(&world, "ann", asked, "acme", 0.0);
    for (asked, id) in [
        ("flows", "flows"),
        ("develop/studio/flows", "flows"),
        ("/develop/studio/flows/", "flows"),
        ("Develop/STUDIO/flows?tab=a/b#c", "flows"),
        ("develop//studio/./x/../flows", "flows"),
        ("develop/%73tudio/flows", "flows"),
        ("x/%2e%2E/develop/studio/flows", "flows"),
        ("develop/studio/new", "new"),
        ("develop/studio/other", "one"),
        ("develop/studio/a%2573b", "one"),
        ("usage", "usage"),
        ("/usage", "bills"),
        ("develop/part", "part-here"),
    ] {
        assert_eq!(finds(asked).id, id, "{asked}");
        assert_eq!(finds(asked).state, "visible", "{asked}");
    }
    for asked in [
        "",
        "/",
        "Flows",
        "studio",
        "develop/studio/flows/more",
        "develop%2Fstudio/flows",
        "develop/studio%2fflows",
        "develop/studio\\flows",
        "develop/studio%5Cflows",
        "develop/studio/a%00b",
        "develop/studio/a\u{1}b",
        "develop/studio/%",
        "develop/studio/%4",
        "develop/studio/%zz",
    ] {
        let state = finds(asked);
        assert_eq!((state.state.as_str(), state.reason.as_str()), ("hidden", "unknown-page"), "{asked}");
        assert_eq!(state.id, asked);
    }
    assert_eq!((finds("part").state.as_str(), finds("part").reason.as_str()), ("hidden", "not-applicable"));
    assert_eq!(page(&world, "ann", "flows", "nowhere", 0.0).reason, "unknown-scope");
}

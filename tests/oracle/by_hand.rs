//! Small worlds whose answers a person wrote down, each with the law that it shows.

use serde_json::{Value, json};

use super::answer::{decide, decide_in_session, list_permissions, list_principals, list_scopes, snapshot_scopes};
use super::malform::push;
use super::times;
use super::world::World;

const NOON: &str = "2025-06-01T12:00:00Z";

/// An organization with two accounts, a subaccount and a billing group linked to the second account.
fn scopes() -> Value {
    json!([
        { "id": "org", "type": "organization", "attributes": { "plan": "enterprise" } },
        { "id": "one", "type": "account", "parent": "org" },
        { "id": "two", "type": "account", "parent": "org" },
        { "id": "sub", "type": "subaccount", "parent": "two" },
        { "id": "group", "type": "billing_group", "parent": "org", "links": ["two"] },
        { "id": "alone", "type": "account" },
    ])
}

fn catalog() -> Value {
    let role = |id: &str, at: &[&str], grants: &[&str]| {
        let grants: Vec<Value> = grants.iter().map(|permission| json!({ "permission": permission })).collect();
        json!({ "id": id, "name": id, "kind": "general", "assignableAt": at, "grants": grants })
    };
    let with = |mut role: Value, field: &str, value: Value| {
        role[field] = value;
        role
    };
    let anywhere = ["organization", "account", "subaccount"];
    let lift = json!({ "to": "organization", "when": { "attribute": "plan", "equals": "enterprise" } });
    json!({
        "id": "toy", "version": "1", "title": "Toy",
        "scopeTypes": [
            { "id": "organization", "parents": [], "attributes": { "plan": ["team", "enterprise"] } },
            { "id": "account", "parents": ["organization"], "root": true },
            { "id": "subaccount", "parents": ["account"] },
            { "id": "billing_group", "parents": ["organization"], "links": ["account"] },
        ],
        "permissions": [
            { "id": "flows.read", "appliesTo": ["account", "subaccount"] },
            { "id": "flows.update", "appliesTo": ["account", "subaccount"] },
            { "id": "bills.read", "appliesTo": ["organization", "account", "billing_group"] },
            { "id": "org.manage", "appliesTo": ["organization"] },
        ],
        "roles": [
            role("viewer", &anywhere, &["flows.read"]),
            with(role("editor", &anywhere, &["flows.update"]), "inherits", json!(["viewer"])),
            with(role("chief", &anywhere, &["org.manage"]), "inherits", json!(["editor", "viewer"])),
            with(role("here", &anywhere, &["flows.read"]), "reach", json!("self")),
            with(role("bookkeeper", &anywhere, &["bills.read"]), "reach", json!("linked")),
            with(role("payer", &["organization"], &["bills.read"]), "resource", json!("billing_group")),
            with(role("owner", &["account"], &["flows.read", "org.manage"]), "lift", lift),
        ],
        "pages": [],
        "rules": [
            { "rule": "narrowing", "scopeTypes": ["account"], "roles": {}, "follows": "pinned" },
            { "rule": "narrowing", "scopeTypes": ["subaccount"], "roles": {}, "follows": "current" },
            { "rule": "widening", "scopeTypes": ["subaccount"], "role": "editor", "eligible": ["viewer", "owner"], "ineligible": ["chief"] },
        ],
    })
}

fn directory(assignments: Value, overrides: Value) -> Value {
    json!({
        "catalog": "toy",
        "scopes": scopes(),
        "principals": [{ "id": "ann" }, { "id": "bob", "active": false }, { "id": "cyd", "active": true }],
        "roleAssignments": assignments,
        "overrides": overrides,
    })
}

fn world(assignments: Value, overrides: Value) -> World {
    World::read(&catalog(), &directory(assignments, overrides))
}

fn at(text: &str) -> f64 {
    times::from_text(text).expect("a time") as f64
}

#[track_caller]
fn says(world: &World, permission: &str, scope: &str, reason: &str) {
    assert_eq!(decide(world, "ann", permission, scope, at(NOON)), reason, "{permission} at {scope}");
}

#[track_caller]
fn reaches(world: &World, permission: &str, scopes: &[&str]) {
    assert_eq!(list_scopes(world, "ann", permission, at(NOON)), scopes, "{permission}");
}

fn ann(role: &str, scope: &str) -> Value {
    json!({ "principal": "ann", "role": role, "scope": scope })
}

fn with(mut row: Value, fields: &[(&str, Value)]) -> Value {
    for (field, value) in fields {
        row[*field] = value.clone();
    }
    row
}

#[test]
fn nothing_is_allowed_by_default() {
    let world = world(json!([]), json!([]));
    says(&world, "flows.read", "one", "no-grant");
    says(&world, "flows.read", "org", "not-applicable");
}

#[test]
fn a_role_reaches_down_and_not_up_or_across() {
    let world = world(json!([ann("viewer", "two")]), json!([]));
    reaches(&world, "flows.read", &["two", "sub"]);
    assert_eq!(list_permissions(&world, "ann", "sub", at(NOON)), ["flows.read"]);
    assert_eq!(list_principals(&world, "flows.read", "sub", at(NOON)), ["ann"]);
}

#[test]
fn an_inherited_permission_comes_along_once_however_it_comes() {
    let world = world(json!([ann("chief", "org")]), json!([]));
    assert_eq!(list_permissions(&world, "ann", "one", at(NOON)), ["flows.read", "flows.update"]);
    // The billing group is of a type to which none of them applies.
    says(&world, "flows.read", "group", "not-applicable");
    reaches(&world, "org.manage", &["org"]);
}

#[test]
fn reach_self_is_one_scope() {
    let world = world(json!([ann("here", "two")]), json!([]));
    reaches(&world, "flows.read", &["two"]);
}

#[test]
fn reach_linked_is_the_root_the_groups_and_what_they_link() {
    let above = world(json!([ann("bookkeeper", "org")]), json!([]));
    reaches(&above, "bills.read", &["org", "two", "group"]);
    assert!(above.held[0].reach.contains("sub"), "what lies below a linked account");
    let beside = world(json!([ann("bookkeeper", "one")]), json!([]));
    reaches(&beside, "bills.read", &["one"]);
}

#[test]
fn a_resource_moves_the_root_to_itself_and_its_links() {
    let row = with(ann("payer", "org"), &[("resource", json!({ "type": "billing_group", "id": "group" }))]);
    let world = world(json!([row]), json!([]));
    reaches(&world, "bills.read", &["two", "group"]);
}

#[test]
fn a_lift_adds_a_root_where_the_nearest_ancestor_has_the_attribute() {
    let lifted = world(json!([ann("owner", "one")]), json!([]));
    reaches(&lifted, "org.manage", &["org"]);
    reaches(&lifted, "flows.read", &["one", "two", "sub"]);

    let alone = world(json!([ann("owner", "alone")]), json!([]));
    reaches(&alone, "org.manage", &[]);
    reaches(&alone, "flows.read", &["alone"]);

    let mut poorer = directory(json!([ann("owner", "one")]), json!([]));
    poorer["scopes"][0]["attributes"]["plan"] = json!("team");
    reaches(&World::read(&catalog(), &poorer), "flows.read", &["one"]);
    poorer["scopes"][0].as_object_mut().map(|scope| scope.remove("attributes"));
    reaches(&World::read(&catalog(), &poorer), "flows.read", &["one"]);
}

#[test]
fn only_the_nearest_ancestor_of_the_type_can_lift() {
    let mut catalog = catalog();
    catalog["scopeTypes"][0]["parents"] = json!(["organization"]);
    let mut directory = directory(json!([ann("owner", "one")]), json!([]));
    directory["scopes"][0]["parent"] = json!("upper");
    let upper = json!({ "id": "upper", "type": "organization", "attributes": { "plan": "enterprise" } });
    push(&mut directory, "scopes", upper);
    reaches(&World::read(&catalog, &directory), "org.manage", &["org"]);
    directory["scopes"][0]["attributes"]["plan"] = json!("team");
    reaches(&World::read(&catalog, &directory), "org.manage", &[]);
}

#[test]
fn a_start_is_inside_and_an_end_is_outside() {
    let window = [("startsAt", json!("2025-06-01T12:00:00Z")), ("expiresAt", json!("2025-06-01T12:00:00.001Z"))];
    let world = world(json!([with(ann("viewer", "one"), &window)]), json!([]));
    let on = |time: f64| decide(&world, "ann", "flows.read", "one", time);
    assert_eq!(on(at(NOON) - 1.0), "not-started");
    assert_eq!(on(at(NOON)), "granted");
    assert_eq!(on(at(NOON) + 1.0), "expired");
    assert_eq!(on(f64::NAN), "invalid-time");
    assert_eq!(on(f64::INFINITY), "invalid-time");
}

#[test]
fn the_first_reason_that_holds_is_told() {
    let past = [("expiresAt", json!("2025-01-01T00:00:00Z"))];
    let future = [("startsAt", json!("2026-01-01T00:00:00Z"))];
    let narrow = json!({ "principal": "ann", "role": "editor", "scope": "two", "mode": "narrow", "permissions": ["flows.read"] });
    let (narrowed, past, future) =
        (ann("editor", "two"), with(ann("editor", "org"), &past), with(ann("chief", "org"), &future));
    let all = world(json!([future, past, narrowed]), json!([narrow]));
    says(&all, "flows.update", "two", "narrowed");
    says(&all, "flows.update", "one", "expired");
    let later = world(json!([future]), json!([]));
    says(&later, "flows.update", "two", "not-started");

    let reason = |principal, permission, scope| decide(&all, principal, permission, scope, at(NOON));
    assert_eq!(reason("eve", "no.such", "nowhere"), "unknown-principal");
    assert_eq!(reason("bob", "no.such", "nowhere"), "inactive-principal");
    assert_eq!(reason("ann", "no.such", "nowhere"), "unknown-permission");
    assert_eq!(reason("ann", "flows.read", "nowhere"), "unknown-scope");
    assert_eq!(reason("ann", "flows.read", "Two"), "unknown-scope");
}

/// The editor, whose role had no `flows.update` when the narrow was written, or had more.
fn narrowed_world(scope: &str, pinned: Value, permissions: Value) -> World {
    let narrow = json!({
        "principal": "ann", "role": "editor", "scope": scope, "mode": "narrow",
        "pinned": pinned, "permissions": permissions,
    });
    world(json!([ann("editor", scope)]), json!([narrow]))
}

#[test]
fn a_pinned_narrow_knows_neither_additions_nor_removals() {
    // An account follows the role as pinned.
    let added = narrowed_world("one", json!(["flows.read"]), json!(["flows.read"]));
    says(&added, "flows.read", "one", "granted");
    says(&added, "flows.update", "one", "narrowed");
    let removed = narrowed_world("one", json!(["flows.read", "bills.read"]), json!(["bills.read"]));
    says(&removed, "bills.read", "one", "granted");
    says(&removed, "flows.read", "one", "narrowed");
    let outside = narrowed_world("one", json!(["flows.read"]), json!(["flows.read", "flows.update"]));
    says(&outside, "flows.update", "one", "narrowed");
}

#[test]
fn a_current_narrow_is_cut_to_the_role_of_today() {
    // A subaccount follows the current role.
    let removed = narrowed_world("sub", json!(["flows.read", "flows.update"]), json!(["flows.read", "flows.update"]));
    says(&removed, "flows.update", "sub", "granted");
    let mut smaller = catalog();
    smaller["roles"][1]["grants"] = json!([]);
    let narrow = json!({
        "principal": "ann", "role": "editor", "scope": "sub", "mode": "narrow",
        "pinned": ["flows.read", "flows.update"], "permissions": ["flows.update"],
    });
    let cut = World::read(&smaller, &directory(json!([ann("editor", "sub")]), json!([narrow])));
    says(&cut, "flows.update", "sub", "no-grant");
    says(&cut, "flows.read", "sub", "narrowed");
}

#[test]
fn a_widen_needs_an_eligible_role_above_it_by_any_path() {
    let widen = json!([{ "principal": "ann", "role": "editor", "scope": "sub", "mode": "widen" }]);
    says(&world(json!([]), widen.clone()), "flows.update", "sub", "override-ineffective");
    says(&world(json!([ann("here", "sub")]), widen.clone()), "flows.update", "sub", "override-ineffective");
    let viewer = world(json!([ann("viewer", "org")]), widen.clone());
    reaches(&viewer, "flows.update", &["sub"]);
    // The owner of another account reaches it by the lift.
    reaches(&world(json!([ann("owner", "one")]), widen.clone()), "flows.update", &["sub"]);
    // Another role of theirs takes nothing away.
    reaches(&world(json!([ann("viewer", "org"), ann("chief", "one")]), widen), "flows.update", &["one", "sub"]);

    let over = json!([{
        "principal": "ann", "role": "editor", "scope": "sub", "mode": "widen", "expiresAt": NOON,
    }]);
    says(&world(json!([ann("viewer", "org")]), over.clone()), "flows.update", "sub", "expired");
    says(&world(json!([]), over), "flows.update", "sub", "expired");
}

#[test]
fn a_tenant_changes_a_role_for_all_who_inherit_it() {
    let mut directory = directory(json!([ann("editor", "one")]), json!([]));
    directory["roles"] = json!([
        { "id": "viewer", "name": "viewer", "kind": "general", "revision": 2, "assignableAt": ["account"], "grants": [{ "permission": "bills.read" }] },
    ]);
    let world = World::read(&catalog(), &directory);
    assert_eq!(list_permissions(&world, "ann", "one", at(NOON)), ["flows.update", "bills.read"]);
}

#[test]
fn a_session_knows_what_its_rows_reach_and_what_lies_above() {
    let past = with(ann("viewer", "sub"), &[("expiresAt", json!("2025-01-01T00:00:00Z"))]);
    let other = json!({ "principal": "cyd", "role": "viewer", "scope": "one" });
    let world = world(json!([past, other]), json!([]));
    let within = snapshot_scopes(&world, "ann");
    assert_eq!(within, ["org", "two", "sub"]);
    let ask = |permission, scope, expires_at| {
        decide_in_session(&world, "ann", &within, permission, scope, expires_at, at(NOON))
    };
    assert_eq!(ask("flows.read", "sub", None), "expired");
    assert_eq!(ask("flows.read", "one", None), "outside-snapshot");
    assert_eq!(ask("flows.read", "nowhere", None), "outside-snapshot");
    assert_eq!(ask("no.such", "nowhere", None), "unknown-permission");
    assert_eq!(ask("flows.read", "sub", Some(at(NOON) as i64)), "stale");
    assert_eq!(ask("flows.read", "sub", Some(at(NOON) as i64 + 1)), "expired");
}

//! Defects of the scopes and assignments of a directory: names that stand for nothing, wrong places.

use serde_json::{Value, json};

use super::generate::Model;
use super::malform::{Defect, Maker, any_row, in_directory, push};
use super::random::Random;
use super::read::texts;
use super::world::{Role, Scope, World};

pub const MAKERS: &[Maker] = &[
    wrong_catalog,
    unknown_scope_type,
    unknown_parent,
    wrong_parent_type,
    missing_parent,
    cycle_of_scopes,
    deep_scopes,
    link_to_wrong_type,
    link_to_nowhere,
    link_across_trees,
    invalid_attribute,
    duplicate_id,
    duplicate_row_id,
    unknown_in_assignment,
    unknown_in_widen,
    role_not_assignable,
    duplicate_assignment,
    empty_window,
    no_time,
    resource_required,
    resource_not_wanted,
    resource_elsewhere,
    unknown_resource,
];

pub fn world(model: &Model) -> World {
    World::read(&model.catalog, &model.directory)
}

/// The directory with one more row; lenient, the row is set aside and the rest is as before.
pub fn with_bad_row(name: &'static str, code: &'static str, model: &Model, list: &str, row: Value) -> Option<Defect> {
    let mut directory = model.directory.clone();
    push(&mut directory, list, row);
    in_directory(name, code, &directory)?.leaving(&model.directory)
}

/// The directory without an assignment, which leaves its overrides without effect.
pub fn without_assignment(model: &Model, at: usize) -> Value {
    let mut directory = model.directory.clone();
    if let Some(rows) = directory["roleAssignments"].as_array_mut() {
        rows.remove(at);
    }
    directory
}

fn wrong_catalog(_: &mut Random, model: &Model) -> Option<Defect> {
    let mut directory = model.directory.clone();
    directory["catalog"] = json!("another");
    in_directory("the directory of another catalog", "wrong-catalog", &directory)
}

fn unknown_scope_type(_: &mut Random, model: &Model) -> Option<Defect> {
    let row = json!({ "id": "bad-scope", "type": "no-type" });
    with_bad_row("a scope of a type that is not there", "unknown-scope-type", model, "scopes", row)
}

fn unknown_parent(random: &mut Random, model: &Model) -> Option<Defect> {
    let world = world(model);
    let children: Vec<_> = world.scope_types.iter().filter(|of| !of.parents.is_empty()).collect();
    let row = json!({ "id": "bad-scope", "type": random.pick(&children)?.id, "parent": "nowhere" });
    with_bad_row("a scope below one that is not there", "unknown-scope", model, "scopes", row)
}

fn wrong_parent_type(random: &mut Random, model: &Model) -> Option<Defect> {
    let world = world(model);
    let parent = random.pick(&world.scopes)?;
    let others: Vec<_> = world.scope_types.iter().filter(|of| !of.parents.contains(&parent.scope_type)).collect();
    let row = json!({ "id": "bad-scope", "type": random.pick(&others)?.id, "parent": parent.id });
    with_bad_row("a scope below one of a wrong type", "parent-not-allowed", model, "scopes", row)
}

fn missing_parent(random: &mut Random, model: &Model) -> Option<Defect> {
    let world = world(model);
    let children: Vec<_> = world.scope_types.iter().filter(|of| !of.root).collect();
    let row = json!({ "id": "bad-scope", "type": random.pick(&children)?.id });
    with_bad_row("a scope at the top that must have a parent", "parent-not-allowed", model, "scopes", row)
}

/// A type whose scopes may lie in scopes of the same type.
fn nesting_type(model: &Model) -> Option<String> {
    let types = world(model).scope_types;
    types.into_iter().find(|of| of.parents.contains(&of.id)).map(|of| of.id)
}

fn cycle_of_scopes(random: &mut Random, model: &Model) -> Option<Defect> {
    let of = nesting_type(model)?;
    let length = random.between(1, 3);
    let mut directory = model.directory.clone();
    for number in 0..length {
        let parent = format!("loop-{}", (number + 1) % length);
        push(&mut directory, "scopes", json!({ "id": format!("loop-{number}"), "type": of, "parent": parent }));
    }
    in_directory("scopes that are each other's parents", "cycle", &directory)?.leaving(&model.directory)
}

fn deep_scopes(_: &mut Random, model: &Model) -> Option<Defect> {
    let of = nesting_type(model)?;
    let world = world(model);
    let top = world.scopes.iter().find(|scope| scope.scope_type == of)?;
    let mut directory = model.directory.clone();
    let mut parent = top.id.clone();
    for number in 0..40 {
        let id = format!("deep-{number}");
        push(&mut directory, "scopes", json!({ "id": id, "type": of, "parent": parent }));
        parent = id;
    }
    in_directory("scopes forty levels deep", "too-deep", &directory)
}

/// The directory with one more link from the first scope to the second.
fn linked(name: &'static str, code: &'static str, model: &Model, from: &Scope, to: &str) -> Option<Defect> {
    let mut directory = model.directory.clone();
    let row = directory["scopes"].as_array_mut()?.iter_mut().find(|row| row["id"] == from.id.as_str())?;
    push(row, "links", json!(to));
    in_directory(name, code, &directory)
}

fn top_of(world: &World, scope: &Scope) -> String {
    world.ancestors(&scope.id).pop().unwrap_or(scope.id.clone())
}

fn link_to_wrong_type(random: &mut Random, model: &Model) -> Option<Defect> {
    let world = world(model);
    let from = random.pick(&world.scopes)?;
    let may = &world.scope_type(&from.scope_type)?.links;
    let others: Vec<&Scope> = world
        .scopes
        .iter()
        .filter(|other| other.id != from.id && !may.contains(&other.scope_type))
        .filter(|other| top_of(&world, other) == top_of(&world, from))
        .collect();
    let name = "a link to a scope of a type that may not be linked";
    linked(name, "link-not-allowed", model, from, &random.pick(&others)?.id)
}

fn link_to_nowhere(random: &mut Random, model: &Model) -> Option<Defect> {
    let world = world(model);
    let linking: Vec<&Scope> = world
        .scopes
        .iter()
        .filter(|scope| world.scope_type(&scope.scope_type).is_some_and(|of| !of.links.is_empty()))
        .collect();
    let from = random.pick(&linking)?;
    linked("a link to a scope that is not there", "unknown-scope", model, from, "nowhere")
}

fn link_across_trees(random: &mut Random, model: &Model) -> Option<Defect> {
    let world = world(model);
    let from = random.pick(&world.scopes)?;
    let may = &world.scope_type(&from.scope_type)?.links;
    let others: Vec<&Scope> = world
        .scopes
        .iter()
        .filter(|other| may.contains(&other.scope_type) && top_of(&world, other) != top_of(&world, from))
        .collect();
    let name = "a link to a scope of another tree";
    linked(name, "link-not-allowed", model, from, &random.pick(&others)?.id)
}

fn invalid_attribute(random: &mut Random, model: &Model) -> Option<Defect> {
    let mut directory = model.directory.clone();
    let at = any_row(random, &directory, "scopes")?;
    let name = random.pick(&["plan", "no-such"])?;
    directory["scopes"][at]["attributes"][*name] = json!("no-such");
    in_directory("an attribute or value that the type does not have", "invalid-attribute", &directory)
}

fn duplicate_id(random: &mut Random, model: &Model) -> Option<Defect> {
    let list = *random.pick(&["scopes", "principals", "roles"])?;
    let mut directory = model.directory.clone();
    let at = any_row(random, &directory, list)?;
    let again = directory[list][at].clone();
    push(&mut directory, list, again);
    in_directory("an id twice in one list", "duplicate-id", &directory)
}

fn duplicate_row_id(random: &mut Random, model: &Model) -> Option<Defect> {
    let mut directory = model.directory.clone();
    let (one, other) =
        (any_row(random, &directory, "roleAssignments")?, any_row(random, &directory, "roleAssignments")?);
    if one == other {
        return None;
    }
    for at in [one, other] {
        directory["roleAssignments"][at]["id"] = json!("the-same");
    }
    in_directory("two assignments with one id", "duplicate-id", &directory)
}

/// A role that names no resource and a scope at which it may be assigned.
fn plain_place<'a>(random: &mut Random, world: &'a World) -> Option<(&'a Role, &'a Scope)> {
    let plain: Vec<&Role> = world.roles.iter().filter(|role| role.resource.is_none()).collect();
    let role = *random.pick(&plain)?;
    let places: Vec<&Scope> =
        world.scopes.iter().filter(|scope| role.assignable_at.contains(&scope.scope_type)).collect();
    Some((role, *random.pick(&places)?))
}

const NAMES: [(&str, &str); 3] =
    [("principal", "unknown-principal"), ("role", "unknown-role"), ("scope", "unknown-scope")];

fn unknown_in_assignment(random: &mut Random, model: &Model) -> Option<Defect> {
    let world = world(model);
    let (role, scope) = plain_place(random, &world)?;
    let mut row = json!({ "principal": random.pick(&world.principals)?.id, "role": role.id, "scope": scope.id });
    let (field, code) = *random.pick(&NAMES)?;
    row[field] = json!("no-such");
    with_bad_row("an assignment that names nothing", code, model, "roleAssignments", row)
}

fn unknown_in_widen(random: &mut Random, model: &Model) -> Option<Defect> {
    let world = world(model);
    let widening: Vec<&Value> = world.rules.iter().filter(|rule| rule["rule"] == "widening").collect();
    let rule = *random.pick(&widening)?;
    let types = texts(rule, "scopeTypes");
    let places: Vec<&Scope> = world.scopes.iter().filter(|scope| types.contains(&scope.scope_type)).collect();
    let mut row = json!({
        "mode": "widen",
        "principal": random.pick(&world.principals)?.id,
        "role": rule["role"],
        "scope": random.pick(&places)?.id,
    });
    let (field, code) = *random.pick(&NAMES)?;
    row[field] = json!("no-such");
    with_bad_row("a widen that names nothing", code, model, "overrides", row)
}

fn role_not_assignable(random: &mut Random, model: &Model) -> Option<Defect> {
    let world = world(model);
    let plain: Vec<&Role> = world.roles.iter().filter(|role| role.resource.is_none()).collect();
    let role = *random.pick(&plain)?;
    let others: Vec<&Scope> =
        world.scopes.iter().filter(|scope| !role.assignable_at.contains(&scope.scope_type)).collect();
    let row = json!({
        "principal": random.pick(&world.principals)?.id,
        "role": role.id,
        "scope": random.pick(&others)?.id,
    });
    with_bad_row("a role where it cannot be assigned", "scope-type-not-allowed", model, "roleAssignments", row)
}

fn duplicate_assignment(random: &mut Random, model: &Model) -> Option<Defect> {
    let mut directory = model.directory.clone();
    let at = any_row(random, &directory, "roleAssignments")?;
    let mut again = directory["roleAssignments"][at].clone();
    let fields = again.as_object_mut()?;
    fields.remove("id");
    if random.chance(60) {
        fields.remove("startsAt");
        fields.remove("expiresAt");
    }
    push(&mut directory, "roleAssignments", again);
    in_directory("an assignment twice", "duplicate-assignment", &directory)
}

fn empty_window(random: &mut Random, model: &Model) -> Option<Defect> {
    let mut directory = model.directory.clone();
    let at = any_row(random, &directory, "roleAssignments")?;
    let ends =
        ["2025-01-01T00:00:00Z", "2025-01-01T00:00:00.0009Z", "2024-12-31T23:59:59.999Z", "1999-01-01T00:00:00Z"];
    let row = &mut directory["roleAssignments"][at];
    row["startsAt"] = json!("2025-01-01T00:00:00Z");
    row["expiresAt"] = json!(random.pick(&ends)?);
    in_directory("a window that ends before it starts", "invalid-time", &directory)?
        .leaving(&without_assignment(model, at))
}

fn no_time(random: &mut Random, model: &Model) -> Option<Defect> {
    let mut directory = model.directory.clone();
    let at = any_row(random, &directory, "roleAssignments")?;
    let bad = [
        "",
        "yesterday",
        "2025-01-01",
        "2025-01-01T00:00:00",
        "2025-02-30T00:00:00Z",
        "2023-02-29T00:00:00Z",
        "2025-13-01T00:00:00Z",
        "2025-01-01T24:00:00Z",
        "2025-01-01T00:60:00Z",
        "2025-01-01T00:00:00+01:00",
        "2025-01-01T00:00:00.Z",
        "2025-1-1T00:00:00Z",
        "+2025-01-01T00:00:00Z",
        "1735689600000",
    ];
    let field = *random.pick(&["startsAt", "expiresAt"])?;
    directory["roleAssignments"][at][field] = json!(random.pick(&bad)?);
    in_directory("a time that is none", "invalid-time", &directory)?.leaving(&without_assignment(model, at))
}

fn resource_required(random: &mut Random, model: &Model) -> Option<Defect> {
    let world = world(model);
    let (role, _, scope) = bound_place(random, &world)?;
    let row = json!({ "principal": random.pick(&world.principals)?.id, "role": role.id, "scope": scope.id });
    with_bad_row("no resource where the role needs one", "resource-required", model, "roleAssignments", row)
}

fn resource_not_wanted(random: &mut Random, model: &Model) -> Option<Defect> {
    let world = world(model);
    let (role, scope) = plain_place(random, &world)?;
    let row = json!({
        "principal": random.pick(&world.principals)?.id,
        "role": role.id,
        "scope": scope.id,
        "resource": { "type": scope.scope_type, "id": scope.id },
    });
    with_bad_row("a resource where the role has none", "resource-mismatch", model, "roleAssignments", row)
}

/// A role that is bound to a resource, and a scope at which it may be assigned.
fn bound_place<'a>(random: &mut Random, world: &'a World) -> Option<(&'a Role, &'a str, &'a Scope)> {
    let bound: Vec<&Role> = world.roles.iter().filter(|role| role.resource.is_some()).collect();
    let role = *random.pick(&bound)?;
    let places: Vec<&Scope> =
        world.scopes.iter().filter(|scope| role.assignable_at.contains(&scope.scope_type)).collect();
    Some((role, role.resource.as_deref()?, *random.pick(&places)?))
}

fn resource_elsewhere(random: &mut Random, model: &Model) -> Option<Defect> {
    let world = world(model);
    let (role, of, scope) = bound_place(random, &world)?;
    let below = world.with_descendants([scope.id.clone()].into_iter().collect());
    let wrong: Vec<&Scope> =
        world.scopes.iter().filter(|other| other.scope_type != of || !below.contains(&other.id)).collect();
    let resource = random.pick(&wrong)?;
    let row = json!({
        "principal": random.pick(&world.principals)?.id,
        "role": role.id,
        "scope": scope.id,
        "resource": { "type": resource.scope_type, "id": resource.id },
    });
    with_bad_row("a resource of another type or place", "resource-mismatch", model, "roleAssignments", row)
}

fn unknown_resource(random: &mut Random, model: &Model) -> Option<Defect> {
    let world = world(model);
    let (role, of, scope) = bound_place(random, &world)?;
    let row = json!({
        "principal": random.pick(&world.principals)?.id,
        "role": role.id,
        "scope": scope.id,
        "resource": { "type": of, "id": "nowhere" },
    });
    with_bad_row("a resource that is not there", "unknown-resource", model, "roleAssignments", row)
}

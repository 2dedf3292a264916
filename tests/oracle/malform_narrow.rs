//! Defects of narrows and of a tenant's roles.

use serde_json::{Value, json};

use super::generate::Model;
use super::generate_directory::key;
use super::malform::{Defect, Maker, in_directory, push};
use super::malform_catalog::plain_role;
use super::malform_directory::{with_bad_row, without_assignment, world};
use super::random::Random;
use super::read::{items, text};
use super::world::{Scope, World};

pub const MAKERS: &[Maker] = &[
    outside_role,
    unknown_permission,
    without_any_assignment,
    below_assignment,
    tenant_role_unknown_names,
    cycle_of_tenant_roles,
];

/// An assignment that may be narrowed and is not yet: its position and the narrow without its
/// permissions.
fn narrowable(random: &mut Random, model: &Model, world: &World) -> Option<(usize, Value)> {
    let overrides = items(&model.directory, "overrides");
    let rows: Vec<(usize, &Value)> = items(&model.directory, "roleAssignments")
        .iter()
        .enumerate()
        .filter(|(_, row)| world.follows(&text(row, "role"), &text(row, "scope")).is_some())
        .filter(|(_, row)| !overrides.iter().any(|other| key(other)[..3] == key(row)[..3]))
        .collect();
    let (at, row) = *random.pick(&rows)?;
    let mut narrow = row.clone();
    let fields = narrow.as_object_mut()?;
    for field in ["id", "startsAt", "expiresAt"] {
        fields.remove(field);
    }
    narrow["mode"] = json!("narrow");
    Some((at, narrow))
}

/// The directory with a bad narrow; lenient, the assignment that it names goes with it.
fn with_bad_narrow(name: &'static str, code: &'static str, model: &Model, at: usize, narrow: Value) -> Option<Defect> {
    let mut directory = model.directory.clone();
    push(&mut directory, "overrides", narrow);
    in_directory(name, code, &directory)?.leaving(&without_assignment(model, at))
}

fn outside_role(random: &mut Random, model: &Model) -> Option<Defect> {
    let world = world(model);
    let (at, mut narrow) = narrowable(random, model, &world)?;
    let today = world.permissions_of(&text(&narrow, "role"));
    let all: Vec<&String> = world.permissions.iter().map(|permission| &permission.id).collect();
    let known: Vec<&String> = all.iter().copied().filter(|permission| today.contains(*permission)).collect();
    if random.chance(50) {
        let beyond: Vec<&String> = all.into_iter().filter(|permission| !today.contains(*permission)).collect();
        narrow["permissions"] = json!([random.pick(&beyond)?]);
        if random.chance(50) {
            narrow["pinned"] = json!(today);
        }
    } else {
        // In the role today, but not in the role as pinned.
        let late = *random.pick(&known)?;
        narrow["pinned"] = json!(known.iter().filter(|known| **known != late).collect::<Vec<_>>());
        narrow["permissions"] = json!([late]);
    }
    with_bad_narrow("a narrow to more than the role", "outside-role", model, at, narrow)
}

fn unknown_permission(random: &mut Random, model: &Model) -> Option<Defect> {
    let world = world(model);
    let (at, mut narrow) = narrowable(random, model, &world)?;
    narrow["permissions"] = json!(["no.such"]);
    if random.chance(50) {
        narrow["permissions"] = json!([]);
        narrow["pinned"] = json!(["no.such"]);
    }
    with_bad_narrow("a narrow that names no permission", "unknown-permission", model, at, narrow)
}

fn without_any_assignment(random: &mut Random, model: &Model) -> Option<Defect> {
    let world = world(model);
    let roles: Vec<_> = world.roles.iter().filter(|role| role.resource.is_none()).collect();
    let role = *random.pick(&roles)?;
    let places: Vec<&Scope> = world
        .scopes
        .iter()
        .filter(|scope| role.assignable_at.contains(&scope.scope_type))
        .filter(|scope| world.follows(&role.id, &scope.id).is_some())
        .collect();
    let scope = random.pick(&places)?;
    let mut survivors = model.directory.clone();
    push(&mut survivors, "principals", json!({ "id": "new-here" }));
    let mut directory = survivors.clone();
    let narrow = json!({
        "mode": "narrow",
        "principal": "new-here",
        "role": role.id,
        "scope": scope.id,
        "permissions": [],
    });
    push(&mut directory, "overrides", narrow);
    let name = "a narrow of one who has no assignment";
    in_directory(name, "override-without-assignment", &directory)?.leaving(&survivors)
}

fn below_assignment(random: &mut Random, model: &Model) -> Option<Defect> {
    let world = world(model);
    let mut places: Vec<(&str, &str, &str)> = Vec::new();
    for held in world.held.iter().filter(|held| held.resource.is_none()) {
        // Below the assignment, and reached by it: elsewhere there is nothing to restrict.
        let below = world.with_descendants([held.scope.clone()].into_iter().collect());
        for scope in below.intersection(&held.reach).cloned() {
            let is_assigned = world
                .held
                .iter()
                .any(|other| other.principal == held.principal && other.role == held.role && other.scope == scope);
            if let Some(scope) = world.scope(&scope)
                && !is_assigned
                && world.follows(&held.role, &scope.id).is_some()
            {
                places.push((&held.principal, &held.role, &scope.id));
            }
        }
    }
    let (principal, role, scope) = *random.pick(&places)?;
    let is_taken = |row: &Value| row["principal"] == principal && row["role"] == role && row["scope"] == scope;
    if items(&model.directory, "overrides").iter().any(is_taken) {
        return None;
    }
    let mut directory = model.directory.clone();
    let narrow = json!({ "mode": "narrow", "principal": principal, "role": role, "scope": scope, "permissions": [] });
    push(&mut directory, "overrides", narrow);
    in_directory("a narrow below the assignment", "cannot-restrict", &directory)
}

fn tenant_role_unknown_names(random: &mut Random, model: &Model) -> Option<Defect> {
    let mut role = plain_role(model, "bad-role", &[])?;
    let code = match random.below(3) {
        0 => {
            push(&mut role, "inherits", json!("no-role"));
            "unknown-role"
        }
        1 => {
            push(&mut role, "grants", json!({ "permission": "no.such" }));
            "unknown-permission"
        }
        _ => {
            push(&mut role, "assignableAt", json!("no-type"));
            "unknown-scope-type"
        }
    };
    with_bad_row("a tenant's role that names nothing", code, model, "roles", role)
}

fn cycle_of_tenant_roles(random: &mut Random, model: &Model) -> Option<Defect> {
    let length = random.between(1, 3);
    let mut directory = model.directory.clone();
    for number in 0..length {
        let next = format!("loop-{}", (number + 1) % length);
        push(&mut directory, "roles", plain_role(model, &format!("loop-{number}"), &[&next])?);
    }
    in_directory("a tenant's roles that inherit each other", "cycle", &directory)?.leaving(&model.directory)
}

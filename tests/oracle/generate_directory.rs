//! Random directories for a catalog: scopes, principals, tenant roles, assignments, overrides.

use serde_json::{Value, json};

use super::generate::{Size, make_id_unlike};
use super::generate_catalog::{grants, role};
use super::random::Random;
use super::read::{items, text, texts};
use super::times;
use super::world::World;

pub fn directory(random: &mut Random, size: &Size, catalog: &Value, instants: &[i64]) -> Value {
    let mut directory = json!({
        "catalog": text(catalog, "id"),
        "scopes": scopes(random, size, catalog),
        "principals": principals(random, size),
    });
    if random.chance(40) {
        directory["revision"] = json!(random.between(0, 9));
    }
    if random.chance(35) {
        directory["roles"] = json!(tenant_roles(random, catalog));
    }
    let world = World::read(catalog, &directory);
    let assignments = assignments(random, size, &world, instants);
    let mut overrides = narrows(random, &world, &assignments);
    overrides.extend(widens(random, &world, &assignments, &overrides, instants));
    random.shuffle(&mut overrides);
    directory["roleAssignments"] = json!(assignments);
    if !overrides.is_empty() || random.chance(30) {
        directory["overrides"] = json!(overrides);
    }
    directory
}

fn scopes(random: &mut Random, size: &Size, catalog: &Value) -> Vec<Value> {
    let types = World::read(catalog, &Value::Null).scope_types;
    let mut scopes: Vec<Value> = Vec::new();
    let mut ids: Vec<String> = Vec::new();
    for number in 0..random.between(1, size.scopes) {
        let shown = World::read(&Value::Null, &json!({ "scopes": scopes }));
        let mut places: Vec<(String, Option<String>)> = Vec::new();
        for of in &types {
            // A new tree now and then; mostly the tree grows.
            if of.root && (scopes.is_empty() || random.chance(15)) {
                places.push((of.id.clone(), None));
            }
            for parent in &shown.scopes {
                let is_shallow = shown.ancestors(&parent.id).len() < 8;
                if of.parents.contains(&parent.scope_type) && is_shallow {
                    places.push((of.id.clone(), Some(parent.id.clone())));
                }
            }
        }
        let Some((of, parent)) = random.pick(&places).cloned() else {
            continue;
        };
        let id = make_id_unlike(random, "scope", number, &ids);
        let mut scope = json!({ "id": id, "type": of });
        if let Some(parent) = parent {
            scope["parent"] = json!(parent);
        }
        if random.chance(30) {
            scope["name"] = json!(format!("Scope {number} “ß”"));
        }
        ids.push(id);
        scopes.push(scope);
    }
    let shown = World::read(catalog, &json!({ "scopes": scopes }));
    for scope in &mut scopes {
        link(random, scope, &shown);
        set_attributes(random, scope, &shown);
    }
    // A scope may stand before its parent.
    if random.chance(50) {
        random.shuffle(&mut scopes);
    }
    scopes
}

/// Links to scopes of the same tree and of a type that may be linked, never upwards or to itself.
fn link(random: &mut Random, scope: &mut Value, shown: &World) {
    let id = text(scope, "id");
    let top = |id: &str| shown.ancestors(id).last().cloned().unwrap_or(id.to_string());
    let Some(scope_type) = shown.scope_type(&text(scope, "type")) else {
        return;
    };
    let above = shown.ancestors(&id);
    let candidates: Vec<String> = shown
        .scopes
        .iter()
        .filter(|other| scope_type.links.contains(&other.scope_type))
        .filter(|other| other.id != id && !above.contains(&other.id) && top(&other.id) == top(&id))
        .map(|other| other.id.clone())
        .collect();
    if !candidates.is_empty() && random.chance(80) {
        scope["links"] = json!(random.some(&candidates, 45));
    }
}

fn set_attributes(random: &mut Random, scope: &mut Value, shown: &World) {
    let Some(scope_type) = shown.scope_type(&text(scope, "type")) else {
        return;
    };
    for (name, values) in &scope_type.attributes {
        if random.chance(75) {
            if scope.get("attributes").is_none() {
                scope["attributes"] = json!({});
            }
            scope["attributes"][name] = json!(random.pick(values));
        }
    }
}

fn principals(random: &mut Random, size: &Size) -> Vec<Value> {
    let mut ids: Vec<String> = Vec::new();
    let mut principals = Vec::new();
    for number in 0..random.between(1, size.principals) {
        let id = make_id_unlike(random, "user", number, &ids);
        let mut principal = json!({ "id": id });
        match random.below(8) {
            0 => principal["active"] = json!(false),
            1 | 2 => principal["active"] = json!(true),
            _ => {}
        }
        if random.chance(20) {
            principal["name"] = json!("Zoë");
            principal["email"] = json!(format!("u{number}@example.com"));
        }
        ids.push(id);
        principals.push(principal);
    }
    principals
}

/// Roles of the tenant's own, and roles of the catalog that it has updated, stated anew as wholes.
fn tenant_roles(random: &mut Random, catalog: &Value) -> Vec<Value> {
    let scope_types = items(catalog, "scopeTypes");
    let permissions: Vec<String> = items(catalog, "permissions").iter().map(|of| text(of, "id")).collect();
    let mut current = items(catalog, "roles").to_vec();
    let mut tenant: Vec<Value> = Vec::new();
    for _ in 0..random.below(3) {
        let Some(mut updated) = random.pick(items(catalog, "roles")).cloned() else {
            continue;
        };
        let id = text(&updated, "id");
        if tenant.iter().any(|role| text(role, "id") == id) {
            continue;
        }
        let before = updated.get("revision").and_then(Value::as_u64).unwrap_or(1);
        updated["revision"] = json!(before + random.between(1, 3) as u64);
        updated["grants"] = json!(grants(random, &permissions));
        if random.chance(20) {
            let roles = World::read(&json!({ "roles": current }), &Value::Null);
            let others: Vec<String> =
                current.iter().map(|role| text(role, "id")).filter(|other| !leads_to(&roles, other, &id)).collect();
            updated["inherits"] = json!(random.some(&others, 40));
        }
        if random.chance(20) {
            updated["reach"] = json!(random.pick(&["descendants", "self", "linked"]));
        }
        for role in current.iter_mut().filter(|role| text(role, "id") == id) {
            *role = updated.clone();
        }
        tenant.push(updated);
    }
    for _ in 0..random.below(3) {
        let made = role(random, scope_types, &permissions, &current);
        current.push(made.clone());
        tenant.push(made);
    }
    random.shuffle(&mut tenant);
    tenant
}

/// Is `to` the role `from`, or one that it inherits at any distance?
fn leads_to(roles: &World, from: &str, to: &str) -> bool {
    from == to
        || roles.role(from).is_some_and(|role| role.inherits.iter().any(|inherited| leads_to(roles, inherited, to)))
}

/// The instant as text, sometimes with digits below the millisecond, which are cut off.
fn time_text(random: &mut Random, at: i64) -> String {
    let text = times::to_text(at);
    if !random.chance(20) {
        return text;
    }
    let whole = text.trim_end_matches('Z').split('.').next().unwrap_or_default().to_string();
    let below = random.pick(&["", "0", "9", "999999"]).unwrap_or(&"");
    let zone = if *below == "9" { "+00:00" } else { "Z" };
    format!("{whole}.{:03}{below}{zone}", at.rem_euclid(1000))
}

fn set_window(random: &mut Random, row: &mut Value, instants: &[i64]) {
    let (mut starts, mut expires) = (None, None);
    if random.chance(35) {
        starts = random.pick(instants).copied();
    }
    if random.chance(45) {
        let later: Vec<i64> = instants.iter().copied().filter(|at| starts.is_none_or(|from| *at > from)).collect();
        expires = random.pick(&later).copied();
    }
    if let Some(at) = starts {
        row["startsAt"] = json!(time_text(random, at));
    }
    if let Some(at) = expires {
        row["expiresAt"] = json!(time_text(random, at));
    }
}

/// One of the principals; the first ones get more rows than the others.
fn pick_principal(random: &mut Random, world: &World) -> String {
    let few = random.between(1, world.principals.len());
    let chosen = random.pick(world.principals.get(..few).unwrap_or_default());
    chosen.map(|principal| principal.id.clone()).unwrap_or_default()
}

fn assignments(random: &mut Random, size: &Size, world: &World, instants: &[i64]) -> Vec<Value> {
    let mut rows: Vec<Value> = Vec::new();
    let wanted = random.between(0, size.assignments);
    // Many a role fits nowhere, so more are tried than are wanted.
    for number in 0..wanted * 2 {
        if rows.len() == wanted {
            break;
        }
        let Some(role) = random.pick(&world.roles) else {
            continue;
        };
        let places: Vec<String> = world
            .scopes
            .iter()
            .filter(|scope| role.assignable_at.contains(&scope.scope_type))
            .map(|scope| scope.id.clone())
            .collect();
        let Some(scope) = random.pick(&places).cloned() else {
            continue;
        };
        let mut row = json!({ "principal": pick_principal(random, world), "role": role.id, "scope": scope });
        if let Some(of) = &role.resource {
            let below = world.with_descendants([scope].into_iter().collect());
            let resources: Vec<String> = world
                .scopes
                .iter()
                .filter(|scope| scope.scope_type == *of && below.contains(&scope.id))
                .map(|scope| scope.id.clone())
                .collect();
            let Some(resource) = random.pick(&resources) else {
                continue;
            };
            row["resource"] = json!({ "type": of, "id": resource });
        }
        if rows.iter().any(|other| key(other) == key(&row)) {
            continue;
        }
        set_window(random, &mut row, instants);
        if random.chance(30) {
            row["id"] = json!(format!("row-{number}"));
        }
        rows.push(row);
    }
    rows
}

/// Principal, role, scope and resource: what no two rows may share.
pub fn key(row: &Value) -> [Value; 4] {
    ["principal", "role", "scope", "resource"].map(|field| row[field].clone())
}

fn narrows(random: &mut Random, world: &World, assignments: &[Value]) -> Vec<Value> {
    let mut overrides = Vec::new();
    for (number, row) in assignments.iter().enumerate() {
        let (role, scope) = (text(row, "role"), text(row, "scope"));
        if world.follows(&role, &scope).is_none() || !random.chance(40) {
            continue;
        }
        let today: Vec<String> = world.permissions_of(&role).into_iter().collect();
        let mut narrow = json!({ "principal": row["principal"], "scope": scope, "mode": "narrow", "role": role });
        if let Some(resource) = row.get("resource") {
            narrow["resource"] = resource.clone();
        }
        let mut base = today.clone();
        if random.chance(60) {
            // The role as it was: some of today's permissions were not in it, some were that are gone.
            base = random.some(&today, 75);
            let all: Vec<String> = world.permissions.iter().map(|permission| permission.id.clone()).collect();
            let gone = all.into_iter().filter(|permission| !today.contains(permission));
            base.extend(random.some(&gone.collect::<Vec<_>>(), 30));
            random.shuffle(&mut base);
            narrow["pinned"] = json!(base);
        }
        narrow["permissions"] = json!(random.some(&base, 60));
        if random.chance(30) {
            narrow["id"] = json!(format!("narrow-{number}"));
        }
        overrides.push(narrow);
    }
    overrides
}

fn widens(
    random: &mut Random,
    world: &World,
    assignments: &[Value],
    narrows: &[Value],
    instants: &[i64],
) -> Vec<Value> {
    let mut rows: Vec<Value> = Vec::new();
    let widening = world.rules.iter().filter(|rule| text(rule, "rule") == "widening");
    for (place, rule) in widening.enumerate() {
        let types = texts(rule, "scopeTypes");
        let places: Vec<&str> = world
            .scopes
            .iter()
            .filter(|scope| types.contains(&scope.scope_type))
            .map(|scope| scope.id.as_str())
            .collect();
        let eligible = texts(rule, "eligible");
        let bearers: Vec<&Value> = assignments.iter().filter(|row| eligible.contains(&text(row, "role"))).collect();
        for number in 0..random.below(4) {
            let Some(scope) = random.pick(&places) else {
                continue;
            };
            let principal = match random.pick(&bearers) {
                Some(row) if random.chance(70) => text(row, "principal"),
                _ => pick_principal(random, world),
            };
            let mut row = json!({ "principal": principal, "scope": scope, "mode": "widen", "role": rule["role"] });
            // An override without an id is known by principal, role and scope: one for each.
            let is_alike = |other: &&Value| key(other)[..3] == key(&row)[..3];
            if rows.iter().chain(narrows).any(|other| is_alike(&other)) {
                continue;
            }
            set_window(random, &mut row, instants);
            if random.chance(30) {
                row["id"] = json!(format!("widen-{place}-{number}"));
            }
            rows.push(row);
        }
    }
    rows
}

//! Random catalogs: scope types, permissions, roles and rules. Pages are in `generate_pages`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::generate::{Size, make_id_unlike};
use super::generate_pages::pages;
use super::random::Random;
use super::read::{optional_text, text, texts};

const KINDS: [&str; 3] = ["general", "built-in", "custom"];

pub fn catalog(random: &mut Random, size: &Size) -> Value {
    let scope_types = scope_types(random, size);
    let permissions = permissions(random, size, &scope_types);
    let ids: Vec<String> = permissions.iter().map(|permission| text(permission, "id")).collect();
    let mut roles: Vec<Value> = Vec::new();
    for _ in 0..random.between(1, size.roles) {
        let role = role(random, &scope_types, &ids, &roles);
        roles.push(role);
    }
    let rules = rules(random, &scope_types, &ids, &roles);
    let pages = pages(random, size, &scope_types, &ids);
    // A role may stand before one that it inherits.
    random.shuffle(&mut roles);
    json!({
        "id": "generated",
        "version": "1",
        "title": "Generated",
        "scopeTypes": scope_types,
        "permissions": permissions,
        "roles": roles,
        "pages": pages,
        "rules": rules,
    })
}

fn scope_types(random: &mut Random, size: &Size) -> Vec<Value> {
    let count = random.between(1, size.scope_types);
    let ids: Vec<String> = (0..count).map(|n| format!("type-{n}")).collect();
    let mut types = Vec::new();
    for (number, id) in ids.iter().enumerate() {
        let mut parents = match number {
            0 => Vec::new(),
            _ if random.chance(12) => Vec::new(),
            _ => random.some_at_least_one(&ids[..number], 40),
        };
        let mut is_root = !parents.is_empty() && random.chance(20);
        // Folders within folders: the first of a chain stands at the top or in another type.
        if random.chance(20) {
            is_root = is_root || parents.is_empty();
            parents.push(id.clone());
        }
        let mut scope_type = json!({ "id": id, "parents": parents });
        if is_root {
            scope_type["root"] = json!(true);
        }
        if random.chance(50) {
            scope_type["title"] = json!(format!("Type №{number}"));
        }
        if random.chance(35) {
            scope_type["links"] = json!(random.some_at_least_one(&ids, 35));
        } else if random.chance(10) {
            scope_type["links"] = json!([]);
        }
        if random.chance(55) {
            let mut attributes = json!({ "plan": ["team", "enterprise"] });
            if random.chance(30) {
                attributes["tier"] = json!(["1", "2", "3"]);
            }
            scope_type["attributes"] = attributes;
        }
        types.push(scope_type);
    }
    random.shuffle(&mut types);
    types
}

fn permissions(random: &mut Random, size: &Size, scope_types: &[Value]) -> Vec<Value> {
    let types: Vec<String> = scope_types.iter().map(|of| text(of, "id")).collect();
    let count = random.between(1, size.permissions);
    let mut permissions = Vec::new();
    for number in 0..count {
        let id = match random.below(4) {
            0 => format!("p{number}.read"),
            1 => format!("flows.f{number}.update"),
            2 => format!("logs.log-{number}.rows.view-pii"),
            _ => format!("flows.items.a{number}"),
        };
        let applies_to = random.some_at_least_one(&types, 70);
        let mut permission = json!({ "id": id, "appliesTo": applies_to });
        if random.chance(30) {
            permission["title"] = json!("read, “and more”");
        }
        if random.chance(30) {
            permission["product"] = json!("other");
        }
        if random.chance(20) {
            permission["alias"] = json!(format!("/vendor/{number}"));
        }
        permissions.push(permission);
    }
    permissions
}

/// The types that may stand above a scope of this type, at any distance, itself only if it nests.
fn types_above(scope_types: &[Value], id: &str) -> Vec<String> {
    let mut above: Vec<String> = Vec::new();
    let mut open = vec![id.to_string()];
    while let Some(next) = open.pop() {
        let Some(scope_type) = scope_types.iter().find(|of| text(of, "id") == next) else {
            continue;
        };
        for parent in texts(scope_type, "parents") {
            if !above.contains(&parent) {
                above.push(parent.clone());
                open.push(parent);
            }
        }
    }
    above
}

/// A role that may inherit the given ones. Catalogs and tenants make roles alike.
pub fn role(random: &mut Random, scope_types: &[Value], permissions: &[String], earlier: &[Value]) -> Value {
    let types: Vec<String> = scope_types.iter().map(|of| text(of, "id")).collect();
    let known: Vec<String> = earlier.iter().map(|role| text(role, "id")).collect();
    let id = make_id_unlike(random, "role", known.len(), &known);
    let resource = random.pick(&types).cloned().filter(|_| random.chance(18));
    let mut assignable_at = random.some_at_least_one(&types, 60);
    if let Some(resource) = &resource {
        // The resource lies at the assignment's scope or below it.
        let mut above = types_above(scope_types, resource);
        if !above.contains(resource) {
            above.push(resource.clone());
        }
        assignable_at = random.some_at_least_one(&above, 70);
    }
    let mut role = json!({
        "id": id,
        "name": format!("Role {}", known.len()),
        "kind": random.pick(&KINDS),
        "assignableAt": assignable_at,
        "grants": grants(random, permissions),
    });
    if random.chance(30) {
        role["revision"] = json!(random.between(1, 9));
    }
    if random.chance(20) {
        role["description"] = json!("what it is for");
    }
    if random.chance(50) {
        role["inherits"] = json!(random.some(&known, 40));
    }
    match random.below(10) {
        0 => role["reach"] = json!("descendants"),
        1 | 2 => role["reach"] = json!("self"),
        3 | 4 => role["reach"] = json!("linked"),
        _ => {}
    }
    let lowest: Vec<String> = resource.iter().cloned().chain(assignable_at).collect();
    if let Some(lift) = lift(random, scope_types, &lowest) {
        role["lift"] = lift;
    }
    if let Some(resource) = resource {
        role["resource"] = if random.chance(50) { json!(resource) } else { json!({ "type": resource }) };
    }
    role
}

pub fn grants(random: &mut Random, permissions: &[String]) -> Vec<Value> {
    // A role without any grant of its own is one of the vendors' roles.
    let share = *random.pick(&[0, 20, 40, 40, 60]).unwrap_or(&40);
    let chosen = random.some(permissions, share);
    chosen
        .into_iter()
        .map(|permission| match random.below(4) {
            0 => json!({ "permission": permission, "basis": "stated" }),
            1 => json!({ "permission": permission, "basis": "assumed", "why": "the best reading" }),
            _ => json!({ "permission": permission }),
        })
        .collect()
}

fn lift(random: &mut Random, scope_types: &[Value], from: &[String]) -> Option<Value> {
    if !random.chance(60) {
        return None;
    }
    let above: Vec<String> = from.iter().flat_map(|id| types_above(scope_types, id)).collect();
    let bearing: Vec<&Value> =
        scope_types.iter().filter(|of| above.contains(&text(of, "id")) && of.get("attributes").is_some()).collect();
    let to = *random.pick(&bearing)?;
    let declared = to["attributes"].as_object()?;
    let names: Vec<&String> = declared.keys().collect();
    let attribute = *random.pick(&names)?;
    let values = texts(&to["attributes"], attribute);
    let equals = random.pick(&values)?;
    Some(json!({ "to": text(to, "id"), "when": { "attribute": attribute, "equals": equals } }))
}

/// Rules: narrowing and widening decide; the others can only warn when a directory is loaded, and
/// are here to show that they change no decision.
fn rules(random: &mut Random, scope_types: &[Value], permissions: &[String], roles: &[Value]) -> Vec<Value> {
    let types: Vec<String> = scope_types.iter().map(|of| text(of, "id")).collect();
    let ids: Vec<String> = roles.iter().map(|role| text(role, "id")).collect();
    let kinds: Vec<String> = roles.iter().map(|role| text(role, "kind")).collect();
    let mut rules = Vec::new();
    // Each scope type has one narrowing rule at most, so that no two rules speak of one row.
    let mut split: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for scope_type in &types {
        let follows = if random.chance(50) { "pinned" } else { "current" };
        if random.chance(80) {
            split.entry(follows).or_default().push(scope_type);
        }
    }
    for (follows, scope_types) in split {
        rules.push(json!({
            "rule": "narrowing",
            "scopeTypes": scope_types,
            "roles": selector(random, &ids, &kinds),
            "follows": follows,
        }));
    }
    let mut widening: Vec<String> = Vec::new();
    for _ in 0..random.below(3) {
        let plain: Vec<&Value> = roles.iter().filter(|role| role.get("resource").is_none()).collect();
        let Some(role) = random.pick(&plain).map(|role| text(role, "id")) else {
            continue;
        };
        if widening.contains(&role) {
            continue;
        }
        let eligible = random.some_at_least_one(&ids, 50);
        let ineligible: Vec<String> = ids.iter().filter(|id| !eligible.contains(id)).cloned().collect();
        rules.push(json!({
            "rule": "widening",
            "scopeTypes": random.some_at_least_one(&types, 60),
            "role": role,
            "eligible": eligible,
            "ineligible": random.some(&ineligible, 70),
        }));
        widening.push(role);
    }
    if random.chance(30) {
        rules.extend(idle_rules(random, permissions, roles));
    }
    random.shuffle(&mut rules);
    rules
}

fn selector(random: &mut Random, roles: &[String], kinds: &[String]) -> Value {
    match random.below(5) {
        0 => json!(random.some_at_least_one(roles, 60)),
        1 => {
            let mut kinds = random.some_at_least_one(kinds, 60);
            kinds.sort();
            kinds.dedup();
            json!({ "kinds": kinds })
        }
        2 => json!({ "except": random.some(roles, 20) }),
        _ => Value::Object(Map::new()),
    }
}

fn idle_rules(random: &mut Random, permissions: &[String], roles: &[Value]) -> Vec<Value> {
    let mut rules = Vec::new();
    let plain: Vec<&Value> = roles.iter().filter(|role| role.get("resource").is_none()).collect();
    let Some(role) = random.pick(&plain).copied() else {
        return rules;
    };
    let (id, at) = (text(role, "id"), texts(role, "assignableAt"));
    let Some(scope_type) = random.pick(&at) else {
        return rules;
    };
    rules.push(json!({ "rule": "limit", "max": 1, "per": "principal" }));
    rules.push(json!({ "rule": "limit", "max": 1, "kind": optional_text(role, "kind"), "per": "principal-and-scope" }));
    rules.push(json!({ "rule": "holders", "role": id, "scopeType": scope_type, "min": 1, "max": 1 }));
    rules.push(json!({ "rule": "protected", "roles": [id] }));
    rules.push(json!({ "rule": "creator", "scopeType": scope_type, "role": id }));
    rules
        .push(json!({ "rule": "seats", "scopeType": scope_type, "seats": [{ "seat": "editor", "any": permissions }] }));
    rules.push(json!({ "rule": "api-scopes", "roles": [id], "scopes": ["ac", "sp"] }));
    rules.push(json!({
        "rule": "delegation",
        "changes": ["assign", "unassign"],
        "needs": random.pick(permissions),
        "targets": "scope",
        "ceiling": "own",
    }));
    random.some(&rules, 50)
}

//! Defects of what a catalog says: names that stand for nothing, cycles, names used twice.

use serde_json::{Value, json};

use super::generate::Model;
use super::malform::{Defect, Maker, any_row, in_catalog, push};
use super::random::Random;

pub const MAKERS: &[Maker] = &[
    unknown_scope_type,
    unknown_permission,
    unknown_permission_required,
    unknown_role,
    unknown_role_in_rule,
    unknown_parent_page,
    cycle_of_roles,
    cycle_of_pages,
    long_inheritance,
    lift_of_unknown_type,
    lift_by_no_attribute,
    duplicate_id,
];

fn unknown_scope_type(random: &mut Random, model: &Model) -> Option<Defect> {
    let places = [
        ("scopeTypes", "parents"),
        ("scopeTypes", "links"),
        ("permissions", "appliesTo"),
        ("roles", "assignableAt"),
        ("pages", "scopeTypes"),
        ("rules", "scopeTypes"),
    ];
    let (list, field) = *random.pick(&places)?;
    let mut catalog = model.catalog.clone();
    let at = any_row(random, &catalog, list)?;
    let row = &mut catalog[list][at];
    if list == "rules" && row.get(field).is_none() {
        return None;
    }
    push(row, field, json!("no-type"));
    in_catalog("a scope type that is not there", "unknown-scope-type", &catalog)
}

fn unknown_permission(random: &mut Random, model: &Model) -> Option<Defect> {
    let mut catalog = model.catalog.clone();
    let at = any_row(random, &catalog, "roles")?;
    push(&mut catalog["roles"][at], "grants", json!({ "permission": "no.such" }));
    in_catalog("a grant of a permission that is not there", "unknown-permission", &catalog)
}

fn unknown_permission_required(random: &mut Random, model: &Model) -> Option<Defect> {
    let mut catalog = model.catalog.clone();
    let at = any_row(random, &catalog, "pages")?;
    let page = &mut catalog["pages"][at];
    let requires = page.get("requires")?.clone();
    page["requires"] = json!({ "any": [requires, { "all": ["no.such"] }] });
    in_catalog("a page that requires a permission that is not there", "unknown-permission", &catalog)
}

fn unknown_role(random: &mut Random, model: &Model) -> Option<Defect> {
    let mut catalog = model.catalog.clone();
    let at = any_row(random, &catalog, "roles")?;
    push(&mut catalog["roles"][at], "inherits", json!("no-role"));
    in_catalog("a role that inherits one that is not there", "unknown-role", &catalog)
}

fn unknown_role_in_rule(random: &mut Random, model: &Model) -> Option<Defect> {
    let mut catalog = model.catalog.clone();
    let at = any_row(random, &catalog, "rules")?;
    let rule = &mut catalog["rules"][at];
    let field = match rule["rule"].as_str()? {
        "widening" => *random.pick(&["role", "eligible", "ineligible"])?,
        "holders" | "creator" => "role",
        "narrowing" | "protected" | "api-scopes" => "roles",
        _ => return None,
    };
    if field == "role" {
        rule[field] = json!("no-role");
    } else if rule[field].is_object() {
        rule[field] = json!({ "except": ["no-role"] });
    } else {
        push(rule, field, json!("no-role"));
    }
    in_catalog("a rule about a role that is not there", "unknown-role", &catalog)
}

fn unknown_parent_page(random: &mut Random, model: &Model) -> Option<Defect> {
    let mut catalog = model.catalog.clone();
    let at = any_row(random, &catalog, "pages")?;
    catalog["pages"][at]["parent"] = json!("no-page");
    in_catalog("a page below one that is not there", "unknown-page", &catalog)
}

pub fn plain_role(model: &Model, id: &str, inherits: &[&str]) -> Option<Value> {
    let scope_type = &model.catalog["scopeTypes"][0]["id"];
    Some(json!({
        "id": id,
        "name": id,
        "kind": "custom",
        "assignableAt": [scope_type],
        "inherits": inherits,
        "grants": [],
    }))
}

fn cycle_of_roles(random: &mut Random, model: &Model) -> Option<Defect> {
    let mut catalog = model.catalog.clone();
    if random.chance(50) {
        push(&mut catalog, "roles", plain_role(model, "loop-1", &["loop-1"])?);
    } else {
        push(&mut catalog, "roles", plain_role(model, "loop-1", &["loop-2"])?);
        push(&mut catalog, "roles", plain_role(model, "loop-2", &["loop-1"])?);
    }
    in_catalog("roles that inherit each other", "cycle", &catalog)
}

fn cycle_of_pages(random: &mut Random, model: &Model) -> Option<Defect> {
    let scope_type = model.catalog["scopeTypes"][0]["id"].clone();
    let requires = model.catalog["permissions"][0]["id"].clone();
    let page = |id: &str, parent: &str| {
        json!({
            "id": id,
            "path": format!("of/{id}"),
            "title": id,
            "parent": parent,
            "scopeTypes": [scope_type],
            "requires": requires,
        })
    };
    let mut catalog = model.catalog.clone();
    if random.chance(50) {
        push(&mut catalog, "pages", page("loop-1", "loop-1"));
    } else {
        push(&mut catalog, "pages", page("loop-1", "loop-2"));
        push(&mut catalog, "pages", page("loop-2", "loop-1"));
    }
    in_catalog("pages that are each other's parents", "cycle", &catalog)
}

fn long_inheritance(_: &mut Random, model: &Model) -> Option<Defect> {
    let mut catalog = model.catalog.clone();
    push(&mut catalog, "roles", plain_role(model, "long-0", &[])?);
    for number in 1..40 {
        let before = format!("long-{}", number - 1);
        push(&mut catalog, "roles", plain_role(model, &format!("long-{number}"), &[&before])?);
    }
    in_catalog("inheritance over forty roles", "too-deep", &catalog)
}

fn lift_of_unknown_type(random: &mut Random, model: &Model) -> Option<Defect> {
    let mut catalog = model.catalog.clone();
    let at = any_row(random, &catalog, "roles")?;
    *catalog["roles"][at].get_mut("lift")?.get_mut("to")? = json!("no-type");
    in_catalog("a lift to a scope type that is not there", "unknown-scope-type", &catalog)
}

fn lift_by_no_attribute(random: &mut Random, model: &Model) -> Option<Defect> {
    let mut catalog = model.catalog.clone();
    let at = any_row(random, &catalog, "roles")?;
    let when = catalog["roles"][at].get_mut("lift")?.get_mut("when")?;
    let field = *random.pick(&["attribute", "equals"])?;
    when[field] = json!("no-such");
    in_catalog("a lift by an attribute or value that its type cannot have", "invalid-attribute", &catalog)
}

fn duplicate_id(random: &mut Random, model: &Model) -> Option<Defect> {
    let list = *random.pick(&["scopeTypes", "permissions", "roles", "pages"])?;
    let mut catalog = model.catalog.clone();
    let at = any_row(random, &catalog, list)?;
    let mut again = catalog[list][at].clone();
    if list == "pages" {
        again["path"] = json!("of/its/own");
    }
    push(&mut catalog, list, again);
    in_catalog("an id twice in one list", "duplicate-id", &catalog)
}

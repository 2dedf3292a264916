//! Defects of the text itself and of its fields, in a catalog or a directory.

use serde_json::{Value, json};

use super::generate::Model;
use super::malform::{Defect, Maker, Target, any_row};
use super::random::Random;

pub const MAKERS: &[Maker] = &[
    unknown_field,
    missing_field,
    missing_leaf_requirement,
    invalid_type,
    invalid_optional,
    invalid_id,
    invalid_permission_id,
    duplicate_key,
    invalid_json,
    too_deep_json,
];

/// A list of objects in a text, and the fields that each of them must have.
type Shape = (&'static str, &'static [&'static str]);

const CATALOG: &[Shape] = &[
    ("", &["id", "version", "title", "scopeTypes", "permissions", "roles", "pages", "rules"]),
    ("scopeTypes", &["id", "parents"]),
    ("permissions", &["id", "appliesTo"]),
    ("roles", &["id", "name", "kind", "assignableAt", "grants"]),
    ("pages", &["id", "path", "title", "scopeTypes"]),
    ("rules", &["rule"]),
];

const DIRECTORY: &[Shape] = &[
    ("", &["catalog", "scopes", "principals", "roleAssignments"]),
    ("scopes", &["id", "type"]),
    ("principals", &["id"]),
    ("roleAssignments", &["principal", "role", "scope"]),
    ("overrides", &["principal", "scope", "mode", "role"]),
    ("roles", &["id", "name", "kind", "assignableAt", "grants"]),
];

/// Objects inside the objects of a list, and the fields that they must have.
const INNER: &[(&str, &[&str])] = &[
    ("/resource", &["type", "id"]),
    ("/lift", &["to", "when"]),
    ("/lift/when", &["attribute", "equals"]),
    ("/grants/0", &["permission"]),
];

fn target(random: &mut Random, model: &Model) -> (Target, Value) {
    if random.chance(50) {
        (Target::Catalog, model.catalog.clone())
    } else {
        (Target::Directory, model.directory.clone())
    }
}

fn defect(name: &'static str, code: &'static str, target: Target, text: String) -> Option<Defect> {
    Some(Defect { name, target, text, code, survivors: None })
}

/// A pointer to some object of the text, and the fields that it must have.
fn any_object(random: &mut Random, target: Target, text: &Value) -> Option<(String, &'static [&'static str])> {
    let shapes = if target == Target::Catalog { CATALOG } else { DIRECTORY };
    let (list, required) = *random.pick(shapes)?;
    if list.is_empty() {
        return Some((String::new(), required));
    }
    let pointer = format!("/{list}/{}", any_row(random, text, list)?);
    // A resource in a role is a scope type's name; only in a row it is an object with an id.
    if random.chance(40)
        && let Some((inner, fields)) = random.pick(INNER)
        && text.pointer(&format!("{pointer}{inner}")).is_some_and(Value::is_object)
        && (list != "roles" || *inner != "/resource")
    {
        return Some((format!("{pointer}{inner}"), fields));
    }
    Some((pointer, required))
}

fn unknown_field(random: &mut Random, model: &Model) -> Option<Defect> {
    let (target, mut text) = target(random, model);
    let (pointer, _) = any_object(random, target, &text)?;
    let name = random.pick(&["extra", "__proto__", "constructor", "Id", "expires_at", "allow", ""])?;
    text.pointer_mut(&pointer)?[*name] = json!("x");
    defect("a field that nobody knows", "unknown-field", target, text.to_string())
}

fn missing_field(random: &mut Random, model: &Model) -> Option<Defect> {
    let (target, mut text) = target(random, model);
    let (pointer, required) = any_object(random, target, &text)?;
    let field = random.pick(required)?;
    if target == Target::Directory && pointer.starts_with("/roles/") && pointer.matches('/').count() == 2 {
        // Only a role of the tenant's own must say everything; another has the catalog's behind it.
        let id = text.pointer(&pointer)?.get("id")?;
        if model.catalog["roles"].as_array()?.iter().any(|role| role["id"] == *id) {
            return None;
        }
    }
    text.pointer_mut(&pointer)?.as_object_mut()?.remove(*field)?;
    defect("a field that is missing", "missing-field", target, text.to_string())
}

fn missing_leaf_requirement(random: &mut Random, model: &Model) -> Option<Defect> {
    let mut catalog = model.catalog.clone();
    let at = any_row(random, &catalog, "pages")?;
    let id = catalog["pages"][at]["id"].clone();
    if catalog["pages"].as_array()?.iter().any(|page| page["parent"] == id) {
        return None;
    }
    let page = catalog["pages"][at].as_object_mut()?;
    page.remove("requires")?;
    page.remove("whenDenied");
    defect("a leaf page that requires nothing", "missing-field", Target::Catalog, catalog.to_string())
}

fn invalid_type(random: &mut Random, model: &Model) -> Option<Defect> {
    let (target, mut text) = target(random, model);
    let (pointer, required) = any_object(random, target, &text)?;
    let value = text.pointer_mut(&pointer)?.get_mut(*random.pick(required)?)?;
    let wrong = match value {
        Value::String(_) => [json!(7), json!(null), json!(["x"]), json!({}), json!(true)],
        _ => [json!(7), json!(null), json!("x"), json!([7]), json!(false)],
    };
    *value = random.pick(&wrong)?.clone();
    defect("a field of another type", "invalid-type", target, text.to_string())
}

fn invalid_optional(random: &mut Random, model: &Model) -> Option<Defect> {
    let wrong = [
        ("scopes", "name", json!(7)),
        ("scopes", "links", json!("x")),
        ("scopes", "attributes", json!(["plan"])),
        ("principals", "active", json!("false")),
        ("principals", "active", json!(0)),
        ("roleAssignments", "startsAt", json!(1_735_689_600_000_i64)),
        ("roleAssignments", "resource", json!("x")),
        ("roles", "inherits", json!("x")),
    ];
    let (list, field, value) = random.pick(&wrong)?.clone();
    let mut text = model.directory.clone();
    let at = any_row(random, &text, list)?;
    text[list][at][field] = value;
    defect("an optional field of another type", "invalid-type", Target::Directory, text.to_string())
}

fn invalid_id(random: &mut Random, model: &Model) -> Option<Defect> {
    let (target, mut text) = target(random, model);
    let lists = match target {
        Target::Catalog => ["scopeTypes", "roles", "pages"],
        Target::Directory => ["scopes", "principals", "roleAssignments"],
    };
    let list = *random.pick(&lists)?;
    let at = any_row(random, &text, list)?;
    let long = "x".repeat(129);
    let mut bad = vec!["", "-x", ".x", "a b", "a#b", "é", "a\n", "a\u{0}", "a%", "a'b", "a\\b", "*", &long];
    if list == "pages" {
        bad.push("a/b");
    }
    text[list][at]["id"] = json!(random.pick(&bad)?);
    defect("an id that no id can be", "invalid-id", target, text.to_string())
}

fn invalid_permission_id(random: &mut Random, model: &Model) -> Option<Defect> {
    let mut catalog = model.catalog.clone();
    let at = any_row(random, &catalog, "permissions")?;
    let bad = ["read", "a.b.c.d.e", "a..b", ".a.b", "a.b.", ""];
    catalog["permissions"][at]["id"] = json!(random.pick(&bad)?);
    defect("a permission without two to four segments", "invalid-id", Target::Catalog, catalog.to_string())
}

/// Puts text where the marker stands that is put into an object of the value.
fn with_raw_field(text: &mut Value, pointer: &str, raw: &str) -> Option<String> {
    text.pointer_mut(pointer)?["@raw"] = json!(0);
    Some(text.to_string().replacen("\"@raw\":0", raw, 1))
}

fn duplicate_key(random: &mut Random, model: &Model) -> Option<Defect> {
    let (target, mut text) = target(random, model);
    let (pointer, _) = any_object(random, target, &text)?;
    let object = text.pointer(&pointer)?.as_object()?;
    let fields: Vec<(&String, &Value)> = object.iter().collect();
    let (field, value) = *random.pick(&fields)?;
    // The same key with an escape in it is the same key.
    let first = field.bytes().next()?;
    let key = if random.chance(30) { format!("\\u{first:04x}{}", field.get(1..)?) } else { field.clone() };
    let raw = format!("\"{key}\":{value}");
    let text = with_raw_field(&mut text, &pointer, &raw)?;
    defect("a key twice in one object", "duplicate-key", target, text)
}

fn invalid_json(random: &mut Random, model: &Model) -> Option<Defect> {
    let (target, value) = target(random, model);
    let whole = value.to_string();
    let text = match random.below(6) {
        0 => {
            let ends: Vec<usize> = whole.char_indices().map(|(at, _)| at).collect();
            whole[..*random.pick(&ends)?].to_string()
        }
        1 => format!("{whole}]"),
        2 => format!("{whole} {{}}"),
        3 => whole.replacen("\":\"", "\":'", 1),
        4 => whole.replacen("\":\"", "\":\"\\ud800", 1),
        _ => whole.replacen("\":\"", "\":\"\u{1}", 1),
    };
    defect("no JSON", "invalid-json", target, text)
}

fn too_deep_json(random: &mut Random, model: &Model) -> Option<Defect> {
    let (target, mut text) = target(random, model);
    let depth = *random.pick(&[65, 100, 5_000])?;
    let raw = format!("\"title\":{}{}", "[".repeat(depth), "]".repeat(depth));
    let list = if target == Target::Catalog { "scopeTypes" } else { "scopes" };
    let at = any_row(random, &text, list)?;
    text[list][at].as_object_mut()?.remove("title");
    let text = with_raw_field(&mut text, &format!("/{list}/{at}"), &raw)?;
    defect("JSON nested too deep", "too-deep", target, text)
}

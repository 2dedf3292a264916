//! Takes the rows of the texts apart. What is absent becomes what the model says for it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::times;
use super::world::{Lift, Permission, Principal, Role, Scope, ScopeType, Window};

pub fn items<'a>(value: &'a Value, field: &str) -> &'a [Value] {
    match value.get(field) {
        Some(Value::Array(items)) => items,
        _ => &[],
    }
}

pub fn text(value: &Value, field: &str) -> String {
    optional_text(value, field).unwrap_or_default()
}

pub fn optional_text(value: &Value, field: &str) -> Option<String> {
    Some(value.get(field)?.as_str()?.to_string())
}

pub fn texts(value: &Value, field: &str) -> Vec<String> {
    let strings = items(value, field).iter().filter_map(Value::as_str);
    strings.map(str::to_string).collect()
}

pub fn window(row: &Value) -> Window {
    let at = |field| times::from_text(row.get(field)?.as_str()?);
    Window { starts: at("startsAt"), expires: at("expiresAt") }
}

/// The resource that a row names, as one text of its type and id.
pub fn resource(row: &Value) -> Option<String> {
    let resource = row.get("resource")?;
    Some(format!("{} {}", text(resource, "type"), text(resource, "id")))
}

pub fn scope_type(value: &Value) -> ScopeType {
    let parents = texts(value, "parents");
    let mut attributes = BTreeMap::new();
    if let Some(Value::Object(declared)) = value.get("attributes") {
        for name in declared.keys() {
            attributes.insert(name.clone(), texts(&value["attributes"], name));
        }
    }
    ScopeType {
        id: text(value, "id"),
        root: parents.is_empty() || value["root"] == true,
        parents,
        links: texts(value, "links"),
        attributes,
    }
}

pub fn permission(value: &Value) -> Permission {
    Permission { id: text(value, "id"), applies_to: texts(value, "appliesTo") }
}

pub fn role(value: &Value) -> Role {
    let lift = value.get("lift").map(|lift| Lift {
        to: text(lift, "to"),
        attribute: text(&lift["when"], "attribute"),
        equals: text(&lift["when"], "equals"),
    });
    Role {
        id: text(value, "id"),
        kind: text(value, "kind"),
        assignable_at: texts(value, "assignableAt"),
        inherits: texts(value, "inherits"),
        grants: items(value, "grants").iter().map(|grant| text(grant, "permission")).collect(),
        reach: optional_text(value, "reach").unwrap_or_else(|| "descendants".to_string()),
        lift,
        resource: optional_text(value, "resource").or(optional_text(&value["resource"], "type")),
    }
}

pub fn scope(value: &Value) -> Scope {
    let mut attributes = BTreeMap::new();
    if let Some(Value::Object(given)) = value.get("attributes") {
        for name in given.keys() {
            attributes.insert(name.clone(), text(&value["attributes"], name));
        }
    }
    Scope {
        id: text(value, "id"),
        scope_type: text(value, "type"),
        parent: optional_text(value, "parent"),
        links: texts(value, "links"),
        attributes,
    }
}

pub fn principal(value: &Value) -> Principal {
    Principal { id: text(value, "id"), active: value.get("active") != Some(&Value::Bool(false)) }
}

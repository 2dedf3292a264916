//! From JSON to [`CatalogText`]: shapes and types. What the names mean is checked by `check`.

use crate::{
    error::{Code, Error, Issues, Path, quoted},
    id::Names,
    json::{self, Arena, Fields, Json, array, count, string, strings, wrong_type},
};

use super::{
    hash::hash,
    read_rule,
    text::{
        Basis, CatalogText, ConditionText, GrantText, LiftText, PageText, PermissionText, Reach, Requirement, RoleText,
        RuleText, ScopeTypeText, WhenDenied,
    },
};

/// The most bytes that the text of a catalog may have.
pub(crate) const MOST_BYTES: usize = 1 << 20;

const FIELDS: [&str; 10] =
    ["$schema", "id", "version", "title", "scopeTypes", "permissions", "roles", "pages", "rules", "notes"];

pub(crate) const ROLE_FIELDS: [&str; 12] = [
    "id",
    "name",
    "kind",
    "product",
    "description",
    "assignableAt",
    "revision",
    "inherits",
    "grants",
    "reach",
    "lift",
    "resource",
];

/// Which rows of a catalog could not be read in full. Their ids are known to the rest; nothing else is asked of them.
#[derive(Default)]
pub(crate) struct Unsound {
    pub(crate) roles: Vec<usize>,
    pub(crate) pages: Vec<usize>,
    /// For each rule that was read, its position in the text.
    pub(crate) rules_at: Vec<usize>,
}

/// Reads a text; gives the hash of what decides in it as well.
#[inline(never)]
pub(crate) fn read(text: &[u8], issues: &mut Issues) -> Result<(CatalogText, Unsound, String), Error> {
    let arena = Arena::new();
    let fields = json::read_object(text, MOST_BYTES, &arena)?;
    let value = Json::Object(&fields);
    let hash = hash(value);
    let mut unsound = Unsound::default();
    let path = Path::ROOT;
    let Some(fields) = Fields::open(value, &FIELDS, &path, issues) else {
        return Ok((CatalogText::default(), unsound, hash));
    };
    let text = CatalogText {
        schema: fields.optional_string("$schema", issues).map(Into::into),
        id: named(&fields, "id", issues),
        version: owned(&fields, "version", issues),
        title: owned(&fields, "title", issues),
        scope_types: rows(&fields, "scopeTypes", issues, &mut Vec::new(), scope_type),
        permissions: rows(&fields, "permissions", issues, &mut Vec::new(), permission),
        roles: rows(&fields, "roles", issues, &mut unsound.roles, role),
        pages: rows(&fields, "pages", issues, &mut unsound.pages, page),
        rules: rules(&fields, issues, &mut unsound.rules_at),
        notes: fields.optional_strings("notes", issues),
    };
    Ok((text, unsound, hash))
}

/// A text that must be there.
pub(super) fn owned(fields: &Fields<'_, '_>, name: &str, issues: &mut Issues) -> String {
    fields.string(name, issues).map(Into::into).unwrap_or_default()
}

/// A name that must be there: an id or a path, its own or another's.
///
/// INVARIANT: from here on an empty one is the trace of a fault that is listed.
pub(super) fn named(fields: &Fields<'_, '_>, name: &str, issues: &mut Issues) -> String {
    let text = fields.string(name, issues);
    if text == Some("") {
        issues.error(Code::InvalidId, fields.path.key(name), format!("an empty text is no `{name}`"));
    }
    text.map(Into::into).unwrap_or_default()
}

/// Reads every element of an array, a faulty one as far as it goes, so that positions stay what they are in the text.
#[inline(never)]
fn rows<T: Default>(
    fields: &Fields<'_, '_>,
    name: &str,
    issues: &mut Issues,
    unsound: &mut Vec<usize>,
    read: impl Fn(Json<'_>, &Path<'_>, &mut Issues) -> Option<T>,
) -> Vec<T> {
    let elements = fields.array(name, issues);
    let path = fields.path.key(name);
    let mut rows = Vec::with_capacity(elements.len());
    for (index, element) in elements.iter().enumerate() {
        if issues.are_plenty() {
            break;
        }
        let before = issues.errors();
        rows.push(read(*element, &path.index(index), issues).unwrap_or_default());
        if issues.errors() > before {
            unsound.push(index);
        }
    }
    rows
}

#[inline(never)]
fn rules(fields: &Fields<'_, '_>, issues: &mut Issues, rules_at: &mut Vec<usize>) -> Vec<RuleText> {
    let elements = fields.array("rules", issues);
    let path = fields.path.key("rules");
    let mut rules = Vec::with_capacity(elements.len());
    for (index, element) in elements.iter().enumerate() {
        if issues.are_plenty() {
            break;
        }
        if let Some(rule) = read_rule::rule(*element, &path.index(index), issues) {
            rules.push(rule);
            rules_at.push(index);
        }
    }
    rules
}

#[inline(never)]
fn scope_type(value: Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<ScopeTypeText> {
    let known = ["id", "title", "parents", "root", "links", "attributes"];
    let fields = Fields::open(value, &known, path, issues)?;
    let mut scope_type = ScopeTypeText {
        id: named(&fields, "id", issues),
        title: fields.optional_string("title", issues).map(Into::into),
        parents: fields.strings("parents", issues),
        root: fields.optional_bool("root", issues).unwrap_or(false),
        links: fields.optional_strings("links", issues),
        ..ScopeTypeText::default()
    };
    let path = path.key("attributes");
    match fields.get("attributes") {
        None => {}
        Some(Json::Object(attributes)) => {
            let mut seen = Names::default();
            for (name, values) in attributes {
                let path = path.key(name);
                let values = array(*values, &path, issues).unwrap_or_default();
                let values = strings(values, &path, issues);
                if seen.add(name) {
                    scope_type.attributes.push(name, values);
                } else {
                    issues.error(Code::DuplicateKey, path, format!("the attribute {} stands twice", quoted(name)));
                }
            }
        }
        Some(other) => wrong_type(issues, &path, "an object", other),
    }
    Some(scope_type)
}

#[inline(never)]
fn permission(value: Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<PermissionText> {
    let fields = Fields::open(value, &["id", "title", "product", "appliesTo", "alias"], path, issues)?;
    Some(PermissionText {
        id: named(&fields, "id", issues),
        title: fields.optional_string("title", issues).map(Into::into),
        product: fields.optional_string("product", issues).map(Into::into),
        applies_to: fields.strings("appliesTo", issues),
        alias: fields.optional_string("alias", issues).map(Into::into),
    })
}

/// A role as a catalog states it. A directory states its own roles in the same shape.
pub(crate) fn role(value: Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<RoleText> {
    let fields = Fields::open(value, &ROLE_FIELDS, path, issues)?;
    let name = owned(&fields, "name", issues);
    let kind = owned(&fields, "kind", issues);
    let assignable_at = fields.strings("assignableAt", issues);
    let grants = fields.array("grants", issues);
    Some(RoleText {
        name,
        kind,
        assignable_at,
        grants: read_grants(grants, path, issues),
        ..role_rest(&fields, issues)
    })
}

/// The fields of a role that may be absent, and its id.
pub(crate) fn role_rest(fields: &Fields<'_, '_>, issues: &mut Issues) -> RoleText {
    let reach = [("descendants", Reach::Descendants), ("self", Reach::Itself), ("linked", Reach::Linked)];
    RoleText {
        id: named(fields, "id", issues),
        product: fields.optional_string("product", issues).map(Into::into),
        description: fields.optional_string("description", issues).map(Into::into),
        revision: revision(fields, issues),
        inherits: fields.optional_strings("inherits", issues),
        reach: fields.optional_choice("reach", &reach, issues),
        lift: fields.get("lift").and_then(|value| lift(value, &fields.path.key("lift"), issues)),
        resource: fields.get("resource").and_then(|value| resource(value, &fields.path.key("resource"), issues)),
        ..RoleText::default()
    }
}

fn revision(fields: &Fields<'_, '_>, issues: &mut Issues) -> Option<u64> {
    let value = fields.get("revision")?;
    count(value, &fields.path.key("revision"), issues)
}

pub(crate) fn read_grants(elements: &[Json<'_>], role: &Path<'_>, issues: &mut Issues) -> Vec<GrantText> {
    let path = role.key("grants");
    let mut grants = Vec::with_capacity(elements.len());
    for (index, element) in elements.iter().enumerate() {
        grants.push(grant(*element, &path.index(index), issues).unwrap_or_default());
    }
    grants
}

fn grant(value: Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<GrantText> {
    let basis = [("stated", Basis::Stated), ("derived", Basis::Derived), ("assumed", Basis::Assumed)];
    let fields = Fields::open(value, &["permission", "basis", "why"], path, issues)?;
    Some(GrantText {
        permission: named(&fields, "permission", issues),
        basis: fields.optional_choice("basis", &basis, issues),
        why: fields.optional_string("why", issues).map(Into::into),
    })
}

fn lift(value: Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<LiftText> {
    let fields = Fields::open(value, &["to", "when"], path, issues)?;
    let to = named(&fields, "to", issues);
    let path = path.key("when");
    let when = fields.required("when", issues)?;
    let fields = Fields::open(when, &["attribute", "equals"], &path, issues)?;
    let when =
        ConditionText { attribute: named(&fields, "attribute", issues), equals: owned(&fields, "equals", issues) };
    let is_whole = !to.is_empty() && !when.attribute.is_empty();
    is_whole.then_some(LiftText { to, when })
}

fn resource(value: Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<String> {
    if let Json::Object(_) = value {
        let fields = Fields::open(value, &["type"], path, issues)?;
        return fields.string("type", issues).map(Into::into);
    }
    string(value, path, issues).map(Into::into)
}

#[inline(never)]
fn page(value: Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<PageText> {
    let known = ["id", "path", "title", "parent", "scopeTypes", "requires", "whenDenied"];
    let denied = [("hide", WhenDenied::Hide), ("disable", WhenDenied::Disable)];
    let fields = Fields::open(value, &known, path, issues)?;
    Some(PageText {
        id: named(&fields, "id", issues),
        path: named(&fields, "path", issues),
        title: owned(&fields, "title", issues),
        parent: fields.optional_string("parent", issues).map(Into::into),
        scope_types: fields.strings("scopeTypes", issues),
        requires: fields.get("requires").and_then(|value| requirement(value, &path.key("requires"), issues)),
        when_denied: fields.optional_choice("whenDenied", &denied, issues),
    })
}

/// A requirement nests at most as deep as the text, which is checked before: recursion on it is bounded.
fn requirement(value: Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<Requirement> {
    match value {
        Json::String(id) => return Some(Requirement::Permission(id.to_owned())),
        Json::Object(_) => {}
        other => {
            wrong_type(issues, path, "a permission or an object with `all` or `any`", other);
            return None;
        }
    }
    let fields = Fields::open(value, &["all", "any"], path, issues)?;
    let (all, any) = (fields.get("all"), fields.get("any"));
    let (key, list) = match (all, any) {
        (Some(list), None) => ("all", list),
        (None, Some(list)) => ("any", list),
        _ => {
            issues.error(Code::MissingField, *path, "a requirement has either `all` or `any`");
            return None;
        }
    };
    let path = path.key(key);
    let elements = array(list, &path, issues)?;
    if elements.is_empty() {
        issues.error(Code::MissingField, path, "a requirement needs at least one permission");
    }
    let mut parts = Vec::with_capacity(elements.len());
    for (index, element) in elements.iter().enumerate() {
        parts.extend(requirement(*element, &path.index(index), issues));
    }
    Some(if key == "all" { Requirement::All { all: parts } } else { Requirement::Any { any: parts } })
}

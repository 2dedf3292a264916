//! From JSON to [`CatalogText`]: shapes and types. What the names mean is checked by `check`.

use crate::{
    error::{Code, Error, Issues, Path, quoted},
    id::Names,
    json::{self, Document, Fields, Json, array, count, string, strings, wrong_type},
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

#[derive(Default)]
struct Root<'a> {
    fields: Vec<json::Field<'a>>,
}

impl<'a> Document<'a> for Root<'a> {
    fn field(&mut self, name: &str, value: Json<'a>) {
        self.fields.push((name.to_owned().into(), value));
    }
}

/// Reads a text; gives the hash of what decides in it as well.
pub(crate) fn read(text: &[u8], issues: &mut Issues) -> Result<(CatalogText, Unsound, String), Error> {
    let mut root = Root::default();
    json::read(text, MOST_BYTES, &mut root)?;
    let mut value = Json::Object(root.fields);
    let hash = hash(&value);
    let mut unsound = Unsound::default();
    let path = Path::ROOT;
    let Some(mut fields) = Fields::open(&mut value, &FIELDS, &path, issues) else {
        return Ok((CatalogText::default(), unsound, hash));
    };
    let text = CatalogText {
        schema: fields.optional_string("$schema", issues).map(Into::into),
        id: owned(&mut fields, "id", issues),
        version: owned(&mut fields, "version", issues),
        title: owned(&mut fields, "title", issues),
        scope_types: rows(&mut fields, "scopeTypes", issues, &mut Vec::new(), scope_type),
        permissions: rows(&mut fields, "permissions", issues, &mut Vec::new(), permission),
        roles: rows(&mut fields, "roles", issues, &mut unsound.roles, role),
        pages: rows(&mut fields, "pages", issues, &mut unsound.pages, page),
        rules: rules(&mut fields, issues, &mut unsound.rules_at),
        notes: fields.optional_strings("notes", issues),
    };
    Ok((text, unsound, hash))
}

pub(super) fn owned(fields: &mut Fields<'_, '_, '_>, name: &str, issues: &mut Issues) -> String {
    let text = fields.string(name, issues);
    if name == "id" && text.as_deref() == Some("") {
        // from here on an empty id is the trace of a fault that is listed
        issues.error(Code::InvalidId, fields.path.key(name), "an empty text is no id");
    }
    text.map(Into::into).unwrap_or_default()
}

/// Reads every element of an array, a faulty one as far as it goes, so that positions stay what they are in the text.
fn rows<T: Default>(
    fields: &mut Fields<'_, '_, '_>,
    name: &str,
    issues: &mut Issues,
    unsound: &mut Vec<usize>,
    read: impl Fn(&mut Json<'_>, &Path<'_>, &mut Issues) -> Option<T>,
) -> Vec<T> {
    let elements = fields.array(name, issues).unwrap_or_default();
    let path = fields.path.key(name);
    let mut rows = Vec::with_capacity(elements.len());
    for (index, mut element) in elements.into_iter().enumerate() {
        if issues.are_plenty() {
            break;
        }
        let before = issues.errors();
        rows.push(read(&mut element, &path.index(index), issues).unwrap_or_default());
        if issues.errors() > before {
            unsound.push(index);
        }
    }
    rows
}

fn rules(fields: &mut Fields<'_, '_, '_>, issues: &mut Issues, rules_at: &mut Vec<usize>) -> Vec<RuleText> {
    let elements = fields.array("rules", issues).unwrap_or_default();
    let path = fields.path.key("rules");
    let mut rules = Vec::with_capacity(elements.len());
    for (index, mut element) in elements.into_iter().enumerate() {
        if issues.are_plenty() {
            break;
        }
        if let Some(rule) = read_rule::rule(&mut element, &path.index(index), issues) {
            rules.push(rule);
            rules_at.push(index);
        }
    }
    rules
}

fn scope_type(value: &mut Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<ScopeTypeText> {
    let known = ["id", "title", "parents", "root", "links", "attributes"];
    let mut fields = Fields::open(value, &known, path, issues)?;
    let mut scope_type = ScopeTypeText {
        id: owned(&mut fields, "id", issues),
        title: fields.optional_string("title", issues).map(Into::into),
        parents: fields.strings("parents", issues).unwrap_or_default(),
        root: fields.optional_bool("root", issues).unwrap_or(false),
        links: fields.optional_strings("links", issues),
        ..ScopeTypeText::default()
    };
    let path = path.key("attributes");
    match fields.take("attributes") {
        None => {}
        Some(Json::Object(attributes)) => {
            let mut seen = Names::default();
            for (name, values) in attributes {
                let path = path.key(&name);
                let values = array(values, &path, issues).unwrap_or_default();
                let values = strings(values, &path, issues);
                if seen.add(&name) {
                    scope_type.attributes.push(&name, values);
                } else {
                    issues.error(Code::DuplicateKey, path, format!("the attribute {} stands twice", quoted(&name)));
                }
            }
        }
        Some(other) => wrong_type(issues, &path, "an object", &other),
    }
    Some(scope_type)
}

fn permission(value: &mut Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<PermissionText> {
    let mut fields = Fields::open(value, &["id", "title", "product", "appliesTo", "alias"], path, issues)?;
    Some(PermissionText {
        id: owned(&mut fields, "id", issues),
        title: fields.optional_string("title", issues).map(Into::into),
        product: fields.optional_string("product", issues).map(Into::into),
        applies_to: fields.strings("appliesTo", issues).unwrap_or_default(),
        alias: fields.optional_string("alias", issues).map(Into::into),
    })
}

/// A role as a catalog states it. A directory states its own roles in the same shape.
pub(crate) fn role(value: &mut Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<RoleText> {
    let mut fields = Fields::open(value, &ROLE_FIELDS, path, issues)?;
    let name = owned(&mut fields, "name", issues);
    let kind = owned(&mut fields, "kind", issues);
    let assignable_at = fields.strings("assignableAt", issues).unwrap_or_default();
    let grants = fields.array("grants", issues).unwrap_or_default();
    Some(RoleText {
        name,
        kind,
        assignable_at,
        grants: read_grants(grants, path, issues),
        ..role_rest(&mut fields, issues)
    })
}

/// The fields of a role that may be absent, and its id.
pub(crate) fn role_rest(fields: &mut Fields<'_, '_, '_>, issues: &mut Issues) -> RoleText {
    let reach = [("descendants", Reach::Descendants), ("self", Reach::Itself), ("linked", Reach::Linked)];
    RoleText {
        id: owned(fields, "id", issues),
        product: fields.optional_string("product", issues).map(Into::into),
        description: fields.optional_string("description", issues).map(Into::into),
        revision: revision(fields, issues),
        inherits: fields.optional_strings("inherits", issues),
        reach: fields.optional_choice("reach", &reach, issues),
        lift: fields.take("lift").and_then(|mut value| lift(&mut value, &fields.path.key("lift"), issues)),
        resource: fields.take("resource").and_then(|value| resource(value, &fields.path.key("resource"), issues)),
        ..RoleText::default()
    }
}

fn revision(fields: &mut Fields<'_, '_, '_>, issues: &mut Issues) -> Option<u64> {
    let value = fields.take("revision")?;
    count(value, &fields.path.key("revision"), issues)
}

pub(crate) fn read_grants(elements: Vec<Json<'_>>, role: &Path<'_>, issues: &mut Issues) -> Vec<GrantText> {
    let path = role.key("grants");
    let mut grants = Vec::with_capacity(elements.len());
    for (index, mut element) in elements.into_iter().enumerate() {
        grants.push(grant(&mut element, &path.index(index), issues).unwrap_or_default());
    }
    grants
}

fn grant(value: &mut Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<GrantText> {
    let basis = [("stated", Basis::Stated), ("derived", Basis::Derived), ("assumed", Basis::Assumed)];
    let mut fields = Fields::open(value, &["permission", "basis", "why"], path, issues)?;
    Some(GrantText {
        permission: owned(&mut fields, "permission", issues),
        basis: fields.optional_choice("basis", &basis, issues),
        why: fields.optional_string("why", issues).map(Into::into),
    })
}

fn lift(value: &mut Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<LiftText> {
    let mut fields = Fields::open(value, &["to", "when"], path, issues)?;
    let to = owned(&mut fields, "to", issues);
    let path = path.key("when");
    let mut when = fields.required("when", issues)?;
    let mut fields = Fields::open(&mut when, &["attribute", "equals"], &path, issues)?;
    let when = ConditionText {
        attribute: owned(&mut fields, "attribute", issues),
        equals: owned(&mut fields, "equals", issues),
    };
    Some(LiftText { to, when })
}

fn resource(mut value: Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<String> {
    if let Json::Object(_) = value {
        let mut fields = Fields::open(&mut value, &["type"], path, issues)?;
        return fields.string("type", issues).map(Into::into);
    }
    string(value, path, issues).map(Into::into)
}

fn page(value: &mut Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<PageText> {
    let known = ["id", "path", "title", "parent", "scopeTypes", "requires", "whenDenied"];
    let denied = [("hide", WhenDenied::Hide), ("disable", WhenDenied::Disable)];
    let mut fields = Fields::open(value, &known, path, issues)?;
    Some(PageText {
        id: owned(&mut fields, "id", issues),
        path: owned(&mut fields, "path", issues),
        title: owned(&mut fields, "title", issues),
        parent: fields.optional_string("parent", issues).map(Into::into),
        scope_types: fields.strings("scopeTypes", issues).unwrap_or_default(),
        requires: fields.take("requires").and_then(|value| requirement(value, &path.key("requires"), issues)),
        when_denied: fields.optional_choice("whenDenied", &denied, issues),
    })
}

/// A requirement nests at most as deep as the text, which is checked before: recursion on it is bounded.
fn requirement(mut value: Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<Requirement> {
    match &value {
        Json::String(_) => return string(value, path, issues).map(|id| Requirement::Permission(id.into_owned())),
        Json::Object(_) => {}
        other => {
            wrong_type(issues, path, "a permission or an object with `all` or `any`", other);
            return None;
        }
    }
    let mut fields = Fields::open(&mut value, &["all", "any"], path, issues)?;
    let (all, any) = (fields.take("all"), fields.take("any"));
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
    for (index, element) in elements.into_iter().enumerate() {
        parts.extend(requirement(element, &path.index(index), issues));
    }
    Some(if key == "all" { Requirement::All { all: parts } } else { Requirement::Any { any: parts } })
}

//! Changes, and how they are read.

use crate::{
    catalog::{RoleText, read_role},
    error::{Code, Error, Issues, Path},
    json::{self, Arena, Fields, Json},
    pairs::Pairs,
    time::Time,
};

/// The most bytes that the text of a change set may have.
const MOST_BYTES: usize = 16 << 20;

/// The resource that an assignment names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// its scope type
    pub scope_type: String,
    /// its scope
    pub id: String,
}

/// What names a role assignment: principal, role, scope and resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the row")]
pub struct Key {
    pub principal: String,
    pub role: String,
    pub scope: String,
    pub resource: Option<Resource>,
}

/// One change of a directory. Made from JSON text by [`Change::parse`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the fields are those of the text")]
pub enum Change {
    Assign { key: Key, starts_at: Option<Time>, expires_at: Option<Time> },
    Unassign { key: Key },
    UnassignId { id: String },
    Narrow { key: Key, permissions: Vec<String> },
    Widen { principal: String, scope: String, role: String, starts_at: Option<Time>, expires_at: Option<Time> },
    ClearOverride { principal: String, scope: String, role: Option<String>, resource: Option<Resource> },
    Transfer { role: String, scope: String, to: String, from: Option<String> },
    CreateScope { scope: NewScope, creator: Option<String> },
    MoveScope { scope: String, parent: String },
    RemoveScope { scope: String, cascade: bool },
    SetAttribute { scope: String, name: String, value: String },
    AddPrincipal { id: String, name: Option<String>, email: Option<String>, principal_type: Option<String> },
    RemovePrincipal { principal: String },
    SetActive { principal: String, active: bool },
    DefineRole { role: Box<NewRole> },
    UpdateRole { role: String, permissions: Vec<String> },
}

/// A scope that is to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the text")]
pub struct NewScope {
    pub id: String,
    pub scope_type: String,
    pub parent: Option<String>,
    pub name: Option<String>,
    pub links: Vec<String>,
    pub attributes: Pairs<String>,
}

/// A role that is to be, in the shape of a catalog's role.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewRole(pub(crate) RoleText);

type Read = for<'a, 'p> fn(&Fields<'a, 'p>, &mut Issues) -> Change;

/// Each change with its fields and its reader.
const CHANGES: [(&str, &[&str], Read); 15] = [
    ("assign", &["type", "principal", "role", "scope", "resource", "startsAt", "expiresAt"], assign),
    ("unassign", &["type", "principal", "role", "scope", "resource", "id"], unassign),
    ("narrow", &["type", "principal", "role", "scope", "resource", "permissions"], narrow),
    ("widen", &["type", "principal", "scope", "role", "startsAt", "expiresAt"], widen),
    ("clear-override", &["type", "principal", "scope", "role", "resource"], clear_override),
    ("transfer", &["type", "role", "scope", "to", "from"], transfer),
    ("create-scope", &["type", "scope", "creator"], create_scope),
    ("move-scope", &["type", "scope", "parent"], move_scope),
    ("remove-scope", &["type", "scope", "cascade"], remove_scope),
    ("set-attribute", &["type", "scope", "name", "value"], set_attribute),
    ("add-principal", &["type", "principal"], add_principal),
    ("remove-principal", &["type", "principal"], remove_principal),
    ("set-active", &["type", "principal", "active"], set_active),
    ("define-role", &["type", "role"], define_role),
    ("update-role", &["type", "role", "permissions"], update_role),
];

impl Change {
    /// Reads a change set: a JSON list of changes.
    ///
    /// # Errors
    ///
    /// Lists everything that is wrong with the text. What the names in it mean is checked when it is applied.
    pub fn parse(text: impl AsRef<[u8]>) -> Result<Vec<Self>, Error> {
        let arena = Arena::new();
        let value = json::read_value(text.as_ref(), MOST_BYTES, &arena)?;
        let mut issues = Issues::of_load(false);
        let elements = json::array(value, &Path::ROOT, &mut issues).unwrap_or_default();
        let mut changes = Vec::with_capacity(elements.len());
        for (index, element) in elements.iter().enumerate() {
            changes.extend(read(*element, &Path::ROOT.index(index), &mut issues));
        }
        issues.into_result()?;
        Ok(changes)
    }
}

fn read(value: Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<Change> {
    let index = json::kind_of(value, "type", CHANGES.iter().map(|change| change.0), path, issues)?;
    let (_, known, read) = CHANGES.get(index)?;
    let fields = Fields::open(value, known, path, issues)?;
    let before = issues.errors();
    let change = read(&fields, issues);
    (issues.errors() == before).then_some(change)
}

fn text(fields: &Fields<'_, '_>, name: &str, issues: &mut Issues) -> String {
    fields.string(name, issues).unwrap_or_default().to_owned()
}

fn optional(fields: &Fields<'_, '_>, name: &str, issues: &mut Issues) -> Option<String> {
    fields.optional_string(name, issues).map(Into::into)
}

fn resource(fields: &Fields<'_, '_>, issues: &mut Issues) -> Option<Resource> {
    let value = fields.get("resource")?;
    let path = fields.path.key("resource");
    let fields = Fields::open(value, &["type", "id"], &path, issues)?;
    Some(Resource { scope_type: text(&fields, "type", issues), id: text(&fields, "id", issues) })
}

fn key(fields: &Fields<'_, '_>, issues: &mut Issues) -> Key {
    Key {
        principal: text(fields, "principal", issues),
        role: text(fields, "role", issues),
        scope: text(fields, "scope", issues),
        resource: resource(fields, issues),
    }
}

fn assign(fields: &Fields<'_, '_>, issues: &mut Issues) -> Change {
    Change::Assign {
        key: key(fields, issues),
        starts_at: fields.optional_time("startsAt", issues),
        expires_at: fields.optional_time("expiresAt", issues),
    }
}

fn unassign(fields: &Fields<'_, '_>, issues: &mut Issues) -> Change {
    let Some(id) = optional(fields, "id", issues) else { return Change::Unassign { key: key(fields, issues) } };
    for name in ["principal", "role", "scope", "resource"] {
        if fields.has(name) {
            let message = format!("an assignment is named by its id or by its key, not by `{name}` as well");
            issues.error(Code::UnknownField, fields.path.key(name), message);
        }
    }
    Change::UnassignId { id }
}

fn narrow(fields: &Fields<'_, '_>, issues: &mut Issues) -> Change {
    Change::Narrow { key: key(fields, issues), permissions: fields.strings("permissions", issues) }
}

fn widen(fields: &Fields<'_, '_>, issues: &mut Issues) -> Change {
    Change::Widen {
        principal: text(fields, "principal", issues),
        scope: text(fields, "scope", issues),
        role: text(fields, "role", issues),
        starts_at: fields.optional_time("startsAt", issues),
        expires_at: fields.optional_time("expiresAt", issues),
    }
}

fn clear_override(fields: &Fields<'_, '_>, issues: &mut Issues) -> Change {
    Change::ClearOverride {
        principal: text(fields, "principal", issues),
        scope: text(fields, "scope", issues),
        role: optional(fields, "role", issues),
        resource: resource(fields, issues),
    }
}

fn transfer(fields: &Fields<'_, '_>, issues: &mut Issues) -> Change {
    Change::Transfer {
        role: text(fields, "role", issues),
        scope: text(fields, "scope", issues),
        to: text(fields, "to", issues),
        from: optional(fields, "from", issues),
    }
}

fn create_scope(fields: &Fields<'_, '_>, issues: &mut Issues) -> Change {
    let creator = optional(fields, "creator", issues);
    let path = fields.path.key("scope");
    let known = ["id", "type", "parent", "name", "links", "attributes"];
    let value = fields.required("scope", issues);
    let mut scope = NewScope::default();
    if let Some(fields) = value.and_then(|value| Fields::open(value, &known, &path, issues)) {
        scope = NewScope {
            id: text(&fields, "id", issues),
            scope_type: text(&fields, "type", issues),
            parent: optional(&fields, "parent", issues),
            name: optional(&fields, "name", issues),
            links: fields.optional_strings("links", issues),
            attributes: fields.texts("attributes", issues),
        };
    }
    Change::CreateScope { scope, creator }
}

fn move_scope(fields: &Fields<'_, '_>, issues: &mut Issues) -> Change {
    Change::MoveScope { scope: text(fields, "scope", issues), parent: text(fields, "parent", issues) }
}

fn remove_scope(fields: &Fields<'_, '_>, issues: &mut Issues) -> Change {
    let cascade = fields.optional_bool("cascade", issues).unwrap_or(false);
    Change::RemoveScope { scope: text(fields, "scope", issues), cascade }
}

fn set_attribute(fields: &Fields<'_, '_>, issues: &mut Issues) -> Change {
    Change::SetAttribute {
        scope: text(fields, "scope", issues),
        name: text(fields, "name", issues),
        value: text(fields, "value", issues),
    }
}

fn add_principal(fields: &Fields<'_, '_>, issues: &mut Issues) -> Change {
    let path = fields.path.key("principal");
    let value = fields.required("principal", issues);
    let fields = value.and_then(|value| Fields::open(value, &["id", "name", "email", "type"], &path, issues));
    let mut part = |name: &str| fields.and_then(|fields| optional(&fields, name, issues));
    let (name, email, principal_type) = (part("name"), part("email"), part("type"));
    let id = fields.map(|fields| text(&fields, "id", issues)).unwrap_or_default();
    Change::AddPrincipal { id, name, email, principal_type }
}

fn remove_principal(fields: &Fields<'_, '_>, issues: &mut Issues) -> Change {
    Change::RemovePrincipal { principal: text(fields, "principal", issues) }
}

fn set_active(fields: &Fields<'_, '_>, issues: &mut Issues) -> Change {
    let active = fields.required("active", issues).and_then(|_| fields.optional_bool("active", issues));
    Change::SetActive { principal: text(fields, "principal", issues), active: active.unwrap_or(false) }
}

fn define_role(fields: &Fields<'_, '_>, issues: &mut Issues) -> Change {
    let path = fields.path.key("role");
    let value = fields.required("role", issues);
    let role = value.and_then(|value| read_role(value, &path, issues));
    Change::DefineRole { role: Box::new(NewRole(role.unwrap_or_default())) }
}

fn update_role(fields: &Fields<'_, '_>, issues: &mut Issues) -> Change {
    Change::UpdateRole { role: text(fields, "role", issues), permissions: fields.strings("permissions", issues) }
}

//! Whether a row fits what the catalog says: a role its scope, a resource its role, a scope its parent. The loader asks
//! this of texts, and a change set of its changes.

use super::{Assignments, Scopes};
use crate::{
    bits::Bits,
    catalog::{Follows, Model, Role, RoleTable},
    error::{Code, Issues, Path, did_you_mean, quoted},
    id::Names,
};

/// How a row does not fit, the field that is at fault unless it is the whole row, and what may help.
pub(crate) struct Misfit {
    code: Code,
    field: Option<&'static str>,
    message: String,
    hint: Option<String>,
}

impl Misfit {
    fn new(code: Code, field: Option<&'static str>, message: String) -> Self {
        Self { code, field, message, hint: None }
    }

    /// Lists it as an error of the row at `path`.
    pub(crate) fn list(self, path: &Path<'_>, issues: &mut Issues) {
        let at = self.field.map_or(*path, |field| path.key(field));
        issues.error_with(self.code, at, self.message, self.hint);
    }
}

impl Model {
    /// Whether a role can be assigned at a scope of a type.
    pub(crate) fn role_fits(&self, role: &Role, kind: u32) -> Result<(), Misfit> {
        if role.assignable_at.contains(kind) {
            return Ok(());
        }
        let (id, kind) = (&role.text.id, self.scope_types.get(kind));
        let message = format!("the role `{id}` cannot be assigned at a scope of type `{kind}`");
        let types = &role.text.assignable_at;
        let hint = (!types.is_empty()).then(|| format!("it can be at `{}`", types.join("`, `")));
        Err(Misfit { hint, ..Misfit::new(Code::ScopeTypeNotAllowed, Some("scope"), message) })
    }

    /// The scope type of the resource that an assignment of a role must name, if any; whether one is stated must agree.
    pub(crate) fn resource_wanted(&self, role: &Role, is_stated: bool) -> Result<Option<u32>, Misfit> {
        let id = &role.text.id;
        match role.resource {
            Some(wanted) if !is_stated => {
                let wanted = self.scope_types.get(wanted);
                let message = format!("the role `{id}` must name a resource of type `{wanted}`");
                Err(Misfit::new(Code::ResourceRequired, None, message))
            }
            None if is_stated => {
                let message = format!("the role `{id}` takes no resource");
                Err(Misfit::new(Code::ResourceMismatch, Some("resource"), message))
            }
            wanted => Ok(wanted),
        }
    }

    /// Whether a resource is of the wanted type, as it is stated and as it is, and lies in the scope of the assignment.
    pub(crate) fn resource_fits(
        &self,
        role: &Role,
        (stated, resource): (&str, u32),
        scope: u32,
        scopes: &Scopes,
    ) -> Result<(), Misfit> {
        let types = &self.scope_types;
        let (id, kind) = (quoted(scopes.id(resource)), scopes.scope_type(resource));
        let message = if types.find(stated) != role.resource || kind != role.resource {
            let wanted = role.resource.map_or("", |wanted| types.get(wanted));
            let is = kind.map_or("", |kind| types.get(kind));
            format!("the role `{}` wants a resource of type `{wanted}`; {id} is of type `{is}`", role.text.id)
        } else if !scopes.span(scope).holds(scopes.span(resource).start) {
            format!("the resource {id} does not lie in {}", quoted(scopes.id(scope)))
        } else {
            return Ok(());
        };
        Err(Misfit::new(Code::ResourceMismatch, Some("resource"), message))
    }

    /// Whether a scope of a type may lie in one of another type, or stand without a parent.
    pub(crate) fn parent_fits(&self, kind: u32, above: Option<u32>) -> Result<(), Misfit> {
        let Some(rules) = self.scope_type(kind) else { return Ok(()) };
        let name = self.scope_types.get(kind);
        let (field, message) = match above {
            None if rules.root => return Ok(()),
            None => (None, format!("a scope of type `{name}` needs a parent")),
            Some(above) if rules.parents.contains(above) => return Ok(()),
            Some(above) => {
                let above = self.scope_types.get(above);
                (Some("parent"), format!("a scope of type `{name}` cannot lie in one of type `{above}`"))
            }
        };
        let allowed: Vec<&str> = rules.parents.iter().map(|above| self.scope_types.get(above)).collect();
        let hint = (!allowed.is_empty()).then(|| format!("its parent may be of type `{}`", allowed.join("`, `")));
        Err(Misfit { hint, ..Misfit::new(Code::ParentNotAllowed, field, message) })
    }

    /// Whether a scope of a type may link another one, which lies in the same tree or not.
    pub(crate) fn link_fits(&self, kind: u32, linked: u32, id: &str, same_tree: bool) -> Result<(), Misfit> {
        let message = if !self.scope_type(kind).is_some_and(|rules| rules.links.contains(linked)) {
            let linked = self.scope_types.get(linked);
            format!("a scope of this type cannot link {}, which is of type `{linked}`", quoted(id))
        } else if !same_tree {
            format!("{} lies in another tree", quoted(id))
        } else {
            return Ok(());
        };
        Err(Misfit::new(Code::LinkNotAllowed, None, message))
    }

    /// Whether a scope of a type may have an attribute with this value.
    pub(crate) fn attribute_fits(&self, kind: u32, name: &str, value: &str) -> Result<(), Misfit> {
        let Some(known) = self.attributes.get(kind as usize) else { return Ok(()) };
        let (message, hint) = match known.get(name) {
            Some(values) if values.iter().any(|known| known == value) => return Ok(()),
            Some(values) => {
                let hint = did_you_mean(value, values.iter().map(String::as_str));
                (format!("{} is no value of the attribute `{name}`", quoted(value)), hint)
            }
            None => {
                let kind = self.scope_types.get(kind);
                let hint = did_you_mean(name, known.iter().map(|(name, _)| name));
                (format!("a scope of type `{kind}` has no attribute {}", quoted(name)), hint)
            }
        };
        Err(Misfit { hint, ..Misfit::new(Code::InvalidAttribute, None, message) })
    }

    /// What a narrow of a role at a scope of a type follows.
    pub(crate) fn narrowing_of(&self, role: &Role, kind: u32) -> Result<Follows, Misfit> {
        let rule = self.narrowing.iter().find(|rule| rule.scope_types.contains(kind) && rule.roles.selects(&role.text));
        rule.map(|rule| rule.follows).ok_or_else(|| {
            let (id, kind) = (&role.text.id, self.scope_types.get(kind));
            let message = format!("the catalog lets nobody narrow the role `{id}` at a scope of type `{kind}`");
            Misfit::new(Code::OverrideNotEligible, Some("role"), message)
        })
    }

    /// Whether a widen may give a role at a scope of a type, whoever it is for.
    pub(crate) fn widening_fits(&self, role: &str, kind: u32) -> Result<(), Misfit> {
        let mut rules = self.widening.iter().filter(|rule| rule.role == role).peekable();
        // the role is at fault if no rule knows it, else the place
        let at_fault = if rules.peek().is_none() { "role" } else { "scope" };
        if rules.any(|rule| rule.scope_types.contains(kind)) {
            return Ok(());
        }
        let kind = self.scope_types.get(kind);
        let message =
            format!("the catalog lets nobody have the role `{role}` by an override at a scope of type `{kind}`");
        Err(Misfit::new(Code::OverrideNotEligible, Some(at_fault), message))
    }
}

/// Why a role cannot be narrowed at a scope where the principal does not have it: either this means to restrict from
/// above, or there is nothing to narrow.
pub(crate) fn nothing_to_narrow(
    assignments: &Assignments,
    (roles, scopes): (&RoleTable, &Scopes),
    principal: u32,
    role: u32,
    scope: u32,
) -> Misfit {
    let rows = || assignments.of_principal(principal).iter().filter_map(|row| assignments.get(*row));
    let assigned = |above: &u32| rows().any(|row| row.role == role && row.scope == *above);
    let above = scopes.ancestors(scope).skip(1).find(assigned);
    let (role, here) = (roles.id(role), quoted(scopes.id(scope)));
    match above {
        Some(above) => {
            let above = quoted(scopes.id(above));
            let message =
                format!("the role `{role}` is assigned at {above} and cannot be restricted at {here} below it");
            Misfit::new(Code::CannotRestrict, Some("scope"), message)
        }
        None => {
            let message = format!("there is no assignment of the role `{role}` at {here} to narrow");
            Misfit::new(Code::OverrideWithoutAssignment, None, message)
        }
    }
}

/// Permissions as a set. Those that are not known are listed, and those outside the role that they must be of.
pub(crate) fn permission_set(
    ids: &[String],
    known: &Names,
    of_role: Option<(&str, &Bits)>,
    path: &Path<'_>,
    issues: &mut Issues,
) -> Bits {
    let mut set = Bits::new(known.len());
    for (at, id) in ids.iter().enumerate() {
        let path = path.index(at);
        let Some(permission) = known.find(id) else {
            issues.unknown(Code::UnknownPermission, path, "permission", id, known.iter());
            continue;
        };
        if let Some((role, _)) = of_role.filter(|(_, permissions)| !permissions.contains(permission)) {
            let message = format!("the permission {} is outside the role `{role}`", quoted(id));
            issues.error(Code::OutsideRole, path, message);
        }
        set.insert(permission);
    }
    set
}

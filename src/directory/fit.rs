//! Whether a row fits what the catalog says: a role its scope, a scope its parent, its links and its attributes. The
//! loader asks this of texts, and a change set of its changes.

use crate::{
    bits::Bits,
    catalog::{Model, Role},
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
    pub(super) fn new(code: Code, field: Option<&'static str>, message: String) -> Self {
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

//! narrowing: which roles can be narrowed for one principal, where, and what such an override follows.

use super::super::{Assignments, Scopes, fit::Misfit};
use crate::{
    catalog::{Follows, Model, Role, RoleTable},
    error::{Code, quoted},
};

impl Model {
    /// What a narrow of a role at a scope of a type follows.
    pub(crate) fn narrowing_of(&self, role: &Role, kind: u32) -> Result<Follows, Misfit> {
        let rule = self.narrowing.iter().find(|rule| rule.scope_types.contains(kind) && rule.roles.selects(&role.text));
        rule.map(|rule| rule.follows).ok_or_else(|| {
            let (id, kind) = (&role.text.id, self.scope_types.get(kind));
            let message = format!("the catalog lets nobody narrow the role `{id}` at a scope of type `{kind}`");
            Misfit::new(Code::OverrideNotEligible, Some("role"), message)
        })
    }
}

/// Why a role cannot be narrowed at a scope where the principal does not have it: either this means to restrict what
/// reaches the scope from elsewhere, or there is nothing to narrow. The rows are those of the principal.
pub(crate) fn nothing_to_narrow(
    (assignments, rows): (&Assignments, &[u32]),
    (roles, scopes, model): (&RoleTable, &Scopes, &Model),
    role: u32,
    scope: u32,
) -> Misfit {
    let position = scopes.span(scope).start;
    let strong = rows.iter().find_map(|index| {
        let row = assignments.get(*index).filter(|row| row.scope != scope)?;
        let reach = roles.get(row.role)?.reach;
        let mut roots = assignments.roots(*index, roles, scopes).into_iter().flatten();
        roots.any(|root| scopes.reaches(root, reach, model, position)).then_some(row)
    });
    let here = quoted(scopes.id(scope));
    match strong {
        Some(row) => {
            let (role, there) = (roles.id(row.role), quoted(scopes.id(row.scope)));
            let message = format!("the role `{role}` is assigned at {there} and cannot be restricted at {here}");
            Misfit::new(Code::CannotRestrict, Some("scope"), message)
        }
        None => {
            let message = format!("there is no assignment of the role `{}` at {here} to narrow", roles.id(role));
            Misfit::new(Code::OverrideWithoutAssignment, None, message)
        }
    }
}

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

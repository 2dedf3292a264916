//! Which roles somebody could give to a principal at a scope.

use serde::Serialize;

use super::{Change, Key, Resource};
use crate::{
    directory::Directory,
    error::{Code, Issue},
    id::to_index,
    time::Time,
};

/// A role, and whether it could be assigned.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AssignableRole {
    /// the role
    pub role: String,
    /// whether assigning it would pass
    pub allowed: bool,
    /// the first thing that forbids it
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub reason: Option<Issue>,
}

impl Directory {
    /// Every role, in catalog order, and whether `by` could give it to a principal at a scope.
    ///
    /// A role that needs a resource is tried with each that lies at the scope or below it, until one passes; the reason is
    /// that of the first.
    #[must_use]
    pub fn assignable_roles(&self, by: &str, principal: &str, scope: &str, at: Time) -> Vec<AssignableRole> {
        self.clone().assignable_roles_here(by, principal, scope, at)
    }

    /// The same, tried on the directory itself, which is as it was afterwards.
    pub(crate) fn assignable_roles_here(
        &mut self,
        by: &str,
        principal: &str,
        scope: &str,
        at: Time,
    ) -> Vec<AssignableRole> {
        let count = to_index(self.roles.len());
        let of_role = |role: u32| {
            let (id, resources) = (self.roles.id(role).to_owned(), self.resources_for(role, scope));
            let mut refusal = |resource: Option<Resource>| {
                let (principal, scope) = (principal.to_owned(), scope.to_owned());
                let key = Key { principal, role: id.clone(), scope, resource };
                self.refusal_of(&Change::Assign { key, starts_at: None, expires_at: None }, Some(by), at)
            };
            let mut reason = None;
            for resource in resources {
                let Some(found) = refusal(resource) else {
                    reason = None;
                    break;
                };
                // the others forbid it whatever the resource is
                let may_pass_with_another = matches!(
                    found.code,
                    Code::DuplicateAssignment | Code::DuplicateId | Code::AboveOwnAccess | Code::SelfGain
                );
                reason.get_or_insert(found);
                if !may_pass_with_another {
                    break;
                }
            }
            AssignableRole { allowed: reason.is_none(), reason, role: id }
        };
        (0..count).map(of_role).collect()
    }

    /// What a role may be assigned with at a scope: every resource of its type there, or nothing.
    fn resources_for(&self, role: u32, scope: &str) -> Vec<Option<Resource>> {
        let Some(wanted) = self.roles.get(role).and_then(|role| role.resource) else { return vec![None] };
        let below = self.scopes.find(scope).map_or(&[][..], |scope| self.scopes.at_positions(self.scopes.span(scope)));
        let fits = below.iter().filter(|below| self.scopes.scope_type(**below) == Some(wanted));
        let scope_type = self.catalog.0.scope_types.get(wanted);
        let of_scope =
            |scope: &u32| Resource { scope_type: scope_type.to_owned(), id: self.scopes.id(*scope).to_owned() };
        let resources: Vec<_> = fits.map(of_scope).map(Some).collect();
        // without any, that one is needed is what forbids it
        if resources.is_empty() { vec![None] } else { resources }
    }
}

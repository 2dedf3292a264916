//! Which roles somebody could give to a principal at a scope.

use serde::Serialize;

use super::{Change, Key, Resource};
use crate::{directory::Directory, error::Issue, id::to_index, time::Time};

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
    /// A role that needs a resource is tried with the first one that lies at the scope or below it.
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
            let key = Key {
                principal: principal.to_owned(),
                role: self.roles.id(role).to_owned(),
                scope: scope.to_owned(),
                resource: self.a_resource(role, scope),
            };
            let role = key.role.clone();
            let reason = self.refusal_of(&Change::Assign { key, starts_at: None, expires_at: None }, Some(by), at);
            AssignableRole { role, allowed: reason.is_none(), reason }
        };
        (0..count).map(of_role).collect()
    }

    fn a_resource(&self, role: u32, scope: &str) -> Option<Resource> {
        let wanted = self.roles.get(role)?.resource?;
        let span = self.scopes.span(self.scopes.find(scope)?);
        let below = self.scopes.at_positions(span).iter();
        let found = below.copied().find(|below| self.scopes.scope_type(*below) == Some(wanted))?;
        let scope_type = self.catalog.0.scope_types.get(wanted).to_owned();
        Some(Resource { scope_type, id: self.scopes.id(found).to_owned() })
    }
}

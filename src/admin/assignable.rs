//! Which roles somebody could give to a principal at a scope.

use serde::Serialize;

use super::{Change, ChangeOptions, Key, Resource};
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
        let mut directory = self.clone();
        let options = ChangeOptions { by: Some(by), at, diff_limit: 0 };
        let count = to_index(directory.roles.len());
        let of_role = |role: u32, directory: &mut Self| {
            let key = Key {
                principal: principal.to_owned(),
                role: directory.roles.id(role).to_owned(),
                scope: scope.to_owned(),
                resource: directory.a_resource(role, scope),
            };
            let role = key.role.clone();
            let change = Change::Assign { key, starts_at: None, expires_at: None };
            let found = directory.simulate_here(std::slice::from_ref(&change), options);
            let reason = found.issues.into_iter().find(Issue::is_error);
            AssignableRole { role, allowed: found.ok, reason }
        };
        (0..count).map(|role| of_role(role, &mut directory)).collect()
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

//! Listings: what can, where can, who can. Each equals the sum of single checks.

use super::access::Row;
use crate::{
    bits::Bits,
    catalog::{Reach, Role},
    directory::{Directory, Mode, Span},
    time::Time,
};

impl Directory {
    /// The permissions that a principal has at a scope, in catalog order.
    #[must_use]
    pub fn list_permissions(&self, principal: &str, scope: &str, at: Option<Time>) -> Vec<&str> {
        let (principal, scope) = (self.principals.find(principal), self.scopes.find(scope));
        let found = self.permissions_at(principal, scope, at);
        found.into_iter().map(|permission| self.catalog.0.permissions.get(permission)).collect()
    }

    pub(crate) fn permissions_at(&self, principal: Option<u32>, scope: Option<u32>, at: Option<Time>) -> Vec<u32> {
        match (self.who(principal, at), scope) {
            (Ok((principal, at)), Some(scope)) => self.access(principal, scope, at).granted.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The scopes at which a principal has a permission, in the order of the directory.
    #[must_use]
    pub fn list_scopes(&self, principal: &str, permission: &str, at: Option<Time>) -> Vec<&str> {
        let (principal, permission) = (self.principals.find(principal), self.catalog.0.permissions.find(permission));
        self.scopes_with(principal, permission, at).into_iter().map(|scope| self.scopes.id(scope)).collect()
    }

    pub(crate) fn scopes_with(&self, principal: Option<u32>, permission: Option<u32>, at: Option<Time>) -> Vec<u32> {
        let (Ok((principal, at)), Some(permission)) = (self.who(principal, at), permission) else { return Vec::new() };
        let model = &self.catalog.0;
        let mut found = Bits::new(self.scopes.len());
        let mut add = |span: Span| {
            for scope in self.scopes.at_positions(span) {
                if self.scopes.scope_type(*scope).is_some_and(|kind| model.applies(permission, kind)) {
                    found.insert(*scope);
                }
            }
            true
        };
        for row in self.rows_of(principal).filter(|row| self.grants(*row, permission, at)) {
            let reach = self.role_of(row).map(|role| self.reach_of(role)).unwrap_or_default();
            for root in self.roots_of(row).into_iter().flatten() {
                self.scopes.reach(root, reach, model, &mut add);
            }
        }
        found.iter().collect()
    }

    /// The principals that have a permission at a scope, in the order of the directory.
    #[must_use]
    pub fn list_principals(&self, permission: &str, scope: &str, at: Option<Time>) -> Vec<&str> {
        let (permission, scope) = (self.catalog.0.permissions.find(permission), self.scopes.find(scope));
        self.principals_with(permission, scope, at).into_iter().map(|found| self.principals.id(found)).collect()
    }

    pub(crate) fn principals_with(&self, permission: Option<u32>, scope: Option<u32>, at: Option<Time>) -> Vec<u32> {
        let (Some(permission), Some(scope), Some(at)) = (permission, scope, at) else { return Vec::new() };
        let model = &self.catalog.0;
        if !self.scopes.scope_type(scope).is_some_and(|kind| model.applies(permission, kind)) {
            return Vec::new();
        }
        let position = self.scopes.span(scope).start;
        // a row grants what its role has; one that is narrowed may still have what its role had when it was pinned
        let mut pinned = Bits::new(self.roles.len());
        for row in self.overrides.iter() {
            if matches!(&row.mode, Mode::Narrow(narrow) if narrow.permissions.contains(permission)) {
                pinned.insert(row.role);
            }
        }
        let may_grant = |(index, role): &(u32, &Role)| role.closure.contains(permission) || pinned.contains(*index);
        let granting: Vec<(u32, &Role)> = (0..).zip(self.roles.iter()).filter(may_grant).collect();
        let mut found = Bits::new(self.principals.len());
        for root in self.scopes.roots_that_may_reach(scope) {
            let reaches = |reach: Reach| self.scopes.reaches(root, reach, model, position);
            let (all, alone, linked) = (reaches(Reach::Descendants), reaches(Reach::Itself), reaches(Reach::Linked));
            for (index, role) in &granting {
                let reached = match role.reach {
                    Reach::Descendants => all,
                    Reach::Itself => alone,
                    Reach::Linked => linked,
                };
                if !reached {
                    continue;
                }
                let rows = self.assignments.rooted_at(root, *index);
                let plain = if role.closure.contains(permission) { rows.plain } else { &[] };
                for row in plain {
                    self.assignments.get(*row).map(|row| found.insert(row.principal));
                }
                for row in rows.detailed.iter().filter(|row| self.grants(Row::Assignment(**row), permission, at)) {
                    self.assignments.get(*row).map(|row| found.insert(row.principal));
                }
            }
            for row in self.overrides.at_scope(root) {
                if self.scopes.reaches(root, self.reach_of(row.role), model, position)
                    && Row::of_widen(row).is_some_and(|row| self.grants(row, permission, at))
                {
                    found.insert(row.principal);
                }
            }
        }
        found.remove_all(&self.principals.inactive);
        found.iter().collect()
    }
}

//! Finding rows by what names them.

use super::{Directory, view::joined_key};
use crate::{id::LONGEST_ID, order};

impl Directory {
    /// The id of a row that states none.
    pub(crate) fn key_of(&self, principal: u32, role: u32, scope: u32, resource: Option<u32>) -> String {
        joined_key(self.principals.id(principal), self.roles.id(role), scope, resource, &self.scopes)
    }

    /// The assignment with an id, be it stated or made of the key.
    pub(crate) fn assignment_with_id(&self, id: &str) -> Option<u32> {
        let stated = self.assignments.with_stated_id(id);
        if stated.is_some() {
            return stated;
        }
        // ids may hold bars themselves: every way of taking the key apart is tried
        let mut bars = id.match_indices('|').map(|(at, _)| at).take_while(|bar| *bar <= LONGEST_ID);
        bars.find_map(|bar| {
            let principal = self.principals.find(id.get(..bar)?)?;
            let rows = self.assignments.of_principal(principal).iter().copied();
            rows.into_iter().find(|row| self.assignments.details(*row).id.is_none() && self.assignment_id(*row) == id)
        })
    }

    /// Whether an override has an id, be it stated or made of the key.
    pub(crate) fn has_override(&self, id: &str) -> bool {
        self.overrides.iter().any(|row| match &row.id {
            Some(stated) => **stated == *id,
            // a key begins with its principal, so that few are put together
            None => id.starts_with(self.principals.id(row.principal)) && self.override_id(row) == id,
        })
    }

    /// The rows of a role at a scope.
    pub(crate) fn rows_at(&self, scope: u32, role: u32) -> Vec<u32> {
        let here = |row: &u32| self.assignments.get(*row).is_some_and(|row| row.scope == scope && row.role == role);
        let rooted_at = |root: u32| {
            let rows = self.assignments.rooted_at(root, role);
            rows.plain.iter().chain(rows.detailed).copied().filter(here)
        };
        if self.roles.get(role).is_none_or(|role| role.resource.is_none()) {
            return rooted_at(scope).collect();
        }
        // a row with a resource has its root there; one that is lifted may have two roots below the scope
        let below = self.scopes.at_positions(self.scopes.span(scope)).iter();
        let mut rows: Vec<u64> = below.flat_map(|root| rooted_at(*root)).map(u64::from).collect();
        order::sort(&mut rows);
        rows.dedup();
        rows.into_iter().map(|row| order::unpair(row).1).collect()
    }
}

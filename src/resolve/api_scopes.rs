//! api-scopes: which API scopes a key may use, by the roles of the principal that generates it.

use super::{Reason, access::Row};
use crate::{catalog::RuleText, directory::Directory, time::Time};

impl Directory {
    /// The API scopes that a key may use which a principal generates, in catalog order; none for a principal that is
    /// not known or not active.
    #[must_use]
    pub fn api_scopes(&self, principal: &str, at: Option<Time>) -> Vec<&str> {
        let known = self.who(self.principals.find(principal), at);
        known.map_or_else(|_| Vec::new(), |(principal, at)| self.api_scopes_of(principal, at))
    }

    pub(super) fn api_scopes_of(&self, principal: u32, at: Time) -> Vec<&str> {
        let assignments = self.rows_of(principal).filter(|row| matches!(row, Row::Assignment(_)));
        let active = assignments.filter(|row| self.says(*row, at).is_some_and(|say| say.reason == Reason::Granted));
        let held: Vec<_> = active.filter_map(|row| self.roles.get(self.role_of(row)?)).collect();
        let mut found: Vec<&str> = Vec::new();
        for rule in &self.catalog.0.text.rules {
            let RuleText::ApiScopes { roles, scopes } = rule else { continue };
            if held.iter().any(|role| roles.selects(&role.text)) {
                for scope in scopes {
                    if !found.contains(&scope.as_str()) {
                        found.push(scope);
                    }
                }
            }
        }
        found
    }
}

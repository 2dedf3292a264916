//! Explanations, with what forbids each remedy: a remedy is tried like any other change.

use super::{Change, Key, Resource};
use crate::{
    directory::Directory,
    resolve::{Explanation, Session},
    time::Time,
};

impl Directory {
    /// Whether a principal may do something at a scope, which rows grant it, which nearly do, and which assignments
    /// would grant it. With `by`, what that principal may not assign is said to be forbidden.
    #[must_use]
    pub fn explain(
        &self,
        principal: &str,
        permission: &str,
        scope: &str,
        at: Option<Time>,
        by: Option<&str>,
    ) -> Explanation {
        let mut explanation = self.explained(principal, permission, scope, at);
        if !explanation.remedies.is_empty() {
            self.clone().judge(&mut explanation, at, by);
        }
        explanation
    }

    /// The same, tried on the directory itself, which is as it was afterwards.
    #[cfg(target_family = "wasm")]
    pub(crate) fn explain_here(&mut self, names: [&str; 3], at: Option<Time>, by: Option<&str>) -> Explanation {
        let [principal, permission, scope] = names;
        let mut explanation = self.explained(principal, permission, scope, at);
        self.judge(&mut explanation, at, by);
        explanation
    }

    fn judge(&mut self, explanation: &mut Explanation, at: Option<Time>, by: Option<&str>) {
        let Some(at) = at else { return };
        for remedy in &mut explanation.remedies {
            let resource = remedy.resource.as_ref();
            let key = Key {
                principal: explanation.decision.principal.clone(),
                role: remedy.role.clone(),
                scope: remedy.scope.clone(),
                resource: resource.map(|found| Resource { scope_type: found.scope_type.clone(), id: found.id.clone() }),
            };
            let change = Change::Assign { key, starts_at: None, expires_at: None };
            remedy.blocked_by = self.refusal_of(&change, by, at);
        }
    }
}

impl Session<'_> {
    /// Whether the principal may do something at a scope, which rows grant it, which nearly do, and which assignments
    /// would grant it. A session over a snapshot speaks of what the snapshot has.
    #[must_use]
    pub fn explain(&self, permission: &str, scope: &str, at: Option<Time>) -> Explanation {
        let mut explanation = self.explained(permission, scope, at);
        if !explanation.remedies.is_empty() {
            self.directory().clone().judge(&mut explanation, at, None);
        }
        explanation
    }
}

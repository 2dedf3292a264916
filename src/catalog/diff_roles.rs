//! Two roles side by side.

use serde::Serialize;

use super::{Catalog, roles::Role};
use crate::error::Error;

/// What two roles grant, each permission once, in catalog order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RoleDiff {
    /// what only the first grants
    pub only_a: Vec<String>,
    /// what only the second grants
    pub only_b: Vec<String>,
    /// what both grant
    pub both: Vec<String>,
}

impl Catalog {
    /// Compares the closures of two roles.
    ///
    /// ```
    /// let diff = rolescope::Catalog::builtin("voiceflow")?.diff_roles("viewer", "editor")?;
    /// assert_eq!(diff.both, ["project.content.view", "project.comments.create"]);
    /// assert!(diff.only_a.is_empty());
    /// # Ok::<(), rolescope::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `unknown-role`, with the nearest id as a hint.
    pub fn diff_roles(&self, a: &str, b: &str) -> Result<RoleDiff, Error> {
        let (a, b) = (self.known_role(a)?, self.known_role(b)?);
        let mut diff = RoleDiff { only_a: Vec::new(), only_b: Vec::new(), both: Vec::new() };
        let mut all = a.closure.clone();
        all.union_with(&b.closure);
        for permission in all.iter() {
            let list = match (a.closure.contains(permission), b.closure.contains(permission)) {
                (true, true) => &mut diff.both,
                (true, false) => &mut diff.only_a,
                _ => &mut diff.only_b,
            };
            list.push(self.0.permissions.get(permission).to_owned());
        }
        Ok(diff)
    }

    fn known_role(&self, id: &str) -> Result<&Role, Error> {
        let roles = &self.0.roles;
        roles.find(id).and_then(|role| roles.get(role)).ok_or_else(|| roles.unknown(id))
    }
}

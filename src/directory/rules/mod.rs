//! The rules of a catalog that a directory as a whole keeps or breaks, one file each.
//!
//! What is found on loading is a warning: the rows are there, and their tenant must be able to mend them.

mod holders;
mod limit;
mod protected;

use super::Directory;
use crate::{error::Code, time::Time};

/// A rule that is broken, and the row or the scope that shows it.
pub(crate) struct Violation {
    pub(crate) code: Code,
    pub(crate) place: Place,
    pub(crate) message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Assignment(u32),
    Scope(u32),
}

impl Directory {
    /// Every violation of the rules on limits, holders and protected roles at `now`.
    pub(crate) fn violations(&self, now: Time) -> Vec<Violation> {
        let mut violations = Vec::new();
        limit::check(self, now, &mut violations);
        holders::check(self, now, &mut violations);
        protected::check(self, &mut violations);
        violations
    }
}

//! The rules of a catalog that a directory as a whole keeps or breaks, one file each.
//!
//! What is found on loading is a warning: the rows are there, and their tenant must be able to mend them.

mod forbid;
mod holders;
mod limit;
mod protected;

pub(crate) use forbid::Candidate;

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
        limit::check(self, now, Code::LimitExceeded, |max| max.saturating_add(1)..=u64::MAX, &mut violations);
        holders::check(self, now, &mut violations);
        protected::check(self, &mut violations);
        violations
    }

    /// Who has nearly as many role assignments as a limit allows, or just as many: up to a tenth of the limit is left,
    /// or one. A limit of one says that there is one, and nobody comes near it; at small limits more than half is used.
    pub(crate) fn near_limits(&self, now: Time) -> Vec<Violation> {
        let suspect = |max: u64| {
            let left = (max / 10).max(1);
            let least = max.saturating_sub(left).max(max / 2 + 1);
            if max > 1 { least..=max } else { u64::MAX..=max }
        };
        let mut found = Vec::new();
        limit::check(self, now, Code::NearLimit, suspect, &mut found);
        found
    }
}

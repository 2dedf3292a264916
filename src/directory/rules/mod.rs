//! The rules of a catalog that speak of the rows of a directory, one file each. Those that speak of changes are in
//! src/admin/rules, seats and api-scopes in src/resolve.
//!
//! Limits, holders and protected roles are kept or broken by the directory as a whole. What is found on loading is a
//! warning: the rows are there, and their tenant must be able to mend them. A change set is refused for what it breaks
//! or makes worse.

mod holders;
mod lift;
mod limit;
mod narrowing;
mod protected;
mod resource;
mod widening;

pub(crate) use narrowing::nothing_to_narrow;

use super::Directory;
use crate::{error::Code, id::to_index, time::Time};

/// A rule that is broken, and the row or the scope that shows it.
pub(crate) struct Violation {
    pub(crate) code: Code,
    pub(crate) row: TextRow,
    pub(crate) message: String,
    /// the role that breaks it
    pub(crate) role: u32,
    /// the rule and what breaks it, by its id: the same before and after a change
    pub(crate) what: (usize, String),
    /// by how much it is broken
    pub(crate) excess: u64,
}

/// A row of a directory's text, by its index in the directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextRow {
    Assignment(u32),
    Scope(u32),
    /// counted among those that are there
    Override(u32),
}

impl TextRow {
    /// The section of the text that it stands in.
    pub(crate) const fn section(self) -> &'static str {
        match self {
            Self::Assignment(_) => "roleAssignments",
            Self::Scope(_) => "scopes",
            Self::Override(_) => "overrides",
        }
    }
}

impl Directory {
    /// Every violation of the rules on limits, holders and protected roles at `now`.
    pub(crate) fn violations(&self, now: Time) -> Vec<Violation> {
        let principals: Vec<u32> = (0..to_index(self.principals.len())).collect();
        let scopes: Vec<u32> = (0..to_index(self.scopes.len())).collect();
        self.violations_of(&principals, &scopes, now)
    }

    /// The violations by these principals and at these scopes.
    pub(crate) fn violations_of(&self, principals: &[u32], scopes: &[u32], now: Time) -> Vec<Violation> {
        let mut violations = Vec::new();
        let beyond = |max: u64| max.saturating_add(1)..=u64::MAX;
        limit::check(self, principals, now, Code::LimitExceeded, beyond, &mut violations);
        holders::check(self, scopes, now, &mut violations);
        protected::check(self, principals, &mut violations);
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
        let principals: Vec<u32> = (0..to_index(self.principals.len())).collect();
        limit::check(self, &principals, now, Code::NearLimit, suspect, &mut found);
        found
    }
}

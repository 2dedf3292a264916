//! Directories: the scopes, principals, role assignments and overrides of one tenant, checked against a catalog.

mod assignments;
mod compile;
mod find;
mod fit;
mod grants;
mod load;
mod overrides;
mod pack;
mod principals;
mod query;
mod review;
mod rules;
mod scopes;
mod snapshot;
mod text;
mod view;

use std::sync::{Arc, OnceLock};

pub use query::{AssignmentQuery, SortKey};
pub use snapshot::Snapshot;
pub use text::{AssignmentView, OverrideMode, OverrideView, PrincipalText, ResourceText, ScopeText};

#[cfg(test)]
pub(crate) use {snapshot::schema as snapshot_schema, view::schema as directory_schema};

pub(crate) use assignments::{Assignment, Assignments, Details};
pub(crate) use compile::FORM as COMPILED_FORM;
pub(crate) use fit::{Misfit, permission_set};
pub(crate) use load::{MOST_BYTES, SNAPSHOT_FIELDS};
pub(crate) use overrides::{Mode, Narrow, Override, Overrides};
pub(crate) use principals::Principals;
pub(crate) use rules::{TextRow, Violation, nothing_to_narrow};
pub(crate) use scopes::{DEEPEST_SCOPE, ScopeRow, Scopes, Span};
pub(crate) use snapshot::{Head, belongs};

use crate::{
    catalog::{Catalog, RoleTable},
    error::{Error, Issue, Issues},
    time::Time,
};

/// How a text is loaded.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Sets faulty rows aside and lists them, instead of refusing the whole text. A row set aside grants nothing.
    pub lenient: bool,
    /// The time of loading, for warnings that depend on it.
    pub now: Time,
}

/// What one tenant has: scopes, principals, role assignments, overrides and roles of its own.
///
/// ```
/// use rolescope::{Catalog, Directory, Options, Time};
///
/// let catalog = Catalog::builtin("voiceflow")?;
/// let now = Time::parse("2026-01-01T00:00:00Z").expect("a time");
/// let directory = Directory::parse(&catalog, r#"{
///     "catalog": "voiceflow",
///     "scopes": [{ "id": "w1", "type": "workspace" }, { "id": "p1", "type": "project", "parent": "w1" }],
///     "principals": [{ "id": "ana" }],
///     "roleAssignments": [{ "principal": "ana", "role": "viewer", "scope": "w1" }]
/// }"#, Options { lenient: false, now })?;
/// assert!(directory.can("ana", "project.content.view", "p1", Some(now)));
/// assert!(!directory.can("ana", "project.content.edit", "p1", Some(now)));
/// # Ok::<(), rolescope::Error>(())
/// ```
#[derive(Clone)]
pub struct Directory {
    pub(crate) catalog: Catalog,
    pub(crate) revision: u64,
    pub(crate) roles: Arc<RoleTable>,
    /// The roles that this tenant has defined or updated.
    pub(crate) own_roles: Vec<u32>,
    pub(crate) scopes: Scopes,
    pub(crate) principals: Principals,
    pub(crate) assignments: Assignments,
    pub(crate) overrides: Overrides,
    /// What there is to warn of, and the faults of a lenient load. Empty after a change, which may have mended or moved
    /// some of it: then it is found again when somebody asks.
    issues: OnceLock<Vec<Issue>>,
    /// The faults of a lenient load, kept while `issues` is empty.
    faults: Vec<Issue>,
    /// As of when `issues` is found again.
    changed_at: Option<Time>,
}

impl Directory {
    /// Reads a directory from JSON text and checks it against its catalog.
    ///
    /// # Errors
    ///
    /// Strict: lists everything that is wrong, up to some ten thousand faults, and nothing is loaded. Lenient: only for
    /// a text that is no JSON object, is too large, belongs to another catalog, or has a fault outside of its rows.
    pub fn parse(catalog: &Catalog, text: impl AsRef<[u8]>, options: Options) -> Result<Self, Error> {
        let mut issues = Issues::of_load(options.lenient);
        let (mut directory, fatal) = load::directory(catalog, text.as_ref(), options, &mut issues)?;
        if fatal || (!options.lenient && issues.errors() > 0) {
            return Err(Error::new(issues.into_list()));
        }
        directory.issues = issues.into_list().into();
        Ok(directory)
    }

    /// The catalog that it was checked against.
    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Counts the changes that were applied.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What was found on loading: warnings, and in lenient mode the faults of the rows that were set aside. After a change
    /// the warnings are those that a load would give at the time of the change.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        self.issues.get_or_init(|| {
            let mut found = Issues::default();
            if let Some(at) = self.changed_at {
                self.warn(at, &|row| self.position(row), &mut found);
            }
            self.faults.iter().cloned().chain(found.into_list()).collect()
        })
    }

    /// Forgets the warnings that were found before a change.
    pub(crate) fn forget_warnings(&mut self, changed_at: Time) {
        if let Some(issues) = self.issues.take() {
            self.faults = issues.into_iter().filter(Issue::is_error).collect();
        }
        self.changed_at = Some(changed_at);
    }
}

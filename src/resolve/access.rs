//! The evaluator: everything that one principal's rows say about one scope at one time.

use crate::{
    bits::Bits,
    directory::{Directory, Mode, Override},
    time::{Phase, Time},
};

/// For each permission of the catalog, what a principal's rows say of it at a scope. All sets are kept to the
/// permissions that apply to the scope's type.
pub(crate) struct Access {
    /// granted by a row that is active
    pub(crate) granted: Bits,
    /// kept away by a narrow, on a row that is active
    pub(crate) narrowed: Bits,
    /// granted by a row whose end has passed
    pub(crate) expired: Bits,
    /// granted by a row whose start has not come
    pub(crate) not_started: Bits,
    /// in the role of a widen that no eligible role backs
    pub(crate) ineffective: Bits,
}

impl Access {
    fn none(permissions: usize) -> Self {
        let none = Bits::new(permissions);
        Self {
            granted: none.clone(),
            narrowed: none.clone(),
            expired: none.clone(),
            not_started: none.clone(),
            ineffective: none,
        }
    }
}

impl Directory {
    /// Everything that the rows of an active principal say about a scope. Rule by rule as the semantics have it:
    /// the union over the rows that reach the scope, kept to what applies there. There is no row that takes away.
    pub(crate) fn access(&self, principal: u32, scope: u32, at: Time) -> Access {
        let model = &self.catalog.0;
        let mut access = Access::none(model.permissions.len());
        let Some(applying) = self.scopes.scope_type(scope).and_then(|kind| model.applying.get(kind as usize)) else {
            return access;
        };
        if !self.principals.is_active(principal) {
            return access;
        }
        let position = self.scopes.span(scope).start;
        for assignment in self.assignments.of_principal(principal) {
            if self.assignment_reaches(*assignment, position) {
                self.add_assignment(*assignment, at, &mut access);
            }
        }
        for row in self.overrides.of_principal(principal) {
            if let Some(phase) = self.widen_phase_at(row, position, at) {
                self.add_widen(row, phase, at, &mut access);
            }
        }
        let Access { granted, narrowed, expired, not_started, ineffective } = &mut access;
        for set in [granted, narrowed, expired, not_started, ineffective] {
            set.intersect_with(applying);
        }
        access
    }

    fn add_assignment(&self, assignment: u32, at: Time, access: &mut Access) {
        let Some(grants) = self.granted_by(assignment) else { return };
        match self.window_of(assignment).phase(at) {
            Phase::Active => {
                access.granted.union_with(&grants);
                let role = self.assignments.get(assignment).and_then(|row| self.roles.get(row.role));
                if let Some(role) = role {
                    access.narrowed.union_with_difference(&role.closure, &grants);
                }
            }
            Phase::Expired => access.expired.union_with(&grants),
            Phase::NotStarted => access.not_started.union_with(&grants),
        }
    }

    fn add_widen(&self, row: &Override, phase: Phase, at: Time, access: &mut Access) {
        let Some(role) = self.roles.get(row.role) else { return };
        let set = match phase {
            Phase::Expired => &mut access.expired,
            Phase::NotStarted => &mut access.not_started,
            Phase::Active if self.is_backed(row, at) => &mut access.granted,
            Phase::Active => &mut access.ineffective,
        };
        set.union_with(&role.closure);
    }

    /// The phase of a widen that reaches the scope at `position`; nothing for a narrow, or one that does not reach it.
    fn widen_phase_at(&self, row: &Override, position: u32, at: Time) -> Option<Phase> {
        let Mode::Widen(window) = row.mode else { return None };
        let reaches = self.scopes.reaches(row.scope, self.reach_of(row.role), &self.catalog.0, position);
        reaches.then(|| window.phase(at))
    }

    /// Whether an assignment grants a permission at `at`, wherever it reaches.
    pub(super) fn assignment_grants(&self, assignment: u32, permission: u32, at: Time) -> bool {
        self.window_of(assignment).phase(at) == Phase::Active
            && self.granted_by(assignment).is_some_and(|grants| grants.contains(permission))
    }

    /// Whether a widen grants a permission at `at`, wherever it reaches.
    pub(crate) fn widen_grants(&self, row: &Override, permission: u32, at: Time) -> bool {
        let Mode::Widen(window) = row.mode else { return false };
        window.phase(at) == Phase::Active
            && self.roles.get(row.role).is_some_and(|role| role.closure.contains(permission))
            && self.is_backed(row, at)
    }

    /// The next instant after `at` at which time changes what a principal's rows say.
    pub(crate) fn next_change(&self, principal: u32, at: Time) -> Option<Time> {
        let assignments = self.assignments.of_principal(principal).iter().map(|row| self.window_of(*row));
        let widens = self.overrides.of_principal(principal).filter_map(|row| match row.mode {
            Mode::Widen(window) => Some(window),
            Mode::Narrow(_) => None,
        });
        assignments.chain(widens).filter_map(|window| window.next_change(at)).min()
    }
}

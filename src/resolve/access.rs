//! The evaluator: everything that one principal's rows say about one scope at one time.

use std::borrow::Cow;

use super::Reason;
use crate::{
    bits::Bits,
    directory::{Directory, Mode, Override},
    time::{Phase, Time, Window},
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

/// One of a principal's rows that can give something: a narrow only takes away from the assignment that it names.
#[derive(Clone, Copy)]
pub(crate) enum Row<'d> {
    Assignment(u32),
    Widen(&'d Override, Window),
}

impl<'d> Row<'d> {
    pub(crate) fn of_widen(row: &'d Override) -> Option<Self> {
        match row.mode {
            Mode::Widen(window) => Some(Self::Widen(row, window)),
            Mode::Narrow(_) => None,
        }
    }
}

/// What a row says at one time of the scopes that it reaches.
pub(crate) struct Say<'d> {
    /// `granted`, or why what it gives is not granted: `expired`, `not-started` or `override-ineffective`
    pub(crate) reason: Reason,
    /// what it gives, gave, will give or would give
    pub(crate) gives: Cow<'d, Bits>,
    /// its role, of which a narrow may have kept a part away
    pub(crate) role: &'d Bits,
}

/// What a row says, by where the time lies in its window, and by whether it has its effect while it is active.
pub(super) fn reason_of(phase: Phase, has_effect: impl FnOnce() -> bool) -> Reason {
    match phase {
        Phase::Expired => Reason::Expired,
        Phase::NotStarted => Reason::NotStarted,
        Phase::Active if has_effect() => Reason::Granted,
        Phase::Active => Reason::OverrideIneffective,
    }
}

impl Say<'_> {
    /// What the row says of one permission; nothing when it has nothing to do with it.
    pub(crate) fn of(&self, permission: u32) -> Option<Reason> {
        if self.gives.contains(permission) {
            return Some(self.reason);
        }
        (self.reason == Reason::Granted && self.role.contains(permission)).then_some(Reason::Narrowed)
    }
}

impl Access {
    /// What the rows that reach a scope say of it. Rule by rule as the semantics have it: the union over these rows, kept
    /// to what applies there. There is no row that takes away.
    pub(super) fn of<'d>(says: &mut dyn Iterator<Item = Say<'d>>, applying: &Bits, permissions: usize) -> Self {
        let mut access = Self::none(permissions);
        says.for_each(|say| access.add(&say));
        let Self { granted, narrowed, expired, not_started, ineffective } = &mut access;
        for set in [granted, narrowed, expired, not_started, ineffective] {
            set.intersect_with(applying);
        }
        access
    }

    pub(super) fn none(permissions: usize) -> Self {
        let none = Bits::new(permissions);
        Self {
            granted: none.clone(),
            narrowed: none.clone(),
            expired: none.clone(),
            not_started: none.clone(),
            ineffective: none,
        }
    }

    /// INVARIANT: what is added here is what [`Say::of`] says of each permission.
    fn add(&mut self, say: &Say<'_>) {
        let set = match say.reason {
            Reason::Expired => &mut self.expired,
            Reason::NotStarted => &mut self.not_started,
            Reason::OverrideIneffective => &mut self.ineffective,
            _ => {
                self.narrowed.union_with_difference(say.role, &say.gives);
                &mut self.granted
            }
        };
        set.union_with(&say.gives);
    }
}

impl Directory {
    /// Everything that the rows of an active principal say about a scope.
    pub(crate) fn access(&self, principal: u32, scope: u32, at: Time) -> Access {
        let model = &self.catalog.0;
        let applying = self.scopes.scope_type(scope).and_then(|kind| model.applying.get(kind as usize));
        let Some(applying) = applying.filter(|_| self.principals.is_active(principal)) else {
            return Access::none(model.permissions.len());
        };
        let position = self.scopes.span(scope).start;
        let reaching = self.rows_of(principal).filter(|row| self.row_reaches(*row, position));
        Access::of(&mut reaching.filter_map(|row| self.says(row, at)), applying, model.permissions.len())
    }

    /// The rows of a principal that can give something: assignments, then widens, in the order of the text.
    pub(crate) fn rows_of(&self, principal: u32) -> impl Iterator<Item = Row<'_>> {
        let assignments = self.assignments.of_principal(principal).iter().map(|row| Row::Assignment(*row));
        assignments.chain(self.overrides.of_principal(principal).filter_map(Row::of_widen))
    }

    pub(crate) fn role_of(&self, row: Row<'_>) -> Option<u32> {
        match row {
            Row::Assignment(assignment) => self.assignments.get(assignment).map(|row| row.role),
            Row::Widen(row, _) => Some(row.role),
        }
    }

    pub(crate) fn window(&self, row: Row<'_>) -> Window {
        match row {
            Row::Assignment(assignment) => self.window_of(assignment),
            Row::Widen(_, window) => window,
        }
    }

    /// The roots of a row. A widen is never lifted.
    pub(crate) fn roots_of(&self, row: Row<'_>) -> [Option<u32>; 2] {
        match row {
            Row::Assignment(assignment) => self.assignments.roots(assignment, &self.roles, &self.scopes),
            Row::Widen(row, _) => [Some(row.scope), None],
        }
    }

    pub(super) fn row_reaches(&self, row: Row<'_>, position: u32) -> bool {
        match row {
            Row::Assignment(assignment) => self.assignment_reaches(assignment, position),
            Row::Widen(row, _) => self.scopes.reaches(row.scope, self.reach_of(row.role), &self.catalog.0, position),
        }
    }

    /// What a row gives while it has its effect.
    pub(super) fn gives<'d>(&'d self, row: Row<'d>) -> Option<Cow<'d, Bits>> {
        match row {
            Row::Assignment(assignment) => self.granted_by(assignment),
            Row::Widen(row, _) => self.roles.get(row.role).map(|role| Cow::Borrowed(&role.closure)),
        }
    }

    /// What a row of an active principal says at `at`, wherever it reaches.
    pub(crate) fn says<'d>(&'d self, row: Row<'d>, at: Time) -> Option<Say<'d>> {
        let role = &self.role_of(row).and_then(|role| self.roles.get(role))?.closure;
        let gives = self.gives(row)?;
        let has_effect = || match row {
            Row::Assignment(_) => true,
            Row::Widen(row, _) => self.is_backed(row, at),
        };
        Some(Say { reason: reason_of(self.window(row).phase(at), has_effect), gives, role })
    }

    /// Whether a row of an active principal grants a permission at `at`, wherever it reaches.
    pub(crate) fn grants(&self, row: Row<'_>, permission: u32, at: Time) -> bool {
        // whether a widen is backed takes long to say
        if let Row::Widen(row, _) = row
            && !self.roles.get(row.role).is_some_and(|role| role.closure.contains(permission))
        {
            return false;
        }
        self.says(row, at).is_some_and(|say| say.of(permission) == Some(Reason::Granted))
    }

    /// The next instant after `at` at which time changes what a principal's rows say.
    pub(crate) fn next_change(&self, principal: u32, at: Time) -> Option<Time> {
        self.rows_of(principal).filter_map(|row| self.window(row).next_change(at)).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalog::Catalog, error::Error, resolve::decision::tests::options};

    /// Answers hold until the nearest start or end of any row, an override's included, and for ever after the last.
    #[test]
    fn the_next_change_is_the_nearest_start_or_end() -> Result<(), Error> {
        let text = r#"{ "catalog": "voiceflow",
            "scopes": [{ "id": "ws", "type": "workspace" }, { "id": "p", "type": "project", "parent": "ws" }],
            "principals": [{ "id": "ana" }],
            "roleAssignments": [
                { "principal": "ana", "role": "viewer", "scope": "ws" },
                { "principal": "ana", "role": "billing", "scope": "ws",
                  "startsAt": "2026-01-03T00:00:00Z", "expiresAt": "2026-01-05T00:00:00Z" }],
            "overrides": [{ "principal": "ana", "scope": "p", "mode": "widen", "role": "editor",
                "expiresAt": "2026-01-04T00:00:00Z" }] }"#;
        let directory = Directory::parse(&Catalog::builtin("voiceflow")?, text, options()?)?;
        let day = |day: u8| Time::parse(&format!("2026-01-0{day}T00:00:00Z"));
        for (at, next) in [(1, Some(3)), (3, Some(4)), (4, Some(5)), (5, None)] {
            let found = day(at).and_then(|at| directory.next_change(0, at));
            assert_eq!(found, next.and_then(day), "from day {at} on");
        }
        Ok(())
    }
}

//! What the rows of a directory give: when, from where, how far and which permissions.

use std::borrow::Cow;

use super::{Directory, Mode};
use crate::{
    bits::Bits,
    catalog::Reach,
    time::{Phase, Time, Window},
};

impl Directory {
    /// When an assignment is active. A principal that is not active is another matter.
    pub(crate) fn window_of(&self, assignment: u32) -> Window {
        self.assignments.details(assignment).window
    }

    /// Whether an assignment reaches the scope at `position` of the walk, from any of its roots.
    pub(crate) fn assignment_reaches(&self, assignment: u32, position: u32) -> bool {
        let Some(role) = self.assignments.get(assignment).and_then(|row| self.roles.get(row.role)) else {
            return false;
        };
        let roots = self.assignments.roots(assignment, &self.roles, &self.scopes);
        roots.into_iter().flatten().any(|root| self.scopes.reaches(root, role.reach, &self.catalog.0, position))
    }

    /// What an assignment grants while it is active: its role, less what a narrow took away.
    pub(crate) fn granted_by(&self, assignment: u32) -> Option<Cow<'_, Bits>> {
        let role = self.assignments.get(assignment).and_then(|row| self.roles.get(row.role))?;
        let narrow = self.assignments.details(assignment).narrow.and_then(|narrow| self.overrides.get(narrow));
        Some(match narrow.map(|narrow| &narrow.mode) {
            Some(Mode::Narrow(narrow)) => Cow::Owned(narrow.left_of(&role.closure)),
            _ => Cow::Borrowed(&role.closure),
        })
    }

    /// How far the role of a widen reaches from the override's scope. A widen is never lifted.
    pub(crate) fn reach_of(&self, role: u32) -> Reach {
        self.roles.get(role).map(|role| role.reach).unwrap_or_default()
    }

    /// The first wanted role that a principal has by an assignment which is active at `at` and reaches a scope.
    pub(crate) fn role_held(
        &self,
        principal: u32,
        scope: u32,
        at: Time,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Option<&str> {
        let mut held = self.rows_held(principal, scope, wanted);
        let row = held.find(|row| self.window_of(*row).phase(at) == Phase::Active)?;
        self.assignments.get(row).map(|row| self.roles.id(row.role))
    }

    /// The assignments of a principal that reach a scope and are of a wanted role, active or not.
    pub(super) fn rows_held<'d>(
        &'d self,
        principal: u32,
        scope: u32,
        wanted: &'d dyn Fn(&str) -> bool,
    ) -> impl Iterator<Item = u32> + 'd {
        let position = self.scopes.span(scope).start;
        self.assignments.of_principal(principal).iter().copied().filter(move |row| {
            self.assignments.get(*row).is_some_and(|found| wanted(self.roles.id(found.role)))
                && self.assignment_reaches(*row, position)
        })
    }
}

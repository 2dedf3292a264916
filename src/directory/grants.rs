//! What the rows of a directory give: when, from where, how far and which permissions.

use std::borrow::Cow;

use super::{Directory, Mode, Override};
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

    /// Whether an assignment of an eligible role, active at `at`, reaches the scope of a widen.
    pub(crate) fn is_backed(&self, widen: &Override, at: Time) -> bool {
        let position = self.scopes.span(widen.scope).start;
        self.principals.is_active(widen.principal)
            && self.assignments.of_principal(widen.principal).iter().any(|assignment| {
                let role = self.assignments.get(*assignment).map(|row| row.role);
                role.is_some_and(|role| self.eligible(widen).any(|id| id == self.roles.id(role)))
                    && self.window_of(*assignment).phase(at) == Phase::Active
                    && self.assignment_reaches(*assignment, position)
            })
    }

    /// The roles an assignment of which gives effect to a widen. One of several rules suffices.
    pub(crate) fn eligible<'d>(&'d self, widen: &Override) -> impl Iterator<Item = &'d str> {
        let (scope_type, role) = (self.scopes.scope_type(widen.scope), self.roles.id(widen.role));
        let rules = self.catalog.0.widening.iter();
        let rules = rules
            .filter(move |rule| rule.role == role && scope_type.is_some_and(|kind| rule.scope_types.contains(kind)));
        rules.flat_map(|rule| rule.eligible.iter().map(String::as_str))
    }
}

//! What the rows of a directory give: when, from where, how far and which permissions.

use std::borrow::Cow;

use super::{Directory, Mode, Override};
use crate::{
    bits::Bits,
    catalog::{Reach, Widening},
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
        let eligible = |held: &str| self.eligible(widen.role, widen.scope).any(|id| id == held);
        self.principals.is_active(widen.principal)
            && self.role_held(widen.principal, widen.scope, at, &eligible).is_some()
    }

    /// The first wanted role that a principal has by an assignment which is active at `at` and reaches a scope.
    pub(crate) fn role_held(
        &self,
        principal: u32,
        scope: u32,
        at: Time,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Option<&str> {
        let position = self.scopes.span(scope).start;
        self.assignments.of_principal(principal).iter().find_map(|assignment| {
            let role = self.roles.id(self.assignments.get(*assignment)?.role);
            let holds = wanted(role)
                && self.window_of(*assignment).phase(at) == Phase::Active
                && self.assignment_reaches(*assignment, position);
            holds.then_some(role)
        })
    }

    /// The roles an assignment of which gives effect to a widen of a role at a scope. One of several rules suffices.
    pub(crate) fn eligible(&self, role: u32, scope: u32) -> impl Iterator<Item = &str> {
        self.widening_rules(role, scope).flat_map(|rule| rule.eligible.iter().map(String::as_str))
    }

    /// The roles that take no widen of a role at a scope.
    pub(crate) fn ineligible(&self, role: u32, scope: u32) -> impl Iterator<Item = &str> {
        self.widening_rules(role, scope).flat_map(|rule| rule.ineligible.iter().map(String::as_str))
    }

    fn widening_rules(&self, role: u32, scope: u32) -> impl Iterator<Item = &Widening> {
        let (kind, role) = (self.scopes.scope_type(scope), self.roles.id(role));
        let rules = self.catalog.0.widening.iter();
        rules.filter(move |rule| rule.role == role && kind.is_some_and(|kind| rule.scope_types.contains(kind)))
    }
}

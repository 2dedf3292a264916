//! widening: which role one principal can have beyond its own, at which deeper scopes, and who is eligible.

use super::super::{Directory, Mode, Override, fit::Misfit};
use crate::{
    catalog::{Model, Widening},
    error::Code,
    time::Time,
};

impl Model {
    /// Whether a widen may give a role at a scope of a type, whoever it is for.
    pub(crate) fn widening_fits(&self, role: &str, kind: u32) -> Result<(), Misfit> {
        let mut rules = self.widening.iter().filter(|rule| rule.role == role).peekable();
        // the role is at fault if no rule knows it, else the place
        let at_fault = if rules.peek().is_none() { "role" } else { "scope" };
        if rules.any(|rule| rule.scope_types.contains(kind)) {
            return Ok(());
        }
        let kind = self.scope_types.get(kind);
        let message =
            format!("the catalog lets nobody have the role `{role}` by an override at a scope of type `{kind}`");
        Err(Misfit::new(Code::OverrideNotEligible, Some(at_fault), message))
    }
}

impl Directory {
    /// Whether an assignment of an eligible role, active at `at`, reaches the scope of a widen.
    pub(crate) fn is_backed(&self, widen: &Override, at: Time) -> bool {
        let eligible = |held: &str| self.eligible(widen.role, widen.scope).any(|id| id == held);
        self.principals.is_active(widen.principal)
            && self.role_held(widen.principal, widen.scope, at, &eligible).is_some()
    }

    /// The assignments of eligible roles that reach the scope of a widen, active or not.
    pub(crate) fn backing(&self, widen: &Override) -> Vec<u32> {
        let eligible = |held: &str| self.eligible(widen.role, widen.scope).any(|id| id == held);
        self.rows_held(widen.principal, widen.scope, &eligible).collect()
    }

    /// What to say of a widen that no eligible role backs.
    pub(crate) fn idle(&self, row: &Override, at: Time) -> Option<String> {
        if !matches!(row.mode, Mode::Widen(_)) || self.is_backed(row, at) {
            return None;
        }
        let (who, role, scope) =
            (self.principals.id(row.principal), self.roles.id(row.role), self.scopes.id(row.scope));
        Some(format!("the override of `{who}` to `{role}` at `{scope}` has no effect: no eligible role reaches it"))
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

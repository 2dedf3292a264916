//! Whether a role may be assigned: the rule that forbids one more assignment, before anybody tries it.

use super::Directory;
use crate::{
    catalog::{Per, RuleText},
    error::{Code, Issue, Severity, quoted},
    time::{Phase, Time},
};

/// A role assignment that does not exist, without a start and an end.
#[derive(Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) principal: u32,
    pub(crate) role: u32,
    pub(crate) scope: u32,
    pub(crate) resource: Option<u32>,
}

impl Directory {
    /// The rule that forbids an assignment, if one does. `_by` is who would make it; without one, only the rules count
    /// that bind everybody.
    pub(crate) fn forbids(&self, candidate: Candidate, _by: Option<&str>, at: Time) -> Option<Issue> {
        self.is_there(candidate)
            .or_else(|| self.over_limit(candidate, at))
            .or_else(|| self.over_holders(candidate, at))
            .or_else(|| self.only_transferred(candidate))
    }

    /// A row with this key is there already, and does not grant: it has ended, has not begun, or is narrowed.
    fn is_there(&self, Candidate { principal, role, scope, resource }: Candidate) -> Option<Issue> {
        let rows = self.assignments.of_principal(principal);
        rows.iter().find_map(|index| {
            let row = self.assignments.get(*index)?;
            let same = (row.role, row.scope, self.assignments.details(*index).resource) == (role, scope, resource);
            same.then(|| {
                let message = format!("the assignment {} is there already", quoted(&self.assignment_id(*index)));
                let hint = "change that row: its start, its end, or the override that narrows it";
                refusal(Code::DuplicateAssignment, message, Some(hint))
            })
        })
    }

    fn over_limit(&self, Candidate { principal, role, scope, .. }: Candidate, at: Time) -> Option<Issue> {
        let kind_of = |role: u32| self.roles.get(role).map(|role| role.text.kind.as_str());
        self.catalog.0.text.rules.iter().find_map(|rule| {
            let RuleText::Limit { max, kind, per } = rule else { return None };
            let counts = |role: u32| kind.is_none() || kind.as_deref() == kind_of(role);
            let rows = self.assignments.of_principal(principal).iter().filter(|index| {
                self.assignments
                    .get(**index)
                    .is_some_and(|row| counts(row.role) && (*per == Per::Principal || row.scope == scope))
                    && self.window_of(**index).phase(at) != Phase::Expired
            });
            let held = rows.count() as u64;
            (counts(role) && held >= *max).then(|| {
                let what = kind.as_ref().map_or_else(String::new, |kind| format!(" of the kind `{kind}`"));
                let place = match per {
                    Per::Principal => String::new(),
                    Per::PrincipalAndScope => format!(" at {}", quoted(self.scopes.id(scope))),
                };
                let who = quoted(self.principals.id(principal));
                let roles = if held == 1 { "role" } else { "roles" };
                let message = format!("{who} has {held} {roles}{what}{place}, and {max} is the limit");
                refusal(Code::LimitExceeded, message, None)
            })
        })
    }

    fn over_holders(&self, candidate: Candidate, at: Time) -> Option<Issue> {
        let Candidate { principal, role, scope, .. } = candidate;
        let scope_type = self.catalog.0.scope_types.get(self.scopes.scope_type(scope)?);
        self.catalog.0.text.rules.iter().find_map(|rule| {
            let RuleText::Holders { role: held, scope_type: held_at, max, .. } = rule else { return None };
            if held != self.roles.id(role) || held_at != scope_type {
                return None;
            }
            let holders = self.holders_of(role, scope, at);
            let count = holders.len() as u64;
            (count >= *max && !holders.contains(&principal)).then(|| {
                let (held, place) = (quoted(held), quoted(self.scopes.id(scope)));
                let holders = if count == 1 { "holder" } else { "holders" };
                let message = format!("{place} has {count} {holders} of the role {held}, and must have at most {max}");
                let hint = self.is_protected(role).then_some("the role can be transferred");
                refusal(Code::HolderExists, message, hint)
            })
        })
    }

    /// The principals that have a role at a very scope, now or later.
    fn holders_of(&self, role: u32, scope: u32, at: Time) -> Vec<u32> {
        let takes_resource = self.roles.get(role).is_some_and(|role| role.resource.is_some());
        // the rows of a resource-based role are rooted at the resources, at the scope or below it
        let mut span = self.scopes.span(scope);
        if !takes_resource {
            span.end = span.start + 1;
        }
        let mut holders: Vec<u32> = Vec::new();
        for root in self.scopes.at_positions(span) {
            let rows = self.assignments.rooted_at(*root, role);
            let detailed = rows.detailed.iter().filter_map(|row| self.assignments.get(*row)).map(|row| row.principal);
            for principal in rows.plain.iter().copied().chain(detailed) {
                // the second root of a lift makes no holder
                let holds = self.assignments.of_principal(principal).iter().any(|index| {
                    self.assignments.get(*index).is_some_and(|row| (row.role, row.scope) == (role, scope))
                        && self.window_of(*index).phase(at) != Phase::Expired
                });
                if holds && !holders.contains(&principal) {
                    holders.push(principal);
                }
            }
        }
        holders
    }

    fn only_transferred(&self, candidate: Candidate) -> Option<Issue> {
        self.is_protected(candidate.role).then(|| {
            let message = format!("the role {} is only transferred", quoted(self.roles.id(candidate.role)));
            refusal(Code::RoleProtected, message, None)
        })
    }

    fn is_protected(&self, role: u32) -> bool {
        let id = self.roles.id(role);
        self.catalog.0.text.rules.iter().any(|rule| match rule {
            RuleText::Protected { roles } => roles.iter().any(|role| role == id),
            _ => false,
        })
    }
}

fn refusal(code: Code, message: String, hint: Option<&str>) -> Issue {
    Issue { code, severity: Severity::Error, path: Vec::new(), message, hint: hint.map(str::to_owned) }
}

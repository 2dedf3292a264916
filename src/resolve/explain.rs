//! Why a principal may or may not: the rows that grant, those that nearly do, and what would help.

use serde::Serialize;

use super::{
    Decision, Reason,
    access::{Row, Say},
    decision::Question,
    session::{RoleSource, Session},
};
use crate::{
    catalog::{Basis, Reach},
    directory::{Directory, Mode, Override, ResourceText},
    error::{Issue, quoted},
    order::positions,
    time::Time,
};

/// A decision and what it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// the decision, as `check` gives it
    #[serde(flatten)]
    pub decision: Decision,
    /// every row that grants it
    pub grants: Vec<Grant>,
    /// when it is denied: the rows that would grant it but for one thing
    pub near_misses: Vec<NearMiss>,
    /// when it is denied: single role assignments that would grant it, the least first, at most ten
    pub remedies: Vec<Remedy>,
}

/// A row that grants a permission, and how it comes to the scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Grant {
    /// what kind of row it is
    pub source: RoleSource,
    /// the id of the row
    pub id: String,
    /// the role that it gives
    pub role: String,
    /// the role that states the grant, when it is not the role itself
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub inherited_from: Option<String>,
    /// the root from which the row reaches the scope
    pub scope: String,
    /// the scopes from that root to the scope asked about, from parent to child and over at most one link
    pub path: Vec<String>,
    /// on what the grant rests
    pub basis: Basis,
}

/// A row that would grant a permission but for one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NearMiss {
    /// what is in the way
    #[cfg_attr(test, ts(type = "ReasonCode"))]
    pub code: Reason,
    /// the role that the row gives
    pub role: String,
    /// the root of the row
    pub scope: String,
    /// the row and what is in the way, in words
    pub detail: String,
}

/// A role assignment that would grant a permission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Remedy {
    /// the role
    pub role: String,
    /// where it would be assigned
    pub scope: String,
    /// the resource, when the role needs one
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub resource: Option<ResourceText>,
    /// what else the principal would gain, wherever it would gain it, in catalog order
    pub extra: Vec<String>,
    /// the rule that forbids the assignment, if one does
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub blocked_by: Option<Issue>,
}

/// A question whose names are known, about somebody who is active.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) principal: u32,
    pub(super) permission: u32,
    pub(super) scope: u32,
    pub(super) position: u32,
    pub(super) at: Time,
}

impl Directory {
    /// Whether a principal may do something at a scope, which rows grant it, which nearly do, and which assignments
    /// would grant it. Whether these are allowed is not said yet.
    pub(crate) fn explained(&self, principal: &str, permission: &str, scope: &str, at: Option<Time>) -> Explanation {
        let question = self.question(principal, permission, scope, at);
        let decision = Decision::new(self.reason(question), principal, permission, scope);
        self.explanation(decision, question)
    }

    fn explanation(&self, decision: Decision, question: Question) -> Explanation {
        let reason = decision.reason;
        let mut explanation = Explanation { decision, grants: vec![], near_misses: vec![], remedies: vec![] };
        let Question { principal: Some(principal), permission: Some(permission), scope: Some(scope), at: Some(at) } =
            question
        else {
            return explanation;
        };
        let asked = Asked { principal, permission, scope, position: self.scopes.span(scope).start, at };
        match reason {
            Reason::Granted => explanation.grants = self.grants_of(asked),
            Reason::NotApplicable => explanation.near_misses = self.near_misses(asked, false),
            Reason::Narrowed | Reason::Expired | Reason::NotStarted | Reason::OverrideIneffective | Reason::NoGrant => {
                explanation.near_misses = self.near_misses(asked, true);
                explanation.remedies = self.remedies(asked);
            }
            // nothing about rows is known or of use
            _ => return explanation,
        }
        self.tell_drift(asked, &mut explanation.decision.message);
        explanation
    }

    /// Adds how the overrides that have a say in it have drifted from their roles.
    fn tell_drift(&self, asked: Asked, message: &mut String) {
        for row in self.rows_of(asked.principal).filter(|row| self.row_reaches(*row, asked.position)) {
            let Some((narrow, mode)) = self.narrow_of(row).and_then(|narrow| match &narrow.mode {
                Mode::Narrow(mode) => Some((narrow, mode)),
                Mode::Widen(_) => None,
            }) else {
                continue;
            };
            let Some(say) = self.says(row, asked.at).filter(|say| say.reason == Reason::Granted) else { continue };
            if *say.role == mode.pinned {
                continue;
            }
            let (role, id) = (quoted(self.roles.id(narrow.role)), quoted(&self.override_id(narrow)));
            let had = mode.pinned.contains(asked.permission) && !say.role.contains(asked.permission);
            message.push_str(&match had {
                true if say.gives.contains(asked.permission) => {
                    format!("; the role {role} has lost it since, and the override {id} keeps it")
                }
                true => format!("; the role {role} has lost it since the override {id} was written"),
                false => format!("; the override {id} has drifted from the role {role}"),
            });
        }
    }

    fn grants_of(&self, asked: Asked) -> Vec<Grant> {
        let mut grants = Vec::new();
        for row in self.rows_of(asked.principal) {
            let Some((role, way)) = self.way_of(row, asked.position) else { continue };
            let granted = self.says(row, asked.at).and_then(|say| say.of(asked.permission)) == Some(Reason::Granted);
            if !granted {
                continue;
            }
            let source = self.roles.source(role, asked.permission, &self.catalog.0.permissions);
            let inherited = source.as_ref().filter(|source| source.inherited);
            grants.push(Grant {
                source: source_of(row),
                id: self.id_of(row),
                role: self.roles.id(role).to_owned(),
                inherited_from: inherited.map(|source| source.role.to_owned()),
                scope: way.first().map(|root| self.scopes.id(*root).to_owned()).unwrap_or_default(),
                path: way.iter().map(|scope| self.scopes.id(*scope).to_owned()).collect(),
                basis: source.map(|source| source.basis()).unwrap_or_default(),
            });
        }
        grants
    }

    /// The way from the first root of a row that reaches the scope at `position`.
    fn way_of(&self, row: Row<'_>, position: u32) -> Option<(u32, Vec<u32>)> {
        let role = self.role_of(row)?;
        let roots = self.roots_of(row).into_iter().flatten();
        let mut ways = roots.filter_map(|root| self.scopes.way(root, self.reach_of(role), &self.catalog.0, position));
        ways.next().map(|way| (role, way))
    }

    /// In the order of the reasons, and of the rows where that is equal.
    fn near_misses(&self, asked: Asked, applies: bool) -> Vec<NearMiss> {
        let mut found = Vec::new();
        for row in self.rows_of(asked.principal) {
            let Some(say) = self.says(row, asked.at) else { continue };
            let Some(reason) = say.of(asked.permission) else { continue };
            let reached = self.way_of(row, asked.position).and_then(|(_, way)| way.first().copied());
            let code = match (reason, reached) {
                // it reaches the scope and is not granted there
                (Reason::Granted, Some(_)) => Reason::NotApplicable,
                (Reason::Granted, None) if self.gives_somewhere(row, asked.permission) => Reason::HeldElsewhere,
                (Reason::Granted, None) | (_, None) => continue,
                (reason, Some(_)) if applies => reason,
                _ => continue,
            };
            let [first, _] = self.roots_of(row);
            if let (Some(role), Some(root)) = (self.role_of(row), reached.or(first)) {
                let detail = self.detail(row, &say, code, asked);
                let [role, scope] = [self.roles.id(role), self.scopes.id(root)].map(str::to_owned);
                found.push(Some(NearMiss { code, role, scope, detail }));
            }
        }
        let code = |at: usize| found.get(at).and_then(|miss| miss.as_ref().map(|miss| miss.code));
        let order = positions(found.len(), &|one, other| code(one).cmp(&code(other)));
        order.iter().filter_map(|at| found.get_mut(*at as usize)?.take()).collect()
    }

    /// Whether a row reaches any scope at which the permission means something.
    fn gives_somewhere(&self, row: Row<'_>, permission: u32) -> bool {
        let reach = self.role_of(row).map(|role| self.reach_of(role));
        let mut roots = self.roots_of(row).into_iter().flatten();
        reach.is_some_and(|reach| roots.any(|root| self.gives_from(root, reach, permission)))
    }

    /// Whether any scope is reached from a root at which the permission means something.
    pub(crate) fn gives_from(&self, root: u32, reach: Reach, permission: u32) -> bool {
        let model = &self.catalog.0;
        let applies = |scope: &u32| self.scopes.scope_type(*scope).is_some_and(|kind| model.applies(permission, kind));
        let mut found = false;
        self.scopes.reach(root, reach, model, |span| {
            found = self.scopes.at_positions(span).iter().any(applies);
            !found
        });
        found
    }

    /// What is in the way of a row, for somebody who has never seen the row.
    fn detail(&self, row: Row<'_>, say: &Say<'_>, code: Reason, asked: Asked) -> String {
        let what = quoted(self.catalog.0.permissions.get(asked.permission));
        let here = quoted(self.scopes.id(asked.scope));
        let which = self.in_words(row);
        let window = self.window(row);
        let time = |time: Option<Time>| time.map(|time| time.to_string()).unwrap_or_default();
        match code {
            Reason::NotApplicable => {
                let kind = self.scopes.scope_type(asked.scope).map_or("", |kind| self.catalog.0.scope_types.get(kind));
                format!("{which} reaches {here}, but {what} means nothing at a scope of the type `{kind}`")
            }
            Reason::Narrowed => self.narrowed_in_words(row, say, asked.permission),
            Reason::Expired => format!("{which} gave {what} here and ended at {}", time(window.ends)),
            Reason::NotStarted => format!("{which} gives {what} here and starts at {}", time(window.starts)),
            Reason::OverrideIneffective => {
                let Row::Widen(widen, _) = row else { return which };
                let eligible: Vec<String> = self.eligible(widen.role, widen.scope).map(quoted).collect();
                let eligible = eligible.join(" or ");
                format!("{which} would give {what} here, but no active assignment of the role {eligible} backs it")
            }
            _ => format!("{which} gives {what} elsewhere and does not reach {here}"),
        }
    }

    fn narrowed_in_words(&self, row: Row<'_>, say: &Say<'_>, permission: u32) -> String {
        let which = self.in_words(row);
        let what = quoted(self.catalog.0.permissions.get(permission));
        let Some(narrow) = self.narrow_of(row) else { return which };
        let id = quoted(&self.override_id(narrow));
        match &narrow.mode {
            // it cannot leave out what the role did not have then
            Mode::Narrow(mode) if say.role.contains(permission) && !mode.pinned.contains(permission) => {
                format!("{which} is narrowed by the override {id}, and the role gained {what} after that was written")
            }
            _ => format!("{which} is narrowed by the override {id}, which leaves {what} out"),
        }
    }

    fn narrow_of(&self, row: Row<'_>) -> Option<&Override> {
        let Row::Assignment(assignment) = row else { return None };
        self.assignments.details(assignment).narrow.and_then(|narrow| self.overrides.get(narrow))
    }

    /// A row as a message names it.
    pub(crate) fn in_words(&self, row: Row<'_>) -> String {
        let (kind, scope) = match row {
            Row::Assignment(assignment) => ("assignment", self.assignments.get(assignment).map(|row| row.scope)),
            Row::Widen(row, _) => ("override", Some(row.scope)),
        };
        let role = self.role_of(row).map_or("", |role| self.roles.id(role));
        let scope = scope.map_or("", |scope| self.scopes.id(scope));
        format!("the {kind} {} of the role {} at {}", quoted(&self.id_of(row)), quoted(role), quoted(scope))
    }

    fn id_of(&self, row: Row<'_>) -> String {
        match row {
            Row::Assignment(assignment) => self.assignment_id(assignment),
            Row::Widen(row, _) => self.override_id(row),
        }
    }
}

impl Session<'_> {
    pub(crate) fn explained(&self, permission: &str, scope: &str, at: Option<Time>) -> Explanation {
        let decision = self.check(permission, scope, at);
        let question = self.directory.question(self.principal(), permission, scope, at);
        self.directory.explanation(decision, question)
    }
}

fn source_of(row: Row<'_>) -> RoleSource {
    match row {
        Row::Assignment(_) => RoleSource::Assignment,
        Row::Widen(..) => RoleSource::Override,
    }
}

//! delegation: whether an actor may make a change. Looked at on the state before it: nobody works with rights that the
//! change itself would give.

use super::super::{
    draft::{Ask, Draft},
    gains::{FinalState, Gain},
};
use crate::{
    bits::Bits,
    catalog::{Ceiling, ChangeType, RoleSelector, RuleText, Targets},
    error::{Code, Path, quoted},
};

/// One entry of a catalog's delegation.
struct Entry<'c> {
    needs: &'c str,
    roles: Option<&'c RoleSelector>,
    scope_types: Option<&'c [String]>,
    targets: Targets,
    ceiling: Ceiling,
}

/// Why an entry does not let an actor make a change; the later, the nearer it came.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    NoEntry,
    OtherRole,
    NotHeld(String),
    TargetOutside(String),
    Above { scope: String, permissions: String },
}

impl Draft<'_> {
    /// Lists everything that the actor may not do. The directory is in the state before the change set.
    pub(in crate::admin) fn check_actor(&mut self, by: &str, gains: &[Gain], end: &FinalState) {
        let asks = std::mem::take(&mut self.asks);
        let mut issues = std::mem::take(&mut self.issues);
        // what is lacking at two places is said once
        let mut said: Vec<(usize, String)> = Vec::new();
        for ask in &asks {
            if let Err(why) = self.may(by, ask, gains, end) {
                let what = ask.what.name();
                let (code, message) = match why {
                    Why::NoEntry => {
                        (Code::NotPermitted, format!("the catalog lets nobody make the change `{what}` here"))
                    }
                    Why::OtherRole => {
                        let role = quoted(ask.role.as_deref().unwrap_or_default());
                        (Code::NotPermitted, format!("{} may not touch the role {role} here", quoted(by)))
                    }
                    Why::NotHeld(needs) => (
                        Code::NotPermitted,
                        format!("{} needs the permission `{needs}` for the change `{what}` here", quoted(by)),
                    ),
                    Why::TargetOutside(whom) => {
                        let message = format!("{} may not make the change `{what}` for {}", quoted(by), quoted(&whom));
                        (Code::NotPermitted, format!("{message}, who has roles out of its reach"))
                    }
                    Why::Above { scope, permissions } => {
                        let message = format!("{} does not hold {permissions} at {}", quoted(by), quoted(&scope));
                        (Code::AboveOwnAccess, format!("{message}, and can give no more than it has"))
                    }
                };
                if !said.iter().any(|(change, other)| *change == ask.change && *other == message) {
                    said.push((ask.change, message.clone()));
                    issues.error(code, Path::ROOT.index(ask.change), message);
                }
            }
        }
        if let Some(gain) = gains.iter().find(|gain| gain.principal == by) {
            let gained = self.list(&gain.gained);
            let message = format!("{} would gain {gained} at {} by its own change", quoted(by), quoted(&gain.scope));
            issues.error(Code::SelfGain, Path::ROOT, message);
        }
        self.issues = issues;
        self.asks = asks;
    }

    fn may(&self, by: &str, ask: &Ask, gains: &[Gain], end: &FinalState) -> Result<(), Why> {
        let catalog = self.directory.catalog.clone();
        let mut nearest = Why::NoEntry;
        for rule in &catalog.0.text.rules {
            let RuleText::Delegation { changes, needs, roles, scope_types, targets, ceiling } = rule else { continue };
            if !changes.contains(&ask.what) {
                continue;
            }
            let entry = Entry {
                needs,
                roles: roles.as_ref(),
                scope_types: scope_types.as_deref(),
                targets: *targets,
                ceiling: *ceiling,
            };
            match self.lets(&entry, by, ask, (gains, end)) {
                Ok(()) => return Ok(()),
                Err(why) => nearest = nearest.max(why),
            }
        }
        Err(nearest)
    }

    fn lets(&self, entry: &Entry<'_>, by: &str, ask: &Ask, (gains, end): (&[Gain], &FinalState)) -> Result<(), Why> {
        let directory = &*self.directory;
        let place = ask.place.clone();
        if let Some(types) = entry.scope_types
            && !ask.scope_type.as_ref().is_some_and(|kind| types.contains(kind))
        {
            return Err(Why::NoEntry);
        }
        let selects = |role: u32| {
            let role = directory.roles.get(role);
            entry.roles.is_none_or(|selector| role.is_some_and(|role| selector.selects(&role.text)))
        };
        if let Some(role) = ask.role.as_deref().and_then(|role| directory.roles.find(role))
            && !selects(role)
        {
            return Err(Why::OtherRole);
        }
        let roots = self.roots_with(by, entry.needs, place.as_deref(), ask.scope_type.as_deref());
        if roots.is_empty() {
            return Err(Why::NotHeld(entry.needs.to_owned()));
        }
        let target = ask.target.as_deref().and_then(|target| directory.principals.find(target));
        if let Some(target) = target {
            let everywhere = matches!(ask.what, ChangeType::SetActive | ChangeType::RemovePrincipal);
            let scope = ask.scope.as_deref().map(|scope| directory.scopes.find(scope));
            let touches = !matches!(ask.what, ChangeType::Transfer | ChangeType::AddPrincipal);
            for index in directory.assignments.of_principal(target) {
                let Some(row) = directory.assignments.get(*index) else { continue };
                // for a row that goes in the same change set a right of its own is asked
                if !everywhere && end.lacks(self, *index) {
                    continue;
                }
                let at = directory.scopes.id(row.scope);
                let fits = (!everywhere || !self.roots_with(by, entry.needs, Some(at), None).is_empty())
                    && match entry.targets {
                        Targets::Scope => {
                            let matters = scope.is_none_or(|scope| scope == Some(row.scope));
                            !touches || !matters || selects(row.role)
                        }
                        Targets::Purview => {
                            let position = directory.scopes.span(row.scope).start;
                            roots.iter().any(|root| directory.scopes.span(*root).holds(position))
                        }
                    };
                if !fits {
                    return Err(Why::TargetOutside(directory.principals.id(target).to_owned()));
                }
            }
        }
        if entry.ceiling == Ceiling::Own {
            let actor = directory.principals.find(by);
            let whose = |gain: &&Gain| match &ask.target {
                Some(target) => gain.principal == *target,
                // a change of a role or a scope may give to anybody
                None => true,
            };
            for gain in gains.iter().filter(whose).filter(|gain| gain.principal != by) {
                let mut above = gain.gained.clone();
                if let Some((actor, place)) = actor.zip(end.place_of(directory, &gain.scope)) {
                    above.remove_all(&directory.holdings(actor, place, self.at));
                }
                if !above.is_empty() {
                    return Err(Why::Above { scope: gain.scope.clone(), permissions: self.list(&above) });
                }
            }
        }
        Ok(())
    }

    /// The roots of the actor's rows that give a permission where it is needed: at the nearest scope, from the place
    /// upward, of a type to which it applies; without a place, anywhere.
    fn roots_with(&self, by: &str, needs: &str, place: Option<&str>, kind: Option<&str>) -> Vec<u32> {
        let directory = &*self.directory;
        let model = &directory.catalog.0;
        let (Some(actor), Some(permission)) = (directory.principals.find(by), model.permissions.find(needs)) else {
            return Vec::new();
        };
        if !directory.principals.is_active(actor) {
            return Vec::new();
        }
        let asked = match place {
            // a scope that would stand by itself: nobody has a right above it
            None if kind.is_some() => return Vec::new(),
            None => None,
            Some(place) => {
                let Some(scope) = directory.scopes.find(place) else { return Vec::new() };
                let mut above = directory.scopes.ancestors(scope);
                let applies = |scope: &u32| {
                    directory.scopes.scope_type(*scope).is_some_and(|kind| model.applies(permission, kind))
                };
                let Some(found) = above.find(applies) else { return Vec::new() };
                Some(found)
            }
        };
        let position = asked.map(|scope| directory.scopes.span(scope).start);
        let mut roots = Vec::new();
        for row in directory.rows_of(actor).filter(|row| directory.grants(*row, permission, self.at)) {
            let reach = directory.role_of(row).map(|role| directory.reach_of(role)).unwrap_or_default();
            let reaches = |root: u32, position: u32| directory.scopes.reaches(root, reach, model, position);
            let found = directory.roots_of(row).into_iter().flatten();
            roots.extend(found.filter(|root| position.is_none_or(|position| reaches(*root, position))));
        }
        roots
    }

    fn list(&self, permissions: &Bits) -> String {
        const MOST: usize = 3;
        let ids = permissions.iter().map(|permission| self.directory.catalog.0.permissions.get(permission));
        let mut text: Vec<String> = ids.take(MOST).map(quoted).collect();
        if let Some(more) = (permissions.count() as usize).checked_sub(MOST).filter(|more| *more > 0) {
            text.push(format!("{more} more"));
        }
        text.join(", ")
    }
}

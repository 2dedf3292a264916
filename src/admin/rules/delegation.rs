//! delegation: whether an actor may make a change. Looked at on the state before it: nobody works with rights that the
//! change itself would give.

use super::super::{
    draft::{About, Ask, Draft, last_change, path_of},
    gains::{FinalState, Gains},
};
use crate::{
    bits::Bits,
    catalog::{Ceiling, ChangeType, RoleSelector, RoleText, RuleText, Targets},
    error::{Code, Path, quoted},
    resolve::Held,
};

/// One entry of a catalog's delegation.
struct Entry<'c> {
    needs: &'c str,
    roles: Option<&'c RoleSelector>,
    scope_types: Option<&'c [String]>,
    targets: Targets,
    ceiling: Ceiling,
}

/// Why an entry does not let an actor make a change.
enum Why {
    NoEntry,
    OtherRole,
    NotHeld(String),
    TargetOutside(String),
    Above(String),
}

impl Why {
    /// The higher, the nearer the entry came to letting the actor.
    fn nearness(&self) -> u8 {
        match self {
            Why::NoEntry => 0,
            Why::OtherRole => 1,
            Why::NotHeld(_) => 2,
            Why::TargetOutside(_) => 3,
            Why::Above(_) => 4,
        }
    }
}

/// Where the permission that a change needs is looked for.
#[derive(Clone, Copy)]
enum Looked<'a> {
    /// a change without a scope: wherever the permission means something
    Anywhere,
    /// at the nearest scope from this one upward of a type to which the permission applies; the types are those of the
    /// scopes below it that are new
    From(Option<&'a str>, &'a [u32]),
}

impl Draft<'_> {
    /// Lists everything that the actor may not do. The directory is in the state before the change set.
    pub(in crate::admin) fn check_actor(&mut self, by: &str, gains: &Gains, end: &FinalState) {
        let actor = self.directory.principals.find(by);
        if !actor.is_some_and(|actor| self.directory.principals.is_active(actor)) {
            let what = if actor.is_some() { "active" } else { "known" };
            let message = format!("{} is not {what}, and may change nothing", quoted(by));
            return self.issues.error(Code::NotPermitted, Path::ROOT, message);
        }
        let asks = std::mem::take(&mut self.asks);
        let mut issues = std::mem::take(&mut self.issues);
        // what is lacking at two places is said once
        let mut said: Vec<(usize, String)> = Vec::new();
        for ask in &asks {
            if let Err(why) = self.may(by, ask, gains, end) {
                let place = ask.scope.as_deref().map_or_else(String::new, |scope| format!(" at {}", quoted(scope)));
                let what = format!("`{}`{place}", ask.what.name());
                let (code, message) = match why {
                    Why::NoEntry => (Code::NotPermitted, format!("the catalog lets nobody make the change {what}")),
                    Why::OtherRole => {
                        let role = quoted(ask.role.as_deref().unwrap_or_default());
                        (Code::NotPermitted, format!("{} may not touch the role {role}{place}", quoted(by)))
                    }
                    Why::NotHeld(needs) => (
                        Code::NotPermitted,
                        format!("{} needs the permission `{needs}` for the change {what}", quoted(by)),
                    ),
                    Why::TargetOutside(whom) => {
                        let message = format!("{} may not make the change {what} for {}", quoted(by), quoted(&whom));
                        (Code::NotPermitted, format!("{message}, who has roles out of its reach"))
                    }
                    Why::Above(above) => (
                        Code::AboveOwnAccess,
                        format!("{} does not hold {above}, and can give no more than it has", quoted(by)),
                    ),
                };
                if !said.iter().any(|(change, other)| *change == ask.change && *other == message) {
                    said.push((ask.change, message.clone()));
                    issues.error(code, Path::ROOT.index(ask.change), message);
                }
            }
        }
        // at each change once, though it may show at many scopes
        let mut told: Vec<Option<usize>> = Vec::new();
        for gain in gains.of(Some(by)) {
            let change = last_change(&asks, About { principal: Some(by), role: None, scope: &gain.scope });
            if !told.contains(&change) {
                told.push(change);
                let gained = self.held(&gain.gained, &gain.scope);
                let message = format!("{} would gain {gained} by its own change", quoted(by));
                issues.error(Code::SelfGain, path_of(change), message);
            }
        }
        // by making a scope it could give itself that role next
        for (role, new) in end.grown_creators(self.directory) {
            let permissions = &self.directory.catalog.0.permissions;
            let is_lacking = |new: &u32| self.roots_with(by, permissions.get(*new), Looked::Anywhere).is_empty();
            let lacking = Bits::of(permissions.len(), new.iter().filter(is_lacking));
            if !lacking.is_empty() {
                let (who, lacking) = (quoted(by), self.list(&lacking));
                let message = format!("{who} does not hold {lacking}, and could receive the role `{role}` by creating");
                let updates = || asks.iter().rev().filter(|ask| ask.what == ChangeType::UpdateRole);
                let own = updates().find(|ask| ask.role.as_deref() == Some(role));
                let change = own.or_else(|| updates().next()).map(|ask| ask.change);
                issues.error(Code::SelfGain, path_of(change), message);
            }
        }
        self.issues = issues;
        self.asks = asks;
    }

    fn may(&self, by: &str, ask: &Ask, gains: &Gains, end: &FinalState) -> Result<(), Why> {
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
                // of those that came as near, the first in the catalog
                Err(why) if why.nearness() > nearest.nearness() => nearest = why,
                Err(_) => {}
            }
        }
        Err(nearest)
    }

    fn lets(&self, entry: &Entry<'_>, by: &str, ask: &Ask, (gains, end): (&Gains, &FinalState)) -> Result<(), Why> {
        let directory = &*self.directory;
        if let Some(types) = entry.scope_types
            && !ask.scope_type.as_ref().is_some_and(|kind| types.contains(kind))
        {
            return Err(Why::NoEntry);
        }
        let fits = |role: u32, fits: &dyn Fn(&RoleSelector, &RoleText) -> bool| {
            let role = directory.roles.get(role);
            entry.roles.is_none_or(|selector| role.is_some_and(|role| fits(selector, &role.text)))
        };
        // a change of the whole principal touches each of its roles
        let may_touch = |role: u32| fits(role, &|selector, role| selector.selects(role));
        let may_stand_beside = |role: u32| fits(role, &|selector, role| !selector.shields(role));
        if let (Some(id), Some(kind), Some(selector)) = (&ask.role, &ask.kind, entry.roles)
            && !selector.selects_named(id, kind)
        {
            return Err(Why::OtherRole);
        }
        let place = match (ask.place.as_deref(), ask.new.as_slice()) {
            (None, []) => Looked::Anywhere,
            (place, new) => Looked::From(place, new),
        };
        if self.roots_with(by, entry.needs, place).is_empty() {
            return Err(Why::NotHeld(entry.needs.to_owned()));
        }
        let target = ask.target.as_deref().and_then(|target| directory.principals.find(target));
        if let Some(target) = target {
            let everywhere = matches!(ask.what, ChangeType::SetActive | ChangeType::RemovePrincipal);
            let scope = ask.scope.as_deref().map(|scope| directory.scopes.find(scope));
            let purview = match entry.targets {
                Targets::Purview => self.roots_with(by, entry.needs, Looked::Anywhere),
                Targets::Scope => Vec::new(),
            };
            let touches = !matches!(ask.what, ChangeType::Transfer | ChangeType::AddPrincipal);
            for index in directory.assignments.of_principal(target) {
                let Some(row) = directory.assignments.get(*index) else { continue };
                // for a row that goes in the same change set a right of its own is asked
                if !everywhere && end.lacks(self, *index) {
                    continue;
                }
                let at = directory.scopes.id(row.scope);
                let here = Looked::From(Some(at), &[]);
                let fits = (!everywhere || may_touch(row.role) && !self.roots_with(by, entry.needs, here).is_empty())
                    && match entry.targets {
                        Targets::Scope => {
                            let matters = scope.is_none_or(|scope| scope == Some(row.scope));
                            everywhere || !touches || !matters || may_stand_beside(row.role)
                        }
                        Targets::Purview => {
                            let position = directory.scopes.span(row.scope).start;
                            let mut roots = purview.iter();
                            roots.any(|root| directory.scopes.span(*root).holds(position))
                        }
                    };
                if !fits {
                    return Err(Why::TargetOutside(directory.principals.id(target).to_owned()));
                }
            }
        }
        if entry.ceiling == Ceiling::Own {
            let actor = directory.principals.find(by);
            let own = end.given_by(ask, directory);
            // a change of a role or a scope may give to anybody
            for gain in gains.of(ask.target.as_deref()).into_iter().filter(|gain| gain.principal != by) {
                let mut gained = gain.gained.clone();
                own.iter().for_each(|given| gained.keep_only(given));
                // at each place where the scope is and comes to lie the actor must hold it
                let mut above = Held::none(directory.catalog.0.permissions.len());
                for place in end.places_of(directory, &gain.scope) {
                    let mut lacking = gained.clone();
                    if let Some((actor, place)) = actor.zip(place) {
                        lacking.remove(&directory.holdings(actor, place, self.at).at(self.at));
                    }
                    above.add(&lacking);
                }
                if !above.is_empty() {
                    return Err(Why::Above(self.held(&above, &gain.scope)));
                }
            }
        }
        Ok(())
    }

    /// The roots of the actor's rows that give a permission where it is looked for.
    fn roots_with(&self, by: &str, needs: &str, looked: Looked<'_>) -> Vec<u32> {
        let directory = &*self.directory;
        let (scopes, model) = (&directory.scopes, &*directory.catalog.0);
        let (Some(actor), Some(permission)) = (directory.principals.find(by), model.permissions.find(needs)) else {
            return Vec::new();
        };
        if !directory.principals.is_active(actor) {
            return Vec::new();
        }
        let applies = |kind: u32| model.applies(permission, kind);
        // the scope that has to be reached, and its type if it is new and lies under that scope
        let wanted = match looked {
            Looked::Anywhere => None,
            // a scope that would stand by itself: nobody has a right above it
            Looked::From(None, _) => return Vec::new(),
            Looked::From(Some(place), new) => {
                let Some(place) = scopes.find(place) else { return Vec::new() };
                let new = new.iter().copied().find(|kind| applies(*kind));
                let mut above = scopes.ancestors(place);
                let at_hand = |scope: &u32| new.is_some() || scopes.scope_type(*scope).is_some_and(applies);
                let Some(found) = above.find(at_hand) else { return Vec::new() };
                Some((scopes.span(found).start, new))
            }
        };
        let mut roots = Vec::new();
        for row in directory.rows_of(actor).filter(|row| directory.grants(*row, permission, self.at)) {
            let reach = directory.role_of(row).map(|role| directory.reach_of(role)).unwrap_or_default();
            let reaches = |root: &u32| match wanted {
                None => directory.gives_from(*root, reach, permission),
                Some((position, None)) => scopes.reaches(*root, reach, model, position),
                Some((position, Some(kind))) => scopes.would_reach(*root, reach, model, (position, kind)),
            };
            roots.extend(directory.roots_of(row).into_iter().flatten().filter(reaches));
        }
        roots
    }

    /// What is held at a scope, in words.
    fn held(&self, held: &Held, scope: &str) -> String {
        let below = if held.is_here() { "" } else { " or below it" };
        format!("{} at {}{below}", self.list(&held.permissions()), quoted(scope))
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

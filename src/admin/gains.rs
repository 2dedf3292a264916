//! What a change set would give: what an actor is held to, now and later, at scopes that are there and that may come.
//!
//! The difference that people read is what changes at once, where it shows. An actor could pass that by: with a role that
//! begins in a second, or at a place that has no scope for it yet.

use super::{
    difference::{Frame, Profile},
    draft::{Ask, Draft, Received},
    rows::RowKey,
};
use crate::{
    bits::Bits,
    catalog::RuleText,
    csr::Csr,
    directory::{Directory, Mode},
    id::Names,
    order::unpair,
    resolve::{Held, Holdings, Place, Row},
};

/// What the directory is when all changes are made, as far as gains are seen in it.
pub(super) struct FinalState {
    /// for each pair of the profile, what its principal holds at its scope; nothing where one of them is gone
    held: Vec<Option<Final>>,
    made: Vec<Made>,
    /// the keys of the rows that are there no more, their parts joined by what no id has
    gone: Names,
    /// each role that whoever creates a scope receives, with what it grants
    creators: Vec<(String, Bits)>,
    /// each role that is given or taken, or that an override can give, with what it grants
    given: Vec<(String, Bits)>,
}

/// What one principal holds at one scope in the end, and whether it is active then.
struct Final {
    is_active: bool,
    holdings: Holdings,
    /// what each role gives there that the principal has received by making the scope, or one above it
    received: Vec<(String, Held)>,
}

/// A scope that the change set has made: its type and the scopes above it, the nearest first.
struct Made {
    scope: String,
    kind: u32,
    above: Vec<String>,
}

/// What one principal would hold at one scope, now or later, and would not without the change set.
pub(super) struct Gain {
    pub(super) principal: String,
    pub(super) scope: String,
    pub(super) gained: Held,
}

/// Gains by the principal that has them.
pub(super) struct Gains {
    list: Vec<Gain>,
    principals: Names,
    by_principal: Csr,
}

impl Gains {
    fn new(list: Vec<Gain>) -> Self {
        let mut principals = Names::default();
        let whose: Vec<u32> = list.iter().map(|gain| principals.intern(&gain.principal)).collect();
        let by_principal = Csr::group(principals.len(), whose.iter().copied().zip(0..));
        Self { list, principals, by_principal }
    }

    /// Those of one principal, or of all.
    pub(super) fn of(&self, principal: Option<&str>) -> Vec<&Gain> {
        let Some(principal) = principal else { return self.list.iter().collect() };
        let found = self.principals.find(principal).map_or(&[][..], |found| self.by_principal.get(found));
        found.iter().filter_map(|at| self.list.get(*at as usize)).collect()
    }
}

impl FinalState {
    /// Reads the present state, which is the final one.
    pub(super) fn of(draft: &Draft<'_>, frame: &Frame, profile: &Profile) -> Self {
        let directory = &*draft.directory;
        let scopes = &directory.scopes;
        let received: Vec<_> = draft.received.iter().filter_map(|received| draft.row_received(received)).collect();
        let held = |key: u64| {
            let (principal, scope) = unpair(key);
            let principal = directory.principals.find(frame.principals.get(principal))?;
            let scope = scopes.find(frame.scopes.get(scope))?;
            let holdings = directory.holdings(principal, Place::At(scope), draft.at);
            // by a lift or over a link it may reach others that were made beside its scope
            let covers =
                |key: &RowKey| key.principal == principal && scopes.ancestors(scope).any(|above| above == key.scope);
            let received = received.iter().filter(|(key, _)| covers(key)).map(|(key, row)| {
                let held = directory.holdings_by(&mut [Row::Assignment(*row)].into_iter(), Place::At(scope), draft.at);
                (directory.roles.id(key.role).to_owned(), held.at(draft.at))
            });
            let received = received.collect();
            Some(Final { is_active: directory.principals.is_active(principal), holdings, received })
        };
        let made = draft.touched.created.iter().filter_map(|id| {
            let scope = scopes.find(id)?;
            let above = scopes.ancestors(scope).skip(1).map(|above| scopes.id(above).to_owned()).collect();
            Some(Made { scope: id.to_owned(), kind: scopes.scope_type(scope)?, above })
        });
        let roles = directory.catalog.0.text.rules.iter().filter_map(|rule| match rule {
            RuleText::Creator { role, .. } => Some(role),
            _ => None,
        });
        let grants = |id: &String| {
            let role = directory.roles.get(directory.roles.find(id)?)?;
            Some((id.clone(), role.closure.clone()))
        };
        let mut given: Vec<(String, Bits)> = Vec::new();
        let asked = draft.asks.iter().filter(|ask| ask.is_of_a_whole_role()).filter_map(|ask| ask.role.as_ref());
        let widened = directory.catalog.0.widening.iter().map(|rule| &rule.role);
        for role in asked.chain(widened) {
            if !given.iter().any(|(known, _)| known == role) {
                given.extend(grants(role));
            }
        }
        let mut gone = Names::default();
        for went in draft.went.iter().filter(|went| !draft.has_row(&went.key)) {
            gone.intern(&went.key.join("\n"));
        }
        Self {
            held: profile.pairs().map(held).collect(),
            made: made.collect(),
            gone,
            creators: roles.filter_map(grants).collect(),
            given,
        }
    }

    /// Each role that whoever creates a scope receives and that grants more than before, with what is new in it. The
    /// directory is in the state before the change set.
    pub(super) fn grown_creators(&self, directory: &Directory) -> Vec<(&str, Bits)> {
        let grown = self.creators.iter().filter_map(|(id, later)| {
            let before = directory.roles.get(directory.roles.find(id)?)?;
            let mut new = later.clone();
            new.remove_all(&before.closure);
            (!new.is_empty()).then_some((id.as_str(), new))
        });
        grown.collect()
    }

    /// Everything that a change can give to its target, if it gives or takes a whole role: what the role grants, and what
    /// the overrides of the target grant: it may give effect to a widen, or take a narrow over. The directory is in the state
    /// before the change set.
    pub(super) fn given_by(&self, ask: &Ask, directory: &Directory) -> Option<Bits> {
        let role = ask.role.as_ref().filter(|_| ask.is_of_a_whole_role())?;
        let grants = |role: &str| self.given.iter().find(|(known, _)| known == role).map(|(_, grants)| grants);
        let mut given = grants(role)?.clone();
        let target = ask.target.as_ref().and_then(|target| directory.principals.find(target))?;
        for row in directory.overrides.of_principal(target) {
            match &row.mode {
                Mode::Narrow(narrow) => given.union_with(&narrow.permissions),
                Mode::Widen(_) => {
                    let before = directory.roles.get(row.role).map(|role| &role.closure);
                    let after = grants(directory.roles.id(row.role));
                    before.into_iter().chain(after).for_each(|more| given.union_with(more));
                }
            }
        }
        Some(given)
    }

    /// Whether a row of the state before the change set is there no more.
    pub(super) fn lacks(&self, draft: &Draft<'_>, row: u32) -> bool {
        self.gone.len() > 0 && draft.key_of_row(row).is_some_and(|key| self.gone.find(&key.join("\n")).is_some())
    }

    /// Where in the state before the change set a scope is, and where it would be made: one that goes and is made again is
    /// measured at both, and one that has no place there once, at none.
    pub(super) fn places_of(&self, directory: &Directory, scope: &str) -> Vec<Option<Place>> {
        let made = self.made.iter().find(|made| made.scope == scope).and_then(|made| {
            let is_made = |above: &str| self.made.iter().any(|made| made.scope == above);
            let above =
                made.above.iter().filter(|above| !is_made(above)).find_map(|above| directory.scopes.find(above));
            Some(Place::Under(above?, made.kind))
        });
        let found = directory.scopes.find(scope).map(Place::At);
        if found.is_some() && made.is_some() { vec![found, made] } else { vec![found.or(made)] }
    }

    /// What the change set gives to anybody. The directory is in the state before it; `profile` is that of the final one.
    ///
    /// At a scope that was made nobody gains what they hold above it, nor its creator the role that it received. Whoever is
    /// not active gains what is given to it all the same, and whoever becomes active gains everything that it has.
    pub(super) fn gains(&self, draft: &Draft<'_>, frame: &Frame, before: &Profile, profile: &Profile) -> Gains {
        let directory = &*draft.directory;
        let mut gains = Vec::new();
        let mut later = profile.pairs().zip(&self.held).peekable();
        // every pair of `profile` is in `before`, which was told of them
        for key in before.pairs() {
            let Some((_, Some(end))) = later.next_if(|(other, _)| *other == key) else { continue };
            let (principal, scope) = unpair(key);
            let (principal, scope) = (frame.principals.get(principal), frame.scopes.get(scope));
            let found = directory.principals.find(principal);
            let found = found.filter(|found| !end.is_active || directory.principals.is_active(*found));
            let mut gained = Held::none(directory.catalog.0.permissions.len());
            for place in self.places_of(directory, scope) {
                let had = found.zip(place).map_or_else(
                    || Holdings::none(directory.catalog.0.permissions.len()),
                    |(principal, place)| directory.holdings(principal, place, draft.at),
                );
                gained.add(&end.holdings.beyond(&had, draft.at));
            }
            if directory.scopes.find(scope).is_none() {
                for (role, held) in &end.received {
                    // what is new in the role is gained all the same
                    let before = directory.roles.find(role).and_then(|role| directory.roles.get(role));
                    let mut held = held.clone();
                    before.iter().for_each(|role| held.keep_only(&role.closure));
                    gained.remove(&held);
                }
            }
            if !gained.is_empty() {
                gains.push(Gain { principal: principal.to_owned(), scope: scope.to_owned(), gained });
            }
        }
        Gains::new(gains)
    }
}

impl Draft<'_> {
    /// The row by which a role was received, with its key.
    fn row_received(&self, received: &Received) -> Option<(RowKey, u32)> {
        let directory = &*self.directory;
        let principal = directory.principals.find(&received.principal)?;
        let (role, scope) = (directory.roles.find(&received.role)?, directory.scopes.find(&received.scope)?);
        let key = RowKey { principal, role, scope, resource: None };
        Some((key, self.row_of(key)?))
    }
}

//! Who gains and loses what: the effective permissions before and after, at every place that a change set touches.

use serde::Serialize;

use super::draft::{Draft, Touched};
use crate::{
    bits::Bits,
    directory::Directory,
    id::{Names, to_index},
    order::{self, pair, unpair},
    resolve::Row,
    time::Time,
};

/// What one principal gains and loses at one scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AccessDiff {
    /// the principal
    pub principal: String,
    /// the scope
    pub scope: String,
    /// permissions that come, in catalog order
    pub gained: Vec<String>,
    /// permissions that go, in catalog order
    pub lost: Vec<String>,
}

/// The names of principals and scopes by which two states of a directory are compared: places may move between them.
#[derive(Default)]
pub(super) struct Frame {
    pub(super) principals: Names,
    pub(super) scopes: Names,
}

/// The effective permissions of principals at scopes, in the order of their pairs in a frame.
#[derive(Default)]
pub(super) struct Profile {
    /// a pair and the number of its set
    rows: Vec<(u64, u32)>,
    /// a role that many hold at many scopes makes many pairs, and few sets
    sets: Vec<Bits>,
}

impl Profile {
    /// What the touched rows and scopes give in the present state, and what it gives for the pairs of `other`.
    pub(super) fn of(draft: &Draft<'_>, frame: &mut Frame, other: &Self) -> Self {
        let directory = &*draft.directory;
        let mut pairs: Vec<u64> = other.pairs().collect();
        for (principal, scope) in touched_pairs(directory, &draft.touched) {
            let principal = frame.principals.intern(directory.principals.id(principal));
            pairs.push(pair(principal, frame.scopes.intern(directory.scopes.id(scope))));
        }
        order::sort(&mut pairs);
        pairs.dedup();
        let mut profile = Self { rows: Vec::with_capacity(pairs.len()), sets: Vec::new() };
        for key in pairs {
            let set = profile.number_of(granted(directory, frame, key, draft.at));
            profile.rows.push((key, set));
        }
        profile
    }

    pub(super) fn pairs(&self) -> impl Iterator<Item = u64> {
        self.rows.iter().map(|(pair, _)| *pair)
    }

    fn number_of(&mut self, set: Bits) -> u32 {
        // what is the same stands close together: the next scope of a principal, the next holder of a role
        const LOOKED_AT: usize = 16;
        let from = self.sets.len().saturating_sub(LOOKED_AT);
        let near = self.sets.get(from..).unwrap_or(&[]).iter();
        let found = near.zip(from..).find(|(other, _)| **other == set).map(|(_, number)| number);
        to_index(found.unwrap_or_else(|| {
            self.sets.push(set);
            self.sets.len() - 1
        }))
    }

    fn set(&self, number: u32) -> Option<&Bits> {
        self.sets.get(number as usize)
    }
}

fn granted(directory: &Directory, frame: &Frame, key: u64, at: Time) -> Bits {
    let (principal, scope) = unpair(key);
    let principal = directory.principals.find(frame.principals.get(principal));
    let scope = directory.scopes.find(frame.scopes.get(scope));
    match (principal, scope) {
        (Some(principal), Some(scope)) => directory.access(principal, scope, at).granted,
        _ => Bits::new(directory.catalog.0.permissions.len()),
    }
}

/// Every principal and scope between which something may have changed, as places in the present state.
fn touched_pairs(directory: &Directory, touched: &Touched) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    let mut reach = |principal: u32, root: u32, role: u32| {
        directory.scopes.reach(root, directory.reach_of(role), &directory.catalog.0, |span| {
            pairs.extend(directory.scopes.at_positions(span).iter().map(|scope| (principal, *scope)));
            true
        });
    };
    let mut whose = Bits::new(directory.principals.len());
    for [principal, root, role] in &touched.rows {
        let Some(principal) = directory.principals.find(principal) else { continue };
        whose.insert(principal);
        if let (Some(root), Some(role)) = (directory.scopes.find(root), directory.roles.find(role)) {
            reach(principal, root, role);
        }
    }
    let whole = touched.principals.iter().filter_map(|id| directory.principals.find(id));
    let whole = Bits::of(directory.principals.len(), whole);
    whose.union_with(&whole);
    for principal in whose.iter() {
        // a widen has its effect only while another row reaches it
        let all = whole.contains(principal);
        for row in directory.rows_of(principal).filter(|row| all || matches!(row, Row::Widen(..))) {
            let Some(role) = directory.role_of(row) else { continue };
            directory.roots_of(row).into_iter().flatten().for_each(|root| reach(principal, root, role));
        }
    }
    let scopes = || touched.scopes.iter().filter_map(|id| directory.scopes.find(id));
    // what is reached otherwise now may give effect to the widens there, which may reach further
    for widen in scopes().flat_map(|scope| directory.overrides.at_scope(scope)).filter_map(Row::of_widen) {
        let Row::Widen(row, _) = widen else { continue };
        reach(row.principal, row.scope, row.role);
    }
    for scope in scopes() {
        pairs.extend(who_may_reach(directory, scope).iter().map(|principal| (principal, scope)));
    }
    pairs
}

/// The principals with a row from which a scope may be reached.
fn who_may_reach(directory: &Directory, scope: u32) -> Bits {
    let mut found = Bits::new(directory.principals.len());
    for root in directory.scopes.roots_that_may_reach(scope) {
        for row in directory.assignments.all_rooted_at(root) {
            directory.assignments.get(*row).map(|row| found.insert(row.principal));
        }
        for row in directory.overrides.at_scope(root) {
            found.insert(row.principal);
        }
    }
    found
}

/// The rows in which two profiles of one frame differ, by principal and scope: the first `most` of them, and how many there
/// are. A pair that one of the profiles lacks has nothing there.
pub(super) fn between(
    directory: &Directory,
    frame: &Frame,
    before: &Profile,
    after: &Profile,
    most: usize,
) -> (Vec<AccessDiff>, usize) {
    let permissions = &directory.catalog.0.permissions;
    let nothing = Bits::new(permissions.len());
    // every pair of `after` is in `before`, which was told of them
    let mut later = after.rows.iter().peekable();
    let mut changed = Vec::new();
    for (key, old) in &before.rows {
        let new = later.next_if(|(other, _)| other == key).and_then(|(_, new)| after.set(*new));
        let (old, new) = (before.set(*old).unwrap_or(&nothing), new.unwrap_or(&nothing));
        if old != new {
            let (principal, scope) = unpair(*key);
            changed.push((frame.principals.get(principal), frame.scopes.get(scope), old, new));
        }
    }
    let names = |at: usize| changed.get(at).map(|(principal, scope, ..)| (*principal, *scope));
    let order = order::positions(changed.len(), &|one, other| names(one).cmp(&names(other)));
    let only = |more: &Bits, less: &Bits| {
        let mut only = more.clone();
        only.remove_all(less);
        only.iter().map(|permission| permissions.get(permission).to_owned()).collect::<Vec<_>>()
    };
    let told = order.into_iter().take(most).filter_map(|at| changed.get(at as usize));
    let rows = told.map(|(principal, scope, old, new)| AccessDiff {
        principal: (*principal).to_owned(),
        scope: (*scope).to_owned(),
        gained: only(new, old),
        lost: only(old, new),
    });
    (rows.collect(), changed.len())
}

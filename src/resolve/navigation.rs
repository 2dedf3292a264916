//! Navigation: which pages show at a scope, and why the others do not.

use super::{Access, DecisionKind, PageStateKind, Reason, ground::Ground};
use crate::{
    bits::Bits,
    catalog::{Found, Page, WhenDenied},
    time::Time,
};

/// What is known of one page, as numbers.
#[derive(Clone, Debug)]
pub(crate) struct PageRecord {
    /// nothing for a page that is not there
    pub(crate) page: Option<u32>,
    pub(crate) depth: u32,
    pub(crate) state: PageStateKind,
    pub(crate) reason: Reason,
    pub(crate) missing: Vec<u32>,
}

impl PageRecord {
    fn hidden(page: Option<u32>, reason: Reason) -> Self {
        Self { page, depth: 0, state: PageStateKind::Hidden, reason, missing: Vec::new() }
    }
}

/// What pages are judged by: what the principal has at the scope, or why nothing can be told.
enum Judge {
    Access { access: Access },
    Nothing(Reason),
}

/// The pages of a scope's navigation, parents before their children.
pub(crate) fn page_records(ground: &impl Ground, scope: Option<u32>, at: Option<Time>) -> Vec<PageRecord> {
    let pages = ground.pages();
    let Some(scope_type) = scope.and_then(|scope| ground.scope_type(scope)) else {
        return Vec::new();
    };
    let judge = judge(ground, scope, at);
    let mut records = Vec::new();
    let mut stack: Vec<(u32, u32)> = pages.roots(scope_type).map(|page| (page, 0)).collect();
    stack.reverse();
    while let Some((page, depth)) = stack.pop() {
        let Some(found) = pages.get(page) else { continue };
        records.push(PageRecord { depth, ..judge.leaf(page, found, scope_type, ground) });
        let stands_here = |child: &&u32| pages.get(**child).is_some_and(|child| child.stands_at(scope_type));
        let children = found.children.iter().rev().filter(stands_here);
        stack.extend(children.map(|child| (*child, depth + 1)));
    }
    settle_parents(&mut records);
    records
}

/// What the navigation of a scope depends on: scopes for which it is the same have the same navigation.
#[cfg(target_family = "wasm")]
pub(crate) fn navigation_key(ground: &impl Ground, scope: Option<u32>, at: Option<Time>) -> Vec<u32> {
    let Some(scope_type) = scope.and_then(|scope| ground.scope_type(scope)) else {
        return Vec::new();
    };
    let mut key = vec![scope_type];
    match judge(ground, scope, at) {
        Judge::Nothing(reason) => key.push(reason as u32),
        Judge::Access { access: Access { granted, narrowed, expired, not_started, ineffective } } => {
            for set in [granted, narrowed, expired, not_started, ineffective] {
                key.extend(set.to_u32_words());
            }
        }
    }
    key
}

/// One page, and whether it stands in the navigation of the scope.
pub(crate) fn page_record(
    ground: &impl Ground,
    id_or_path: &str,
    scope: Option<u32>,
    at: Option<Time>,
) -> (PageRecord, bool) {
    let scope_type = scope.and_then(|scope| ground.scope_type(scope));
    let judge = judge(ground, scope, at);
    match (ground.pages().find(id_or_path, scope_type), judge) {
        (Found::Nowhere, Judge::Nothing(reason)) if reason != ground.nowhere() => {
            (PageRecord::hidden(None, reason), false)
        }
        (Found::Nowhere, _) => (PageRecord::hidden(None, Reason::UnknownPage), false),
        (Found::Elsewhere(page), Judge::Access { .. }) => {
            (PageRecord::hidden(Some(page), Reason::NotApplicable), false)
        }
        (Found::Elsewhere(page), Judge::Nothing(reason)) => (PageRecord::hidden(Some(page), reason), false),
        (Found::Here(page), _) => {
            let found = page_records(ground, scope, at).into_iter().find(|record| record.page == Some(page));
            // a page whose parents stand elsewhere is not in the tree
            (found.unwrap_or_else(|| PageRecord::hidden(Some(page), Reason::NotApplicable)), true)
        }
    }
}

fn judge(ground: &impl Ground, scope: Option<u32>, at: Option<Time>) -> Judge {
    let at = match ground.answers(at) {
        Ok(at) => at,
        Err(reason) => return Judge::Nothing(reason),
    };
    match scope.filter(|scope| ground.scope_type(*scope).is_some()) {
        None => Judge::Nothing(ground.nowhere()),
        Some(scope) => Judge::Access { access: ground.access(scope, at) },
    }
}

impl Judge {
    /// A page by its own requirement. A page without one is left visible, to be settled by its children.
    fn leaf(&self, page: u32, found: &Page, scope_type: u32, ground: &impl Ground) -> PageRecord {
        let record = |state, reason, missing| PageRecord { page: Some(page), depth: 0, state, reason, missing };
        let Some(need) = &found.need else {
            // without a requirement of its own and without a child at this scope type, nothing opens it
            let stands_here = |child: &u32| ground.pages().get(*child).is_some_and(|child| child.stands_at(scope_type));
            return if found.children.iter().any(stands_here) {
                record(PageStateKind::Visible, Reason::Granted, Vec::new())
            } else {
                record(PageStateKind::Hidden, Reason::NoGrant, Vec::new())
            };
        };
        let none = Bits::default();
        let granted = match self {
            Judge::Access { access, .. } => &access.granted,
            Judge::Nothing(_) => &none,
        };
        if matches!(self, Judge::Access { .. }) && need.is_met(granted) {
            return record(PageStateKind::Visible, Reason::Granted, Vec::new());
        }
        let mut missing = Vec::new();
        need.missing(granted, &mut missing);
        let reason = match self {
            Judge::Nothing(reason) => *reason,
            Judge::Access { access } => {
                let of = |permission: &u32| {
                    if ground.applies(*permission, scope_type) {
                        access.reason(*permission)
                    } else {
                        Reason::NotApplicable
                    }
                };
                missing.iter().map(of).min().unwrap_or(Reason::NoGrant)
            }
        };
        let state = match found.when_denied {
            // what cannot be told is not shown, not even greyed
            WhenDenied::Disable if reason.decision() == DecisionKind::Deny => PageStateKind::Disabled,
            _ => PageStateKind::Hidden,
        };
        record(state, reason, missing)
    }
}

/// A parent is visible while one of its children is not hidden. One whose own requirement is not met is then greyed,
/// because it is in the navigation and does not open.
fn settle_parents(records: &mut [PageRecord]) {
    for index in (0..records.len()).rev() {
        let Some((record, below)) = records.get_mut(index..).and_then(<[PageRecord]>::split_first_mut) else { return };
        let depth = record.depth;
        let children = || below.iter().take_while(|child| child.depth > depth).filter(|child| child.depth == depth + 1);
        let Some(first) = children().map(|child| child.reason).min() else { continue };
        let shows = children().any(|child| child.state != PageStateKind::Hidden);
        match (shows, record.state) {
            (true, PageStateKind::Hidden) => record.state = PageStateKind::Disabled,
            (true, _) => {}
            (false, PageStateKind::Visible) => (record.state, record.reason) = (PageStateKind::Hidden, first),
            (false, _) => record.state = PageStateKind::Hidden,
        }
    }
}

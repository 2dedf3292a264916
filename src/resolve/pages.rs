//! Pages: which of them show at a scope, and why the others do not.

use serde::Serialize;

use super::{Access, DecisionKind, Reason, session::Session};
use crate::{
    bits::Bits,
    catalog::{Found, Model, Page, WhenDenied},
    time::Time,
};

/// How a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum PageStateKind {
    /// it shows and opens
    Visible,
    /// it shows greyed and does not open
    Disabled,
    /// it does not show
    Hidden,
}

/// One page at one scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PageState {
    /// the page, or what was asked for when there is none
    pub id: String,
    /// its path below the scope
    pub path: String,
    /// its name for people
    pub title: String,
    /// how it shows
    pub state: PageStateKind,
    /// `granted`, or why it does not show
    #[cfg_attr(test, ts(type = "ReasonCode"))]
    pub reason: Reason,
    /// the permissions whose lack keeps it away
    pub missing: Vec<String>,
    /// the pages under it
    pub children: Vec<PageState>,
}

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

impl Session<'_> {
    /// The navigation of a scope: the pages of its type as a tree, hidden ones with their state. Empty for a scope that
    /// is not known.
    #[must_use]
    pub fn pages(&self, scope: &str, at: Option<Time>) -> Vec<PageState> {
        self.page_tree(&self.page_records(self.find_scope(scope), at))
    }

    /// The records of some pages, with all that lies below them, as trees.
    fn page_tree(&self, records: &[PageRecord]) -> Vec<PageState> {
        let top = records.first().map_or(0, |record| record.depth);
        let mut rest = records.iter().peekable();
        let mut open: Vec<PageState> = Vec::new();
        let mut roots = Vec::new();
        while let Some(record) = rest.next() {
            open.push(self.page_state(record, ""));
            let next = rest.peek().map_or(0, |next| next.depth.saturating_sub(top) as usize);
            while open.len() > next {
                let Some(done) = open.pop() else { break };
                open.last_mut().map_or(&mut roots, |parent| &mut parent.children).push(done);
            }
        }
        roots
    }

    /// One page at a scope, by its id or its path.
    #[must_use]
    pub fn page(&self, id_or_path: &str, scope: &str, at: Option<Time>) -> PageState {
        let scope = self.find_scope(scope);
        let (record, below) = self.page_record(id_or_path, scope, at);
        let mut state = self.page_state(&record, id_or_path);
        let Some(page) = record.page.filter(|_| below) else { return state };
        // the subtree of the page is a run of the records
        let records = self.page_records(scope, at);
        let Some(start) = records.iter().position(|record| record.page == Some(page)) else { return state };
        let depth = records.get(start).map_or(0, |record| record.depth);
        let below = records.get(start + 1..).unwrap_or(&[]);
        let count = below.iter().take_while(|record| record.depth > depth).count();
        state.children = self.page_tree(below.get(..count).unwrap_or(&[]));
        state
    }

    fn page_state(&self, record: &PageRecord, asked: &str) -> PageState {
        let model = &self.directory.catalog.0;
        let text = record.page.and_then(|page| model.text.pages.get(page as usize));
        PageState {
            id: text.map_or(asked, |text| text.id.as_str()).to_owned(),
            path: text.map(|text| text.path.clone()).unwrap_or_default(),
            title: text.map(|text| text.title.clone()).unwrap_or_default(),
            state: record.state,
            reason: record.reason,
            missing: record.missing.iter().map(|permission| model.permissions.get(*permission).to_owned()).collect(),
            children: Vec::new(),
        }
    }

    /// The pages of a scope's navigation, parents before their children.
    pub(crate) fn page_records(&self, scope: Option<u32>, at: Option<Time>) -> Vec<PageRecord> {
        let model = &self.directory.catalog.0;
        let Some(scope_type) = scope.and_then(|scope| self.directory.scopes.scope_type(scope)) else {
            return Vec::new();
        };
        let judge = self.judge(scope, at);
        let mut records = Vec::new();
        let mut stack: Vec<(u32, u32)> = model.pages.roots(scope_type).map(|page| (page, 0)).collect();
        stack.reverse();
        while let Some((page, depth)) = stack.pop() {
            let Some(found) = model.pages.get(page) else { continue };
            records.push(PageRecord { depth, ..judge.leaf(page, found, scope_type, model) });
            let children = found
                .children
                .iter()
                .rev()
                .filter(|child| model.pages.get(**child).is_some_and(|child| child.stands_at(scope_type)));
            stack.extend(children.map(|child| (*child, depth + 1)));
        }
        settle_parents(&mut records);
        records
    }

    /// What the navigation of a scope depends on: scopes for which it is the same have the same navigation.
    #[cfg(target_family = "wasm")]
    pub(crate) fn navigation_key(&self, scope: Option<u32>, at: Option<Time>) -> Vec<u32> {
        let Some(scope_type) = scope.and_then(|scope| self.directory.scopes.scope_type(scope)) else {
            return Vec::new();
        };
        let mut key = vec![scope_type];
        match self.judge(scope, at) {
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
    pub(crate) fn page_record(&self, id_or_path: &str, scope: Option<u32>, at: Option<Time>) -> (PageRecord, bool) {
        let model = &self.directory.catalog.0;
        let scope_type = scope.and_then(|scope| self.directory.scopes.scope_type(scope));
        let judge = self.judge(scope, at);
        match (model.pages.find(id_or_path, scope_type), judge) {
            (Found::Nowhere, Judge::Nothing(reason)) if reason != self.nowhere() => {
                (PageRecord::hidden(None, reason), false)
            }
            (Found::Nowhere, _) => (PageRecord::hidden(None, Reason::UnknownPage), false),
            (Found::Elsewhere(page), Judge::Access { .. }) => {
                (PageRecord::hidden(Some(page), Reason::NotApplicable), false)
            }
            (Found::Elsewhere(page), Judge::Nothing(reason)) => (PageRecord::hidden(Some(page), reason), false),
            (Found::Here(page), _) => {
                let records = self.page_records(scope, at);
                let found = records.into_iter().find(|record| record.page == Some(page));
                // a page whose parents stand elsewhere is not in the tree
                (found.unwrap_or_else(|| PageRecord::hidden(Some(page), Reason::NotApplicable)), true)
            }
        }
    }

    fn judge(&self, scope: Option<u32>, at: Option<Time>) -> Judge {
        let directory = self.directory;
        let (principal, at) = match self.who(at) {
            Ok(known) => known,
            Err(reason) => return Judge::Nothing(reason),
        };
        match scope.filter(|scope| directory.scopes.row(*scope).is_some()) {
            None => Judge::Nothing(self.nowhere()),
            Some(scope) => Judge::Access { access: directory.access(principal, scope, at) },
        }
    }
}

impl Judge {
    /// A page by its own requirement. A page without one is left visible, to be settled by its children.
    fn leaf(&self, page: u32, found: &Page, scope_type: u32, model: &Model) -> PageRecord {
        let record = |state, reason, missing| PageRecord { page: Some(page), depth: 0, state, reason, missing };
        let Some(need) = &found.need else {
            // without a requirement of its own and without a child at this scope type, nothing opens it
            let stands_here = |child: &u32| model.pages.get(*child).is_some_and(|child| child.stands_at(scope_type));
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
        if need.is_met(granted) {
            return record(PageStateKind::Visible, Reason::Granted, Vec::new());
        }
        let mut missing = Vec::new();
        need.missing(granted, &mut missing);
        let reason = match self {
            Judge::Nothing(reason) => *reason,
            Judge::Access { access } => {
                let of = |permission: &u32| {
                    if model.applies(*permission, scope_type) {
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

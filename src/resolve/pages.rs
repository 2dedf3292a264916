//! The pages of a session as its users see them.

use serde::Serialize;

use super::{
    Reason,
    navigation::{PageRecord, page_record, page_records},
    session::Session,
};
use crate::time::Time;

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

impl Session<'_> {
    /// The navigation of a scope: the pages of its type as a tree, hidden ones with their state. Empty for a scope that
    /// is not known.
    #[must_use]
    pub fn pages(&self, scope: &str, at: Option<Time>) -> Vec<PageState> {
        self.page_tree(&page_records(&self.ground(), self.find_scope(scope), at))
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
        let (record, below) = page_record(&self.ground(), id_or_path, scope, at);
        let mut state = self.page_state(&record, id_or_path);
        let Some(page) = record.page.filter(|_| below) else { return state };
        // the subtree of the page is a run of the records
        let records = page_records(&self.ground(), scope, at);
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
}

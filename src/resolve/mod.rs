//! What a principal may do: one evaluator, from which decisions, listings, pages and sessions are read.

mod access;
mod api_scopes;
mod compiled;
mod decision;
mod explain;
mod ground;
mod holdings;
mod list;
mod navigation;
mod pages;
mod read_compiled;
mod remedies;
mod seats;
mod session;

pub use compiled::Compiled;
pub use decision::{Decision, DecisionKind, Reason};
pub use explain::{Explanation, Grant, NearMiss, Remedy};
pub use pages::{PageState, PageStateKind};
pub use seats::{Seat, SeatHolder};
pub use session::{HeldRole, RoleSource, Session};

pub(crate) use {
    access::{Access, Row},
    holdings::{Held, Holdings, Place},
};
#[cfg(target_family = "wasm")]
pub(crate) use {
    decision::{Question, reason},
    navigation::{PageRecord, navigation_key, page_record, page_records},
};

//! What a principal may do: one evaluator, from which decisions, listings, pages and sessions are read.

mod access;
mod decision;
mod list;
mod pages;
mod session;

pub use decision::{Decision, DecisionKind, Reason};
pub use pages::{PageState, PageStateKind};
pub use session::{HeldRole, RoleSource, Session};

pub(crate) use access::Access;
#[cfg(target_family = "wasm")]
pub(crate) use {decision::Question, pages::PageRecord};

//! Role catalogs as data and scope resolution: *what may this principal do here, and why?*
//!
//! A [`Catalog`] is one vendor's role system: scope types, permissions, roles, pages and rules. A [`Directory`] is what
//! one tenant has of it: scopes, principals, role assignments and overrides. A [`Session`] is what one signed-in
//! principal may know and ask; a [`Snapshot`] carries it from a server to a browser.
//!
//! The engine advises an interface. It enforces nothing there: a server decides, with this same engine.
//!
//! Whatever is not known denies. Asking never fails; loading lists everything that is wrong.

#![cfg_attr(not(feature = "whole"), allow(dead_code, unused_imports, reason = "a module for sessions alone uses less"))]

mod admin;
mod bits;
mod catalog;
mod csr;
mod directory;
#[cfg(test)]
mod drift;
mod error;
mod fold;
mod forest;
mod id;
mod json;
mod order;
mod pairs;
mod resolve;
mod time;
#[cfg(target_family = "wasm")]
mod wasm;
mod wire;

pub use admin::{
    AccessDiff, Applied, AssignableRole, Change, ChangeOptions, Key, NewRole, NewScope, Resource, Simulation,
};
pub use catalog::{
    BUILTIN_IDS, Basis, Catalog, CatalogDiff, ChangeKind, Changed, Identity, Matrix, PageView, PermissionFilter,
    PermissionView, RoleDiff, RoleFilter, RolePermission, RoleSet, RoleView, ScopeTypeView,
};
pub use directory::{
    AssignmentQuery, AssignmentView, Directory, Options, OverrideMode, OverrideView, PrincipalText, ResourceText,
    ScopeText, Snapshot, SortKey,
};
pub use error::{Code, Error, Issue, PathSegment, Severity};
pub use id::is_id;
pub use pairs::Pairs;
pub use resolve::{
    Compiled, Decision, DecisionKind, Explanation, Grant, HeldRole, NearMiss, PageState, PageStateKind, Reason, Remedy,
    RoleSource, Seat, SeatHolder, Session,
};
pub use time::Time;

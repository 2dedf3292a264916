//! A session over what a snapshot brings along compiled: it needs no catalog, no directory and little code.
//!
//! No rule is here. What a row says is [`Say`], what the rows come to is [`Access`], and all questions are answered over
//! [`Ground`], as they are over a directory.

use std::borrow::Cow;

use super::{
    Access, Decision, HeldRole, Reason, RoleSource,
    access::{Say, reason_of},
    decision::reason,
    ground::Ground,
};
use crate::{
    bits::Bits,
    catalog::Pages,
    directory::Head,
    id::to_index,
    time::{Phase, Time, Window},
};

/// A session over a snapshot, without a catalog: for what the engine of a server has compiled into it.
///
/// It answers as [`Session`](crate::Session) does over the same snapshot, and is loaded in less time by less code. It cannot
/// explain, and its rows are not looked over.
///
/// ```
/// use rolescope::{Catalog, Compiled, Directory, Options, Time};
///
/// let catalog = Catalog::builtin("voiceflow")?;
/// let now = Time::parse("2026-01-01T00:00:00Z").expect("a time");
/// let directory = Directory::parse(&catalog, r#"{
///     "catalog": "voiceflow",
///     "scopes": [{ "id": "w1", "type": "workspace" }, { "id": "p1", "type": "project", "parent": "w1" }],
///     "principals": [{ "id": "ana" }],
///     "roleAssignments": [{ "principal": "ana", "role": "viewer", "scope": "w1" }]
/// }"#, Options { lenient: false, now })?;
/// let snapshot = directory.snapshot("ana", None, Some(now))?;
/// let session = Compiled::load(catalog.id(), catalog.hash(), snapshot, Some("ana"), false)?;
/// assert!(session.can("project.content.view", "p1", Some(now)));
/// assert!(!session.can("project.content.edit", "p1", Some(now)));
/// # Ok::<(), rolescope::Error>(())
/// ```
#[derive(Default)]
pub struct Compiled {
    pub(crate) head: Head,
    pub(super) is_active: bool,
    pub(crate) permission_ids: Vec<String>,
    pub(crate) scope_ids: Vec<String>,
    /// For each scope type, the permissions that apply to it.
    pub(super) applying: Vec<Bits>,
    /// For each scope, its type.
    pub(super) types: Vec<u32>,
    /// For each scope, its place in the walk.
    pub(super) places: Vec<u32>,
    /// Sets of permissions.
    pub(super) sets: Vec<Bits>,
    pub(super) rows: Vec<Row>,
    pub(super) pages: Pages,
    pub(super) api_scopes: Vec<(Vec<String>, Vec<u32>)>,
    /// All of this as JSON text.
    pub(crate) text: String,
    /// The rows of the scopes, as JSON text.
    pub(super) scopes_text: String,
}

/// What can give something.
#[derive(Default)]
pub(crate) struct Row {
    pub(crate) role: String,
    pub(crate) name: String,
    pub(crate) via: String,
    pub(super) window: Window,
    /// the number of the set that its role is
    pub(super) set: u32,
    /// the number of the set that it gives: its role, less what a narrow took away
    pub(super) gives: u32,
    /// Where it reaches: the first place of a run and the one after its last, run after run.
    pub(super) reach: Vec<u32>,
    /// Of a widen, the rows that give it effect while one of them is active.
    pub(super) backed_by: Option<Vec<u32>>,
}

impl Row {
    pub(crate) fn source(&self) -> RoleSource {
        if self.backed_by.is_some() { RoleSource::Override } else { RoleSource::Assignment }
    }

    fn reaches(&self, place: u32) -> bool {
        // within a run as many have begun as have ended, and one more
        self.reach.partition_point(|edge| *edge <= place) % 2 == 1
    }
}

impl Ground for Compiled {
    fn answers(&self, at: Option<Time>) -> Result<Time, Reason> {
        let at = at.ok_or(Reason::InvalidTime)?;
        self.head.speaks(at)?;
        if self.is_active { Ok(at) } else { Err(Reason::InactivePrincipal) }
    }

    fn nowhere(&self) -> Reason {
        Reason::OutsideSnapshot
    }

    fn scope_type(&self, scope: u32) -> Option<u32> {
        self.types.get(scope as usize).copied()
    }

    fn permissions(&self) -> usize {
        self.permission_ids.len()
    }

    fn applying(&self, scope_type: u32) -> Option<&Bits> {
        self.applying.get(scope_type as usize)
    }

    fn access(&self, scope: u32, at: Time) -> Access {
        let applying = self.scope_type(scope).and_then(|kind| self.applying(kind));
        let Some((applying, place)) = applying.zip(self.place(scope)) else {
            return Access::none(self.permissions());
        };
        let reaching = self.rows.iter().filter(|row| row.reaches(place));
        Access::of(&mut reaching.filter_map(|row| self.says(row, at)), applying, self.permissions())
    }

    fn pages(&self) -> &Pages {
        &self.pages
    }
}

impl Compiled {
    fn place(&self, scope: u32) -> Option<u32> {
        self.places.get(scope as usize).copied()
    }

    fn says<'c>(&'c self, row: &Row, at: Time) -> Option<Say<'c>> {
        let has_effect = || row.backed_by.as_ref().is_none_or(|rows| self.is_any_active(rows, at));
        let set = |number: u32| self.sets.get(number as usize);
        Some(Say {
            reason: reason_of(row.window.phase(at), has_effect),
            gives: Cow::Borrowed(set(row.gives)?),
            role: set(row.set)?,
        })
    }

    fn is_any_active(&self, rows: &[u32], at: Time) -> bool {
        let mut windows = rows.iter().filter_map(|row| self.rows.get(*row as usize)).map(|row| row.window);
        windows.any(|window| window.phase(at) == Phase::Active)
    }

    /// Whether a newer snapshot may take the place of this one.
    ///
    /// # Errors
    ///
    /// `older-revision` or `wrong-principal`.
    pub fn admits(&self, newer: &Self) -> Result<(), crate::Error> {
        self.head.admits(&newer.head)
    }

    /// Whose snapshot it was loaded as.
    #[must_use]
    pub fn principal(&self) -> &str {
        &self.head.principal
    }

    /// The revision of the directory that it was taken from.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.head.revision
    }

    /// When it was taken.
    #[must_use]
    pub fn issued_at(&self) -> Time {
        self.head.issued_at
    }

    /// From when on it answers nothing, if ever.
    #[must_use]
    pub fn expires_at(&self) -> Option<Time> {
        self.head.expires_at
    }

    /// Whether the principal may do something at a scope. `at` is nothing for a time that is no number; it denies.
    #[must_use]
    pub fn can(&self, permission: &str, scope: &str, at: Option<Time>) -> bool {
        self.check(permission, scope, at).allowed
    }

    /// Whether the principal may do something at a scope, and why or why not.
    #[must_use]
    pub fn check(&self, permission: &str, scope: &str, at: Option<Time>) -> Decision {
        let found = reason(self, position(&self.permission_ids, permission), position(&self.scope_ids, scope), at);
        self.decision(found, permission, scope)
    }

    pub(crate) fn decision(&self, reason: Reason, permission: &str, scope: &str) -> Decision {
        Decision::new(reason, &self.head.principal, permission, scope)
    }

    /// The scopes of the snapshot as JSON text, as they stand in it; none for another principal.
    #[must_use]
    pub fn scopes(&self) -> &str {
        if self.head.is_anothers { "[]" } else { &self.scopes_text }
    }

    /// The permissions that the principal has at a scope, in catalog order.
    #[must_use]
    pub fn list_permissions(&self, scope: &str, at: Option<Time>) -> Vec<&str> {
        let granted = position(&self.scope_ids, scope).map(|scope| self.granted(scope, at)).unwrap_or_default();
        granted.iter().filter_map(|found| self.permission_ids.get(found as usize)).map(String::as_str).collect()
    }

    /// The scopes at which the principal has a permission, in the order of the snapshot.
    #[must_use]
    pub fn list_scopes(&self, permission: &str, at: Option<Time>) -> Vec<&str> {
        let permission = position(&self.permission_ids, permission);
        let found = permission.map(|permission| self.scopes_with(permission, at)).unwrap_or_default();
        found.into_iter().filter_map(|found| self.scope_ids.get(found as usize)).map(String::as_str).collect()
    }

    /// The granted permissions at a scope.
    pub(crate) fn granted(&self, scope: u32, at: Option<Time>) -> Bits {
        self.answers(at).map_or_else(|_| Bits::new(self.permissions()), |at| self.access(scope, at).granted)
    }

    /// The scopes at which the principal has a permission, in the order of the snapshot.
    pub(crate) fn scopes_with(&self, permission: u32, at: Option<Time>) -> Vec<u32> {
        let Ok(at) = self.answers(at) else { return Vec::new() };
        let granting = self
            .rows
            .iter()
            .filter(|row| self.says(row, at).and_then(|say| say.of(permission)) == Some(Reason::Granted));
        let granting: Vec<&Row> = granting.collect();
        let mut found = Vec::new();
        for (scope, (kind, place)) in (0..).zip(self.types.iter().zip(&self.places)) {
            if self.applies(permission, *kind) && granting.iter().any(|row| row.reaches(*place)) {
                found.push(scope);
            }
        }
        found
    }

    /// The roles that the principal has at a scope, by assignments and by effective widens.
    #[must_use]
    pub fn roles(&self, scope: &str, at: Option<Time>) -> Vec<HeldRole> {
        let held = self.rows_at(position(&self.scope_ids, scope), at);
        held.into_iter()
            .map(|row| HeldRole {
                role: row.role.clone(),
                name: row.name.clone(),
                via: row.via.clone(),
                source: row.source(),
            })
            .collect()
    }

    /// The rows that give something at a scope.
    pub(crate) fn rows_at(&self, scope: Option<u32>, at: Option<Time>) -> Vec<&Row> {
        let place = scope.and_then(|scope| self.place(scope));
        let (Ok(at), Some(place)) = (self.answers(at), place) else { return Vec::new() };
        let rows = self.rows.iter().filter(|row| row.reaches(place));
        rows.filter(|row| self.says(row, at).is_some_and(|say| say.reason == Reason::Granted)).collect()
    }

    /// The API scopes that a key may use which the principal generates, in catalog order.
    #[must_use]
    pub fn api_scopes(&self, at: Option<Time>) -> Vec<&str> {
        let Ok(at) = self.answers(at) else { return Vec::new() };
        let mut found: Vec<&str> = Vec::new();
        for (scopes, _) in self.api_scopes.iter().filter(|(_, rows)| self.is_any_active(rows, at)) {
            for scope in scopes {
                if !found.contains(&scope.as_str()) {
                    found.push(scope);
                }
            }
        }
        found
    }

    /// The next instant after `at` at which time changes an answer, if ever.
    #[must_use]
    pub fn valid_until(&self, at: Time) -> Option<Time> {
        let expiry = self.head.expires_at.filter(|expiry| *expiry > at);
        // of another principal's rows nothing is said, at no time
        let rows = if self.head.is_anothers { &[] } else { &self.rows[..] };
        expiry.into_iter().chain(rows.iter().filter_map(|row| row.window.next_change(at))).min()
    }
}

/// Names are few here, and looked up once: whoever asks often asks by number.
fn position(names: &[String], name: &str) -> Option<u32> {
    names.iter().position(|known| known == name).map(to_index)
}

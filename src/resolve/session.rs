//! A session: the questions of one signed-in principal, over a directory or over a snapshot.

use serde::Serialize;

use super::{
    Decision, Reason,
    access::Row,
    decision::reason,
    ground::{Ground, OfDirectory},
};
use crate::{
    bits::Bits,
    catalog::RoleView,
    directory::{Directory, ScopeText, Snapshot},
    error::Error,
    time::Time,
};

/// What one principal may know and ask. Made by [`Directory::session`] or [`Snapshot::session`].
#[derive(Clone, Copy)]
pub struct Session<'d> {
    pub(super) directory: &'d Directory,
    principal: &'d str,
    snapshot: Option<&'d Snapshot>,
}

/// A role that a principal has at a scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "SessionRole"))]
pub struct HeldRole {
    /// the role
    pub role: String,
    /// its name for people
    pub name: String,
    /// the scope at which it was given
    pub via: String,
    /// what gives it
    pub source: RoleSource,
}

/// What gives a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum RoleSource {
    /// a role assignment
    Assignment,
    /// a widen
    Override,
}

impl RoleSource {
    /// What gives it, as it stands in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            RoleSource::Assignment => "assignment",
            RoleSource::Override => "override",
        }
    }
}

impl Directory {
    /// The session of a principal, over the directory as it is. One of an unknown principal denies everything.
    #[must_use]
    pub fn session<'d>(&'d self, principal: &'d str) -> Session<'d> {
        Session { directory: self, principal, snapshot: None }
    }
}

impl Snapshot {
    /// The session over this snapshot.
    #[must_use]
    pub fn session(&self) -> Session<'_> {
        Session { directory: &self.slice, principal: self.principal(), snapshot: Some(self) }
    }
}

impl<'d> Session<'d> {
    /// Whether the principal may do something at a scope. `at` is nothing for a time that is no number; it denies.
    #[must_use]
    pub fn can(&self, permission: &str, scope: &str, at: Option<Time>) -> bool {
        self.reason(permission, scope, at) == Reason::Granted
    }

    /// Whether the principal may do something at a scope, and why or why not.
    #[must_use]
    pub fn check(&self, permission: &str, scope: &str, at: Option<Time>) -> Decision {
        self.decision(self.reason(permission, scope, at), permission, scope)
    }

    pub(crate) fn decision(&self, reason: Reason, permission: &str, scope: &str) -> Decision {
        Decision::new(reason, self.principal, permission, scope)
    }

    pub(crate) fn directory(&self) -> &'d Directory {
        self.directory
    }

    pub(super) fn principal(&self) -> &'d str {
        self.principal
    }

    fn reason(&self, permission: &str, scope: &str, at: Option<Time>) -> Reason {
        let permission = self.directory.catalog.0.permissions.find(permission);
        reason(&self.ground(), permission, self.find_scope(scope), at)
    }

    /// The permissions that the principal has at a scope, in catalog order.
    #[must_use]
    pub fn list_permissions(&self, scope: &str, at: Option<Time>) -> Vec<&'d str> {
        let found = self.permissions_at(self.directory.scopes.find(scope), at);
        found.into_iter().map(|permission| self.directory.catalog.0.permissions.get(permission)).collect()
    }

    pub(crate) fn permissions_at(&self, scope: Option<u32>, at: Option<Time>) -> Vec<u32> {
        self.who(at).map_or_else(
            |_| Vec::new(),
            |(principal, at)| self.directory.permissions_at(Some(principal), scope, Some(at)),
        )
    }

    /// The scopes at which the principal has a permission, in the order of the directory.
    #[must_use]
    pub fn list_scopes(&self, permission: &str, at: Option<Time>) -> Vec<&'d str> {
        let permission = self.directory.catalog.0.permissions.find(permission);
        self.scopes_with(permission, at).into_iter().map(|scope| self.directory.scopes.id(scope)).collect()
    }

    pub(crate) fn scopes_with(&self, permission: Option<u32>, at: Option<Time>) -> Vec<u32> {
        self.who(at).map_or_else(
            |_| Vec::new(),
            |(principal, at)| self.directory.scopes_with(Some(principal), permission, Some(at)),
        )
    }

    /// The granted permissions at a scope as bits: permission p of [`crate::Catalog::permission_ids`] is bit p % 32 of
    /// word p / 32.
    #[must_use]
    pub fn granted_words(&self, scope: &str, at: Option<Time>) -> Vec<u32> {
        self.words(self.find_scope(scope), at)
    }

    pub(crate) fn words(&self, scope: Option<u32>, at: Option<Time>) -> Vec<u32> {
        match (self.who(at), scope) {
            (Ok((principal, at)), Some(scope)) => self.directory.access(principal, scope, at).granted.to_u32_words(),
            _ => Bits::new(self.directory.catalog.0.permissions.len()).to_u32_words(),
        }
    }

    /// The ids of the scopes about which the session can answer: those of the snapshot, or all of the directory.
    pub fn scope_ids(&self) -> impl Iterator<Item = &'d str> {
        self.directory.scopes.ids()
    }

    pub(crate) fn find_scope(&self, id: &str) -> Option<u32> {
        self.directory.scopes.find(id)
    }

    /// The scopes that the principal may know: those of the snapshot, or those that one would have.
    #[must_use]
    pub fn scopes(&self) -> Vec<ScopeText> {
        match self.snapshot {
            Some(snapshot) if snapshot.head.is_anothers => Vec::new(),
            Some(_) => self.directory.scopes(),
            None => {
                self.directory.principals.find(self.principal).map_or_else(Vec::new, |of| self.directory.scopes_of(of))
            }
        }
    }

    /// One role, as the tenant has it.
    ///
    /// # Errors
    ///
    /// `unknown-role`, with the nearest id as a hint.
    pub fn role(&self, id: &str) -> Result<RoleView, Error> {
        self.directory.role(id)
    }

    /// The roles that the principal has at a scope, by assignments and by effective widens.
    #[must_use]
    pub fn roles(&self, scope: &str, at: Option<Time>) -> Vec<HeldRole> {
        self.roles_at(self.find_scope(scope), at)
    }

    pub(crate) fn roles_at(&self, scope: Option<u32>, at: Option<Time>) -> Vec<HeldRole> {
        let directory = self.directory;
        let (Ok((principal, at)), Some(scope)) = (self.who(at), scope) else {
            return Vec::new();
        };
        let position = directory.scopes.span(scope).start;
        let held = |role: u32, via: u32, source: RoleSource| HeldRole {
            role: directory.roles.id(role).to_owned(),
            name: directory.roles.get(role).map(|role| role.text.name.clone()).unwrap_or_default(),
            via: directory.scopes.id(via).to_owned(),
            source,
        };
        let rows = directory.rows_of(principal).filter(|row| {
            directory.row_reaches(*row, position)
                && directory.says(*row, at).is_some_and(|say| say.reason == Reason::Granted)
        });
        rows.filter_map(|row| match row {
            Row::Assignment(assignment) => {
                directory.assignments.get(assignment).map(|row| held(row.role, row.scope, RoleSource::Assignment))
            }
            Row::Widen(row, _) => Some(held(row.role, row.scope, RoleSource::Override)),
        })
        .collect()
    }

    /// The API scopes that a key may use which the principal generates, in catalog order.
    #[must_use]
    pub fn api_scopes(&self, at: Option<Time>) -> Vec<&'d str> {
        self.who(at).map_or_else(|_| Vec::new(), |(principal, at)| self.directory.api_scopes_of(principal, at))
    }

    /// The next instant after `at` at which time changes an answer, if ever.
    #[must_use]
    pub fn valid_until(&self, at: Time) -> Option<Time> {
        let expiry = self.snapshot.and_then(Snapshot::expires_at).filter(|expiry| *expiry > at);
        let rows = self.directory.principals.find(self.principal);
        let rows = rows.and_then(|principal| self.directory.next_change(principal, at));
        expiry.into_iter().chain(rows).min()
    }

    /// The principal and the time of a question, or why there is no answer whatever is asked.
    pub(super) fn who(&self, at: Option<Time>) -> Result<(u32, Time), Reason> {
        let ground = self.of_directory();
        let at = ground.answers(at)?;
        ground.principal.map(|principal| (principal, at)).ok_or(Reason::UnknownPrincipal)
    }

    /// What its questions are answered from.
    pub(crate) fn ground(&self) -> impl Ground + use<'d> {
        self.of_directory()
    }

    fn of_directory(&self) -> OfDirectory<'d> {
        let principal = self.directory.principals.find(self.principal);
        OfDirectory { directory: self.directory, principal, snapshot: self.snapshot }
    }
}

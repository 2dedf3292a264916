//! What the questions of one principal are answered from: a directory, or a compiled snapshot.

use super::{Access, Reason};
use crate::{
    bits::Bits,
    catalog::Pages,
    directory::{Directory, Head, Snapshot},
    time::Time,
};

/// One principal's part of a directory. Scopes, their types and permissions are numbers.
///
/// Every rule is told once, over this: a directory and a compiled snapshot differ in where they look things up.
pub(crate) trait Ground {
    /// The time of a question, or why there is no answer whatever is asked.
    fn answers(&self, at: Option<Time>) -> Result<Time, Reason>;

    /// The reason for a scope that is not here.
    fn nowhere(&self) -> Reason;

    fn scope_type(&self, scope: u32) -> Option<u32>;

    /// How many permissions the catalog has.
    fn permissions(&self) -> usize;

    /// The permissions that apply to scopes of a type.
    fn applying(&self, scope_type: u32) -> Option<&Bits>;

    /// Everything that the principal's rows say about a scope.
    fn access(&self, scope: u32, at: Time) -> Access;

    fn pages(&self) -> &Pages;

    fn applies(&self, permission: u32, scope_type: u32) -> bool {
        self.applying(scope_type).is_some_and(|applying| applying.contains(permission))
    }
}

impl Head {
    /// Whether a snapshot speaks at a time, or why it is silent.
    pub(super) fn speaks(&self, at: Time) -> Result<(), Reason> {
        if self.is_anothers {
            return Err(Reason::WrongPrincipal);
        }
        if self.expires_at.is_some_and(|expiry| at >= expiry) { Err(Reason::Stale) } else { Ok(()) }
    }
}

/// A directory, as far as one principal is asked about, known or not; or the slice of it that a snapshot has.
pub(super) struct OfDirectory<'d> {
    pub(super) directory: &'d Directory,
    pub(super) principal: Option<u32>,
    pub(super) snapshot: Option<&'d Snapshot>,
}

impl Ground for OfDirectory<'_> {
    fn answers(&self, at: Option<Time>) -> Result<Time, Reason> {
        if let (Some(snapshot), Some(at)) = (self.snapshot, at) {
            snapshot.head.speaks(at)?;
        }
        self.directory.who(self.principal, at).map(|(_, at)| at)
    }

    fn nowhere(&self) -> Reason {
        if self.snapshot.is_some() { Reason::OutsideSnapshot } else { Reason::UnknownScope }
    }

    fn scope_type(&self, scope: u32) -> Option<u32> {
        self.directory.scopes.scope_type(scope)
    }

    fn permissions(&self) -> usize {
        self.directory.catalog.0.permissions.len()
    }

    fn applying(&self, scope_type: u32) -> Option<&Bits> {
        self.directory.catalog.0.applying.get(scope_type as usize)
    }

    fn access(&self, scope: u32, at: Time) -> Access {
        self.directory.access(self.principal.unwrap_or(u32::MAX), scope, at)
    }

    fn pages(&self) -> &Pages {
        &self.directory.catalog.0.pages
    }
}

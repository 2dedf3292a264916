//! The principals of a directory.

use super::assignments::Labels;
use crate::{bits::Bits, id::Names};

#[derive(Clone, Default)]
pub(crate) struct Principals {
    pub(crate) names: Names,
    /// Those that may do nothing.
    pub(crate) inactive: Bits,
    pub(crate) labels: Labels,
    pub(crate) emails: Labels,
    pub(crate) types: Labels,
}

impl Principals {
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    pub(crate) fn find(&self, id: &str) -> Option<u32> {
        self.names.find(id)
    }

    pub(crate) fn id(&self, principal: u32) -> &str {
        self.names.get(principal)
    }

    pub(crate) fn is_active(&self, principal: u32) -> bool {
        (principal as usize) < self.names.len() && !self.inactive.contains(principal)
    }
}

//! Overrides: stated deviations for one principal.

use crate::{bits::Bits, catalog::Follows, csr::Csr, id::to_index, time::Window};

#[derive(Clone)]
pub(crate) struct Override {
    pub(crate) id: Option<Box<str>>,
    pub(crate) principal: u32,
    pub(crate) role: u32,
    pub(crate) scope: u32,
    pub(crate) mode: Mode,
}

#[derive(Clone)]
pub(crate) enum Mode {
    Narrow(Narrow),
    Widen(Window),
}

#[derive(Clone)]
pub(crate) struct Narrow {
    /// the assignment that it narrows
    pub(crate) assignment: u32,
    /// what is left
    pub(crate) permissions: Bits,
    /// the role's permissions when it was written
    pub(crate) pinned: Bits,
    pub(crate) follows: Follows,
}

impl Narrow {
    /// What the assignment grants, given what the role has today.
    pub(crate) fn left_of(&self, today: &Bits) -> Bits {
        let mut left = self.permissions.clone();
        left.intersect_with(&self.pinned);
        if self.follows == Follows::Current {
            left.intersect_with(today);
        }
        left
    }
}

#[derive(Clone, Default)]
pub(crate) struct Overrides {
    list: Vec<Override>,
    by_principal: Csr,
    by_scope: Csr,
}

impl Overrides {
    pub(crate) fn build(list: Vec<Override>, principals: usize, scopes: usize) -> Self {
        let indexed = || list.iter().enumerate().map(|(index, row)| (row, to_index(index)));
        Self {
            by_principal: Csr::group(principals, indexed().map(|(row, index)| (row.principal, index))),
            by_scope: Csr::group(scopes, indexed().map(|(row, index)| (row.scope, index))),
            list,
        }
    }

    pub(crate) fn get(&self, index: u32) -> Option<&Override> {
        self.list.get(index as usize)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Override> {
        self.list.iter()
    }

    pub(crate) fn of_principal(&self, principal: u32) -> impl Iterator<Item = &Override> {
        self.by_principal.get(principal).iter().filter_map(|index| self.get(*index))
    }

    pub(crate) fn at_scope(&self, scope: u32) -> impl Iterator<Item = &Override> {
        self.by_scope.get(scope).iter().filter_map(|index| self.get(*index))
    }
}

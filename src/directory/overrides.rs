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
    /// Rows that are gone keep their place until the directory is packed.
    list: Vec<Option<Override>>,
    /// How many places are empty.
    gone: usize,
    by_principal: Csr,
    by_scope: Csr,
}

impl Overrides {
    #[inline(never)]
    pub(crate) fn build(list: Vec<Override>, principals: usize, scopes: usize) -> Self {
        let indexed = || list.iter().enumerate().map(|(index, row)| (row, to_index(index)));
        Self {
            by_principal: Csr::group(principals, indexed().map(|(row, index)| (row.principal, index))),
            by_scope: Csr::group(scopes, indexed().map(|(row, index)| (row.scope, index))),
            list: list.into_iter().map(Some).collect(),
            gone: 0,
        }
    }

    pub(crate) fn get(&self, index: u32) -> Option<&Override> {
        self.list.get(index as usize)?.as_ref()
    }

    /// How many places there are for rows. Some may be empty.
    pub(crate) fn places(&self) -> u32 {
        to_index(self.list.len())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Override> {
        self.list.iter().flatten()
    }

    pub(crate) fn numbers_of_principal(&self, principal: u32) -> &[u32] {
        self.by_principal.get(principal)
    }

    pub(crate) fn of_principal(&self, principal: u32) -> impl Iterator<Item = &Override> {
        self.by_principal.get(principal).iter().filter_map(|index| self.get(*index))
    }

    pub(crate) fn at_scope(&self, scope: u32) -> impl Iterator<Item = &Override> {
        self.by_scope.get(scope).iter().filter_map(|index| self.get(*index))
    }

    pub(crate) fn add(&mut self, row: Override) -> u32 {
        let number = to_index(self.list.len());
        self.by_principal.insert(row.principal, number, |_| true);
        self.by_scope.insert(row.scope, number, |_| true);
        self.list.push(Some(row));
        number
    }

    /// Takes back the row that was added last.
    pub(crate) fn take_back(&mut self) {
        if self.take(to_index(self.list.len().saturating_sub(1))).is_some() {
            self.list.pop();
            self.gone -= 1;
        }
    }

    /// Takes a row away and gives it. No list has it any more; its place stays empty.
    pub(crate) fn take(&mut self, number: u32) -> Option<Override> {
        let row = self.list.get_mut(number as usize)?.take()?;
        self.gone += 1;
        self.by_principal.remove(row.principal, number);
        self.by_scope.remove(row.scope, number);
        Some(row)
    }

    /// Puts a row back that was taken.
    pub(crate) fn put_back(&mut self, number: u32, row: Override) {
        if let Some(slot) = self.list.get_mut(number as usize) {
            self.gone -= 1;
            self.by_principal.insert(row.principal, number, |other| other < number);
            self.by_scope.insert(row.scope, number, |other| other < number);
            *slot = Some(row);
        }
    }

    /// How much has changed since the rows were packed.
    pub(crate) fn changes(&self) -> usize {
        self.gone + self.by_principal.changes() + self.by_scope.changes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_is_taken_is_in_no_list_and_one_that_is_put_back_stands_where_it_stood() {
        let row = |scope: u32| Override { id: None, principal: 0, role: 0, scope, mode: Mode::Widen(Window::ALWAYS) };
        let mut overrides = Overrides::build(vec![row(0), row(1)], 1, 2);
        let added = overrides.add(row(1));
        assert_eq!(overrides.numbers_of_principal(0), [0, 1, added]);
        let taken = overrides.take(1).unwrap_or_else(|| unreachable!());
        assert_eq!(overrides.numbers_of_principal(0), [0, added]);
        assert_eq!((overrides.at_scope(1).count(), overrides.iter().count()), (1, 2));
        assert!(overrides.take(1).is_none());
        overrides.put_back(1, taken);
        assert_eq!(overrides.numbers_of_principal(0), [0, 1, added]);
        let before = overrides.changes();
        for _ in 0..10 {
            let number = overrides.add(row(0));
            overrides.take(number);
        }
        assert_eq!(overrides.numbers_of_principal(0), [0, 1, added]);
        assert_eq!(overrides.changes(), before + 10 + 1, "what is gone counts, and the one more list that has changed");
    }
}

//! Handles, and the error of the last call that failed.

use std::cell::RefCell;

use crate::error::Error;

/// Things under numbers; a number that is free is given out again.
pub(super) struct Slots<T>(Vec<Option<T>>);

impl<T> Slots<T> {
    pub(super) const fn new() -> Self {
        Self(Vec::new())
    }

    pub(super) fn put(&mut self, value: T) -> i32 {
        let free = self.0.iter().position(Option::is_none).unwrap_or(self.0.len());
        match self.0.get_mut(free) {
            Some(slot) => *slot = Some(value),
            None => self.0.push(Some(value)),
        }
        i32::try_from(free).unwrap_or(-1)
    }

    pub(super) fn get(&self, handle: i32) -> Option<&T> {
        self.0.get(usize::try_from(handle).ok()?)?.as_ref()
    }

    pub(super) fn get_mut(&mut self, handle: i32) -> Option<&mut T> {
        self.0.get_mut(usize::try_from(handle).ok()?)?.as_mut()
    }

    pub(super) fn take(&mut self, handle: i32) -> Option<T> {
        self.0.get_mut(usize::try_from(handle).ok()?)?.take()
    }

    pub(super) fn replace(&mut self, handle: i32, value: T) {
        let slot = usize::try_from(handle).ok().and_then(|handle| self.0.get_mut(handle));
        if let Some(slot) = slot {
            *slot = Some(value);
        }
    }
}

thread_local! {
    static ERROR: RefCell<Option<Error>> = const { RefCell::new(None) };
}

pub(super) fn keep_error<T>(error: Error, instead: T) -> T {
    ERROR.with_borrow_mut(|slot| *slot = Some(error));
    instead
}

pub(super) fn take_error() -> Option<Error> {
    ERROR.with_borrow_mut(Option::take)
}

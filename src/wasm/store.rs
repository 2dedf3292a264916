//! What is loaded, under handles.

use std::cell::RefCell;

use super::slots::{Slots, keep_error};
use crate::{
    catalog::Catalog,
    directory::{Directory, Snapshot},
    error::Error,
    resolve::Session,
};

/// The session of a principal over a directory, or over a snapshot.
pub(super) enum HeldSession {
    Following { directory: i32, principal: String },
    Loaded(Box<Snapshot>),
}

thread_local! {
    static CATALOGS: RefCell<Slots<Catalog>> = const { RefCell::new(Slots::new()) };
    static DIRECTORIES: RefCell<Slots<Directory>> = const { RefCell::new(Slots::new()) };
    static SESSIONS: RefCell<Slots<HeldSession>> = const { RefCell::new(Slots::new()) };
}

/// Keeps what was loaded and gives its handle, or keeps the error and gives -1.
pub(super) fn keep_catalog(loaded: Result<Catalog, Error>) -> i32 {
    match loaded {
        Ok(catalog) => CATALOGS.with_borrow_mut(|slots| slots.put(catalog)),
        Err(error) => keep_error(error, -1),
    }
}

pub(super) fn keep_directory(loaded: Result<Directory, Error>) -> i32 {
    match loaded {
        Ok(directory) => DIRECTORIES.with_borrow_mut(|slots| slots.put(directory)),
        Err(error) => keep_error(error, -1),
    }
}

pub(super) fn keep_session(session: HeldSession) -> i32 {
    SESSIONS.with_borrow_mut(|slots| slots.put(session))
}

pub(super) fn replace_snapshot(handle: i32, snapshot: Snapshot) {
    SESSIONS.with_borrow_mut(|slots| slots.replace(handle, HeldSession::Loaded(Box::new(snapshot))));
}

pub(super) fn drop_catalog(handle: i32) {
    drop(CATALOGS.with_borrow_mut(|slots| slots.take(handle)));
}

pub(super) fn drop_directory(handle: i32) {
    drop(DIRECTORIES.with_borrow_mut(|slots| slots.take(handle)));
}

pub(super) fn drop_session(handle: i32) {
    drop(SESSIONS.with_borrow_mut(|slots| slots.take(handle)));
}

/// Asks a catalog; a handle that leads nowhere gives the default answer.
pub(super) fn with_catalog<T: Default>(handle: i32, ask: impl FnOnce(&Catalog) -> T) -> T {
    catalog(handle).as_ref().map(ask).unwrap_or_default()
}

pub(super) fn catalog(handle: i32) -> Option<Catalog> {
    CATALOGS.with_borrow(|slots| slots.get(handle).cloned())
}

pub(super) fn with_directory<T: Default>(handle: i32, ask: impl FnOnce(&Directory) -> T) -> T {
    once(ask, |ask| lend_directory(handle, ask))
}

pub(super) fn with_directory_mut<T: Default>(handle: i32, ask: impl FnOnce(&mut Directory) -> T) -> T {
    DIRECTORIES.with_borrow_mut(|slots| slots.get_mut(handle).map(ask).unwrap_or_default())
}

pub(super) fn with_session<T: Default>(handle: i32, ask: impl FnOnce(Session<'_>) -> T) -> T {
    let (mut ask, mut answer) = (Some(ask), None);
    lend_session(handle, &mut |session| answer = ask.take().map(|ask| ask(session)));
    answer.unwrap_or_default()
}

pub(super) fn with_held<T: Default>(handle: i32, ask: impl FnOnce(&HeldSession) -> T) -> T {
    once(ask, |ask| lend_held(handle, ask))
}

/// Asks what is lent, if anything is.
fn once<L: ?Sized, T: Default>(ask: impl FnOnce(&L) -> T, lend: impl FnOnce(&mut dyn FnMut(&L))) -> T {
    let (mut ask, mut answer) = (Some(ask), None);
    lend(&mut |lent| answer = ask.take().map(|ask| ask(lent)));
    answer.unwrap_or_default()
}

// These are compiled once, and not once for each question.
fn lend_directory(handle: i32, to: &mut dyn FnMut(&Directory)) {
    DIRECTORIES.with_borrow(|slots| slots.get(handle).map_or((), to));
}

fn lend_held(handle: i32, to: &mut dyn FnMut(&HeldSession)) {
    SESSIONS.with_borrow(|slots| slots.get(handle).map_or((), to));
}

fn lend_session(handle: i32, to: &mut dyn FnMut(Session<'_>)) {
    lend_held(handle, &mut |held| match held {
        HeldSession::Loaded(snapshot) => to(snapshot.session()),
        HeldSession::Following { directory, principal } => {
            lend_directory(*directory, &mut |directory| to(directory.session(principal)));
        }
    });
}

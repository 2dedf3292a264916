//! Sessions over compiled snapshots: the module for sessions alone has this instead of catalogs and directories.

use std::cell::RefCell;

use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{
    index, lines, page_numbers,
    slots::{Slots, keep_error},
    time,
};
use crate::{
    catalog::Identity,
    error::Error,
    resolve::{Compiled, navigation_key, page_record, page_records},
    time::Time,
    wire::to_json,
};

thread_local! {
    static CATALOGS: RefCell<Slots<Identity>> = const { RefCell::new(Slots::new()) };
    static SESSIONS: RefCell<Slots<Compiled>> = const { RefCell::new(Slots::new()) };
}

fn keep_catalog(read: Result<Identity, Error>) -> i32 {
    match read {
        Ok(identity) => CATALOGS.with_borrow_mut(|slots| slots.put(identity)),
        Err(error) => keep_error(error, -1),
    }
}

fn with_session<T: Default>(handle: i32, ask: impl FnOnce(&Compiled) -> T) -> T {
    SESSIONS.with_borrow(|slots| slots.get(handle).map(ask).unwrap_or_default())
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_builtin(id: &str) -> i32 {
    keep_catalog(Identity::builtin(id))
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_parse(text: &[u8]) -> i32 {
    keep_catalog(Identity::of_text(text))
}

#[wasm_bindgen]
pub fn catalog_drop(handle: i32) {
    drop(CATALOGS.with_borrow_mut(|slots| slots.take(handle)));
}

/// Id, version and hash, one to a line.
#[wasm_bindgen]
#[must_use]
pub fn catalog_info(handle: i32) -> String {
    CATALOGS.with_borrow(|slots| {
        let identity = slots.get(handle);
        identity.map(|Identity { id, version, hash }| to_json(&[id, version, hash])).unwrap_or_default()
    })
}

#[wasm_bindgen]
#[must_use]
pub fn session_load(catalog: i32, text: &[u8], has_principal: bool, principal: &str, lenient: bool) -> i32 {
    let Some(catalog) = CATALOGS.with_borrow(|slots| slots.get(catalog).cloned()) else { return -1 };
    match Compiled::load(&catalog, text, has_principal.then_some(principal), lenient) {
        Ok(session) => SESSIONS.with_borrow_mut(|slots| slots.put(session)),
        Err(error) => keep_error(error, -1),
    }
}

/// Takes a newer snapshot in the place of the present one. Gives 0, or -1 and nothing has changed.
#[wasm_bindgen]
#[must_use]
pub fn session_update(handle: i32, catalog: i32, text: &[u8], lenient: bool) -> i32 {
    let Some(catalog) = CATALOGS.with_borrow(|slots| slots.get(catalog).cloned()) else { return -1 };
    let newer = Compiled::load(&catalog, text, None, lenient).and_then(|newer| {
        with_session(handle, |present| Some(present.admits(&newer))).unwrap_or(Ok(()))?;
        Ok(newer)
    });
    match newer {
        Ok(newer) => {
            SESSIONS.with_borrow_mut(|slots| slots.replace(handle, newer));
            0
        }
        Err(error) => keep_error(error, -1),
    }
}

#[wasm_bindgen]
pub fn session_drop(handle: i32) {
    drop(SESSIONS.with_borrow_mut(|slots| slots.take(handle)));
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Info<'s> {
    principal: &'s str,
    revision: u64,
    issued_at: i64,
    expires_at: Option<i64>,
}

#[wasm_bindgen]
#[must_use]
pub fn session_info(handle: i32) -> String {
    with_session(handle, |session| {
        let head = &session.head;
        to_json(&Info {
            principal: &head.principal,
            revision: head.revision,
            issued_at: head.issued_at.as_millis(),
            expires_at: head.expires_at.map(Time::as_millis),
        })
    })
}

#[wasm_bindgen]
#[must_use]
pub fn session_permission_ids(handle: i32) -> String {
    with_session(handle, |session| lines(session.permissions.iter()))
}

/// The pages as JSON: id, path and title of each, and what is the engine's own matter.
#[wasm_bindgen]
#[must_use]
pub fn session_page_texts(handle: i32) -> String {
    with_session(handle, |session| session.pages_text.clone())
}

#[wasm_bindgen]
#[must_use]
pub fn session_scope_ids(handle: i32) -> String {
    with_session(handle, |session| lines(session.scopes.iter()))
}

/// The next instant at which time changes an answer, in milliseconds since the epoch; infinite when there is none.
#[wasm_bindgen]
#[must_use]
pub fn session_valid_until(handle: i32, now: f64) -> f64 {
    let next = time(now).and_then(|now| with_session(handle, |session| session.valid_until(now)));
    next.map_or(f64::INFINITY, Time::as_ms)
}

/// The granted permissions at a scope as bits, 32 to a word.
#[wasm_bindgen]
#[must_use]
pub fn session_resolve(handle: i32, scope: u32, now: f64) -> Vec<u32> {
    with_session(handle, |session| session.granted(scope, time(now)).to_u32_words())
}

#[wasm_bindgen]
#[must_use]
pub fn session_check(handle: i32, permission: &str, scope: &str, now: f64) -> String {
    with_session(handle, |session| to_json(&session.check(permission, scope, time(now))))
}

/// One to a line.
#[wasm_bindgen]
#[must_use]
pub fn session_api_scopes(handle: i32, now: f64) -> String {
    with_session(handle, |session| lines(session.api_scopes(time(now)).into_iter()))
}

#[wasm_bindgen]
#[must_use]
pub fn session_list_permissions(handle: i32, scope: u32, now: f64) -> Vec<u32> {
    with_session(handle, |session| session.granted(scope, time(now)).iter().collect())
}

#[wasm_bindgen]
#[must_use]
pub fn session_list_scopes(handle: i32, permission: u32, now: f64) -> Vec<u32> {
    with_session(handle, |session| session.scopes_with(permission, time(now)))
}

#[wasm_bindgen]
#[must_use]
pub fn session_scopes(handle: i32) -> String {
    with_session(handle, |session| session.scopes_text().to_owned())
}

#[wasm_bindgen]
#[must_use]
pub fn session_roles(handle: i32, scope: &str, now: f64) -> String {
    with_session(handle, |session| to_json(&session.roles(scope, time(now))))
}

/// The navigation of a scope, a record for each page; see `page_numbers`.
#[wasm_bindgen]
#[must_use]
pub fn session_pages(handle: i32, scope: u32, now: f64) -> Vec<u32> {
    with_session(handle, |session| page_numbers(&page_records(session, index(scope), time(now))))
}

/// What the navigation of a scope depends on: where these numbers are equal, so are the navigations.
#[wasm_bindgen]
#[must_use]
pub fn session_navigation_key(handle: i32, scope: u32, now: f64) -> Vec<u32> {
    with_session(handle, |session| navigation_key(session, index(scope), time(now)))
}

/// One page as one record, without its children.
#[wasm_bindgen]
#[must_use]
pub fn session_page(handle: i32, id_or_path: &str, scope: &str, now: f64) -> Vec<u32> {
    with_session(handle, |session| {
        let (record, _) = page_record(session, id_or_path, session.find_scope(scope), time(now));
        page_numbers(&[record])
    })
}

//! Sessions, over a snapshot or following a directory.

use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{
    index, lines, options, page_numbers,
    slots::keep_error,
    store::{
        HeldSession, catalog, drop_session, keep_session, replace_snapshot, with_directory, with_held, with_session,
    },
    text_or_error, time,
};
use crate::{
    directory::Snapshot,
    error::{Error, Issue},
    resolve::{navigation_key, page_record, page_records, reason},
    time::Time,
    wire::to_json,
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Info<'s> {
    principal: &'s str,
    revision: u64,
    /// milliseconds since the epoch; nothing for a session that follows a directory
    issued_at: Option<i64>,
    expires_at: Option<i64>,
    issues: &'s [Issue],
}

#[wasm_bindgen]
#[must_use]
pub fn session_load(
    catalog_handle: i32,
    text: &[u8],
    has_principal: bool,
    principal: &str,
    lenient: bool,
    now: f64,
) -> i32 {
    let Some(catalog) = catalog(catalog_handle) else { return -1 };
    let principal = has_principal.then_some(principal);
    let loaded = options(lenient, now).and_then(|options| Snapshot::load(&catalog, text, principal, options));
    match loaded {
        Ok(snapshot) => keep_session(HeldSession::Loaded(Box::new(snapshot))),
        Err(error) => keep_error(error, -1),
    }
}

/// Takes a newer snapshot in the place of the present one. Gives 0, or -1 and nothing has changed.
#[wasm_bindgen]
#[must_use]
pub fn session_update(handle: i32, text: &[u8], lenient: bool, now: f64) -> i32 {
    let newer: Option<Result<Snapshot, Error>> = with_held(handle, |held| match held {
        HeldSession::Following { .. } => None,
        HeldSession::Loaded(present) => Some(options(lenient, now).and_then(|options| {
            let newer = Snapshot::load(present.catalog(), text, None, options)?;
            present.admits(&newer)?;
            Ok(newer)
        })),
    });
    match newer {
        Some(Ok(newer)) => {
            replace_snapshot(handle, newer);
            0
        }
        Some(Err(error)) => keep_error(error, -1),
        None => -1,
    }
}

#[wasm_bindgen]
pub fn session_drop(handle: i32) {
    drop_session(handle);
}

#[wasm_bindgen]
#[must_use]
pub fn session_info(handle: i32) -> String {
    with_held(handle, |held| match held {
        HeldSession::Loaded(snapshot) => to_json(&Info {
            principal: snapshot.principal(),
            revision: snapshot.revision(),
            issued_at: Some(snapshot.issued_at().as_millis()),
            expires_at: snapshot.expires_at().map(Time::as_millis),
            issues: snapshot.issues(),
        }),
        HeldSession::Following { directory, principal } => with_directory(*directory, |directory| {
            to_json(&Info { principal, revision: directory.revision(), issued_at: None, expires_at: None, issues: &[] })
        }),
    })
}

#[wasm_bindgen]
#[must_use]
pub fn session_scope_ids(handle: i32) -> String {
    with_session(handle, |session| lines(session.scope_ids()))
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
    with_session(handle, |session| session.words(index(scope), time(now)))
}

#[wasm_bindgen]
#[must_use]
pub fn session_check(
    handle: i32,
    permission: u32,
    scope: u32,
    permission_id: &str,
    scope_id: &str,
    now: f64,
) -> String {
    with_session(handle, |session| {
        let found = reason(&session.ground(), index(permission), index(scope), time(now));
        to_json(&session.decision(found, permission_id, scope_id))
    })
}

/// One to a line.
#[wasm_bindgen]
#[must_use]
pub fn session_api_scopes(handle: i32, now: f64) -> String {
    with_session(handle, |session| lines(session.api_scopes(time(now)).into_iter()))
}

#[wasm_bindgen]
#[must_use]
pub fn session_list_scopes(handle: i32, permission: u32, now: f64) -> Vec<u32> {
    with_session(handle, |session| session.scopes_with(index(permission), time(now)))
}

#[wasm_bindgen]
#[must_use]
pub fn session_scopes(handle: i32) -> String {
    with_session(handle, |session| to_json(&session.scopes()))
}

#[wasm_bindgen]
#[must_use]
pub fn session_role(handle: i32, id: &str) -> String {
    with_session(handle, |session| text_or_error(session.role(id)))
}

#[wasm_bindgen]
#[must_use]
pub fn session_roles(handle: i32, scope: u32, now: f64) -> String {
    with_session(handle, |session| to_json(&session.roles_at(index(scope), time(now))))
}

/// The navigation of a scope, a record for each page; see `page_numbers`.
#[wasm_bindgen]
#[must_use]
pub fn session_pages(handle: i32, scope: u32, now: f64) -> Vec<u32> {
    with_session(handle, |session| page_numbers(&page_records(&session.ground(), index(scope), time(now))))
}

/// What the navigation of a scope depends on: where these numbers are equal, so are the navigations.
#[wasm_bindgen]
#[must_use]
pub fn session_navigation_key(handle: i32, scope: u32, now: f64) -> Vec<u32> {
    with_session(handle, |session| navigation_key(&session.ground(), index(scope), time(now)))
}

/// One page as one record, without its children.
#[wasm_bindgen]
#[must_use]
pub fn session_page(handle: i32, id_or_path: &str, scope: u32, now: f64) -> Vec<u32> {
    with_session(handle, |session| {
        let (record, _) = page_record(&session.ground(), id_or_path, index(scope), time(now));
        page_numbers(&[record])
    })
}

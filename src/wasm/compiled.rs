//! Sessions over compiled snapshots: the module for sessions alone has this instead of catalogs and directories.

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

use super::{
    index, lines,
    object::{Value, list, object, string},
    page_numbers,
    slots::{Slots, keep_error},
    time,
};
use crate::{
    catalog::Identity,
    error::{Error, PathSegment, Severity},
    resolve::{Compiled, Reason, navigation_key, page_record, page_records, reason},
    time::Time,
    wire::decimal,
};

thread_local! {
    static SESSIONS: RefCell<Slots<Compiled>> = const { RefCell::new(Slots::new()) };
}

/// An error as `take_error` gives it.
pub(super) fn error_json(error: &Error) -> String {
    let issues = list(&mut error.issues.iter().map(|issue| {
        let path = list(&mut issue.path.iter().map(|segment| match segment {
            PathSegment::Key(key) => string(key),
            PathSegment::Index(index) => decimal(*index as u64),
        }));
        let severity = if issue.severity == Severity::Error { "error" } else { "warning" };
        object(&[
            ("code", Value::Text(issue.code.as_str())),
            ("severity", Value::Text(severity)),
            ("path", Value::Json(&path)),
            ("message", Value::Text(&issue.message)),
        ])
    }));
    object(&[
        ("code", Value::Text(error.code.as_str())),
        ("message", Value::Text(&error.message)),
        ("issues", Value::Json(&issues)),
    ])
}

fn with_session<T: Default>(handle: i32, ask: impl FnOnce(&Compiled) -> T) -> T {
    let (mut ask, mut answer) = (Some(ask), None);
    lend_session(handle, &mut |session| answer = ask.take().map(|ask| ask(session)));
    answer.unwrap_or_default()
}

// Compiled once, and not once for each question.
fn lend_session(handle: i32, to: &mut dyn FnMut(&Compiled)) {
    SESSIONS.with_borrow(|slots| slots.get(handle).map_or((), to));
}

fn identity_json(read: Result<Identity, Error>) -> String {
    match read {
        Ok(Identity { id, version, hash }) => {
            object(&[("id", Value::Text(&id)), ("version", Value::Text(&version)), ("hash", Value::Text(&hash))])
        }
        Err(error) => keep_error(error, String::new()),
    }
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_builtin(id: &str) -> String {
    identity_json(Identity::builtin(id))
}

#[wasm_bindgen]
#[must_use]
pub fn catalog_parse(text: &[u8]) -> String {
    identity_json(Identity::of_text(text))
}

/// `catalog` is its id and its hash, one to a line.
fn load(catalog: &str, text: &[u8], principal: Option<&str>, lenient: bool) -> Result<Compiled, Error> {
    let (id, hash) = catalog.split_once('\n').unwrap_or_default();
    Compiled::load(id, hash, text, principal, lenient)
}

#[wasm_bindgen]
#[must_use]
pub fn session_load(catalog: &str, text: &[u8], has_principal: bool, principal: &str, lenient: bool) -> i32 {
    match load(catalog, text, has_principal.then_some(principal), lenient) {
        Ok(session) => SESSIONS.with_borrow_mut(|slots| slots.put(session)),
        Err(error) => keep_error(error, -1),
    }
}

/// Takes a newer snapshot in the place of the present one. Gives 0, or -1 and nothing has changed.
#[wasm_bindgen]
#[must_use]
pub fn session_update(handle: i32, catalog: &str, text: &[u8], lenient: bool) -> i32 {
    let newer = load(catalog, text, None, lenient).and_then(|newer| {
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

#[wasm_bindgen]
#[must_use]
pub fn session_info(handle: i32) -> String {
    with_session(handle, |session| {
        let head = &session.head;
        object(&[
            ("principal", Value::Text(&head.principal)),
            // INVARIANT: it was read from a number of JSON, and is below 2^53
            ("revision", Value::Number(head.revision.cast_signed())),
            ("issuedAt", Value::Number(head.issued_at.as_millis())),
            ("expiresAt", head.expires_at.map_or(Value::Null, |time| Value::Number(time.as_millis()))),
        ])
    })
}

/// What was compiled, as JSON: `permissions` in it are ids, and of each of the `pages` it has the id, the path and the title.
#[wasm_bindgen]
#[must_use]
pub fn session_compiled(handle: i32) -> String {
    with_session(handle, |session| session.text.clone())
}

#[wasm_bindgen]
#[must_use]
pub fn session_scope_ids(handle: i32) -> String {
    with_session(handle, |session| lines(session.scope_ids.iter().map(String::as_str)))
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
pub fn session_check(
    handle: i32,
    permission: u32,
    scope: u32,
    permission_id: &str,
    scope_id: &str,
    now: f64,
) -> String {
    with_session(handle, |session| {
        let found = reason(session, index(permission), index(scope), time(now));
        let principal = session.head.principal.as_str();
        object(&[
            ("allowed", Value::Bool(found == Reason::Granted)),
            ("decision", Value::Text(found.decision().as_str())),
            ("reason", Value::Text(found.as_str())),
            ("message", Value::Text(&found.message([principal, permission_id, scope_id]))),
            ("principal", Value::Text(principal)),
            ("permission", Value::Text(permission_id)),
            ("scope", Value::Text(scope_id)),
        ])
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
    with_session(handle, |session| session.scopes_with(permission, time(now)))
}

#[wasm_bindgen]
#[must_use]
pub fn session_scopes(handle: i32) -> String {
    with_session(handle, |session| session.scopes().to_owned())
}

#[wasm_bindgen]
#[must_use]
pub fn session_roles(handle: i32, scope: u32, now: f64) -> String {
    with_session(handle, |session| {
        let held = session.rows_at(index(scope), time(now));
        list(&mut held.iter().map(|held| {
            object(&[
                ("role", Value::Text(&held.role)),
                ("name", Value::Text(&held.name)),
                ("via", Value::Text(&held.via)),
                ("source", Value::Text(held.source().as_str())),
            ])
        }))
    })
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
pub fn session_page(handle: i32, id_or_path: &str, scope: u32, now: f64) -> Vec<u32> {
    with_session(handle, |session| {
        let (record, _) = page_record(session, id_or_path, index(scope), time(now));
        page_numbers(&[record])
    })
}

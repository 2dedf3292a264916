//! Directories.

use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{
    index, lines, number_of, options,
    slots::keep_error,
    store::{HeldSession, catalog, drop_directory, keep_directory, keep_session, with_directory, with_directory_mut},
    text, text_or_error, time,
};
use crate::{
    directory::{AssignmentQuery, Directory},
    error::Issue,
    json::{self, Arena, Json},
    resolve::{Question, Reason},
    time::Time,
    wire::to_json,
};

#[derive(Serialize)]
struct Info<'d> {
    revision: u64,
    issues: &'d [Issue],
}

#[wasm_bindgen]
#[must_use]
pub fn directory_parse(catalog_handle: i32, text: &[u8], lenient: bool, now: f64) -> i32 {
    let Some(catalog) = catalog(catalog_handle) else { return -1 };
    keep_directory(options(lenient, now).and_then(|options| Directory::parse(&catalog, text, options)))
}

#[wasm_bindgen]
pub fn directory_drop(handle: i32) {
    drop_directory(handle);
}

#[wasm_bindgen]
#[must_use]
pub fn directory_info(handle: i32) -> String {
    with_directory(handle, |directory| to_json(&Info { revision: directory.revision(), issues: directory.issues() }))
}

#[wasm_bindgen]
#[must_use]
pub fn directory_principal_ids(handle: i32) -> String {
    with_directory(handle, |directory| lines(directory.principals.names.iter()))
}

#[wasm_bindgen]
#[must_use]
pub fn directory_scope_ids(handle: i32) -> String {
    with_directory(handle, |directory| lines(directory.scopes.ids()))
}

/// The number of the reason; 0 for granted.
#[wasm_bindgen]
#[must_use]
pub fn directory_can(handle: i32, principal: u32, permission: u32, scope: u32, at: f64) -> u32 {
    let question =
        Question { principal: index(principal), permission: index(permission), scope: index(scope), at: time(at) };
    let reason = with_directory(handle, |directory| Some(directory.reason(question)));
    number_of(reason.unwrap_or(Reason::EngineLost))
}

#[wasm_bindgen]
#[must_use]
pub fn directory_check(handle: i32, principal: &str, permission: &str, scope: &str, at: f64) -> String {
    with_directory(handle, |directory| to_json(&directory.check(principal, permission, scope, time(at))))
}

#[wasm_bindgen]
#[must_use]
pub fn directory_explain(
    handle: i32,
    principal: &str,
    permission: &str,
    scope: &str,
    at: f64,
    has_actor: bool,
    by: &str,
) -> String {
    let by = has_actor.then_some(by);
    let names = [principal, permission, scope];
    with_directory_mut(handle, |directory| to_json(&directory.explain_here(names, time(at), by)))
}

#[wasm_bindgen]
#[must_use]
pub fn directory_seats(handle: i32, scope: &str, now: f64) -> String {
    with_directory(handle, |directory| text_or_error(directory.seats(scope, time(now))))
}

/// One to a line.
#[wasm_bindgen]
#[must_use]
pub fn directory_api_scopes(handle: i32, principal: &str, now: f64) -> String {
    with_directory(handle, |directory| lines(directory.api_scopes(principal, time(now)).into_iter()))
}

#[wasm_bindgen]
#[must_use]
pub fn directory_review(handle: i32, now: f64) -> String {
    with_directory(handle, |directory| text_or_error(directory.review(time(now))))
}

/// Questions are a list of lists of three: principal, permission, scope.
#[wasm_bindgen]
#[must_use]
pub fn directory_check_many(handle: i32, questions: &[u8], at: f64) -> String {
    let at: Option<Time> = time(at);
    let arena = Arena::new();
    let questions = match json::read_value(questions, usize::MAX, &arena) {
        Ok(Json::Array(questions)) => questions,
        _ => &[],
    };
    with_directory(handle, |directory| {
        let decide = |question: &Json<'_>| {
            let parts: &[Json<'_>] = if let Json::Array(parts) = question { parts } else { &[] };
            let [principal, permission, scope] = [0, 1, 2].map(|at| parts.get(at).map_or("", text));
            directory.check(principal, permission, scope, at)
        };
        to_json(&questions.iter().map(decide).collect::<Vec<_>>())
    })
}

#[wasm_bindgen]
#[must_use]
pub fn directory_list_permissions(handle: i32, principal: u32, scope: u32, at: f64) -> Vec<u32> {
    with_directory(handle, |directory| directory.permissions_at(index(principal), index(scope), time(at)))
}

#[wasm_bindgen]
#[must_use]
pub fn directory_list_scopes(handle: i32, principal: u32, permission: u32, at: f64) -> Vec<u32> {
    with_directory(handle, |directory| directory.scopes_with(index(principal), index(permission), time(at)))
}

#[wasm_bindgen]
#[must_use]
pub fn directory_list_principals(handle: i32, permission: u32, scope: u32, at: f64) -> Vec<u32> {
    with_directory(handle, |directory| directory.principals_with(index(permission), index(scope), time(at)))
}

#[wasm_bindgen]
#[must_use]
pub fn directory_roles(handle: i32) -> String {
    with_directory(handle, |directory| to_json(&directory.roles()))
}

#[wasm_bindgen]
#[must_use]
pub fn directory_role(handle: i32, id: &str) -> String {
    with_directory(handle, |directory| text_or_error(directory.role(id)))
}

#[wasm_bindgen]
#[must_use]
pub fn directory_role_assignments(handle: i32, query: &[u8]) -> String {
    with_directory(handle, |directory| {
        text_or_error(AssignmentQuery::parse(query).map(|query| directory.role_assignments(&query)))
    })
}

#[wasm_bindgen]
#[must_use]
pub fn directory_scopes(handle: i32) -> String {
    with_directory(handle, |directory| to_json(&directory.scopes()))
}

#[wasm_bindgen]
#[must_use]
pub fn directory_principals(handle: i32) -> String {
    with_directory(handle, |directory| to_json(&directory.principals()))
}

#[wasm_bindgen]
#[must_use]
pub fn directory_overrides(handle: i32, now: f64) -> String {
    with_directory(handle, |directory| to_json(&directory.overrides(time(now))))
}

/// The text of a snapshot. `expires_in` is no number when there is none.
#[wasm_bindgen]
#[must_use]
pub fn directory_snapshot(handle: i32, principal: &str, expires_in: f64, at: f64) -> String {
    let expires_in = (!expires_in.is_nan()).then_some(expires_in);
    with_directory(handle, |directory| {
        let snapshot = directory.snapshot(principal, expires_in, time(at));
        snapshot.unwrap_or_else(|error| keep_error(error, String::new()))
    })
}

#[wasm_bindgen]
#[must_use]
pub fn directory_to_json(handle: i32) -> String {
    with_directory(handle, Directory::to_json)
}

#[wasm_bindgen]
#[must_use]
pub fn directory_session(handle: i32, principal: &str) -> i32 {
    keep_session(HeldSession::Following { directory: handle, principal: principal.to_owned() })
}

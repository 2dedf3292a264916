//! Change sets and explanations.

use wasm_bindgen::prelude::wasm_bindgen;

use super::{
    slots::keep_error,
    store::{HeldSession, with_directory_mut, with_held, with_session},
    time,
};
use crate::{
    admin::{Change, ChangeOptions, Simulation},
    error::{Code, Error},
    time::Time,
    wire::to_json,
};

fn instant(at: f64) -> Result<Time, Error> {
    time(at).ok_or_else(|| Error::one(Code::InvalidTime, "the time of the change is no number"))
}

#[inline(never)]
fn change_set(changes: &[u8], at: f64) -> Result<(Time, Vec<Change>), Error> {
    Ok((instant(at)?, Change::parse(changes)?))
}

/// What a change set would do. One that cannot be read would do nothing, and says why.
#[wasm_bindgen]
#[must_use]
pub fn directory_simulate(handle: i32, changes: &[u8], has_by: bool, by: &str, at: f64, diff_limit: u32) -> String {
    let read = change_set(changes, at);
    with_directory_mut(handle, |directory| match read {
        Ok((at, changes)) => {
            let options = ChangeOptions { by: has_by.then_some(by), at, diff_limit: diff_limit as usize };
            to_json(&directory.simulate_here(&changes, options))
        }
        Err(error) => to_json(&Simulation { ok: false, issues: error.issues, diff: Vec::new(), diff_total: 0 }),
    })
}

/// Makes a change set. Fails with an empty text, and nothing has changed.
#[wasm_bindgen]
#[must_use]
pub fn directory_apply(handle: i32, changes: &[u8], has_by: bool, by: &str, at: f64, diff: bool) -> String {
    let read = change_set(changes, at);
    with_directory_mut(handle, |directory| {
        let applied = read.and_then(|(at, changes)| {
            let options = ChangeOptions { by: has_by.then_some(by), at, diff_limit: usize::MAX };
            directory.apply(&changes, options, diff)
        });
        applied.map_or_else(|error| keep_error(error, String::new()), |applied| to_json(&applied))
    })
}

/// Makes a change set anew that has been applied before. Gives 0, or -1 and nothing has changed.
#[wasm_bindgen]
#[must_use]
pub fn directory_replay(handle: i32, changes: &[u8], has_by: bool, by: &str, at: f64) -> i32 {
    let read = change_set(changes, at);
    let replayed = with_directory_mut(handle, |directory| {
        Some(read.and_then(|(at, changes)| directory.replay(&changes, has_by.then_some(by), at)))
    });
    match replayed {
        Some(Ok(())) => 0,
        Some(Err(error)) => keep_error(error, -1),
        None => -1,
    }
}

/// Every role, and whether it could be assigned.
#[wasm_bindgen]
#[must_use]
pub fn directory_assignable_roles(handle: i32, by: &str, principal: &str, scope: &str, at: f64) -> String {
    with_directory_mut(handle, |directory| match instant(at) {
        Ok(at) => to_json(&directory.assignable_roles_here(by, principal, scope, at)),
        Err(error) => keep_error(error, String::new()),
    })
}

#[wasm_bindgen]
#[must_use]
pub fn session_explain(handle: i32, permission: &str, scope: &str, now: f64) -> String {
    let followed = with_held(handle, |held| match held {
        HeldSession::Following { directory, principal } => Some((*directory, principal.clone())),
        HeldSession::Loaded(_) => None,
    });
    match followed {
        // the remedies are tried on the directory itself, not on a copy of it
        Some((directory, principal)) => with_directory_mut(directory, |directory| {
            to_json(&directory.explain_here([&principal, permission, scope], time(now), None))
        }),
        None => with_session(handle, |session| to_json(&session.explain(permission, scope, time(now)))),
    }
}

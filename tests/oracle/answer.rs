//! Decisions, listings and sessions, question by question.
//!
//! A listing is nothing but the sum of single decisions. Nothing is remembered from one question
//! to the next.

use super::world::{Names, Widened, Window, World};

/// The reasons in the order in which the first that holds is given.
pub const REASONS: [&str; 16] = [
    "invalid-time",
    "engine-lost",
    "wrong-principal",
    "stale",
    "unknown-principal",
    "inactive-principal",
    "unknown-permission",
    "unknown-scope",
    "outside-snapshot",
    "granted",
    "not-applicable",
    "narrowed",
    "expired",
    "not-started",
    "override-ineffective",
    "no-grant",
];

#[derive(Clone, Copy, PartialEq)]
enum When {
    Before,
    Inside,
    After,
}

fn when(window: &Window, at: f64) -> When {
    if window.starts.is_some_and(|starts| at < starts as f64) {
        When::Before
    } else if window.expires.is_some_and(|expires| at >= expires as f64) {
        When::After
    } else {
        When::Inside
    }
}

/// The reason for the decision; `granted` is the only one that allows.
pub fn decide(world: &World, principal: &str, permission: &str, scope: &str, at: f64) -> &'static str {
    if !at.is_finite() {
        return "invalid-time";
    }
    let Some(who) = world.principals.iter().find(|known| known.id == principal) else {
        return "unknown-principal";
    };
    if !who.active {
        return "inactive-principal";
    }
    let Some(what) = world.permissions.iter().find(|known| known.id == permission) else {
        return "unknown-permission";
    };
    let Some(place) = world.scope(scope) else {
        return "unknown-scope";
    };
    // What does not apply here can never be granted here, so it may be asked first.
    if !what.applies_to.contains(&place.scope_type) {
        return "not-applicable";
    }

    let mut found = Names::new();
    for held in world.held.iter().filter(|held| held.principal == principal && held.reach.contains(scope)) {
        let grants = held.granted.contains(permission);
        match when(&held.window, at) {
            When::Inside if grants => return "granted",
            When::Inside if held.today.contains(permission) => found.insert("narrowed".into()),
            When::After if grants => found.insert("expired".into()),
            When::Before if grants => found.insert("not-started".into()),
            _ => false,
        };
    }
    for widened in world.widened.iter().filter(|widened| widened.principal == principal) {
        if !widened.reach.contains(scope) || !widened.granted.contains(permission) {
            continue;
        }
        // Of a widen outside its window the window is told first, as of an assignment.
        match when(&widened.window, at) {
            When::Inside if is_supported(world, widened, at) => return "granted",
            When::Inside => found.insert("override-ineffective".into()),
            When::After => found.insert("expired".into()),
            When::Before => found.insert("not-started".into()),
        };
    }
    let first = REASONS.iter().find(|reason| found.contains(**reason));
    first.copied().unwrap_or("no-grant")
}

/// Does an active assignment of an eligible role reach the widen's scope?
fn is_supported(world: &World, widened: &Widened, at: f64) -> bool {
    world.held.iter().any(|held| {
        held.principal == widened.principal
            && widened.eligible.contains(&held.role)
            && held.reach.contains(&widened.scope)
            && when(&held.window, at) == When::Inside
    })
}

pub fn list_permissions(world: &World, principal: &str, scope: &str, at: f64) -> Vec<String> {
    let all = world.permissions.iter().map(|permission| permission.id.clone());
    all.filter(|permission| decide(world, principal, permission, scope, at) == "granted").collect()
}

pub fn list_scopes(world: &World, principal: &str, permission: &str, at: f64) -> Vec<String> {
    let all = world.scopes.iter().map(|scope| scope.id.clone());
    all.filter(|scope| decide(world, principal, permission, scope, at) == "granted").collect()
}

pub fn list_principals(world: &World, permission: &str, scope: &str, at: f64) -> Vec<String> {
    let all = world.principals.iter().map(|principal| principal.id.clone());
    all.filter(|principal| decide(world, principal, permission, scope, at) == "granted").collect()
}

/// The scopes that a snapshot for this principal holds, in directory order: whatever one of its
/// rows reaches at any time, and the scopes above these.
pub fn snapshot_scopes(world: &World, principal: &str) -> Vec<String> {
    let mut known = Names::new();
    for held in world.held.iter().filter(|held| held.principal == principal) {
        known.extend(held.reach.clone());
    }
    for widened in world.widened.iter().filter(|widened| widened.principal == principal) {
        known.extend(widened.reach.clone());
    }
    for reached in known.clone() {
        known.extend(world.ancestors(&reached));
    }
    let all = world.scopes.iter().map(|scope| scope.id.clone());
    all.filter(|scope| known.contains(scope)).collect()
}

/// As [`decide`], asked of a session that was loaded from this principal's snapshot; `within` is
/// [`snapshot_scopes`].
pub fn decide_in_session(
    world: &World,
    principal: &str,
    within: &[String],
    permission: &str,
    scope: &str,
    expires_at: Option<i64>,
    at: f64,
) -> &'static str {
    if at.is_finite() && expires_at.is_some_and(|expires| at >= expires as f64) {
        return "stale";
    }
    let reason = decide(world, principal, permission, scope, at);
    let rank = |reason: &str| REASONS.iter().position(|known| *known == reason);
    let is_outside = !within.iter().any(|known| known == scope);
    // A session cannot tell a scope that it lacks from one that does not exist.
    if is_outside && rank(reason) >= rank("unknown-scope") {
        return "outside-snapshot";
    }
    reason
}

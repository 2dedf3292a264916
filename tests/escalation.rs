//! No escalation: whatever an actor does in three steps, nobody ends with more than the actor had, or than they had.
//!
//! Exhaustive: every sequence of up to three applied changes out of a pool that has every kind of change, by every actor,
//! in a small tenant of each vendor whose delegation has the ceiling `own`. For Twilio, whose catalog gives its
//! administrators roles that they do not hold, the law is another: who changed what, and with which right.

#![cfg(not(target_family = "wasm"))]
#![allow(clippy::panic, clippy::expect_used, clippy::indexing_slicing, reason = "a test stops at the unexpected")]
#![allow(clippy::print_stdout, reason = "a test tells how much it saw")]
#![allow(missing_docs, reason = "a test program has no readers outside")]

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rolescope::{Catalog, Change, ChangeOptions, Directory, Options, Time};
use serde_json::{Value, json};

const STEPS: usize = 3;

fn now() -> Time {
    Time::parse("2026-06-01T00:00:00Z").expect("a time")
}

type Rights = BTreeMap<String, BTreeSet<(String, String)>>;

/// For each principal, the permissions that it has, with the scopes.
fn rights(directory: &Directory) -> Rights {
    let mut rights = Rights::new();
    for principal in directory.principals() {
        let own = rights.entry(principal.id.clone()).or_default();
        for scope in directory.scopes() {
            let found = directory.list_permissions(&principal.id, &scope.id, Some(now()));
            own.extend(found.into_iter().map(|permission| (permission.to_owned(), scope.id.clone())));
        }
    }
    rights
}

struct Walk<'w> {
    actor: &'w str,
    pool: &'w [Vec<Change>],
    before: Rights,
    seen: HashSet<String>,
    applied: usize,
}

impl Walk<'_> {
    fn from(&mut self, directory: &Directory, steps: usize, done: &mut Vec<usize>) {
        for (index, changes) in self.pool.iter().enumerate() {
            let mut next = directory.clone();
            let options = ChangeOptions { by: Some(self.actor), at: now(), diff_limit: 0 };
            if next.apply(changes, options, false).is_err() {
                continue;
            }
            done.push(index);
            self.applied += 1;
            self.judge(&next, done);
            if steps > 1 && self.seen.insert(format!("{steps}{}", next.to_json())) {
                self.from(&next, steps - 1, done);
            }
            done.pop();
        }
    }

    /// What nobody had who could give it, nobody has now. A scope that is new counts as the one above it.
    fn judge(&self, directory: &Directory, done: &[usize]) {
        let parents: BTreeMap<String, Option<String>> =
            directory.scopes().into_iter().map(|scope| (scope.id, scope.parent)).collect();
        let known: BTreeSet<&String> = self.before.values().flatten().map(|(_, scope)| scope).collect();
        let none = BTreeSet::new();
        let actors = self.before.get(self.actor).unwrap_or(&none);
        for (principal, now) in rights(directory) {
            let had = self.before.get(&principal).unwrap_or(&none);
            for (permission, scope) in &now {
                // who creates a scope receives the role that the catalog says, there
                if scope.starts_with("new") || !known.contains(scope) {
                    continue;
                }
                let right = (permission.clone(), scope.clone());
                let fine = had.contains(&right) || (principal != self.actor && actors.contains(&right));
                let steps: Vec<_> = done.iter().map(|index| &self.pool[*index]).collect();
                assert!(
                    fine,
                    "`{principal}` has `{permission}` at `{scope}` (in {:?}) by `{}`, who may not give it: {steps:#?}",
                    parents.get(scope),
                    self.actor
                );
            }
        }
    }
}

fn row(principal: &str, role: &str, scope: &str) -> Value {
    json!({ "principal": principal, "role": role, "scope": scope })
}

fn key(kind: &str, principal: &str, role: &str, scope: &str) -> Value {
    json!({ "type": kind, "principal": principal, "role": role, "scope": scope })
}

/// `powerless` are principals that hold no right to change anything: none of their change sets is applied.
fn exhaust(name: &str, catalog: &Catalog, tenant: &Value, pool: Vec<Value>, powerless: &[&str]) {
    let options = Options { lenient: false, now: now() };
    let directory = Directory::parse(catalog, tenant.to_string(), options).expect("it loads");
    let parse = |changes: &Value| Change::parse(changes.to_string()).expect("they can be read");
    let pool: Vec<Vec<Change>> = pool.iter().map(parse).collect();
    let mut applied = 0;
    for principal in directory.principals() {
        let before = rights(&directory);
        let mut walk = Walk { actor: &principal.id, pool: &pool, before, seen: HashSet::new(), applied: 0 };
        walk.from(&directory, STEPS, &mut Vec::new());
        assert!(
            walk.applied == 0 || !powerless.contains(&walk.actor),
            "`{}` holds no right, and changes something",
            walk.actor
        );
        applied += walk.applied;
    }
    println!("{name}: {} change sets in the pool, {applied} applied", pool.len());
    assert!(applied > 1000, "only {applied} were applied: the pool says nothing");
}

/// Every change of a row, alone, and swaps of two rows.
fn rows(principals: &[&str], roles: &[&str], scopes: &[&str]) -> Vec<Value> {
    let mut pool = Vec::new();
    for principal in principals {
        for role in roles {
            for scope in scopes {
                pool.push(json!([key("assign", principal, role, scope)]));
                pool.push(json!([key("unassign", principal, role, scope)]));
                for other in roles.iter().filter(|other| *other != role) {
                    pool.push(json!([key("unassign", principal, role, scope), key("assign", principal, other, scope)]));
                }
            }
        }
    }
    pool
}

#[test]
fn of_a_voiceflow_tenant() {
    let tenant = json!({
        "catalog": "voiceflow",
        "scopes": [
            { "id": "O1", "type": "organization", "attributes": { "plan": "enterprise" } },
            { "id": "W1", "type": "workspace", "parent": "O1" }, { "id": "W2", "type": "workspace", "parent": "O1" },
            { "id": "P1", "type": "project", "parent": "W1" },
        ],
        "principals": [{ "id": "olga" }, { "id": "adam" }, { "id": "eve" }, { "id": "vic" }],
        "roleAssignments": [
            row("olga", "owner", "W1"), row("olga", "owner", "W2"), row("adam", "admin", "W1"), row("eve", "editor", "W1"), row("vic", "viewer", "W1"),
        ],
    });
    let mut pool = rows(&["adam", "eve", "vic"], &["owner", "admin", "editor", "viewer", "billing"], &["W1"]);
    for principal in ["olga", "adam", "eve", "vic"] {
        pool.push(json!([{ "type": "widen", "principal": principal, "scope": "P1", "role": "editor" }]));
        pool.push(json!([{ "type": "clear-override", "principal": principal, "scope": "P1" }]));
        pool.push(json!([{ "type": "transfer", "role": "owner", "scope": "W1", "to": principal }]));
        pool.push(json!([{ "type": "set-active", "principal": principal, "active": false }]));
        pool.push(json!([{ "type": "remove-principal", "principal": principal }]));
        pool.push(json!([key("assign", principal, "viewer", "W2")]));
        pool.push(json!([{ "type": "create-scope", "scope": { "id": "new", "type": "workspace", "parent": "O1" }, "creator": principal }]));
    }
    pool.push(json!([{ "type": "move-scope", "scope": "P1", "parent": "W2" }]));
    pool.push(json!([{ "type": "remove-scope", "scope": "W1", "cascade": true }]));
    pool.push(json!([{ "type": "remove-scope", "scope": "P1", "cascade": true }]));
    pool.push(json!([{ "type": "set-attribute", "scope": "O1", "name": "plan", "value": "team" }]));
    pool.push(json!([{ "type": "create-scope", "scope": { "id": "new1", "type": "project", "parent": "W1" } }]));
    pool.push(json!([{ "type": "update-role", "role": "viewer", "permissions": ["project.content.edit"] }]));
    exhaust("voiceflow", &builtin("voiceflow"), &tenant, pool, &["vic"]);
}

#[test]
fn of_a_studio_tenant() {
    let tenant = json!({
        "catalog": "studio",
        "scopes": [
            { "id": "SY", "type": "system" }, { "id": "SP1", "type": "service_provider", "parent": "SY" },
            { "id": "A1", "type": "account", "parent": "SP1" }, { "id": "A2", "type": "account", "parent": "SP1" },
        ],
        "principals": [{ "id": "prov" }, { "id": "adm" }, { "id": "rob" }, { "id": "ron" }],
        "roleAssignments": [row("prov", "service_provider", "SP1"), row("adm", "ac_admin", "A1"), row("rob", "ac_rw", "A1"), row("ron", "ac_ro", "A2")],
        "overrides": [{ "principal": "rob", "scope": "A1", "mode": "narrow", "role": "ac_rw", "permissions": ["tasks.tasks.read"] }],
    });
    let mut pool = rows(&["adm", "rob", "ron"], &["ac_admin", "ac_rw", "ac_ro"], &["A1", "A2"]);
    for principal in ["prov", "adm", "rob", "ron"] {
        pool.push(json!([key("assign", principal, "service_provider", "SP1")]));
        pool.push(json!([key("assign", principal, "system", "SY")]));
        pool.push(json!([{ "type": "narrow", "principal": principal, "role": "ac_rw", "scope": "A1", "permissions": ["tasks.tasks.read", "tasks.tasks.delete"] }]));
        pool.push(json!([{ "type": "clear-override", "principal": principal, "scope": "A1" }]));
        pool.push(json!([{ "type": "set-active", "principal": principal, "active": false }]));
        pool.push(json!([{ "type": "remove-principal", "principal": principal }]));
    }
    pool.push(json!([{ "type": "move-scope", "scope": "A2", "parent": "SP1" }]));
    pool.push(json!([{ "type": "remove-scope", "scope": "A2", "cascade": true }]));
    pool.push(json!([{ "type": "create-scope", "scope": { "id": "new", "type": "account", "parent": "SP1" } }]));
    pool.push(json!([{ "type": "update-role", "role": "ac_ro", "permissions": ["manage.users.assign"] }]));
    pool.push(json!([{ "type": "define-role", "role": { "id": "own", "name": "Own", "kind": "account-user", "assignableAt": ["account"], "grants": [{ "permission": "manage.users.assign" }] } }]));
    exhaust("studio", &builtin("studio"), &tenant, pool, &["rob", "ron"]);
}

/// Here the ceiling alone keeps people apart: the help desk may touch every role and holds little.
#[test]
fn of_a_tenant_whose_help_desk_may_touch_every_role() {
    let role = |id: &str, permissions: &[&str]| {
        let grants: Vec<Value> = permissions.iter().map(|permission| json!({ "permission": permission })).collect();
        json!({ "id": id, "name": id, "kind": "k", "assignableAt": ["org", "team"], "grants": grants })
    };
    let delegates = |change: &str, targets: &str| json!({ "rule": "delegation", "changes": [change], "needs": "users.roles.assign", "targets": targets, "ceiling": "own" });
    let catalog = json!({
        "id": "desk", "version": "1", "title": "Desk",
        "scopeTypes": [{ "id": "org", "parents": [] }, { "id": "team", "parents": ["org"] }],
        "permissions": (["docs.file.read", "docs.file.edit", "users.roles.assign"].map(|id| json!({ "id": id, "appliesTo": ["org", "team"] }))),
        "roles": [
            role("reader", &["docs.file.read"]), role("editor", &["docs.file.read", "docs.file.edit"]),
            role("desk", &["docs.file.read", "users.roles.assign"]), role("boss", &["docs.file.read", "docs.file.edit", "users.roles.assign"]),
        ],
        "pages": [],
        "rules": [
            delegates("assign", "scope"), delegates("unassign", "scope"), delegates("narrow", "scope"), delegates("clear-override", "scope"),
            delegates("widen", "scope"), delegates("update-role", "scope"), delegates("define-role", "scope"), delegates("move-scope", "scope"),
            { "rule": "narrowing", "scopeTypes": ["org", "team"], "roles": {}, "follows": "pinned" },
            { "rule": "widening", "scopeTypes": ["team"], "role": "editor", "eligible": ["reader", "desk"], "ineligible": [] },
        ],
    });
    let catalog = Catalog::parse(catalog.to_string()).expect("it holds");
    let tenant = json!({
        "catalog": "desk",
        "scopes": [{ "id": "O1", "type": "org" }, { "id": "T1", "type": "team", "parent": "O1" }, { "id": "T2", "type": "team", "parent": "O1" }],
        "principals": [{ "id": "boss" }, { "id": "dina" }, { "id": "ed" }, { "id": "ray" }],
        "roleAssignments": [row("boss", "boss", "O1"), row("dina", "desk", "T1"), row("ed", "editor", "T1"), row("ray", "reader", "T1")],
        "overrides": [{ "principal": "ed", "scope": "T1", "mode": "narrow", "role": "editor", "permissions": ["docs.file.read"] }],
    });
    let mut pool = rows(&["dina", "ed", "ray"], &["reader", "editor", "desk", "boss"], &["O1", "T1", "T2"]);
    for principal in ["dina", "ed", "ray"] {
        pool.push(json!([{ "type": "narrow", "principal": principal, "role": "editor", "scope": "T1", "permissions": ["docs.file.read", "docs.file.edit"] }]));
        pool.push(json!([{ "type": "clear-override", "principal": principal, "scope": "T1" }]));
        pool.push(json!([{ "type": "widen", "principal": principal, "scope": "T1", "role": "editor" }]));
    }
    for role in ["reader", "editor", "desk"] {
        pool.push(json!([{ "type": "update-role", "role": role, "permissions": ["docs.file.read", "docs.file.edit", "users.roles.assign"] }]));
        pool.push(json!([{ "type": "update-role", "role": role, "permissions": [] }]));
    }
    pool.push(json!([{ "type": "move-scope", "scope": "T1", "parent": "O1" }]));
    exhaust("desk", &catalog, &tenant, pool, &["ed", "ray"]);
}

fn builtin(id: &str) -> Catalog {
    Catalog::builtin(id).expect("it is built in")
}

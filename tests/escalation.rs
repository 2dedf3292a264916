//! No escalation: whatever an actor does in three steps, nobody ends with more than the actor may give.
//!
//! Exhaustive: every sequence of up to three applied changes out of a pool that has every kind of change, by every actor,
//! in a small tenant of each vendor. Where the delegation has the ceiling `own`, nobody ends with more than the actor had,
//! or than they had. Twilio's administrators give roles that they do not hold, so there the law is another: at each step
//! the actor gains nothing, and each row that came or went is one that the actor had the right to touch.

#![cfg(not(target_family = "wasm"))]
#![allow(clippy::panic, clippy::expect_used, clippy::indexing_slicing, reason = "a test stops at the unexpected")]
#![allow(clippy::print_stdout, reason = "a test tells how much it saw")]
#![allow(missing_docs, reason = "a test program has no readers outside")]

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rolescope::{AssignmentQuery, Catalog, Change, ChangeOptions, Directory, Options, Time};
use serde_json::{Value, json};

const STEPS: usize = 3;

fn now() -> Time {
    Time::parse("2026-06-01T00:00:00Z").expect("a time")
}

/// A second after the change sets are made: what begins then is given now.
const SOON: &str = "2026-06-01T00:00:01Z";

/// When rights are looked at: at the time of the change sets, when what they announce has begun, and long after.
fn instants() -> [Time; 3] {
    [now(), Time::parse(SOON).expect("a time"), Time::parse("2030-01-01T00:00:00Z").expect("a time")]
}

/// Permission, scope, and which of the instants.
type Right = (String, String, usize);
type Rights = BTreeMap<String, BTreeSet<Right>>;

/// For each principal, the permissions that it has, with the scopes, now and later.
fn rights(directory: &Directory) -> Rights {
    let mut rights = Rights::new();
    for principal in directory.principals() {
        let own = rights.entry(principal.id.clone()).or_default();
        for (instant, at) in instants().into_iter().enumerate() {
            for scope in directory.scopes() {
                let found = directory.list_permissions(&principal.id, &scope.id, Some(at));
                own.extend(found.into_iter().map(|permission| (permission.to_owned(), scope.id.clone(), instant)));
            }
        }
    }
    rights
}

/// What everybody would have at each new scope of the pool if the actor made that scope and nothing else.
fn rights_at_new_scopes(first: &Directory, pool: &[Vec<Change>], actor: &str) -> Rights {
    let mut made = Rights::new();
    for change in pool.iter().flatten() {
        let Change::CreateScope { scope, creator } = change else { continue };
        if creator.as_deref().is_some_and(|creator| creator != actor) {
            continue;
        }
        let change = Change::CreateScope { scope: scope.clone(), creator: Some(actor.to_owned()) };
        let mut next = first.clone();
        if next.apply(&[change], ChangeOptions { by: None, at: now(), diff_limit: 0 }, false).is_ok() {
            for (principal, rights) in rights(&next) {
                made.entry(principal).or_default().extend(rights.into_iter().filter(|(_, at, _)| *at == scope.id));
            }
        }
    }
    made
}

/// What must hold after a step: it is asked with the directories before the first step, before this one and after it.
type Law = fn(&Walk<'_>, [&Directory; 3], &[usize]);

struct Walk<'w> {
    actor: &'w str,
    pool: &'w [Vec<Change>],
    law: Law,
    first: &'w Directory,
    made: Rights,
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
            (self.law)(self, [self.first, directory, &next], done);
            if steps > 1 && self.seen.insert(format!("{steps}{}", next.to_json())) {
                self.from(&next, steps - 1, done);
            }
            done.pop();
        }
    }

    fn steps(&self, done: &[usize]) -> Vec<&[Change]> {
        done.iter().map(|index| self.pool[*index].as_slice()).collect()
    }
}

/// What nobody had at first who could give it, nobody has now.
fn no_more_than_the_actor_had(walk: &Walk<'_>, [first, _, next]: [&Directory; 3], done: &[usize]) {
    let before = rights(first);
    let none = BTreeSet::new();
    let of = |principal: &str| [&before, &walk.made].map(|rights| rights.get(principal).unwrap_or(&none));
    for (principal, now) in rights(next) {
        let [had, made] = of(&principal);
        let actors = of(walk.actor);
        for right in &now {
            let (permission, scope, _) = right;
            let today = (permission.clone(), scope.clone(), 0);
            let given = principal != walk.actor && actors.iter().any(|rights| rights.contains(&today));
            let fine = had.contains(right) || made.contains(right) || given;
            let (actor, steps) = (walk.actor, walk.steps(done));
            assert!(
                fine,
                "`{principal}` has `{permission}` at `{scope}` by `{actor}`, who may not give it: {steps:#?}"
            );
        }
    }
}

/// The actor gains nothing, and has the right to touch each row that came or went: the organization's access control for
/// every role but the two Owners, an account's user management for its general roles, ownership for an Owner.
fn each_row_by_right(walk: &Walk<'_>, [_, before, next]: [&Directory; 3], done: &[usize]) {
    let (actor, steps) = (walk.actor, walk.steps(done));
    let may = |permission: &str, scope: &str| before.can(actor, permission, scope, Some(now()));
    let scopes = |directory: &Directory| directory.scopes().into_iter().map(|scope| scope.id).collect::<BTreeSet<_>>();
    let (old, new) = (scopes(before), scopes(next));

    let own = |directory: &Directory| rights(directory).remove(actor).unwrap_or_default();
    let gained: Vec<_> = own(next)
        .difference(&own(before))
        .filter(|right| !walk.made.get(actor).is_some_and(|made| made.contains(right)))
        .cloned()
        .collect();
    assert!(gained.is_empty(), "`{actor}` gains {gained:?}: {steps:#?}");

    let rows = |directory: &Directory| {
        let rows = directory.role_assignments(&AssignmentQuery::default());
        rows.into_iter().map(|row| (row.principal, row.role, row.scope, row.kind)).collect::<BTreeSet<_>>()
    };
    for (principal, role, scope, kind) in rows(before).symmetric_difference(&rows(next)) {
        let stands = old.contains(scope) && new.contains(scope);
        let fine = match role.as_str() {
            "owner" if stands => may("account.ownership.transfer", scope),
            "organization-owner" if stands => may("organization.ownership.transfer", scope),
            // the creator of an account is its Owner, and closing it ends that
            "owner" => may("organization.accounts.create", "OR") || may("account.account.close", scope),
            "organization-owner" => may("organization.organization.delete", scope),
            _ => {
                let by_account = kind == "general" && may("account.users.manage", scope);
                by_account || may("organization.access-control.manage", "OR")
            }
        };
        assert!(fine, "`{actor}` may not touch `{role}` of `{principal}` at `{scope}`: {steps:#?}");
    }
}

fn row(principal: &str, role: &str, scope: &str) -> Value {
    json!({ "principal": principal, "role": role, "scope": scope })
}

/// A row that begins a second after the change.
fn soon(principal: &str, role: &str, scope: &str) -> Value {
    let mut change = key("assign", principal, role, scope);
    change["startsAt"] = json!(SOON);
    change
}

fn create(id: &str, kind: &str, parent: &str) -> Value {
    json!({ "type": "create-scope", "scope": { "id": id, "type": kind, "parent": parent } })
}

fn key(kind: &str, principal: &str, role: &str, scope: &str) -> Value {
    json!({ "type": kind, "principal": principal, "role": role, "scope": scope })
}

/// `powerless` are principals that hold no right to change anything: none of their change sets is applied.
fn exhaust(name: &str, catalog: &Catalog, tenant: &Value, pool: Vec<Value>, law: Law, powerless: &[&str]) {
    let options = Options { lenient: false, now: now() };
    let directory = Directory::parse(catalog, tenant.to_string(), options).expect("it loads");
    let parse = |changes: &Value| Change::parse(changes.to_string()).expect("they can be read");
    let pool: Vec<Vec<Change>> = pool.iter().map(parse).collect();
    let mut applied = 0;
    for principal in directory.principals() {
        let made = rights_at_new_scopes(&directory, &pool, &principal.id);
        let mut walk =
            Walk { actor: &principal.id, pool: &pool, law, first: &directory, made, seen: HashSet::new(), applied: 0 };
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
    for principal in ["adam", "vic"] {
        pool.push(json!([soon(principal, "admin", "W1")]));
        pool.push(json!([key("unassign", principal, "admin", "W1"), soon(principal, "owner", "W1")]));
        pool.push(json!([create("new2", "project", "W1"), { "type": "widen", "principal": principal, "scope": "new2", "role": "editor" }]));
        pool.push(json!([create("new3", "workspace", "O1"), key("assign", principal, "admin", "new3")]));
        pool.push(
            json!([{ "type": "widen", "principal": principal, "scope": "P1", "role": "editor", "startsAt": SOON }]),
        );
    }
    pool.push(json!([{ "type": "remove-scope", "scope": "P1", "cascade": true }, create("P1", "project", "W2")]));
    exhaust("voiceflow", &builtin("voiceflow"), &tenant, pool, no_more_than_the_actor_had, &["vic"]);
}

#[test]
fn of_a_studio_tenant() {
    let tenant = json!({
        "catalog": "studio",
        "scopes": [
            { "id": "SY", "type": "system" }, { "id": "SP1", "type": "service_provider", "parent": "SY" },
            { "id": "A1", "type": "account", "parent": "SP1" }, { "id": "A2", "type": "account", "parent": "SP1" },
        ],
        "principals": [{ "id": "prov" }, { "id": "adm" }, { "id": "ada" }, { "id": "rob" }, { "id": "ron" }],
        "roleAssignments": [row("ada", "ac_admin", "A1"), row("prov", "service_provider", "SP1"), row("adm", "ac_admin", "A1"), row("rob", "ac_rw", "A1"), row("ron", "ac_ro", "A2")],
        "overrides": [
            { "principal": "rob", "scope": "A1", "mode": "narrow", "role": "ac_rw", "permissions": ["tasks.tasks.read"] },
            { "principal": "ada", "scope": "A1", "mode": "narrow", "role": "ac_admin", "permissions": ["manage.users.read", "manage.users.assign"] },
        ],
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
    let whole = |principal: &str, role: &str| {
        let clear = json!({ "type": "clear-override", "principal": principal, "scope": "A1" });
        json!([clear, key("unassign", principal, role, "A1"), soon(principal, role, "A1")])
    };
    pool.push(whole("rob", "ac_rw"));
    pool.push(whole("ada", "ac_admin"));
    for principal in ["adm", "rob"] {
        pool.push(json!([key("unassign", principal, "ac_admin", "A1"), soon(principal, "ac_admin", "A1")]));
        pool.push(json!([create("new1", "account", "SP1"), key("assign", principal, "ac_admin", "new1")]));
        pool.push(json!([soon(principal, "service_provider", "SP1")]));
    }
    pool.push(json!([soon("ron", "ac_admin", "A1")]));
    pool.push(json!([{ "type": "define-role", "role": { "id": "own", "name": "Own", "kind": "account-user", "assignableAt": ["account"], "grants": [{ "permission": "manage.users.assign" }] } }]));
    exhaust("studio", &builtin("studio"), &tenant, pool, no_more_than_the_actor_had, &["rob", "ron"]);
}

#[test]
fn of_a_twilio_tenant() {
    let tenant = json!({
        "catalog": "twilio",
        "scopes": [
            { "id": "OR", "type": "organization" },
            { "id": "A1", "type": "account", "parent": "OR" }, { "id": "A2", "type": "account", "parent": "OR" },
            { "id": "B1", "type": "billing_group", "parent": "OR", "links": ["A1"] },
        ],
        "principals": [{ "id": "olga" }, { "id": "oscar" }, { "id": "anna" }, { "id": "dev" }],
        "roleAssignments": [
            row("olga", "organization-owner", "OR"), row("olga", "owner", "A2"), row("oscar", "organization-admin", "OR"),
            row("anna", "owner", "A1"), row("dev", "administrator", "A1"), row("dev", "developer", "A2"),
        ],
    });
    let mut pool = rows(&["oscar", "dev"], &["owner", "administrator", "studio-admin"], &["A1", "A2"]);
    pool.extend(rows(&["oscar", "dev"], &["organization-owner", "organization-admin"], &["OR"]));
    for principal in ["olga", "oscar", "anna", "dev"] {
        pool.push(json!([{ "type": "transfer", "role": "owner", "scope": "A1", "to": principal }]));
        pool.push(json!([{ "type": "transfer", "role": "organization-owner", "scope": "OR", "to": principal }]));
        pool.push(json!([{ "type": "set-active", "principal": principal, "active": false }]));
        pool.push(json!([{ "type": "remove-principal", "principal": principal }]));
    }
    let billing = json!({ "type": "billing_group", "id": "B1" });
    let group = json!({ "type": "assign", "principal": "dev", "role": "billing-group-admin", "scope": "OR", "resource": billing });
    pool.push(json!([group]));
    pool.push(json!([{ "type": "create-scope", "scope": { "id": "new", "type": "account", "parent": "OR" } }]));
    pool.push(json!([{ "type": "remove-scope", "scope": "A1", "cascade": true }]));
    pool.push(json!([{ "type": "remove-scope", "scope": "OR", "cascade": true }]));
    pool.push(json!([{ "type": "move-scope", "scope": "A1", "parent": "OR" }]));
    pool.push(json!([{ "type": "update-role", "role": "developer", "permissions": ["account.users.manage"] }]));
    for principal in ["oscar", "dev"] {
        pool.push(json!([soon(principal, "studio-admin", "A1")]));
        pool.push(json!([create("new1", "subaccount", "A1"), key("assign", principal, "studio-admin", "new1")]));
        pool.push(json!([create("new2", "account", "OR"), key("assign", principal, "studio-admin", "new2")]));
    }
    pool.push(json!([{ "type": "create-scope", "scope": { "id": "new3", "type": "billing_group", "parent": "OR", "links": ["A2"] } }]));
    exhaust("twilio", &builtin("twilio"), &tenant, pool, each_row_by_right, &[]);
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
            delegates("widen", "scope"), delegates("create-scope", "scope"), delegates("update-role", "scope"), delegates("define-role", "scope"), delegates("move-scope", "scope"),
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
    for principal in ["dina", "ray"] {
        pool.push(json!([soon(principal, "boss", "T1")]));
        pool.push(json!([create("new", "team", "O1"), key("assign", principal, "editor", "new")]));
        pool.push(
            json!([{ "type": "widen", "principal": principal, "scope": "T1", "role": "editor", "startsAt": SOON }]),
        );
    }
    exhaust("desk", &catalog, &tenant, pool, no_more_than_the_actor_had, &["ed", "ray"]);
}

fn builtin(id: &str) -> Catalog {
    Catalog::builtin(id).expect("it is built in")
}

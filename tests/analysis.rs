//! The analysis of catalogs: two roles side by side, the least roles, two versions side by side, and what deserves a
//! second look. Each law stands in words above its test.

#![cfg(not(target_family = "wasm"))]
#![allow(clippy::panic, clippy::expect_used, clippy::indexing_slicing, reason = "a test stops at the unexpected")]
#![allow(clippy::print_stdout, reason = "a test tells how many cases it saw and how long it took")]
#![allow(unreachable_pub, missing_docs, reason = "a test program has no readers outside")]

#[path = "analysis/diff.rs"]
mod diff;
#[path = "analysis/generate.rs"]
mod generate;
#[path = "analysis/least.rs"]
mod least;
#[path = "analysis/lint.rs"]
mod lint;

use std::collections::BTreeSet;

use rolescope::{BUILTIN_IDS, Catalog, Code};
use serde_json::{Value, json};

pub fn parse(text: &Value) -> Catalog {
    Catalog::parse(text.to_string()).unwrap_or_else(|error| panic!("{:#?}\n{text:#}", error.issues))
}

pub fn builtin(id: &str) -> Catalog {
    Catalog::builtin(id).expect("it is built in")
}

/// The permissions of a role's closure, in catalog order.
pub fn closure(catalog: &Catalog, role: &str) -> Vec<String> {
    let role = catalog.role(role).unwrap_or_else(|error| panic!("{error}"));
    role.permissions.into_iter().map(|permission| permission.id).collect()
}

/// Of any two roles: what both grant and what only one grants are the two closures, nothing twice, in catalog order;
/// turned round, the two sides change places; a role and itself differ in nothing.
#[test]
fn two_roles_side_by_side_are_their_closures() {
    let mut pairs = 0;
    for catalog in BUILTIN_IDS.map(builtin) {
        let order: Vec<&str> = catalog.permission_ids().collect();
        let place = |id: &String| order.iter().position(|known| known == id).expect("it is known");
        let roles = catalog.roles(&Default::default());
        for (a, b) in roles.iter().flat_map(|a| roles.iter().map(move |b| (&a.id, &b.id))) {
            let diff = catalog.diff_roles(a, b).expect("both are known");
            for list in [&diff.only_a, &diff.only_b, &diff.both] {
                assert!(list.iter().map(place).is_sorted_by(|one, other| one < other), "{a} {b}: {list:?}");
            }
            let (of_a, of_b) = (closure(&catalog, a), closure(&catalog, b));
            let (a_set, b_set): (BTreeSet<_>, BTreeSet<_>) = (of_a.iter().collect(), of_b.iter().collect());
            assert_eq!(diff.only_a.iter().collect::<BTreeSet<_>>(), &a_set - &b_set, "{a} {b}");
            assert_eq!(diff.only_b.iter().collect::<BTreeSet<_>>(), &b_set - &a_set, "{a} {b}");
            assert_eq!(diff.both.iter().collect::<BTreeSet<_>>(), &a_set & &b_set, "{a} {b}");
            let turned = catalog.diff_roles(b, a).expect("both are known");
            assert_eq!((&diff.only_a, &diff.only_b, &diff.both), (&turned.only_b, &turned.only_a, &turned.both));
            if a == b {
                assert!(diff.only_a.is_empty() && diff.only_b.is_empty());
            }
            pairs += 1;
        }
    }
    assert!(pairs > 3_500, "only {pairs} pairs");
}

/// A role that is not known is refused, on either side, with the near one as a hint.
#[test]
fn a_role_that_is_not_known_is_refused() {
    let catalog = builtin("studio");
    for (a, b) in [("ac_admln", "ac_ro"), ("ac_ro", "ac_admln")] {
        let error = catalog.diff_roles(a, b).expect_err("it is not known");
        assert_eq!(error.code, Code::UnknownRole);
        assert_eq!(error.message, "unknown role `ac_admln`");
        assert_eq!(error.issues[0].hint.as_deref(), Some("did you mean `ac_admin`?"));
    }
}

/// A small catalog: two scope types, three permissions, two roles, two pages.
pub fn small() -> Value {
    json!({
        "id": "toy", "version": "1", "title": "Toy",
        "scopeTypes": [{ "id": "org", "parents": [] }, { "id": "team", "parents": ["org"] }],
        "permissions": [
            { "id": "docs.file.read", "appliesTo": ["org", "team"] },
            { "id": "docs.file.edit", "appliesTo": ["team"] },
            { "id": "docs.file.share", "appliesTo": ["team"] },
        ],
        "roles": [
            { "id": "reader", "name": "Reader", "kind": "standard", "assignableAt": ["org", "team"],
              "grants": [{ "permission": "docs.file.read" }] },
            { "id": "editor", "name": "Editor", "kind": "standard", "assignableAt": ["team"], "inherits": ["reader"],
              "grants": [{ "permission": "docs.file.edit" }, { "permission": "docs.file.share" }] },
        ],
        "pages": [
            { "id": "docs", "path": "docs", "title": "Docs", "scopeTypes": ["org", "team"], "requires": "docs.file.read" },
            { "id": "docs.edit", "path": "docs/edit", "title": "Edit", "parent": "docs", "scopeTypes": ["team"],
              "requires": { "all": ["docs.file.read", { "any": ["docs.file.edit", "docs.file.share"] }] } },
        ],
        "rules": [{ "rule": "protected", "roles": ["editor"] }],
    })
}

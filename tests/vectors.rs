//! Every vector, put to the engine natively.

#![cfg(not(target_family = "wasm"))]
#![allow(clippy::panic, clippy::indexing_slicing, clippy::print_stdout, reason = "a test stops at the unexpected")]
#![allow(unreachable_pub, missing_docs, reason = "a test program has no readers outside")]

#[path = "support/ask.rs"]
mod ask;
#[path = "support/vectors.rs"]
mod vectors;

use std::collections::BTreeSet;

use serde_json::{Value, json};

#[test]
fn every_vector_holds() {
    let (count, differences) = vectors::run_all();
    println!("{count} vectors");
    assert!(count >= 160, "only {count} vectors");
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn every_file_is_listed_and_each_law_stands_once() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors");
    let files = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let names = files.flatten().filter_map(|file| Some(file.file_name().to_str()?.strip_suffix(".json")?.to_owned()));
    let listed: BTreeSet<String> = vectors::FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names.collect::<BTreeSet<_>>(), listed);
    let all = vectors::all();
    let laws: BTreeSet<&str> = all.iter().filter_map(|(_, vector)| vector["law"].as_str()).collect();
    assert_eq!(laws.len(), all.len());
}

/// Questions that are put to a catalog alone.
const ANALYSIS: [&str; 4] = ["diffRoles", "leastRoles", "diff", "lint"];

/// A runner that finds nothing wrong with a wrong vector would let everything pass.
#[test]
fn a_vector_whose_expectation_is_wrong_fails() {
    let asks = |kind: &str, question: &Value| question.get(kind).is_some();
    let with = |kind: &str| {
        let all = vectors::all();
        let fits = |vector: &Value| {
            (vector.get("directory").is_some() || ANALYSIS.contains(&kind))
                && vector.get("refused").is_none()
                && vectors::items(vector, "questions").iter().any(|question| asks(kind, question))
        };
        all.into_iter().map(|(_, vector)| vector).find(fits).unwrap_or_else(|| panic!("no vector asks {kind}"))
    };
    let broken = |kind: &str, field: &str, value: Value| {
        let mut vector = with(kind);
        for question in vector["questions"].as_array_mut().into_iter().flatten() {
            if asks(kind, question) {
                question[field] = value.clone();
            }
        }
        (format!("{kind} with another {field}"), vector)
    };
    let altered = |field: &str, value: Value| {
        let mut vector = with("check");
        vector[field] = value;
        (format!("{field} in a vector"), vector)
    };
    let wrong = [
        broken("check", "reason", json!("engine-lost")),
        broken("check", "session", json!("engine-lost")),
        broken("listPermissions", "is", json!(["no.such"])),
        broken("listScopes", "is", json!(["no-such"])),
        broken("listPrincipals", "is", json!(["no-such"])),
        broken("page", "is", json!({ "state": "open" })),
        broken("pages", "visible", json!(["no-such"])),
        broken("pages", "disabled", json!(["no-such"])),
        broken("role", "permissions", json!(["no.such"])),
        broken("overrides", "overrides", json!([{ "id": "no-such", "effective": true }])),
        broken("explain", "is", json!({ "reason": "engine-lost" })),
        broken("explain", "is", json!({ "grants": "none" })),
        broken("explain", "is", json!({ "nearMisses": "none" })),
        broken("explain", "is", json!({ "remedies": "none" })),
        broken("seats", "is", json!([{ "seat": "none", "count": 0, "principals": [] }])),
        broken("seats", "fails", json!("cycle")),
        broken("apiScopes", "is", json!(["none"])),
        broken("review", "review", json!([{ "code": "cycle", "path": [] }])),
        broken(
            "snapshotLacks",
            "snapshotLacks",
            json!([with("check")["directory"]["principals"][0]["id"], "issuedAt"]),
        ),
        broken("diffRoles", "is", json!({ "onlyA": [], "onlyB": [], "both": [] })),
        broken("diffRoles", "refused", json!([])),
        broken("leastRoles", "is", json!([{ "roles": ["no-such"], "extra": [], "exact": true }])),
        broken("leastRoles", "refused", json!([])),
        broken("diff", "is", json!({ "roles": [{ "id": "no-such" }] })),
        broken("lint", "lint", json!([{ "code": "no-such" }])),
        altered("refused", json!([{ "code": "cycle" }])),
        altered("issues", json!([{ "code": "cycle" }])),
        altered("question", json!([])),
    ];
    for (what, vector) in wrong {
        assert!(!vectors::run(&vector).is_empty(), "it goes unseen: {what}");
    }
    let mut idle = with("check");
    if let Some(fields) = idle.as_object_mut() {
        fields.remove("questions");
    }
    assert!(!vectors::run(&idle).is_empty(), "a vector that expects nothing passes");
}

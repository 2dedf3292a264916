//! Hostile texts: each is refused with a typed error, soon, and the next thousand answers are right.
//!
//! The texts are made by the tables under `hostile/`: of faults of JSON itself, of catalogs, of directories and snapshots.

#![cfg(not(target_family = "wasm"))]
#![allow(clippy::panic, clippy::expect_used, clippy::indexing_slicing, reason = "a test stops at the unexpected")]
#![allow(clippy::print_stdout, reason = "a test tells how many texts it saw")]
#![allow(unreachable_pub, missing_docs, reason = "a test program has no readers outside")]

#[path = "hostile/catalogs.rs"]
mod catalogs;
#[path = "hostile/directories.rs"]
mod directories;
#[path = "hostile/json_texts.rs"]
mod json_texts;
#[path = "hostile/limits.rs"]
mod limits;

use std::time::{Duration, Instant};

use rolescope::{Catalog, Code, Directory, Error, Options, Snapshot, Time};
use serde_json::{Value, json};

/// How long a refusal may take. A build without optimisation, on a machine that does other things, gets more.
const SOON: Duration = Duration::from_millis(if cfg!(debug_assertions) { 500 } else { 50 });

/// What a text pretends to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Catalog,
    Directory,
    Snapshot,
}

/// A text and what is to be said of it; no code: it is good, however strange it looks.
pub struct Case {
    pub name: String,
    pub what: What,
    pub text: Vec<u8>,
    pub code: Option<Code>,
}

impl Case {
    pub fn refused(name: impl Into<String>, what: What, code: Code, text: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), what, text: text.into(), code: Some(code) }
    }

    pub fn loads(name: impl Into<String>, what: What, text: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), what, text: text.into(), code: None }
    }
}

/// A good catalog to spoil: one of each kind of row.
pub fn catalog() -> Value {
    json!({
        "id": "toy", "version": "1", "title": "Toy",
        "scopeTypes": [
            { "id": "org", "parents": [], "attributes": { "plan": ["basic", "big"] } },
            { "id": "team", "parents": ["org", "team"], "links": ["team"] },
        ],
        "permissions": [{ "id": "docs.file.read", "appliesTo": ["org", "team"] }],
        "roles": [
            { "id": "reader", "name": "Reader", "kind": "standard", "assignableAt": ["org", "team"], "grants": [{ "permission": "docs.file.read" }] },
            { "id": "payer", "name": "Payer", "kind": "standard", "assignableAt": ["org"], "grants": [], "resource": "team" },
        ],
        "pages": [{ "id": "files", "path": "files", "title": "Files", "scopeTypes": ["team"], "requires": "docs.file.read" }],
        "rules": [
            { "rule": "narrowing", "scopeTypes": ["org", "team"], "roles": {}, "follows": "pinned" },
            { "rule": "widening", "scopeTypes": ["team"], "role": "reader", "eligible": ["reader"], "ineligible": [] },
        ],
    })
}

/// A good directory to spoil.
pub fn directory() -> Value {
    json!({
        "catalog": "toy",
        "scopes": [{ "id": "O1", "type": "org" }, { "id": "T1", "type": "team", "parent": "O1" }],
        "principals": [{ "id": "ann" }],
        "roleAssignments": [{ "principal": "ann", "role": "reader", "scope": "T1" }],
        "overrides": [],
        "roles": [],
    })
}

/// A good snapshot to spoil.
pub fn snapshot() -> Value {
    json!({
        "snapshot": 1, "catalog": "toy", "hash": world().catalog.hash(), "principal": { "id": "ann" }, "revision": 1,
        "issuedAt": "2026-01-01T00:00:00Z",
        "scopes": [{ "id": "O1", "type": "org" }, { "id": "T1", "type": "team", "parent": "O1" }],
        "roleAssignments": [{ "principal": "ann", "role": "reader", "scope": "T1" }],
    })
}

pub fn good(what: What) -> Value {
    match what {
        What::Catalog => catalog(),
        What::Directory => directory(),
        What::Snapshot => snapshot(),
    }
}

/// A good text with another value at one place, which is made if it is not there.
pub fn with(mut text: Value, pointer: &str, value: Value) -> String {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer has a slash");
    match text.pointer_mut(parent).expect("it leads somewhere") {
        Value::Object(fields) => _ = fields.insert(name.to_owned(), value),
        Value::Array(elements) => match name.parse::<usize>() {
            Ok(index) if index < elements.len() => elements[index] = value,
            _ => elements.push(value),
        },
        other => panic!("{other} has no places"),
    }
    text.to_string()
}

fn options(lenient: bool) -> Options {
    Options { lenient, now: Time::from_ms(0.0).expect("the epoch is a time") }
}

/// What was loaded before anything hostile came, and is asked after it.
struct World {
    catalog: Catalog,
    directory: Directory,
}

fn world() -> World {
    let mut rows = directory();
    for (list, row) in (0..10).flat_map(|n| {
        let (who, place) = (format!("p{n}"), format!("s{n}"));
        [
            ("principals", json!({ "id": who })),
            ("scopes", json!({ "id": place, "type": "team", "parent": "O1" })),
            ("roleAssignments", json!({ "principal": who, "role": "reader", "scope": place })),
        ]
    }) {
        rows[list].as_array_mut().expect("a list").push(row);
    }
    let catalog = Catalog::parse(catalog().to_string()).expect("it holds");
    let directory = Directory::parse(&catalog, rows.to_string(), options(false)).expect("it holds");
    World { catalog, directory }
}

impl World {
    /// A thousand questions of which a tenth is granted: each principal reads at a place of its own.
    fn answers_rightly(&self) -> bool {
        (0..1000).all(|n| {
            let (who, place) = (n % 10, n / 10 % 10);
            let at = Time::from_ms(f64::from(n));
            let found = self.directory.can(&format!("p{who}"), "docs.file.read", &format!("s{place}"), at);
            found == (who == place)
        })
    }

    fn load(&self, what: What, text: &[u8], lenient: bool) -> Result<(), Error> {
        match what {
            What::Catalog => Catalog::parse(text).map(drop),
            What::Directory => Directory::parse(&self.catalog, text, options(lenient)).map(drop),
            What::Snapshot => Snapshot::load(&self.catalog, text, Some("ann"), options(lenient)).map(drop),
        }
    }

    /// What is wrong with the engine's way of taking a text.
    fn judge(&self, case: &Case) -> Vec<String> {
        let Case { name, what, text, code } = case;
        let mut wrong = Vec::new();
        // the best of three: other programs run too
        let mut took = Duration::MAX;
        for _ in 0..3 {
            let start = Instant::now();
            let outcome = self.load(*what, text, false);
            took = took.min(start.elapsed());
            let found: Option<Vec<Code>> =
                outcome.as_ref().err().map(|error| error.issues.iter().map(|issue| issue.code).collect());
            match (code, found) {
                (None, None) => {}
                (Some(code), Some(found)) if found.contains(code) => {}
                _ => {
                    let issues = outcome.err().map(|error| error.issues.into_iter().take(3).collect::<Vec<_>>());
                    wrong.push(format!("{what:?}, {name}: expected {code:?}, got {issues:?}"));
                    break;
                }
            }
            if took <= SOON {
                break;
            }
        }
        if took > SOON {
            wrong.push(format!("{what:?}, {name}: it took {took:?}"));
        }
        // leniently it may load, and then it lists every row that it sets aside
        let start = Instant::now();
        drop(self.load(*what, text, true));
        if start.elapsed() > Duration::from_secs(3) {
            wrong.push(format!("{what:?}, {name}: leniently it took {:?}", start.elapsed()));
        }
        if !self.answers_rightly() {
            wrong.push(format!("{what:?}, {name}: the answers after it are wrong"));
        }
        wrong
    }
}

fn judge_all(cases: &[Case]) {
    let world = world();
    assert!(world.answers_rightly());
    let wrong: Vec<String> = cases.iter().flat_map(|case| world.judge(case)).collect();
    println!("{} texts", cases.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn faults_of_json_itself() {
    judge_all(&json_texts::cases());
}

#[test]
fn faults_of_catalogs() {
    judge_all(&catalogs::cases());
}

#[test]
fn faults_of_directories_and_snapshots() {
    judge_all(&directories::cases());
}

#[test]
fn sizes_depths_and_crowds() {
    judge_all(&limits::cases());
}

#[test]
fn there_are_at_least_two_hundred_texts_that_are_refused_and_none_twice() {
    let all = [json_texts::cases(), catalogs::cases(), directories::cases(), limits::cases()].concat_cases();
    let refused = all.iter().filter(|case| case.code.is_some()).count();
    assert!(refused >= 200, "only {refused}");
    let mut names: Vec<(String, String)> =
        all.iter().map(|case| (format!("{:?}", case.what), case.name.clone())).collect();
    names.sort_unstable();
    let before = names.len();
    names.dedup();
    assert_eq!(names.len(), before, "a name stands twice");
}

trait Concat {
    fn concat_cases(self) -> Vec<Case>;
}

impl<const N: usize> Concat for [Vec<Case>; N] {
    fn concat_cases(self) -> Vec<Case> {
        self.into_iter().flatten().collect()
    }
}

/// A test that lets everything pass would prove nothing.
#[test]
fn a_good_text_that_is_said_to_be_bad_is_reported() {
    let world = world();
    for what in [What::Catalog, What::Directory, What::Snapshot] {
        let text = good(what).to_string();
        assert_eq!(world.judge(&Case::loads("the good text", what, text.clone())), Vec::<String>::new());
        assert_eq!(world.judge(&Case::refused("the good text", what, Code::Cycle, text)).len(), 1);
        assert_eq!(world.judge(&Case::loads("no text", what, "")).len(), 1);
        assert_eq!(world.judge(&Case::refused("no text", what, Code::Cycle, "")).len(), 1);
    }
}

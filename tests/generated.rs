//! The generated questions, put to the engine natively. The other runtimes replay the same file and must say the same.
//!
//! `ROLESCOPE_UPDATE=1` writes the file anew.

#![cfg(not(target_family = "wasm"))]
#![allow(dead_code, reason = "the generator has more than is used here")]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test stops at the unexpected, and tells how much it saw"
)]
#![allow(unreachable_pub, missing_docs, reason = "a test program has no readers outside")]

#[path = "oracle/generate.rs"]
mod generate;
#[path = "oracle/generate_catalog.rs"]
mod generate_catalog;
#[path = "oracle/generate_directory.rs"]
mod generate_directory;
#[path = "oracle/generate_pages.rs"]
mod generate_pages;
#[path = "support/generated.rs"]
mod generated;
#[path = "oracle/random.rs"]
mod random;
#[path = "oracle/read.rs"]
mod read;
#[path = "oracle/times.rs"]
mod times;
#[path = "oracle/world.rs"]
mod world;

use generate::{Model, Size};
use generate_pages::asked_path;
use random::Random;
use read::{items, text};
use serde_json::{Value, json};

/// The seed of the first model. The others follow.
const FIRST: u64 = 0;
const SMALL_MODELS: u64 = 90;
/// Models with more than one machine word of permissions and of scopes, looked for from another seed on.
const WIDE_MODELS: usize = 2;
const FIRST_WIDE: u64 = 1_000_000;
const WIDE: Size =
    Size { scope_types: 4, permissions: 80, roles: 8, pages: 16, scopes: 80, principals: 8, assignments: 40 };
/// Of a wide model not every question is asked.
const WIDE_STEP: usize = 37;

/// A model and what to ask of it, without the answers.
fn model(seed: u64, size: &Size, step: usize) -> Value {
    let model = Model::new(seed, size);
    let mut random = Random::new(seed ^ 0x5EED);
    let all = model.times();
    let mut times: Vec<Value> = (0..3).filter_map(|_| random.pick(&all)).map(|at| json!(at)).collect();
    let issued = random.pick(&all).copied().unwrap_or_default().floor();
    times.push(json!(issued));
    // A session's last instant and its first one after the end.
    let expires_in = random.chance(50).then_some(2_000.0);
    if let Some(lifetime) = expires_in {
        times.extend([json!(issued + lifetime - 1.0), json!(issued + lifetime)]);
    }
    if random.chance(15) {
        times.push(Value::Null);
    }
    let pages = items(&model.catalog, "pages");
    let mut asked: Vec<String> = (0..4).filter_map(|_| random.pick(pages)).map(|page| text(page, "path")).collect();
    asked = asked.iter().map(|path| asked_path(&mut random, path)).collect();
    asked.extend(random.pick(pages).map(|page| text(page, "id")));
    let principals = items(&model.directory, "principals");
    let principal = random.pick(principals).map(|principal| text(principal, "id"));
    let unknown = random.pick(&["no.such", "", "__proto__", "ümlaut"]);
    json!({
        "seed": seed, "catalog": model.catalog, "directory": model.directory,
        "unknown": unknown, "times": times, "asked": asked, "step": step,
        "snapshot": { "of": principal, "at": issued, "expiresIn": expires_in },
    })
}

fn models() -> Vec<Value> {
    let small = (FIRST..FIRST + SMALL_MODELS).map(|seed| model(seed, &Size::SMALL, 1));
    let is_wide = |model: &Value| {
        let counts = [items(&model["catalog"], "permissions").len(), items(&model["directory"], "scopes").len()];
        counts.iter().all(|count| *count > 64)
    };
    let wide = (FIRST_WIDE..).map(|seed| model(seed, &WIDE, WIDE_STEP)).filter(is_wide);
    small.chain(wide.take(WIDE_MODELS)).collect()
}

/// Every model is made anew from its seed, so that none can be changed by hand, and answered natively.
#[test]
fn the_file_is_what_the_seeds_give_and_the_engine_answers() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/generated.jsonl");
    let mut fresh = format!("{}\n", json!({ "reasons": generated::reasons() }));
    for mut model in models() {
        model["answers"] = generated::answers(&model);
        fresh.push_str(&format!("{model}\n"));
    }
    if std::env::var_os("ROLESCOPE_UPDATE").is_some() {
        std::fs::write(path, &fresh).unwrap_or_else(|error| panic!("{path}: {error}"));
        return;
    }
    let (count, differences) = generated::run(generated::TEXT);
    println!("{count} questions about {SMALL_MODELS} small and {WIDE_MODELS} wide models, from the seed {FIRST} on");
    assert!(differences.is_empty(), "{} differences\n{}", differences.len(), shown(&differences));
    assert!(count >= generated::LEAST, "only {count} questions");
    let strange = fresh.lines().zip(generated::TEXT.lines()).position(|(fresh, kept)| fresh != kept);
    assert!(strange.is_none() && fresh.len() == generated::TEXT.len(), "line {strange:?} is not what its seed gives");
}

fn shown(differences: &[String]) -> String {
    differences.iter().take(10).cloned().collect::<Vec<_>>().join("\n")
}

/// Every reason that generated questions can meet is among the answers, most of them often.
#[test]
fn the_answers_are_of_every_kind() {
    let lines: Vec<Value> = generated::TEXT.lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect();
    let letters: String =
        lines.iter().flat_map(|model| ["check", "session"].map(|kind| text(&model["answers"], kind))).collect();
    for (reason, letter) in items(&json!({ "reasons": generated::reasons() }), "reasons").iter().zip('a'..) {
        let count = letters.matches(letter).count();
        let never = ["engine-lost", "wrong-principal", "held-elsewhere", "unknown-page"];
        let is_met = count >= 20 || never.iter().any(|code| reason == code);
        assert!(is_met, "{reason} is met {count} times");
    }
}

/// One wrong answer of each kind is noticed, and no other is blamed.
#[test]
fn a_wrong_answer_is_reported() {
    for (kind, width) in generated::KINDS {
        let mut lines: Vec<Value> = generated::TEXT.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let model = lines.iter_mut().skip(1).find(|model| text(&model["answers"], kind).len() > 3 * width).unwrap();
        let mut answers = text(&model["answers"], kind);
        answers.replace_range(2 * width..3 * width, &"?".repeat(width));
        model["answers"][kind] = json!(answers);
        let broken: String = lines.iter().take(20).map(|line| format!("{line}\n")).collect();
        let (_, differences) = generated::run(&broken);
        assert_eq!(differences.len(), 1, "{kind}: {differences:?}");
    }
}

//! The fuzz targets without the fuzzer: every committed input, and some thousands that are made of them.
//!
//! ```text
//! cargo test --test fuzz                       # what `npm test` runs
//! ROLESCOPE_SEED=7 cargo test --test fuzz      # other inputs made of the same ones
//! ```

#![cfg(not(target_family = "wasm"))]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops at the unexpected, and tells how much it saw"
)]
#![allow(dead_code, reason = "the source of random choices has more than is used here")]
#![allow(unreachable_pub, missing_docs, reason = "a test program has no readers outside")]

#[path = "oracle/random.rs"]
mod random;
#[path = "../fuzz/targets.rs"]
mod targets;

use std::collections::BTreeSet;
use std::fs;
use std::panic::catch_unwind;
use std::path::PathBuf;

use random::Random;

/// So many inputs are made of each committed one.
const MADE: usize = 150;
/// Inputs of each target, at the least.
const LEAST: usize = 4_500;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// The committed inputs of a target, in the order of their names.
fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = folder().join("corpus").join(target);
    let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut inputs: Vec<(String, Vec<u8>)> = files
        .map(|file| file.expect("a file").path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
    inputs.sort();
    inputs
}

/// The words of the fuzzer's dictionary. In that form `\"` and `\\` stand for the second of the two.
fn words() -> Vec<Vec<u8>> {
    let text = fs::read_to_string(folder().join("words.dict")).expect("there is a dictionary");
    let quoted = text.lines().filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
    let plain = |word: &str| word.replace("\\\\", "\0").replace("\\\"", "\"").replace('\0', "\\").into_bytes();
    quoted.map(plain).collect()
}

/// Another input made of this one. Some of them say something else and are JSON still.
fn change(random: &mut Random, input: &[u8], others: &[(String, Vec<u8>)], words: &[Vec<u8>]) -> Vec<u8> {
    let mut made = input.to_vec();
    if random.chance(40) {
        put_value_for_another(random, &mut made);
    } else {
        damage(random, &mut made, others, words);
    }
    made
}

/// One to four times: bits turned, an end cut off, a piece of another input, a word, a piece taken out or doubled.
fn damage(random: &mut Random, made: &mut Vec<u8>, others: &[(String, Vec<u8>)], words: &[Vec<u8>]) {
    for _ in 0..random.between(1, 4) {
        let at = random.below(made.len() + 1);
        let end = (at + random.between(1, 40)).min(made.len());
        match random.below(7) {
            0 | 1 => {
                if let Some(byte) = made.get_mut(at) {
                    *byte ^= 1 << random.below(8);
                }
            }
            2 => made.truncate(at),
            3 => {
                let (_, other) = random.pick(others).expect("there is an input");
                let from = random.below(other.len() + 1);
                let to = (from + random.between(1, 400)).min(other.len());
                made.splice(at..end, other.get(from..to).unwrap_or_default().iter().copied());
            }
            4 => {
                let word = random.pick(words).expect("there is a word");
                made.splice(at..if random.chance(50) { at } else { end }, word.iter().copied());
            }
            5 => _ = made.drain(at..end),
            _ => {
                let piece = made.get(at..end).unwrap_or_default().to_vec();
                made.splice(at..at, piece);
            }
        }
    }
}

/// Puts a string of a text in the place of another. Names of fields stay.
fn put_value_for_another(random: &mut Random, text: &mut Vec<u8>) {
    let quotes: Vec<usize> = text.iter().enumerate().filter(|(_, byte)| **byte == b'"').map(|(at, _)| at).collect();
    let (strings, _) = quotes.as_chunks::<2>();
    let values: Vec<&[usize; 2]> = strings.iter().filter(|[_, end]| text.get(end + 1) != Some(&b':')).collect();
    if let (Some([from, to]), Some([start, end])) = (random.pick(&values), random.pick(&values)) {
        let value = text.get(*from..=*to).unwrap_or_default().to_vec();
        text.splice(*start..=*end, value);
    }
}

fn seed() -> u64 {
    std::env::var("ROLESCOPE_SEED").map_or(1, |text| text.parse().unwrap_or_else(|_| panic!("no number: `{text}`")))
}

/// Gives every input to a target. After each of them the engine answers as before.
fn run(target: &str, take: fn(&[u8])) -> usize {
    let (inputs, words, before) = (corpus(target), words(), targets::answers());
    assert!(inputs.len() >= 30 && words.len() >= 50, "{} inputs, {} words", inputs.len(), words.len());
    let mut random = Random::new(seed());
    let mut count = 0;
    let mut give = |name: &str, input: &[u8]| {
        count += 1;
        let held = catch_unwind(|| take(input)).is_ok();
        let same = targets::answers() == before;
        assert!(held && same, "{target}, of `{name}`, seed {}: {:?}", seed(), String::from_utf8_lossy(input));
    };
    for (name, input) in &inputs {
        give(name, input);
        for _ in 0..MADE {
            give(name, &change(&mut random, input, &inputs, &words));
        }
    }
    println!("{target}: {count} inputs from the seed {}", seed());
    count
}

#[test]
fn no_text_of_a_catalog_breaks_a_law() {
    assert!(run("catalog", targets::catalog) >= LEAST);
}

#[test]
fn no_text_of_a_directory_breaks_a_law() {
    assert!(run("directory", targets::directory) >= LEAST);
}

#[test]
fn no_text_of_a_snapshot_breaks_a_law() {
    assert!(run("snapshot", targets::snapshot) >= LEAST);
}

#[test]
fn no_path_breaks_a_law() {
    assert!(run("path", targets::path) >= LEAST);
}

#[test]
fn no_change_set_breaks_a_law() {
    assert!(run("change", targets::change) >= LEAST);
}

/// What the fuzzer is given and no test runs would never be looked at.
#[test]
fn every_target_is_run_here() {
    let names = |folder: &str| -> BTreeSet<String> {
        let files = fs::read_dir(self::folder().join(folder)).expect("there is the folder");
        files.map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned()).collect()
    };
    let run = BTreeSet::from(["catalog", "change", "directory", "path", "snapshot"].map(str::to_owned));
    assert_eq!(names("fuzz_targets"), run);
    assert_eq!(names("corpus"), run);
}

/// Inputs that are all refused would prove little.
#[test]
fn many_committed_inputs_are_good_texts() {
    let loads = |input: &&(String, Vec<u8>)| rolescope::Catalog::parse(&input.1).is_ok();
    assert!(corpus("catalog").iter().filter(loads).count() >= 20);
    for target in ["directory", "snapshot"] {
        let good = corpus(target).iter().filter(|(_, input)| targets::loads(target, input)).count();
        assert!(good >= 20, "{target}: only {good}");
    }
}

/// A target that panics is reported with the input.
#[test]
fn a_broken_law_is_reported() {
    let found = catch_unwind(|| run("path", |input| assert!(!input.ends_with(b"?"), "no question")));
    let report = found.expect_err("some input ends so");
    let report = report.downcast_ref::<String>().expect("a report has a text");
    assert!(report.contains("path, of `") && report.ends_with("?\""), "{report}");
}

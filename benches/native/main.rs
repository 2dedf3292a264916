//! The engine by itself, without JavaScript: loading, deciding and listing over 10,000 and over 1,000,000 principals.
//!
//! `cargo bench --bench native` prints criterion's figures for the smaller directory, then loads the larger one and
//! counts the bytes that it keeps. With `ROLESCOPE_BENCH_JSON` set to a path, the figures of the larger one go there.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a bench stops at the first surprise and prints what it found"
)]

mod workload;

use std::alloc::System;
use std::hint::black_box;
use std::time::Instant;

use criterion::{BatchSize, Criterion};
use rolescope::{Catalog, Directory, Explanation, Options, Time};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use workload::{Question, Vendor};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Between the ends of the assignments that have ended and of those that have not.
const NOW: &str = "2027-01-15T08:00:00Z";
const EACH: usize = 5;
const SMALL: usize = 10_000;
const LARGE: usize = 1_000_000;
const QUESTIONS: usize = 512;

fn main() {
    let vendor = Vendor::new();
    let catalog = Catalog::parse(vendor.catalog_text()).expect("the generated catalog is valid");
    let mut criterion = Criterion::default().configure_from_args();
    small(&mut criterion, &vendor, &catalog);
    criterion.final_summary();
    // Test runs only show that the bench works; the larger directory needs gigabytes.
    if std::env::args().any(|argument| argument == "--bench") {
        large(&vendor, &catalog);
    }
}

fn now() -> Time {
    Time::parse(NOW).expect("a time")
}

fn load(catalog: &Catalog, text: &str) -> Directory {
    let options = Options { lenient: false, now: now() };
    Directory::parse(catalog, text, options).expect("the generated directory is valid")
}

fn small(criterion: &mut Criterion, vendor: &Vendor, catalog: &Catalog) {
    let text = vendor.directory_text(SMALL, EACH).text;
    let directory = load(catalog, &text);
    let questions = vendor.questions(SMALL, QUESTIONS);
    let at = now();
    let mut group = criterion.benchmark_group("10,000 principals x 5");
    group.sample_size(20);
    group.bench_function("load", |bencher| {
        bencher.iter_batched(|| (), |()| load(catalog, &text), BatchSize::PerIteration);
    });
    let mut next = questions.iter().cycle();
    group.bench_function("can", |bencher| {
        bencher.iter(|| next.next().map(|question| can(&directory, question, at)));
    });
    let denied: Vec<&Question> = questions.iter().filter(|question| !can(&directory, question, at)).collect();
    let mut next_denied = denied.iter().cycle();
    group.bench_function("explain a denial", |bencher| {
        bencher.iter(|| next_denied.next().map(|question| black_box(explain(&directory, question, at)).remedies.len()));
    });
    group.bench_function("list_principals", |bencher| {
        bencher.iter(|| next.next().map(|question| black_box(list(&directory, question, at)).len()));
    });
    group.finish();
}

fn can(directory: &Directory, Question { principal, permission, scope }: &Question, at: Time) -> bool {
    directory.can(principal, permission, scope, Some(at))
}

fn explain(directory: &Directory, Question { principal, permission, scope }: &Question, at: Time) -> Explanation {
    directory.explain(principal, permission, scope, Some(at), None)
}

fn list<'a>(directory: &'a Directory, Question { permission, scope, .. }: &Question, at: Time) -> Vec<&'a str> {
    directory.list_principals(permission, scope, Some(at))
}

fn large(vendor: &Vendor, catalog: &Catalog) {
    let generated = vendor.directory_text(LARGE, EACH);
    let region = Region::new(ALLOCATOR);
    let start = Instant::now();
    let directory = load(catalog, &generated.text);
    let first_load = nanoseconds(start);
    let change = region.change();
    let kept = change.bytes_allocated.saturating_sub(change.bytes_deallocated);
    let assignments = LARGE * EACH;
    let beside_ids = kept.saturating_sub(generated.id_bytes) as f64 / assignments as f64;

    let mut loads = vec![first_load];
    for _ in 0..2 {
        let start = Instant::now();
        drop(black_box(load(catalog, &generated.text)));
        loads.push(nanoseconds(start));
    }

    let questions = vendor.questions(LARGE, QUESTIONS);
    let at = now();
    let listed: Vec<(f64, usize)> = questions
        .iter()
        .map(|question| {
            let start = Instant::now();
            let found = black_box(list(&directory, question, at)).len();
            (nanoseconds(start), found)
        })
        .collect();
    let start = Instant::now();
    let allowed = questions.iter().filter(|question| can(&directory, question, at)).count();
    let checked = nanoseconds(start) / questions.len() as f64;
    // A directory that answers nothing would be quick as well.
    assert!(allowed > 0 && listed.iter().all(|(_, found)| *found > 0), "the generated questions have answers");

    let figures = [
        ("principals", LARGE as f64),
        ("each", EACH as f64),
        ("text_bytes", generated.text.len() as f64),
        ("load_ns", median(loads)),
        ("kept_bytes", kept as f64),
        ("bytes_per_assignment", beside_ids),
        ("list_principals_ns", median(listed.iter().map(|(time, _)| *time).collect())),
        ("list_principals_ids", median(listed.iter().map(|(_, found)| *found as f64).collect())),
        ("can_ns", checked),
    ];
    let lines: Vec<String> = figures.iter().map(|(name, value)| format!("  \"{name}\": {value:.1}")).collect();
    let json = format!("{{\n{}\n}}\n", lines.join(",\n"));
    print!("{json}");
    if let Ok(path) = std::env::var("ROLESCOPE_BENCH_JSON") {
        std::fs::write(path, json).expect("the results file can be written");
    }
}

fn nanoseconds(start: Instant) -> f64 {
    start.elapsed().as_nanos() as f64
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

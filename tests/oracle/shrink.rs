//! Runs many models, and cuts a model on which the answers differ down to what is needed for it.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use serde_json::Value;

use super::compare::{Disagreement, Engine, compare, compare_defect, size_of};
use super::generate::Model;
use super::malform::defect;
use super::random::Random;

/// One model: every question, then one defect in one of its texts.
///
/// # Errors
/// A report to print, with the seed and the smallest texts that still differ.
pub fn check_seed<E: Engine>(seed: u64) -> Result<(), String> {
    let model = Model::new(seed, &size_of(seed));
    if let Err(found) = compare::<E>(&model) {
        let (small, found) = shrink::<E>(model, found);
        return Err(report(&small, &found, None));
    }
    check_defect::<E>(&model)
}

/// The defect alone, for an engine that has to be asked nothing else.
///
/// # Errors
/// As [`check_seed`].
pub fn check_defect<E: Engine>(model: &Model) -> Result<(), String> {
    let mut random = Random::new(model.seed ^ 0xBAD);
    let Some(defect) = defect(&mut random, model) else {
        return Ok(());
    };
    compare_defect::<E>(model, &defect).map_err(|found| report(model, &found, Some(&defect.text)))
}

/// Models `first..first + count` on all processors. Stops at the first disagreement.
///
/// # Panics
/// With the report, when an engine and the oracle disagree.
pub fn check_many<E: Engine>(first: u64, count: u64) {
    let next = AtomicU64::new(first);
    let is_over = AtomicBool::new(false);
    let reports: Mutex<Vec<(u64, String)>> = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(1, |n| n.get());
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + count {
                        break;
                    }
                    // A worker that panics must name its seed too.
                    let checked = std::panic::catch_unwind(|| check_seed::<E>(seed))
                        .unwrap_or_else(|_| Err(format!("a panic; replay it with ROLESCOPE_SEED={seed}")));
                    if let Err(report) = checked {
                        is_over.store(true, Ordering::Relaxed);
                        reports.lock().unwrap().push((seed, report));
                    }
                }
            });
        }
    });
    let mut reports = reports.into_inner().unwrap();
    reports.sort();
    if let Some((_, report)) = reports.first() {
        panic!("{report}");
    }
}

fn report(model: &Model, found: &Disagreement, text: Option<&str>) -> String {
    format!(
        "oracle and engine disagree\n\
         question: {}\n  oracle: {}\n  engine: {}\n\
         catalog: {}\n\
         directory: {}\n{}\
         replay: ROLESCOPE_SEED={} (of the model before it was cut down)",
        found.question,
        found.oracle,
        found.engine,
        model.catalog,
        model.directory,
        text.map(|text| format!("text with the defect: {text}\n")).unwrap_or_default(),
        model.seed,
    )
}

/// Takes rows and fields away one by one as long as the texts stay valid and the answers differ.
fn shrink<E: Engine>(mut model: Model, mut found: Disagreement) -> (Model, Disagreement) {
    // A refusal cannot be cut down: most of what is cut away makes the text truly invalid.
    if found.question == "load of valid texts" {
        return (model, found);
    }
    // Large models are cut in larger steps first.
    let mut step = 64;
    loop {
        let mut is_smaller = false;
        for (in_directory, list) in LISTS {
            let mut index = 0;
            while let Some(candidate) = without(&model, in_directory, list, index, step) {
                match still_differs::<E>(&candidate) {
                    Some(differs) => {
                        (model, found) = (candidate, differs);
                        is_smaller = true;
                    }
                    None => index += step,
                }
            }
        }
        if step > 1 {
            step /= 4;
        } else if !is_smaller {
            return (model, found);
        }
    }
}

const LISTS: [(bool, &str); 10] = [
    (true, "roleAssignments"),
    (true, "overrides"),
    (true, "principals"),
    (true, "roles"),
    (true, "scopes"),
    (false, "pages"),
    (false, "rules"),
    (false, "roles"),
    (false, "permissions"),
    (false, "scopeTypes"),
];

fn without(model: &Model, in_directory: bool, list: &str, index: usize, count: usize) -> Option<Model> {
    let mut candidate = model.clone();
    let text = if in_directory { &mut candidate.directory } else { &mut candidate.catalog };
    let Some(Value::Array(rows)) = text.get_mut(list) else {
        return None;
    };
    if index >= rows.len() {
        return None;
    }
    let end = (index + count).min(rows.len());
    rows.drain(index..end);
    Some(candidate)
}

fn still_differs<E: Engine>(candidate: &Model) -> Option<Disagreement> {
    // Questions are drawn by lot, so a smaller model may need another draw to show the difference.
    for draw in 0..4 {
        let mut again = candidate.clone();
        again.seed = candidate.seed.wrapping_add(draw << 40);
        match compare::<E>(&again) {
            Err(found) if found.question == "load of valid texts" => return None,
            Err(found) => return Some(found),
            Ok(()) => {}
        }
    }
    None
}

//! A random catalog and a directory for it, both valid, from one number.

use serde_json::Value;

use super::generate_catalog::catalog;
use super::generate_directory::directory;
use super::random::Random;

/// How many of each thing there may be at most.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub scope_types: usize,
    pub permissions: usize,
    pub roles: usize,
    pub pages: usize,
    pub scopes: usize,
    pub principals: usize,
    pub assignments: usize,
}

impl Size {
    /// Small enough that every question can be asked.
    pub const SMALL: Size =
        Size { scope_types: 5, permissions: 8, roles: 6, pages: 10, scopes: 12, principals: 5, assignments: 10 };

    /// More than one machine word of permissions, scopes and rows; questions are drawn by lot.
    pub const LARGE: Size =
        Size { scope_types: 8, permissions: 150, roles: 40, pages: 60, scopes: 140, principals: 30, assignments: 200 };
}

#[derive(Clone, Debug)]
pub struct Model {
    pub seed: u64,
    pub catalog: Value,
    pub directory: Value,
    /// The instants at which windows begin and end, in order.
    pub instants: Vec<i64>,
}

impl Model {
    pub fn new(seed: u64, size: &Size) -> Model {
        let mut random = Random::new(seed);
        let instants = instants(&mut random);
        let catalog = catalog(&mut random, size);
        let directory = directory(&mut random, size, &catalog, &instants);
        Model { seed, catalog, directory, instants }
    }

    /// Times worth asking at: on each boundary, just before it, and far from all of them.
    pub fn times(&self) -> Vec<f64> {
        let mut times = Vec::new();
        for instant in &self.instants {
            let instant = *instant as f64;
            times.extend([instant - 1.0, instant - 0.5, instant, instant + 1.0]);
        }
        let outer = [self.instants.first().map(|t| t - 86_400_000), self.instants.last().map(|t| t + 86_400_000)];
        times.extend(outer.into_iter().flatten().map(|instant| instant as f64));
        times
    }
}

/// A handful of instants, in order, so that windows meet exactly at their ends.
fn instants(random: &mut Random) -> Vec<i64> {
    let pool = [
        -1,
        0,
        951_782_399_999,
        1_709_251_199_900,
        1_735_689_600_000,
        1_735_689_600_001,
        1_735_689_601_000,
        1_735_776_000_000,
        4_102_444_800_000,
    ];
    let mut chosen = random.some(&pool, 40);
    while chosen.len() < 2 {
        chosen = random.some(&pool, 60);
    }
    chosen
}

/// An id in one of the shapes that ids may have. The number makes it unlike all others; some
/// differ from another id in nothing but the case of a letter.
pub fn make_id(random: &mut Random, stem: &str, number: usize) -> String {
    // No `|` here: it joins the parts of ids that are derived, and could make two rows alike.
    let shape = random.below(8);
    match shape {
        0 => format!("{}{number}", stem.to_uppercase()),
        1 => format!("{stem}:{number}"),
        2 => format!("{stem}.{number}@x/y"),
        3 => format!("{number}{stem}~="),
        _ => format!("{stem}{number}"),
    }
}

/// As [`make_id`], but now and then an id of `known` with the case of its first letter changed.
pub fn make_id_unlike(random: &mut Random, stem: &str, number: usize, known: &[String]) -> String {
    if let Some(other) = known.last()
        && random.chance(6)
    {
        let folded = if other.contains(|c: char| c.is_ascii_uppercase()) {
            other.to_ascii_lowercase()
        } else {
            other.to_ascii_uppercase()
        };
        if !known.contains(&folded) {
            return folded;
        }
    }
    let made = make_id(random, stem, number);
    if known.contains(&made) { format!("{stem}-{number}-x") } else { made }
}

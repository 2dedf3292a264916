//! Puts one defect into a valid text, and says which issue code it must get.
//!
//! A defect may drag others behind it (a scope with a bad id leaves rows that name nothing), so
//! the code has to be among those that are reported, not the only one.

use serde_json::Value;

use super::generate::Model;
use super::random::Random;
use super::{malform_catalog, malform_directory, malform_narrow, malform_text};

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    Catalog,
    Directory,
}

#[derive(Clone, Debug)]
pub struct Defect {
    pub name: &'static str,
    pub target: Target,
    pub text: String,
    pub code: &'static str,
    /// The directory that a lenient load must be equal to, where the model leaves no choice.
    pub survivors: Option<Value>,
}

/// Makes one kind of defect, or nothing where the model has no place for it.
pub type Maker = fn(&mut Random, &Model) -> Option<Defect>;

/// One defect of a random kind.
pub fn defect(random: &mut Random, model: &Model) -> Option<Defect> {
    let mut makers = makers();
    random.shuffle(&mut makers);
    makers.into_iter().find_map(|maker| maker(random, model))
}

fn makers() -> Vec<Maker> {
    [malform_text::MAKERS, malform_directory::MAKERS, malform_narrow::MAKERS, malform_catalog::MAKERS].concat()
}

pub fn in_catalog(name: &'static str, code: &'static str, catalog: &Value) -> Option<Defect> {
    let text = catalog.to_string();
    Some(Defect { name, target: Target::Catalog, text, code, survivors: None })
}

pub fn in_directory(name: &'static str, code: &'static str, directory: &Value) -> Option<Defect> {
    let text = directory.to_string();
    Some(Defect { name, target: Target::Directory, text, code, survivors: None })
}

impl Defect {
    pub fn leaving(self, survivors: &Value) -> Option<Defect> {
        Some(Defect { survivors: Some(survivors.clone()), ..self })
    }
}

/// Adds a row to a list of the text, which gets the list if it has none.
pub fn push(text: &mut Value, list: &str, row: Value) {
    if let Some(rows) = text[list].as_array_mut() {
        rows.push(row);
    } else {
        text[list] = Value::Array(vec![row]);
    }
}

/// The position of a random row of a list.
pub fn any_row(random: &mut Random, text: &Value, list: &str) -> Option<usize> {
    let count = text.get(list)?.as_array()?.len();
    (count > 0).then(|| random.below(count))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::generate::Size;
    use super::{Model, Random, Target, makers};

    /// Every kind of defect finds a place in some model, changes the text, and names a code.
    #[test]
    fn every_maker_is_used() {
        let mut uses: BTreeMap<usize, usize> = BTreeMap::new();
        for seed in 0..300 {
            let model = Model::new(seed, &Size::SMALL);
            for (index, maker) in makers().into_iter().enumerate() {
                let Some(defect) = maker(&mut Random::new(seed), &model) else {
                    continue;
                };
                let before = match defect.target {
                    Target::Catalog => model.catalog.to_string(),
                    Target::Directory => model.directory.to_string(),
                };
                assert_ne!(defect.text, before, "{} changes nothing (model {seed})", defect.name);
                *uses.entry(index).or_default() += 1;
            }
        }
        for index in 0..makers().len() {
            assert!(uses.get(&index).is_some_and(|count| *count >= 5), "maker {index} hardly ever fits: {uses:?}");
        }
    }
}

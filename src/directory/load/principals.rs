//! Loading principals.

use super::{Context, FAULTY, Resolver, Stated, UNSTATED, label};
use crate::{
    bits::Bits,
    directory::Principals,
    error::{Code, Issues, Path, quoted},
    id::{is_id, to_index},
    json::{Fields, Json},
};

/// Principals as they were read. A row that does not hold is not among them.
#[derive(Default)]
pub(super) struct RawPrincipals {
    pub(super) names: Stated,
    /// The name of each row that holds, in the order of the text.
    kept: Vec<u32>,
    inactive: Vec<u32>,
    found: Principals,
}

impl RawPrincipals {
    /// Reads one row; gives its id if the row holds.
    #[inline(never)]
    pub(super) fn read(
        &mut self,
        row: Json<'_>,
        path: &Path<'_>,
        names: &mut Stated,
        issues: &mut Issues,
    ) -> Option<String> {
        let before = issues.errors();
        let fields = Fields::open(row, &["id", "name", "email", "type", "active"], path, issues)?;
        let id = fields.string("id", issues);
        let (name, email) = (label(&fields, "name", issues), label(&fields, "email", issues));
        let kind = label(&fields, "type", issues);
        let active = fields.optional_bool("active", issues).unwrap_or(true);
        let id = id?;
        let number = names.mention(id);
        if !is_id(id) {
            issues.error(Code::InvalidId, path.key("id"), format!("{} is no id", quoted(id)));
        } else if names.state(number) != UNSTATED {
            let message = format!("the principal {} stands twice", quoted(id));
            issues.error(Code::DuplicateId, path.key("id"), message);
            // which of the two is meant is not known, and the wrong one might be the active one
            names.set(number, FAULTY);
            return None;
        }
        if issues.errors() > before {
            names.set(number, FAULTY);
            return None;
        }
        let index = to_index(self.kept.len());
        names.set(number, index);
        self.kept.push(number);
        if !active {
            self.inactive.push(index);
        }
        let Principals { labels, emails, types, .. } = &mut self.found;
        for (value, column) in [(name, labels), (email, emails), (kind, types)] {
            if let Some(value) = value {
                column.push(index, value);
            }
        }
        Some(id.to_owned())
    }

    /// Of two rows with one id neither stays.
    fn drop_repeated(&mut self) {
        let mut places = Vec::with_capacity(self.kept.len());
        let mut kept = Vec::with_capacity(self.kept.len());
        for name in &self.kept {
            let holds = self.names.state(*name) != FAULTY;
            places.push(holds.then(|| to_index(kept.len())));
            if holds {
                self.names.set(*name, to_index(kept.len()));
                kept.push(*name);
            }
        }
        if kept.len() == self.kept.len() {
            return;
        }
        let place = |index: u32| places.get(index as usize).copied().flatten();
        self.inactive = self.inactive.iter().filter_map(|index| place(*index)).collect();
        let Principals { labels, emails, types, .. } = &mut self.found;
        for column in [labels, emails, types] {
            *column = column.moved(&place);
        }
        self.kept = kept;
    }

    #[inline(never)]
    pub(super) fn check(mut self, _context: &mut Context<'_, '_>) -> (Principals, Resolver) {
        self.drop_repeated();
        let (names, resolver) = self.names.split(&self.kept);
        let inactive = Bits::of(names.len(), self.inactive);
        (Principals { names, inactive, ..self.found }, resolver)
    }
}

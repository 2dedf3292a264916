//! Two versions of a catalog side by side: what decides, and not what it is called.

use serde::Serialize;

use super::{
    Catalog, Model,
    text::{Reach, Requirement, WhenDenied},
};
use crate::{
    bits::Bits,
    id::{Names, to_index},
    order,
};

/// What has become of a catalog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CatalogDiff {
    /// roles whose closure, kind, reach, lift, resource or scope types differ
    pub roles: Vec<Changed>,
    /// permissions that apply to other scope types
    pub permissions: Vec<Changed>,
    /// pages whose path, parent, scope types, requirement or look when denied differ
    pub pages: Vec<Changed>,
}

/// One row that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Changed {
    /// its id; the old one, if it was renamed
    pub id: String,
    /// what has become of it
    pub change: ChangeKind,
    /// its new id, if it was renamed
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub to: Option<String>,
    /// the permissions that the closure of a role has won
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub gained: Option<Vec<String>>,
    /// the permissions that the closure of a role has lost
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub lost: Option<Vec<String>>,
}

/// What has become of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// only the later version has it
    Added,
    /// only the earlier version has it
    Removed,
    /// one id went, and one came that means just the same
    Renamed,
    /// it means something else
    Changed,
}

impl Catalog {
    /// What becomes of this catalog in `other`, which is the later one.
    ///
    /// A row is renamed when one id went, one came, and both mean the same, if no other row could be meant as well.
    /// What is only worded anew is no change. Rows come in the order of this catalog, then those added in the order of
    /// the other.
    ///
    /// ```
    /// let catalog = rolescope::Catalog::builtin("studio")?;
    /// assert!(catalog.diff(&catalog).roles.is_empty());
    /// # Ok::<(), rolescope::Error>(())
    /// ```
    #[must_use]
    pub fn diff(&self, other: &Self) -> CatalogDiff {
        let (old, new) = (&*self.0, &*other.0);
        let (mut names, mut meanings) = (Names::default(), Vec::new());
        let width = old.roles.len() + new.roles.len();
        for model in [old, new] {
            model.permission_meanings(&mut names, width, &mut meanings);
        }
        let permissions = Section::of(&old.permissions, &new.permissions, meanings);
        let mut meanings = Vec::new();
        old.role_meanings(&|closure| permissions.carried(closure), &mut meanings);
        new.role_meanings(&|closure| permissions.widened(closure), &mut meanings);
        let roles = Section::of(old.roles.names(), new.roles.names(), meanings);
        let mut meanings = Vec::new();
        old.page_meanings(&|id| permissions.name_after(id), &mut meanings);
        new.page_meanings(&|id| id, &mut meanings);
        let (old_pages, new_pages) = (old.pages.names(), new.pages.names());
        let pages = Section::of(&old_pages, &new_pages, meanings);
        CatalogDiff {
            roles: roles.list(Some(&permissions)),
            permissions: permissions.list(None),
            pages: pages.list(None),
        }
    }
}

/// What a row means, in words and numbers that do not depend on what rows are called.
#[derive(PartialEq)]
struct Meaning {
    /// Of a role its closure, of a permission its holders.
    set: Bits,
    /// With the set, by what a row is known again under another id.
    key: String,
    /// What else there is to it.
    rest: String,
}

/// A section of both versions.
struct Section<'m> {
    old: &'m Names,
    new: &'m Names,
    /// Of the old rows, then of the new ones.
    meanings: Vec<Meaning>,
    /// For each old row the new one, under the same id or another.
    after: Vec<Option<u32>>,
    /// Which new rows are such a row.
    known: Bits,
}

impl<'m> Section<'m> {
    fn of(old: &'m Names, new: &'m Names, meanings: Vec<Meaning>) -> Self {
        let mut after: Vec<Option<u32>> = old.iter().map(|id| new.find(id)).collect();
        let mut known = Bits::new(new.len());
        after.iter().flatten().for_each(|row| _ = known.insert(*row));
        // rows that went or came, those alike together
        let key = |at: usize| meanings.get(at).map(|meaning| (&meaning.key, &meaning.set));
        let sorted = order::positions(meanings.len(), &|one, other| key(one).cmp(&key(other)));
        let first_new = to_index(old.len());
        let is_open = |at: &u32, after: &[Option<u32>], known: &Bits| match at.checked_sub(first_new) {
            None => after.get(*at as usize) == Some(&None),
            Some(came) => !known.contains(came),
        };
        let open: Vec<u32> = sorted.into_iter().filter(|at| is_open(at, &after, &known)).collect();
        let mut rest = &open[..];
        while let Some((first, others)) = rest.split_first() {
            let alike = others.iter().take_while(|other| key(**other as usize) == key(*first as usize)).count();
            let came = others.first().filter(|_| alike == 1).and_then(|other| other.checked_sub(first_new));
            if let (Some(came), Some(slot)) = (came, after.get_mut(*first as usize)) {
                *slot = Some(came);
                known.insert(came);
            }
            rest = others.get(alike..).unwrap_or_default();
        }
        Self { old, new, meanings, after, known }
    }

    fn after(&self, row: u32) -> Option<u32> {
        self.after.get(row as usize).copied().flatten()
    }

    /// What an old row is called now.
    fn name_after<'a>(&'a self, id: &'a str) -> &'a str {
        let after = self.old.find(id).and_then(|row| self.after(row));
        after.map_or(id, |row| self.new.get(row))
    }

    /// A set of old rows as new ones; those that went have numbers past all new ones.
    fn carried(&self, rows: &Bits) -> Bits {
        let (gone, width) = (to_index(self.new.len()), self.new.len() + self.old.len());
        Bits::of(width, rows.iter().map(|row| self.after(row).unwrap_or(gone + row)))
    }

    /// A set of new rows, to be compared with old ones.
    fn widened(&self, rows: &Bits) -> Bits {
        Bits::of(self.new.len() + self.old.len(), rows.iter())
    }

    /// What is in one set of such rows and not in another, by name.
    fn names(&self, set: &Bits, less: &Bits) -> Option<Vec<String>> {
        let first_gone = to_index(self.new.len());
        let mut names = Vec::new();
        for row in set.iter().filter(|row| !less.contains(*row)) {
            names.push(
                row.checked_sub(first_gone).map_or_else(|| self.new.get(row), |old| self.old.get(old)).to_owned(),
            );
        }
        (!names.is_empty()).then_some(names)
    }

    /// What has become of each row. For roles, `permissions` are what their sets are made of.
    fn list(&self, permissions: Option<&Section<'_>>) -> Vec<Changed> {
        let mut list = Vec::new();
        let mut add = |id: &str, change, to: Option<&str>, gained, lost| {
            list.push(Changed { id: id.to_owned(), change, to: to.map(str::to_owned), gained, lost });
        };
        for (row, id) in (0..).zip(self.old.iter()) {
            let Some(after) = self.after(row) else {
                add(id, ChangeKind::Removed, None, None, None);
                continue;
            };
            let to = self.new.get(after);
            if id != to {
                add(id, ChangeKind::Renamed, Some(to), None, None);
            }
            let meaning = |at: usize| self.meanings.get(at);
            let (Some(before), Some(now)) = (meaning(row as usize), meaning(self.old.len() + after as usize)) else {
                continue;
            };
            let [gained, lost] = permissions.map_or([None, None], |permissions| {
                [permissions.names(&now.set, &before.set), permissions.names(&before.set, &now.set)]
            });
            if before.key != now.key || before.rest != now.rest || gained.is_some() || lost.is_some() {
                add(to, ChangeKind::Changed, None, gained, lost);
            }
        }
        for (_, id) in (0..).zip(self.new.iter()).filter(|(row, _)| !self.known.contains(*row)) {
            add(id, ChangeKind::Added, None, None, None);
        }
        list
    }
}

impl Model {
    /// A permission is known by where it applies and by the roles that grant it. `roles` numbers those of both versions.
    fn permission_meanings(&self, roles: &mut Names, width: usize, meanings: &mut Vec<Meaning>) {
        let first = meanings.len();
        for row in &self.text.permissions {
            let key = joined(row.applies_to.iter().cloned());
            meanings.push(Meaning { set: Bits::new(width), key, rest: String::new() });
        }
        for role in self.roles.iter() {
            let number = roles.intern(&role.text.id);
            for permission in role.closure.iter() {
                if let Some(meaning) = meanings.get_mut(first + permission as usize) {
                    meaning.set.insert(number);
                }
            }
        }
    }

    /// A role is known by all that decides.
    fn role_meanings(&self, numbered: &dyn Fn(&Bits) -> Bits, meanings: &mut Vec<Meaning>) {
        for role in self.roles.iter() {
            let text = &role.text;
            let mut key = joined(text.assignable_at.iter().cloned());
            let lift = text.lift.as_ref().map(|lift| [&lift.to, &lift.when.attribute, &lift.when.equals]);
            key.push(if role.reach == Reach::Itself { '1' } else { '0' });
            key.push(if role.reach == Reach::Linked { '1' } else { '0' });
            for part in
                [Some(&text.kind), text.resource.as_ref()].into_iter().chain(lift.iter().flatten().copied().map(Some))
            {
                key.push('\n');
                key.push_str(part.map_or("", String::as_str));
            }
            meanings.push(Meaning { set: numbered(&role.closure), key, rest: String::new() });
        }
    }

    /// A page is known by its path and where it stands. Its parent is told by the parent's path.
    fn page_meanings<'a>(&'a self, name: &dyn Fn(&'a str) -> &'a str, meanings: &mut Vec<Meaning>) {
        for (page, text) in (0..).zip(&self.text.pages) {
            let mut key = joined(text.scope_types.iter().cloned());
            key.push('\n');
            key.push_str(&text.path);
            let parent = self.pages.get(page).and_then(|page| page.parent);
            let mut rest = text.requires.as_ref().map_or_else(String::new, |requires| in_words(requires, name));
            rest.push(if text.when_denied == Some(WhenDenied::Disable) { '1' } else { '0' });
            if let Some(parent) = parent.and_then(|parent| self.text.pages.get(parent as usize)) {
                rest.push_str(&parent.path);
            }
            meanings.push(Meaning { set: Bits::default(), key, rest });
        }
    }
}

/// A requirement; the order of its parts does not matter. It nests at most as deep as the text of a catalog.
fn in_words<'a>(requirement: &'a Requirement, name: &dyn Fn(&'a str) -> &'a str) -> String {
    let (word, parts) = match requirement {
        Requirement::Permission(id) => return name(id).to_owned(),
        Requirement::All { all } => ("all(", all),
        Requirement::Any { any } => ("any(", any),
    };
    let mut text = joined(parts.iter().map(|part| in_words(part, name)));
    text.insert_str(0, word);
    text.push(')');
    text
}

/// The texts in order, none twice.
fn joined(texts: impl Iterator<Item = String>) -> String {
    let texts: Vec<String> = texts.collect();
    let text = |at: usize| texts.get(at).map_or("", String::as_str);
    let (mut joined, mut last) = (String::new(), "");
    for at in order::positions(texts.len(), &|one, other| text(one).cmp(text(other))) {
        let next = text(at as usize);
        if next != last {
            joined.push_str(next);
            joined.push(' ');
        }
        last = next;
    }
    joined
}

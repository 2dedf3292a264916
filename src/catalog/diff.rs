//! Two versions of a catalog side by side: what decides, and not what it is called.

use std::cmp::Ordering;

use serde::Serialize;

use super::{
    Catalog, Model,
    roles::Role,
    text::{PageText, Requirement},
};
use crate::{
    bits::Bits,
    id::{Names, to_index},
    order,
    wire::to_json,
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
    pub change: Change,
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
pub enum Change {
    /// only the later version has it
    Added,
    /// only the earlier version has it
    Removed,
    /// one id went, and one came that means just the same
    Renamed,
    /// it means something else
    Changed,
}

impl Changed {
    fn plain(id: &str, change: Change) -> Self {
        Self { id: id.to_owned(), change, to: None, gained: None, lost: None }
    }
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
        let joint = Joint::of(old, new);
        CatalogDiff { roles: joint.roles(), permissions: joint.permissions(), pages: joint.pages() }
    }
}

/// A section of both versions.
struct Section<'m> {
    old: &'m Names,
    new: &'m Names,
    /// For each old row the new one, under the same id or another.
    after: Vec<Option<u32>>,
    /// Which new rows are such a row.
    known: Bits,
}

impl<'m> Section<'m> {
    /// `compare` orders rows by what they mean: the old ones by their number, the new ones by theirs after all old ones.
    fn of(old: &'m Names, new: &'m Names, compare: &dyn Fn(usize, usize) -> Ordering) -> Self {
        let mut after: Vec<Option<u32>> = old.iter().map(|id| new.find(id)).collect();
        let mut known = Bits::of(new.len(), after.iter().copied().flatten());
        let gone = (0..old.len()).filter(|row| matches!(after.get(*row), Some(None)));
        let come = (0..to_index(new.len())).filter(|row| !known.contains(*row)).map(|row| row as usize + old.len());
        let rows: Vec<usize> = gone.chain(come).collect();
        let row = |at: usize| rows.get(at).copied().unwrap_or_default();
        let sorted = order::positions(rows.len(), &|one, other| compare(row(one), row(other)));
        let alike = |one: &u32, other: &u32| compare(row(*one as usize), row(*other as usize)).is_eq();
        for group in sorted.chunk_by(alike) {
            let [one, other] = group else { continue };
            let (one, other) = (row(*one as usize), row(*other as usize));
            let (Some(slot @ None), Some(came)) = (after.get_mut(one), other.checked_sub(old.len())) else { continue };
            *slot = Some(to_index(came));
            known.insert(to_index(came));
        }
        Self { old, new, after, known }
    }

    fn after(&self, row: u32) -> Option<u32> {
        self.after.get(row as usize).copied().flatten()
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

    /// The name of a row as the sets above number it.
    fn name(&self, row: u32) -> &str {
        row.checked_sub(to_index(self.new.len())).map_or_else(|| self.new.get(row), |old| self.old.get(old))
    }

    /// Lists what has become of each row. `compare` says what is new about one that both versions have.
    fn list(&self, compare: &dyn Fn(u32, u32) -> Option<Changed>) -> Vec<Changed> {
        let mut list = Vec::new();
        for (row, id) in (0..).zip(self.old.iter()) {
            let Some(after) = self.after(row) else {
                list.push(Changed::plain(id, Change::Removed));
                continue;
            };
            let to = self.new.get(after);
            if id != to {
                list.push(Changed { to: Some(to.to_owned()), ..Changed::plain(id, Change::Renamed) });
            }
            list.extend(compare(row, after).map(|changed| Changed { id: to.to_owned(), ..changed }));
        }
        let added = (0..).zip(self.new.iter()).filter(|(row, _)| !self.known.contains(*row));
        list.extend(added.map(|(_, id)| Changed::plain(id, Change::Added)));
        list
    }
}

/// Both versions, with what is the same in them under the same numbers.
struct Joint<'m> {
    old: &'m Model,
    new: &'m Model,
    permissions: Section<'m>,
    /// For each permission of the old version, then of the new one, the scope types to which it applies.
    applies: Vec<Bits>,
}

impl<'m> Joint<'m> {
    fn of(old: &'m Model, new: &'m Model) -> Self {
        // scope types and holders by name, each name under one number
        let (mut types, mut roles) = (Names::default(), Names::default());
        [old, new].iter().for_each(|model| model.scope_types.iter().for_each(|id| _ = types.intern(id)));
        [old, new].iter().for_each(|model| model.roles.ids().for_each(|id| _ = roles.intern(id)));
        let applies: Vec<Bits> = [old, new].into_iter().flat_map(|model| applies(model, &types)).collect();
        let holders: Vec<Bits> = [old, new].into_iter().flat_map(|model| holders(model, &roles)).collect();
        let permissions = Section::of(&old.permissions, &new.permissions, &|one, other| {
            applies.get(one).cmp(&applies.get(other)).then_with(|| holders.get(one).cmp(&holders.get(other)))
        });
        Self { old, new, permissions, applies }
    }

    fn permissions(&self) -> Vec<Changed> {
        self.permissions.list(&|old, new| {
            let same = self.applies.get(old as usize) == self.applies.get(self.old.permissions.len() + new as usize);
            (!same).then(|| Changed::plain("", Change::Changed))
        })
    }

    fn roles(&self) -> Vec<Changed> {
        let permissions = &self.permissions;
        let means = |role: &Role, closure: Bits| {
            let mut at = role.text.assignable_at.clone();
            sort_texts(&mut at);
            let Role { text, reach, .. } = role;
            (closure, to_json(&(&at, &text.kind, reach, &text.lift, &text.resource)))
        };
        let before = self.old.roles.iter().map(|role| means(role, permissions.carried(&role.closure)));
        let after = self.new.roles.iter().map(|role| means(role, permissions.widened(&role.closure)));
        let meanings: Vec<(Bits, String)> = before.chain(after).collect();
        let (old, new) = (self.old.roles.names(), self.new.roles.names());
        let section = Section::of(old, new, &|one, other| meanings.get(one).cmp(&meanings.get(other)));
        section.list(&|before, after| {
            let before = meanings.get(before as usize)?;
            let after = meanings.get(self.old.roles.len() + after as usize)?;
            let names = |set: &Bits, less: &Bits| {
                let mut rest = set.clone();
                rest.remove_all(less);
                let names: Vec<String> = rest.iter().map(|row| permissions.name(row).to_owned()).collect();
                (!names.is_empty()).then_some(names)
            };
            (before != after).then(|| Changed {
                gained: names(&after.0, &before.0),
                lost: names(&before.0, &after.0),
                ..Changed::plain("", Change::Changed)
            })
        })
    }

    fn pages(&self) -> Vec<Changed> {
        let renamed = |id: &str| {
            let found = self.old.permissions.find(id).and_then(|row| self.permissions.after(row));
            found.map_or_else(|| id.to_owned(), |row| self.new.permissions.get(row).to_owned())
        };
        let before = self.old.text.pages.iter().map(|page| Address::of(page, self.old, &renamed));
        let after = self.new.text.pages.iter().map(|page| Address::of(page, self.new, &str::to_owned));
        let addresses: Vec<Address<'_>> = before.chain(after).collect();
        let (old, new) = (self.old.pages.names(), self.new.pages.names());
        let section = Section::of(old, new, &|one, other| {
            let place = |at: usize| addresses.get(at).map(|address| (address.path, &address.scope_types));
            place(one).cmp(&place(other))
        });
        section.list(&|before, after| {
            let same = addresses.get(before as usize) == addresses.get(old.len() + after as usize);
            (!same).then(|| Changed::plain("", Change::Changed))
        })
    }
}

/// Where a page is and when it opens, in words that do not depend on what pages are called.
#[derive(PartialEq)]
struct Address<'t> {
    path: &'t str,
    scope_types: Vec<String>,
    /// The path of the page that it stands under.
    parent: Option<&'t str>,
    requires: String,
    disables: bool,
}

impl<'t> Address<'t> {
    fn of(page: &'t PageText, model: &'t Model, name: &dyn Fn(&str) -> String) -> Self {
        let mut scope_types = page.scope_types.clone();
        sort_texts(&mut scope_types);
        let parent = page.parent.as_ref().and_then(|id| model.pages.names().find(id));
        let parent = parent.and_then(|parent| model.text.pages.get(parent as usize));
        let mut requires = String::new();
        if let Some(requirement) = &page.requires {
            write(requirement, name, &mut requires);
        }
        Self {
            path: &page.path,
            scope_types,
            parent: parent.map(|parent| parent.path.as_str()),
            requires,
            disables: page.when_denied.unwrap_or_default() != super::WhenDenied::Hide,
        }
    }
}

/// A requirement in words; the order of permissions does not matter. It nests at most as deep as the text of a catalog.
fn write(requirement: &Requirement, name: &dyn Fn(&str) -> String, text: &mut String) {
    let (word, parts) = match requirement {
        Requirement::Permission(id) => return text.push_str(&name(id)),
        Requirement::All { all } => ("all(", all),
        Requirement::Any { any } => ("any(", any),
    };
    let mut parts: Vec<String> = parts
        .iter()
        .map(|part| {
            let mut text = String::new();
            write(part, name, &mut text);
            text
        })
        .collect();
    sort_texts(&mut parts);
    text.push_str(word);
    text.push_str(&parts.join(" "));
    text.push(')');
}

fn sort_texts(texts: &mut Vec<String>) {
    let text = |at: usize| texts.get(at);
    let order = order::positions(texts.len(), &|one, other| text(one).cmp(&text(other)));
    *texts = order.iter().filter_map(|at| text(*at as usize)).cloned().collect();
    texts.dedup();
}

/// For each permission, the scope types to which it applies.
fn applies(model: &Model, types: &Names) -> Vec<Bits> {
    let mut sets = vec![Bits::new(types.len()); model.permissions.len()];
    for (id, applying) in model.scope_types.iter().zip(&model.applying) {
        fill(&mut sets, applying, types.find(id));
    }
    sets
}

/// For each permission, the roles that grant it.
fn holders(model: &Model, roles: &Names) -> Vec<Bits> {
    let mut sets = vec![Bits::new(roles.len()); model.permissions.len()];
    for role in model.roles.iter() {
        fill(&mut sets, &role.closure, roles.find(&role.text.id));
    }
    sets
}

fn fill(sets: &mut [Bits], at: &Bits, member: Option<u32>) {
    for slot in at.iter() {
        if let (Some(set), Some(member)) = (sets.get_mut(slot as usize), member) {
            set.insert(member);
        }
    }
}

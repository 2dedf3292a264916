//! What a snapshot brings along for sessions that have no catalog: everything that answers depend on, worked out.
//!
//! Names become numbers, roles sets of permissions, reach the places that it comes to. What a session still has to do is
//! [`crate::resolve::Compiled`], by the rules that every other session follows.

use serde::Serialize;

use super::{Directory, Mode};
use crate::{
    bits::Bits,
    catalog::{Need, RuleText, WhenDenied},
    id::to_index,
    order::{pair, sort, unpair},
    time::{Time, Window},
};

/// The version of what is written here: raised with every change that an older reader would take for something else.
pub(crate) const FORM: u32 = 1;

/// Permissions, scopes, scope types, sets and rows are numbers: their places in the lists here, and in `scopes`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CompiledText<'d> {
    /// The version of this form.
    form: u32,
    /// Every permission of the catalog.
    permissions: Vec<&'d str>,
    /// For each scope type that the snapshot has, the permissions that apply to it.
    applying: Vec<Vec<u32>>,
    /// For each scope of the snapshot, its type.
    types: Vec<u32>,
    /// For each scope of the snapshot, its place in a walk through all of them, parents first.
    places: Vec<u32>,
    /// Sets of permissions.
    sets: Vec<Vec<u32>>,
    /// What can give something, in the order of the text: role assignments, then widens.
    rows: Vec<RowText<'d>>,
    pages: Vec<PageText<'d>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    api_scopes: Vec<ApiScopesText<'d>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RowText<'d> {
    role: &'d str,
    name: &'d str,
    /// The scope at which it was given.
    via: &'d str,
    /// In milliseconds since the epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    starts: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ends: Option<i64>,
    /// The set of its role.
    set: u32,
    /// The set that it gives, where a narrow has kept something away.
    #[serde(skip_serializing_if = "Option::is_none")]
    gives: Option<u32>,
    /// Where it reaches: the first place of a run and the one after its last, run after run.
    ///
    /// INVARIANT: they rise.
    reach: Vec<u32>,
    /// Of a widen, the rows that give it effect while one of them is active.
    #[serde(skip_serializing_if = "Option::is_none")]
    backed_by: Option<Vec<u32>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PageText<'d> {
    id: &'d str,
    path: &'d str,
    title: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<u32>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    disable: bool,
    /// The scope types at which it stands.
    at: Vec<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    need: Option<NeedText>,
}

/// A permission, or a list: `all` or `any`, then what it is of.
#[derive(Serialize)]
#[serde(untagged)]
enum NeedText {
    Permission(u32),
    Word(&'static str),
    List(Vec<NeedText>),
}

#[derive(Serialize)]
struct ApiScopesText<'d> {
    scopes: &'d [String],
    /// The assignments any of which gives them while it is active.
    rows: Vec<u32>,
}

/// Sets of permissions that are numbered: that of a role once.
struct Sets {
    list: Vec<Vec<u32>>,
    /// for each role, the number of its set
    of_roles: Vec<Option<u32>>,
}

impl Sets {
    fn add(&mut self, set: &Bits) -> u32 {
        self.list.push(set.iter().collect());
        to_index(self.list.len()) - 1
    }

    fn of_role(&mut self, role: u32, set: &Bits) -> u32 {
        let known = self.of_roles.get(role as usize).copied().flatten();
        known.unwrap_or_else(|| {
            let number = self.add(set);
            if let Some(slot) = self.of_roles.get_mut(role as usize) {
                *slot = Some(number);
            }
            number
        })
    }
}

/// From the numbers of a directory to those of a snapshot.
struct Numbers {
    /// the scopes of the snapshot by their places in the walk of the directory
    walk: Vec<u64>,
    /// for each scope type of the catalog, its number in the snapshot
    types: Vec<Option<u32>>,
}

impl Numbers {
    fn place(&self, position: u32) -> u32 {
        to_index(self.walk.partition_point(|known| unpair(*known).0 < position))
    }

    fn types(&self, of: &Bits) -> Vec<u32> {
        of.iter().filter_map(|kind| self.types.get(kind as usize).copied().flatten()).collect()
    }
}

impl Directory {
    /// What the answers about a principal depend on. `known` are the scopes of its snapshot.
    pub(super) fn compile(&self, principal: u32, known: &Bits) -> CompiledText<'_> {
        let model = &self.catalog.0;
        let mut numbers = Numbers {
            walk: known.iter().map(|scope| pair(self.scopes.span(scope).start, scope)).collect(),
            types: vec![None; model.scope_types.len()],
        };
        sort(&mut numbers.walk);
        let mut applying = Vec::new();
        let mut types = Vec::new();
        for scope in known.iter() {
            let kind = self.scopes.scope_type(scope).unwrap_or(u32::MAX);
            let Some(slot) = numbers.types.get_mut(kind as usize) else { continue };
            types.push(*slot.get_or_insert_with(|| {
                applying.push(model.applying.get(kind as usize).into_iter().flat_map(Bits::iter).collect());
                to_index(applying.len()) - 1
            }));
        }
        let mut sets = Sets { list: Vec::new(), of_roles: vec![None; self.roles.len()] };
        let rows = self.compile_rows(principal, &numbers, &mut sets);
        CompiledText {
            form: FORM,
            permissions: model.permissions.iter().collect(),
            applying,
            types,
            places: known.iter().map(|scope| numbers.place(self.scopes.span(scope).start)).collect(),
            sets: sets.list,
            rows,
            pages: self.compile_pages(&numbers),
            api_scopes: self.compile_api_scopes(principal),
        }
    }

    fn compile_rows(&self, principal: u32, numbers: &Numbers, sets: &mut Sets) -> Vec<RowText<'_>> {
        let assignments = self.assignments.of_principal(principal);
        let mut rows = Vec::new();
        for index in assignments {
            let Some(row) = self.assignments.get(*index) else { continue };
            let roots = self.assignments.roots(*index, &self.roles, &self.scopes);
            let Some(mut text) = self.compile_row(row.role, row.scope, roots, self.window_of(*index), numbers, sets)
            else {
                continue;
            };
            if self.assignments.details(*index).narrow.is_some() {
                text.gives = self.granted_by(*index).map(|gives| sets.add(&gives));
            }
            rows.push(text);
        }
        for row in self.overrides.of_principal(principal) {
            let Mode::Widen(window) = row.mode else { continue };
            let text = self.compile_row(row.role, row.scope, [Some(row.scope), None], window, numbers, sets);
            let place = |backing: u32| assignments.iter().position(|index| *index == backing).map(to_index);
            let backed_by = self.backing(row).into_iter().filter_map(place).collect();
            rows.extend(text.map(|text| RowText { backed_by: Some(backed_by), ..text }));
        }
        rows
    }

    fn compile_row(
        &self,
        role: u32,
        scope: u32,
        roots: [Option<u32>; 2],
        window: Window,
        numbers: &Numbers,
        sets: &mut Sets,
    ) -> Option<RowText<'_>> {
        let of = self.roles.get(role)?;
        let mut runs = Vec::new();
        for root in roots.into_iter().flatten() {
            self.scopes.reach(root, of.reach, &self.catalog.0, |span| {
                runs.push(pair(numbers.place(span.start), numbers.place(span.end)));
                true
            });
        }
        Some(RowText {
            role: &of.text.id,
            name: &of.text.name,
            via: self.scopes.id(scope),
            starts: window.starts.map(Time::as_millis),
            ends: window.ends.map(Time::as_millis),
            set: sets.of_role(role, &of.closure),
            gives: None,
            reach: joined_runs(runs),
            backed_by: None,
        })
    }

    fn compile_pages(&self, numbers: &Numbers) -> Vec<PageText<'_>> {
        let model = &self.catalog.0;
        let pages = model.text.pages.iter().zip(0..).filter_map(|(text, page)| Some((text, model.pages.get(page)?)));
        pages
            .map(|(text, page)| PageText {
                id: &text.id,
                path: &text.path,
                title: &text.title,
                parent: page.parent,
                disable: page.when_denied == WhenDenied::Disable,
                at: numbers.types(&page.scope_types),
                need: page.need.as_ref().map(compile_need),
            })
            .collect()
    }

    fn compile_api_scopes(&self, principal: u32) -> Vec<ApiScopesText<'_>> {
        let mut found = Vec::new();
        for rule in &self.catalog.0.text.rules {
            let RuleText::ApiScopes { roles, scopes } = rule else { continue };
            let gives = |index: &u32| {
                let role = self.assignments.get(*index).and_then(|row| self.roles.get(row.role));
                role.is_some_and(|role| roles.selects(&role.text))
            };
            let rows = (0..).zip(self.assignments.of_principal(principal));
            let rows: Vec<u32> = rows.filter(|(_, index)| gives(index)).map(|(row, _)| row).collect();
            if !rows.is_empty() {
                found.push(ApiScopesText { scopes, rows });
            }
        }
        found
    }
}

/// Runs in order, those that touch as one.
fn joined_runs(mut runs: Vec<u64>) -> Vec<u32> {
    sort(&mut runs);
    let mut edges: Vec<u32> = Vec::new();
    for (start, end) in runs.into_iter().map(unpair) {
        match edges.last_mut() {
            Some(last) if *last >= start => *last = end.max(*last),
            _ => edges.extend([start, end]),
        }
    }
    edges
}

/// It nests at most as deep as the text of a catalog may: recursion is bounded.
fn compile_need(need: &Need) -> NeedText {
    let list = |word: &'static str, parts: &[Need]| {
        NeedText::List(std::iter::once(NeedText::Word(word)).chain(parts.iter().map(compile_need)).collect())
    };
    match need {
        Need::Permission(permission) => NeedText::Permission(*permission),
        Need::All(parts) => list("all", parts),
        Need::Any(parts) => list("any", parts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_that_touch_are_one() {
        let runs = |runs: &[(u32, u32)]| joined_runs(runs.iter().map(|(start, end)| pair(*start, *end)).collect());
        assert!(runs(&[]).is_empty());
        assert_eq!(runs(&[(7, 9), (0, 1), (1, 4), (3, 5)]), [0, 5, 7, 9]);
        assert_eq!(runs(&[(0, 9), (2, 3), (9, 10), (12, 13)]), [0, 10, 12, 13]);
    }
}

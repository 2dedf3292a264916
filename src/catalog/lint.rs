//! What a catalog says that somebody should look at: it holds, but it can hardly be meant.

use std::cmp::Ordering;

use super::{Catalog, Model, lookalike::forms, roles::Role};
use crate::{
    bits::Bits,
    error::{Code, Issue, Issues, Path, quoted},
    id::to_index,
    order,
};

impl Catalog {
    /// What deserves a second look, as warnings: permissions that no role grants (`dead-permission`), roles that grant
    /// what another one grants (`redundant-role`), pages that nobody can open (`unreachable-page`), and names of roles
    /// and titles of pages that look alike (`confusable-label`). Nothing of it keeps a catalog from being used.
    ///
    /// ```
    /// let issues = rolescope::Catalog::builtin("voiceflow")?.lint();
    /// assert!(issues.iter().all(|issue| issue.severity == rolescope::Severity::Warning));
    /// # Ok::<(), rolescope::Error>(())
    /// ```
    #[must_use]
    pub fn lint(&self) -> Vec<Issue> {
        let model = &*self.0;
        let mut issues = Issues::default();
        model.dead_permissions(&mut issues);
        model.redundant_roles(&mut issues);
        model.unreachable_pages(&mut issues);
        model.confusable_names(&mut issues);
        model.confusable_titles(&mut issues);
        issues.into_list()
    }
}

impl Model {
    fn dead_permissions(&self, issues: &mut Issues) {
        let path = Path::ROOT.key("permissions");
        let mut granted = Bits::new(self.permissions.len());
        self.roles.iter().for_each(|role| granted.union_with(&role.closure));
        for (index, id) in self.permissions.iter().enumerate() {
            if !granted.contains(to_index(index)) {
                let message = format!("no role grants the permission {}", quoted(id));
                issues.warning(Code::DeadPermission, path.index(index), message);
            }
        }
    }

    fn redundant_roles(&self, issues: &mut Issues) {
        let path = Path::ROOT.key("roles");
        let lift = |role: &Role| role.lift.as_ref().map(|lift| (lift.to, lift.attribute.clone(), lift.equals.clone()));
        let compare = |one: usize, other: usize| match (self.role_at(one), self.role_at(other)) {
            (Some(one), Some(other)) => (&one.closure, &one.assignable_at, one.reach as u8, one.resource)
                .cmp(&(&other.closure, &other.assignable_at, other.reach as u8, other.resource))
                .then_with(|| lift(one).cmp(&lift(other))),
            _ => Ordering::Equal,
        };
        for (index, first) in repeated(self.roles.len(), &compare, &|_, _| true) {
            let (id, first) = (self.roles.id(to_index(index)), self.roles.id(to_index(first)));
            let message = format!("the role {} grants just what {} grants, and just where", quoted(id), quoted(first));
            issues.warning(Code::RedundantRole, path.index(index), message);
        }
    }

    fn unreachable_pages(&self, issues: &mut Issues) {
        let path = Path::ROOT.key("pages");
        let grantable = self.grantable();
        for (index, text) in self.text.pages.iter().enumerate() {
            let Some(page) = self.pages.get(to_index(index)) else { continue };
            let row = path.index(index);
            let row = row.key("scopeTypes");
            for (place, id) in text.scope_types.iter().enumerate() {
                let Some(at) = self.scope_types.find(id) else { continue };
                let opens = match &page.need {
                    Some(need) => grantable.get(at as usize).is_some_and(|granted| need.is_met(granted)),
                    None => page.children.iter().any(|child| self.pages.get(*child).is_some_and(|it| it.stands_at(at))),
                };
                if !opens {
                    let page = quoted(&text.id);
                    let message = format!("no role opens the page {page} at a scope of type {}", quoted(id));
                    issues.warning(Code::UnreachablePage, row.index(place), message);
                }
            }
        }
    }

    fn confusable_names(&self, issues: &mut Issues) {
        let path = Path::ROOT.key("roles");
        let forms: Vec<[String; 2]> = self.roles.iter().map(|role| forms(&role.text.name)).collect();
        let name = |at: usize| quoted(self.role_at(at).map_or("", |role| &role.text.name));
        for (index, first) in alike(&forms, &|_| None, &|_, _| true) {
            let id = quoted(self.roles.id(to_index(first)));
            let message = format!("the name {} looks like {}, the name of the role {id}", name(index), name(first));
            issues.warning(Code::ConfusableLabel, path.index(index).key("name"), message);
        }
    }

    /// Titles that stand under one parent at one scope type. Elsewhere the parents tell them apart.
    fn confusable_titles(&self, issues: &mut Issues) {
        let path = Path::ROOT.key("pages");
        let forms: Vec<[String; 2]> = self.text.pages.iter().map(|page| forms(&page.title)).collect();
        let title = |at: usize| quoted(self.text.pages.get(at).map_or("", |page| &page.title));
        let page = |at: usize| self.pages.get(to_index(at));
        let meet = |one: usize, other: usize| match (page(one), page(other)) {
            (Some(one), Some(other)) => one.scope_types.count_within(&other.scope_types) > 0,
            _ => false,
        };
        for (index, first) in alike(&forms, &|at| page(at).and_then(|page| page.parent), &meet) {
            let id = quoted(self.pages.id(to_index(first)));
            let message =
                format!("the title {} looks like {}, the title of the page {id} beside it", title(index), title(first));
            issues.warning(Code::ConfusableLabel, path.index(index).key("title"), message);
        }
    }

    fn role_at(&self, index: usize) -> Option<&Role> {
        self.roles.get(to_index(index))
    }
}

/// Rows of a group whose labels have a form in common, each with the first such row.
fn alike(
    forms: &[[String; 2]],
    group: &dyn Fn(usize) -> Option<u32>,
    meet: &dyn Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let mut found: Vec<u64> = Vec::new();
    for form in 0..2 {
        let key = |at: usize| (group(at), forms.get(at).and_then(|forms| forms.get(form)));
        let rows = repeated(forms.len(), &|one, other| key(one).cmp(&key(other)), meet);
        found.extend(rows.into_iter().map(|(row, first)| order::pair(to_index(row), to_index(first))));
    }
    order::sort(&mut found);
    found.dedup_by_key(|pair| order::unpair(*pair).0);
    let rows = found.into_iter().map(order::unpair);
    rows.map(|(row, first)| (row as usize, first as usize)).collect()
}

/// The rows that are the same as an earlier one, each with the first of those that it meets; in order.
fn repeated(
    count: usize,
    compare: &dyn Fn(usize, usize) -> Ordering,
    meet: &dyn Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let sorted = order::positions(count, compare);
    let mut found: Vec<u64> = Vec::new();
    // equal rows keep their order
    for same in sorted.chunk_by(|one, other| compare(*one as usize, *other as usize).is_eq()) {
        for (place, row) in same.iter().enumerate() {
            let first = same.iter().take(place).find(|earlier| meet(**earlier as usize, *row as usize));
            found.extend(first.map(|first| order::pair(*row, *first)));
        }
    }
    order::sort(&mut found);
    let rows = found.into_iter().map(order::unpair);
    rows.map(|(row, first)| (row as usize, first as usize)).collect()
}

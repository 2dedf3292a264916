//! The scopes of a directory as forests, and the one place that says what an assignment reaches.

use crate::{
    catalog::{Model, Reach},
    csr::Csr,
    id::{Names, to_index},
    order,
    pairs::Pairs,
};

/// The longest way from a scope to the root of its tree, both counted.
pub(crate) const DEEPEST_SCOPE: usize = 32;

/// The scope's own position and the position just after its last descendant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    pub(crate) fn holds(self, position: u32) -> bool {
        (self.start..self.end).contains(&position)
    }
}

/// A scope as it was stated. The ids in it are indices into the names of the scopes that were read.
#[derive(Clone, Default)]
pub(crate) struct ScopeRow {
    pub(crate) scope_type: u32,
    pub(crate) parent: Option<u32>,
    pub(crate) links: Vec<u32>,
    pub(crate) attributes: Pairs<String>,
    pub(crate) name: Option<Box<str>>,
}

#[derive(Clone, Default)]
pub(crate) struct Scopes {
    names: Names,
    rows: Vec<ScopeRow>,
    children: Csr,
    /// For each scope, the scopes that link it.
    linkers: Csr,
    /// For each scope, its place in a walk through the forest, parents first.
    spans: Vec<Span>,
    /// For each position of that walk, the scope.
    walk: Vec<u32>,
}

impl Scopes {
    /// INVARIANT: parents and links are indices of `rows` and make no cycle; the loader has checked it.
    #[inline(never)]
    pub(crate) fn build(names: Names, rows: Vec<ScopeRow>) -> Self {
        let count = rows.len();
        let indexed = || rows.iter().enumerate().map(|(index, row)| (to_index(index), row));
        let children = indexed().filter_map(|(index, row)| row.parent.map(|parent| (parent, index)));
        let children = Csr::group(count, children);
        let links = indexed().flat_map(|(index, row)| row.links.iter().map(move |linked| (*linked, index)));
        let linkers = Csr::group(count, links.collect::<Vec<_>>().into_iter());
        let roots: Vec<u32> = indexed().filter(|(_, row)| row.parent.is_none()).map(|(index, _)| index).collect();
        let mut scopes = Self {
            spans: vec![Span::default(); count],
            walk: Vec::with_capacity(count),
            names,
            rows,
            children,
            linkers,
        };
        for root in roots {
            scopes.walk_from(root);
        }
        scopes
    }

    #[inline(never)]
    fn walk_from(&mut self, root: u32) {
        enum Step {
            Enter(u32),
            Leave(u32),
        }
        let mut steps = vec![Step::Enter(root)];
        while let Some(step) = steps.pop() {
            let position = to_index(self.walk.len());
            match step {
                Step::Enter(scope) => {
                    if let Some(span) = self.spans.get_mut(scope as usize) {
                        span.start = position;
                    }
                    self.walk.push(scope);
                    steps.push(Step::Leave(scope));
                    steps.extend(self.children.get(scope).iter().rev().map(|child| Step::Enter(*child)));
                }
                Step::Leave(scope) => {
                    if let Some(span) = self.spans.get_mut(scope as usize) {
                        span.end = position;
                    }
                }
            }
        }
    }

    pub(crate) fn rows(&self) -> &[ScopeRow] {
        &self.rows
    }

    pub(crate) fn names(&self) -> &Names {
        &self.names
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn find(&self, id: &str) -> Option<u32> {
        self.names.find(id)
    }

    pub(crate) fn id(&self, scope: u32) -> &str {
        self.names.get(scope)
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.names.iter()
    }

    pub(crate) fn row(&self, scope: u32) -> Option<&ScopeRow> {
        self.rows.get(scope as usize)
    }

    pub(crate) fn scope_type(&self, scope: u32) -> Option<u32> {
        self.row(scope).map(|row| row.scope_type)
    }

    pub(crate) fn span(&self, scope: u32) -> Span {
        self.spans.get(scope as usize).copied().unwrap_or_default()
    }

    pub(crate) fn at_positions(&self, span: Span) -> &[u32] {
        self.walk.get(span.start as usize..span.end as usize).unwrap_or(&[])
    }

    /// The scope itself, its parent, and so on up to the root of its tree.
    pub(crate) fn ancestors(&self, scope: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(self.row(scope).map(|_| scope), |here| self.row(*here).and_then(|row| row.parent))
    }

    /// What an assignment with this root reaches, as spans of the walk. `each` returns false to stop.
    pub(crate) fn reach(&self, root: u32, reach: Reach, model: &Model, mut each: impl FnMut(Span) -> bool) {
        self.reach_over(root, reach, model, |span, _| each(span));
    }

    /// The same; beside a span that is reached over a link stands the scope that links the first scope of the span.
    ///
    /// Every question about reach is answered from here.
    fn reach_over(&self, root: u32, reach: Reach, model: &Model, mut each: impl FnMut(Span, Option<u32>) -> bool) {
        let Some(row) = self.row(root) else { return };
        let below = self.span(root);
        let alone = |scope: Span| Span { start: scope.start, end: scope.start + 1 };
        match reach {
            Reach::Itself => _ = each(alone(below), None),
            Reach::Descendants => {
                _ = each(below, None) && row.links.iter().all(|linked| each(self.span(*linked), Some(root)));
            }
            Reach::Linked => {
                if !each(alone(below), None) {
                    return;
                }
                for scope in self.at_positions(Span { start: below.start + 1, end: below.end }) {
                    let Some(row) = self.row(*scope) else { continue };
                    let may_link = model.scope_type(row.scope_type).is_some_and(|kind| !kind.links.is_empty());
                    let goes_on = !may_link
                        || (each(alone(self.span(*scope)), None)
                            && row.links.iter().all(|linked| each(self.span(*linked), Some(*scope))));
                    if !goes_on {
                        return;
                    }
                }
            }
        }
    }

    /// Whether an assignment with this root reaches the scope at `position` of the walk.
    pub(crate) fn reaches(&self, root: u32, reach: Reach, model: &Model, position: u32) -> bool {
        let mut reached = false;
        self.reach(root, reach, model, |span| {
            reached = span.holds(position);
            !reached
        });
        reached
    }

    /// Whether an assignment with this root would reach every scope that is made under the one at `position`.
    pub(crate) fn reaches_below(&self, root: u32, reach: Reach, model: &Model, position: u32) -> bool {
        let mut reached = false;
        self.reach_over(root, reach, model, |span, linker| {
            // over a link a scope is reached with what lies below it
            reached = span.holds(position) && (reach == Reach::Descendants || linker.is_some());
            !reached
        });
        reached
    }

    /// Whether it would reach a scope of a type that is made under the one at `position`.
    pub(crate) fn would_reach(&self, root: u32, reach: Reach, model: &Model, (position, kind): (u32, u32)) -> bool {
        let may_link = model.scope_type(kind).is_some_and(|kind| !kind.links.is_empty());
        // below its root this reach has every scope that can link
        (reach == Reach::Linked && may_link && self.span(root).holds(position))
            || self.reaches_below(root, reach, model, position)
    }

    /// The scopes from a root to the one at `position`, if an assignment with this root reaches it: from parent to
    /// child, and over at most one link.
    pub(crate) fn way(&self, root: u32, reach: Reach, model: &Model, position: u32) -> Option<Vec<u32>> {
        let mut found = None;
        self.reach_over(root, reach, model, |span, linker| {
            found = span.holds(position).then_some((span.start, linker));
            found.is_none()
        });
        let (head, linker) = found?;
        let at = |position: u32| self.walk.get(position as usize).copied();
        let mut way = Vec::new();
        let mut climb = |from: u32, to: u32| {
            for scope in self.ancestors(from) {
                way.push(scope);
                if scope == to {
                    break;
                }
            }
        };
        match linker {
            None => climb(at(position)?, root),
            Some(linker) => {
                climb(at(position)?, at(head)?);
                climb(linker, root);
            }
        }
        way.reverse();
        Some(way)
    }

    /// Every scope that can be the root of an assignment that reaches `scope`, and perhaps some that cannot.
    ///
    /// Above the scope lie the roots that reach it down the tree; above the scopes that link one of these lie the
    /// roots that reach it over a link.
    pub(crate) fn roots_that_may_reach(&self, scope: u32) -> Vec<u32> {
        let mut roots: Vec<u32> = self.ancestors(scope).collect();
        for above in self.ancestors(scope) {
            for linker in self.linkers.get(above) {
                roots.extend(self.ancestors(*linker));
            }
        }
        let mut sorted: Vec<u64> = roots.iter().map(|root| u64::from(*root)).collect();
        order::sort(&mut sorted);
        sorted.dedup();
        sorted.into_iter().map(|root| order::unpair(root).1).collect()
    }
}

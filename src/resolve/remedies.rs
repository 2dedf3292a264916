//! Single role assignments that would grant what is denied, the least first.

use std::{borrow::Cow, cmp::Ordering};

use super::{
    Reason,
    access::Row,
    explain::{Asked, Remedy},
};
use crate::{
    bits::Bits,
    catalog::{Reach, Role},
    directory::{Directory, Override, Span},
    order::{self, pair, positions, unpair},
};

/// The most remedies.
const MOST: usize = 10;

/// What an assignment reaches, and what there is to gain.
struct Reached {
    /// in the order of the walk, and apart from one another
    spans: Vec<Span>,
    /// what applies to any of these scopes and is not granted there
    lacking: Bits,
}

/// A candidate and by what it is compared.
struct Measured {
    role: u32,
    scope: u32,
    resource: Option<u32>,
    extra: Bits,
    count: u32,
    scopes: u32,
}

struct Search<'d> {
    directory: &'d Directory,
    asked: Asked,
    /// Along the walk: what is granted from each position on, up to the next.
    granted: Vec<(u32, Bits)>,
    /// The widens that have no effect, and would have one beside an assignment of an eligible role.
    waiting: Vec<(&'d Override, Reached)>,
    /// What was measured, of one root each; the root is `u32::MAX` for what is measured of two.
    known: Vec<(u32, Reach, Reached)>,
    best: Vec<Measured>,
}

impl Directory {
    /// Every role that has the permission, at every scope at which it can be assigned and from which it reaches; and
    /// every role that backs a widen which would give it.
    ///
    /// No scope is asked about by itself: what a candidate gains follows from what is granted along the walk.
    pub(super) fn remedies(&self, asked: Asked) -> Vec<Remedy> {
        let granted = self.granted_along(asked);
        let mut search =
            Search { directory: self, asked, granted, waiting: Vec::new(), known: Vec::new(), best: Vec::new() };
        for row in self.rows_of(asked.principal) {
            if let Row::Widen(widen, _) = row
                && self.says(row, asked.at).is_some_and(|say| say.reason == Reason::OverrideIneffective)
            {
                let spans = search.spans(widen.scope, self.reach_of(widen.role));
                search.waiting.push((widen, search.measure(&spans)));
            }
        }
        let roots = self.scopes.roots_that_may_reach(asked.scope);
        for (role, of) in (0..).zip(self.roles.iter()).filter(|(_, role)| role.closure.contains(asked.permission)) {
            search.role(role, of, &roots, asked.position);
        }
        for at in 0..search.waiting.len() {
            search.backing(at);
        }
        let remedy = |found: &Measured| {
            let Measured { role, scope, resource, .. } = *found;
            Remedy {
                role: self.roles.id(role).to_owned(),
                scope: self.scopes.id(scope).to_owned(),
                resource: resource.map(|resource| self.resource_text(resource)),
                extra: found.extra.iter().map(|extra| self.catalog.0.permissions.get(extra).to_owned()).collect(),
                blocked_by: None,
            }
        };
        search.best.iter().map(remedy).collect()
    }

    /// What the rows of a principal grant along the walk, before it is asked what applies where.
    fn granted_along(&self, asked: Asked) -> Vec<(u32, Bits)> {
        let mut rows: Vec<(Span, Cow<'_, Bits>)> = Vec::new();
        for row in self.rows_of(asked.principal) {
            let Some(say) = self.says(row, asked.at).filter(|say| say.reason == Reason::Granted) else { continue };
            let reach = self.role_of(row).map(|role| self.reach_of(role)).unwrap_or_default();
            for root in self.roots_of(row).into_iter().flatten() {
                self.scopes.reach(root, reach, &self.catalog.0, |span| {
                    rows.push((span, say.gives.clone()));
                    true
                });
            }
        }
        let key = |at: usize| rows.get(at).map(|(span, _)| (span.start, u32::MAX - span.end));
        let order = positions(rows.len(), &|one, other| key(one).cmp(&key(other)));

        // INVARIANT: a span is one scope or a whole subtree, so that two of them lie apart or one in the other
        let none = Bits::new(self.catalog.0.permissions.len());
        let mut along = vec![(0, none.clone())];
        let mut open: Vec<(u32, Bits)> = Vec::new();
        let close = |until: u32, open: &mut Vec<(u32, Bits)>, along: &mut Vec<(u32, Bits)>| {
            while let Some((end, _)) = open.pop_if(|(end, _)| *end <= until) {
                along.push((end, open.last().map_or(&none, |(_, granted)| granted).clone()));
            }
        };
        for (span, gives) in order.iter().filter_map(|at| rows.get(*at as usize)) {
            close(span.start, &mut open, &mut along);
            let mut granted = open.last().map_or(&none, |(_, granted)| granted).clone();
            granted.union_with(gives);
            along.push((span.start, granted.clone()));
            open.push((span.end, granted));
        }
        close(u32::MAX, &mut open, &mut along);
        along
    }
}

impl<'d> Search<'d> {
    /// Every candidate that backs a widen, if that widen would give what was asked for.
    fn backing(&mut self, at: usize) {
        let directory = self.directory;
        let Some((widen, reached)) = self.waiting.get(at) else { return };
        let gives = directory.roles.get(widen.role).is_some_and(|role| role.closure.contains(self.asked.permission));
        if !gives || !reached.spans.iter().any(|span| span.holds(self.asked.position)) {
            return;
        }
        let widen = *widen;
        let roots = directory.scopes.roots_that_may_reach(widen.scope);
        let position = directory.scopes.span(widen.scope).start;
        for (role, of) in (0..).zip(directory.roles.iter()) {
            if directory.eligible(widen.role, widen.scope).any(|eligible| eligible == of.text.id) {
                self.role(role, of, &roots, position);
            }
        }
    }

    /// Every candidate with this role that reaches the scope at `position`.
    fn role(&mut self, role: u32, of: &'d Role, roots: &[u32], position: u32) {
        let Directory { scopes, catalog, .. } = self.directory;
        let fits = |root: u32| {
            scopes.scope_type(root).is_some_and(|kind| {
                of.resource.map_or_else(|| of.assignable_at.contains(kind), |resource| resource == kind)
            })
        };
        let reaches = |root: u32| scopes.reaches(root, of.reach, &catalog.0, position);
        for root in roots.iter().copied().filter(|root| reaches(*root)) {
            let second = of.lift.as_ref().and_then(|lift| scopes.lifted(root, lift));
            // what has a second root that reaches is found from there
            if fits(root) && !second.is_some_and(reaches) {
                self.rooted(role, of, root, second);
            }
            let Some(lift) = of.lift.as_ref().filter(|lift| scopes.scope_type(root) == Some(lift.to)) else { continue };
            for below in scopes.at_positions(scopes.span(root)) {
                if fits(*below) && scopes.lifted(*below, lift) == Some(root) {
                    self.rooted(role, of, *below, Some(root));
                }
            }
        }
    }

    /// The candidates with these roots: the one at the first root, or those that name it as their resource.
    fn rooted(&mut self, role: u32, of: &'d Role, root: u32, second: Option<u32>) {
        let directory = self.directory;
        let known = self.reached(root, second, of.reach);
        let Some((_, _, Reached { spans, lacking })) = self.known.get(known) else { return };
        let mut extra = of.closure.clone();
        extra.intersect_with(lacking);
        for (widen, reached) in &self.waiting {
            let position = directory.scopes.span(widen.scope).start;
            let backs = directory.eligible(widen.role, widen.scope).any(|eligible| eligible == of.text.id)
                && spans.iter().any(|span| span.holds(position));
            if let Some(role) = directory.roles.get(widen.role).filter(|_| backs) {
                let mut more = role.closure.clone();
                more.intersect_with(&reached.lacking);
                extra.union_with(&more);
            }
        }
        extra.remove(self.asked.permission);
        let count = extra.count();
        let reached = spans.iter().map(|span| span.end - span.start).sum();
        let places = directory.scopes.ancestors(root).take(if of.resource.is_some() { usize::MAX } else { 1 });
        for scope in places {
            if directory.scopes.scope_type(scope).is_some_and(|kind| of.assignable_at.contains(kind)) {
                let resource = of.resource.map(|_| root);
                let same = |other: &Measured| (other.role, other.scope, other.resource) == (role, scope, resource);
                if self.best.iter().any(same) {
                    continue;
                }
                let measured = Measured { role, scope, resource, extra: extra.clone(), count, scopes: reached };
                let at = self.best.partition_point(|other| directory.compare(other, &measured) == Ordering::Less);
                if at < MOST {
                    self.best.truncate(MOST - 1);
                    self.best.insert(at, measured);
                }
            }
        }
    }

    /// The number of what was measured of these roots.
    fn reached(&mut self, root: u32, second: Option<u32>, reach: Reach) -> usize {
        let Some(second) = second else { return self.reached_from(root, reach) };
        let base = self.reached_from(second, reach);
        let mut spans = self.spans(root, reach);
        let reached = self.known.get(base).map_or(&[][..], |(_, _, reached)| &reached.spans);
        // mostly the first root lies below the second and adds nothing
        let inside = |span: &Span| reached.iter().any(|wide| wide.start <= span.start && span.end <= wide.end);
        if spans.iter().all(inside) {
            return base;
        }
        spans.extend_from_slice(reached);
        self.keep(u32::MAX, reach, &spans)
    }

    fn reached_from(&mut self, root: u32, reach: Reach) -> usize {
        let known = self.known.iter().position(|(known, way, _)| (*known, *way) == (root, reach));
        known.unwrap_or_else(|| self.keep(root, reach, &self.spans(root, reach)))
    }

    fn keep(&mut self, root: u32, reach: Reach, spans: &[Span]) -> usize {
        self.known.push((root, reach, self.measure(spans)));
        self.known.len() - 1
    }

    fn spans(&self, root: u32, reach: Reach) -> Vec<Span> {
        let mut spans = Vec::new();
        self.directory.scopes.reach(root, reach, &self.directory.catalog.0, |span| {
            spans.push(span);
            true
        });
        spans
    }

    fn measure(&self, spans: &[Span]) -> Reached {
        let Directory { scopes, catalog, .. } = self.directory;
        let model = &catalog.0;
        let mut sorted: Vec<u64> = spans.iter().map(|span| pair(span.start, span.end)).collect();
        order::sort(&mut sorted);
        let mut spans: Vec<Span> = Vec::new();
        for (start, end) in sorted.into_iter().map(unpair) {
            match spans.last_mut().filter(|last| start <= last.end) {
                Some(last) => last.end = last.end.max(end),
                None => spans.push(Span { start, end }),
            }
        }
        let mut lacking = Bits::new(model.permissions.len());
        for span in &spans {
            let mut from = span.start;
            let first = self.granted.partition_point(|(start, _)| *start <= from).saturating_sub(1);
            let mut ahead = self.granted.get(first..).unwrap_or(&[]);
            while let [(_, granted), rest @ ..] = ahead {
                let until = rest.first().map_or(span.end, |(start, _)| (*start).min(span.end));
                let between = scopes.at_positions(Span { start: from, end: until });
                let types = Bits::of(model.types.len(), between.iter().filter_map(|scope| scopes.scope_type(*scope)));
                for applying in types.iter().filter_map(|kind| model.applying.get(kind as usize)) {
                    lacking.union_with_difference(applying, granted);
                }
                if until >= span.end {
                    break;
                }
                (from, ahead) = (until, rest);
            }
        }
        Reached { spans, lacking }
    }
}

impl Directory {
    /// The fewest extra permissions first, then the fewest scopes, then by ids.
    fn compare(&self, one: &Measured, other: &Measured) -> Ordering {
        let ids = |of: &Measured| {
            [
                self.roles.id(of.role),
                self.scopes.id(of.scope),
                of.resource.map_or("", |resource| self.scopes.id(resource)),
            ]
        };
        (one.count, one.scopes).cmp(&(other.count, other.scopes)).then_with(|| ids(one).cmp(&ids(other)))
    }
}

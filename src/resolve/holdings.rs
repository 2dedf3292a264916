//! What somebody holds at a place, at all times to come, and what it would give at scopes that are made below.
//!
//! An answer to a question is about one instant and one scope that is there: that is [`Access`](super::Access). Whoever
//! gives a role gives more than shows at once, so what may be given is measured by this.

use super::access::Row;
use crate::{
    bits::Bits,
    catalog::Reach,
    directory::Directory,
    order::positions,
    time::{Phase, Time, Window},
};

/// Where somebody holds something: at a scope, or at one of some type that is not there yet, under a scope that is.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    At(u32),
    Under(u32, u32),
}

/// Permissions by where they count.
#[derive(Clone)]
pub(crate) struct Held {
    /// at the place itself, kept to what applies there
    here: Bits,
    /// at whatever scope is made below it and can link no others
    below: Bits,
    /// at whatever scope is made below it and can link others
    linking: Bits,
}

/// What a principal holds at a place from an instant on.
pub(crate) struct Holdings {
    /// now and for ever
    always: Held,
    /// within a window
    timed: Vec<(Window, Held)>,
}

impl Held {
    pub(crate) fn none(permissions: usize) -> Self {
        let none = Bits::new(permissions);
        Self { here: none.clone(), below: none.clone(), linking: none }
    }

    fn parts(&self) -> [&Bits; 3] {
        [&self.here, &self.below, &self.linking]
    }

    fn parts_mut(&mut self) -> [&mut Bits; 3] {
        [&mut self.here, &mut self.below, &mut self.linking]
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.parts_mut().into_iter().zip(other.parts()).for_each(|(part, other)| part.union_with(other));
    }

    pub(crate) fn remove(&mut self, other: &Self) {
        self.parts_mut().into_iter().zip(other.parts()).for_each(|(part, other)| part.remove_all(other));
    }

    /// Leaves only these permissions, wherever they count.
    pub(crate) fn keep_only(&mut self, permissions: &Bits) {
        self.parts_mut().into_iter().for_each(|part| part.intersect_with(permissions));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.parts().into_iter().all(Bits::is_empty)
    }

    /// Whether all of it counts at the place itself.
    pub(crate) fn is_here(&self) -> bool {
        self.below.is_within(&self.here) && self.linking.is_within(&self.here)
    }

    /// Every permission that counts anywhere.
    pub(crate) fn permissions(&self) -> Bits {
        let mut all = self.here.clone();
        all.union_with(&self.below);
        all.union_with(&self.linking);
        all
    }
}

impl Holdings {
    pub(crate) fn none(permissions: usize) -> Self {
        Self { always: Held::none(permissions), timed: Vec::new() }
    }

    /// What is held at one instant.
    pub(crate) fn at(&self, at: Time) -> Held {
        let mut held = self.always.clone();
        let active = self.timed.iter().filter(|(window, _)| window.phase(at) == Phase::Active);
        active.for_each(|(_, more)| held.add(more));
        held
    }

    /// What is held at some instant from `at` on, and at that instant not in `before`.
    pub(crate) fn beyond(&self, before: &Self, at: Time) -> Held {
        let mut gained = self.always.clone();
        self.timed.iter().for_each(|(_, more)| gained.add(more));
        gained.remove(&before.always);
        if gained.is_empty() || before.timed.is_empty() {
            return gained;
        }
        for (part, gained) in gained.parts_mut().into_iter().enumerate() {
            let candidates: Vec<u32> = gained.iter().collect();
            for permission in candidates {
                let had = before.windows(part, permission);
                if self.windows(part, permission).iter().all(|window| covers(&had, *window, at)) {
                    gained.remove(permission);
                }
            }
        }
        gained
    }

    /// When one permission is held in one of the parts, by the beginning.
    fn windows(&self, part: usize, permission: u32) -> Vec<Window> {
        let has = |held: &Held| held.parts().get(part).is_some_and(|part| part.contains(permission));
        if has(&self.always) {
            return vec![Window::ALWAYS];
        }
        let windows = self.timed.iter().filter(|(_, held)| has(held)).map(|(window, _)| *window);
        let windows: Vec<Window> = windows.collect();
        let starts = |at: usize| windows.get(at).map(|window| window.starts);
        let order = positions(windows.len(), &|one, other| starts(one).cmp(&starts(other)));
        order.iter().filter_map(|at| windows.get(*at as usize).copied()).collect()
    }
}

/// Whether some windows, sorted by their beginning, leave nothing of another one from `at` on.
fn covers(windows: &[Window], wanted: Window, at: Time) -> bool {
    let mut until = wanted.starts.map_or(at, |starts| starts.max(at));
    let is_covered = |until: Time| wanted.ends.is_some_and(|ends| until >= ends);
    for window in windows {
        if is_covered(until) || window.starts.is_some_and(|starts| starts > until) {
            break;
        }
        let Some(ends) = window.ends else { return true };
        until = until.max(ends);
    }
    is_covered(until)
}

impl Directory {
    /// What the rows of a principal give at a place from `at` on, active or not.
    pub(crate) fn holdings(&self, principal: u32, place: Place, at: Time) -> Holdings {
        self.holdings_by(&mut self.rows_of(principal), place, at)
    }

    /// What some rows give there.
    pub(crate) fn holdings_by<'d>(
        &'d self,
        rows: &mut dyn Iterator<Item = Row<'d>>,
        place: Place,
        at: Time,
    ) -> Holdings {
        let model = &self.catalog.0;
        let mut holdings = Holdings::none(model.permissions.len());
        let (scope, kind) = match place {
            Place::At(scope) => (scope, self.scopes.scope_type(scope).unwrap_or(u32::MAX)),
            Place::Under(scope, kind) => (scope, kind),
        };
        let (Some(here), Some([below, linking])) =
            (model.applying.get(kind as usize), model.applying_below().get(kind as usize))
        else {
            return holdings;
        };
        let position = self.scopes.span(scope).start;
        for row in rows {
            let Some(role) = self.role_of(row) else { continue };
            let reach = self.reach_of(role);
            let (mut reaches, mut passes_on, mut links) = (false, false, false);
            for root in self.roots_of(row).into_iter().flatten() {
                let on = self.scopes.reaches_below(root, reach, model, position);
                passes_on |= on;
                links |= on || (reach == Reach::Linked && self.scopes.span(root).holds(position));
                reaches |= match place {
                    Place::At(_) => self.scopes.reaches(root, reach, model, position),
                    Place::Under(..) => self.scopes.would_reach(root, reach, model, (position, kind)),
                };
            }
            if !reaches && !passes_on && !links {
                continue;
            }
            let Some(gives) = self.gives(row) else { continue };
            let part = |counts: bool, applying: &Bits| {
                let mut part = if counts { gives.clone().into_owned() } else { Bits::new(model.permissions.len()) };
                part.intersect_with(applying);
                part
            };
            let held = Held { here: part(reaches, here), below: part(passes_on, below), linking: part(links, linking) };
            for window in self.windows_of(row) {
                let begun = window.phase(at) == Phase::Active;
                match window.ends {
                    Some(ends) if ends <= at => {}
                    None if begun => holdings.always.add(&held),
                    _ => holdings.timed.push((window, held.clone())),
                }
            }
        }
        holdings
    }

    /// When a row of an active principal has its effect: a widen while an eligible row backs it.
    fn windows_of(&self, row: Row<'_>) -> Vec<Window> {
        let own = self.window(row);
        let Row::Widen(widen, _) = row else { return vec![own] };
        let backed = self.backing(widen).into_iter().map(|row| own.within(self.window_of(row)));
        backed.filter(|window| !window.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(starts: Option<f64>, ends: Option<f64>) -> Window {
        let time = |ms: Option<f64>| ms.and_then(Time::from_ms);
        Window { starts: time(starts), ends: time(ends) }
    }

    /// Nothing of what is wanted may be left between the windows, before the first or after the last of them.
    #[test]
    fn windows_cover_what_they_leave_nothing_of() {
        let days = [window(Some(1.0), Some(3.0)), window(Some(2.0), Some(5.0)), window(Some(6.0), None)];
        let at = Time::from_ms(1.0).unwrap_or_else(|| unreachable!());
        for (wanted, is) in [
            (window(Some(1.0), Some(5.0)), true),
            (window(Some(4.0), Some(5.0)), true),
            (window(None, Some(3.0)), true),
            (window(Some(6.0), None), true),
            (window(Some(4.0), Some(6.0)), false),
            (window(None, None), false),
            (window(Some(5.0), Some(6.0)), false),
        ] {
            assert_eq!(covers(&days, wanted, at), is, "{wanted:?}");
        }
        assert!(!covers(&[], window(None, None), at));
        assert!(covers(&[Window::ALWAYS], window(None, None), at));
    }
}

//! seats: which seats of the vendor's plan are taken at a scope, by whom and why.

use serde::Serialize;

use super::{Reason, access::Row};
use crate::{
    catalog::RuleText,
    directory::Directory,
    error::{Code, Error, did_you_mean, quoted},
    id::to_index,
    time::Time,
};

/// A seat of the vendor's plan and who takes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Seat {
    /// the seat, as the catalog calls it
    pub seat: String,
    /// how many principals take it
    pub count: usize,
    /// in the order of the directory
    pub principals: Vec<SeatHolder>,
}

/// Who takes a seat and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SeatHolder {
    /// the principal
    pub principal: String,
    /// the row that takes the seat, in a sentence
    pub because: String,
}

impl Directory {
    /// The seats that are taken at a scope, highest first; none at a scope type that has no seats. Each principal takes
    /// one, the highest that any of its active rows at the scope or below takes. What reaches the scope from above
    /// takes none.
    ///
    /// # Errors
    ///
    /// `unknown-scope` with the nearest id as a hint, or `invalid-time` when there is no `at`.
    pub fn seats(&self, scope: &str, at: Option<Time>) -> Result<Vec<Seat>, Error> {
        let model = &self.catalog.0;
        let Some((index, kind)) =
            self.scopes.find(scope).and_then(|found| Some((found, self.scopes.scope_type(found)?)))
        else {
            let hint = did_you_mean(scope, self.scopes.ids());
            return Err(Error::hinted(Code::UnknownScope, format!("unknown scope {}", quoted(scope)), hint));
        };
        let at = at.ok_or_else(|| Error::one(Code::InvalidTime, "the time of the question is no number"))?;
        let mut entries = Vec::new();
        for rule in &model.text.rules {
            match rule {
                RuleText::Seats { scope_type, seats } if scope_type == model.scope_types.get(kind) => {
                    entries.extend(seats)
                }
                _ => {}
            }
        }
        let permissions: Vec<Vec<u32>> = entries
            .iter()
            .map(|entry| entry.any.iter().filter_map(|id| model.permissions.find(id)).collect())
            .collect();
        let mut seats: Vec<Seat> =
            entries.iter().map(|entry| Seat { seat: entry.seat.clone(), count: 0, principals: Vec::new() }).collect();
        if seats.is_empty() {
            return Ok(seats);
        }
        let below = self.scopes.span(index);
        for principal in (0..to_index(self.principals.len())).filter(|found| self.principals.is_active(*found)) {
            let mut highest: Option<(usize, u32, Row<'_>)> = None;
            for row in self.rows_of(principal) {
                let [first, _] = self.roots_of(row);
                if !first.is_some_and(|root| below.holds(self.scopes.span(root).start)) {
                    continue;
                }
                let Some(say) = self.says(row, at).filter(|say| say.reason == Reason::Granted) else { continue };
                let mut takes = permissions.iter().enumerate().filter_map(|(seat, any)| {
                    let by = any.iter().find(|permission| say.gives.contains(**permission))?;
                    Some((seat, *by))
                });
                if let Some((seat, by)) =
                    takes.next().filter(|(seat, _)| highest.is_none_or(|(known, ..)| *seat < known))
                {
                    highest = Some((seat, by, row));
                }
            }
            if let Some((taken, by, row)) = highest
                && let Some(seat) = seats.get_mut(taken)
            {
                seat.count += 1;
                seat.principals.push(SeatHolder {
                    principal: self.principals.id(principal).to_owned(),
                    because: format!("{} gives {}", self.in_words(row), quoted(model.permissions.get(by))),
                });
            }
        }
        Ok(seats)
    }
}

//! limit: at most so many role assignments of a kind, for each principal, or for each principal and scope.
//!
//! Assignments that have expired do not count; those that have not started do.

use std::ops::RangeInclusive;

use super::{Directory, TextRow, Violation};
use crate::{
    bits::Bits,
    catalog::{Per, RuleText},
    error::{Code, quoted},
    order::{self, pair, unpair},
    time::{Phase, Time},
};

/// Finds those of these principals whose count lies in the range that `suspect` gives for the limit.
pub(super) fn check(
    directory: &Directory,
    principals: &[u32],
    now: Time,
    code: Code,
    suspect: fn(u64) -> RangeInclusive<u64>,
    violations: &mut Vec<Violation>,
) {
    for (number, rule) in directory.catalog.0.text.rules.iter().enumerate() {
        let RuleText::Limit { max, kind, per } = rule else { continue };
        let fits = |text: &str| kind.as_ref().is_none_or(|kind| kind == text);
        let roles = (0..).zip(directory.roles.iter()).filter(|(_, role)| fits(&role.text.kind));
        let counted = Bits::of(directory.roles.len(), roles.map(|(index, _)| index));
        let what = kind.as_ref().map_or_else(|| "roles".to_owned(), |kind| format!("roles of the kind `{kind}`"));
        let mut scopes: Vec<u64> = Vec::new();
        for principal in principals.iter().copied() {
            scopes.clear();
            scopes.extend(directory.assignments.of_principal(principal).iter().filter_map(|index| {
                let row = directory.assignments.get(*index).filter(|row| counted.contains(row.role))?;
                let counts = directory.window_of(*index).phase(now) != Phase::Expired;
                counts.then_some(pair(if *per == Per::Principal { 0 } else { row.scope }, *index))
            }));
            let suspect = suspect(*max);
            if (scopes.len() as u64) < *suspect.start() {
                continue;
            }
            order::sort(&mut scopes);
            let groups = scopes.chunk_by(|one, other| one >> 32 == other >> 32);
            for group in groups.filter(|group| suspect.contains(&(group.len() as u64))) {
                let Some((_, last)) = group.last().map(|last| unpair(*last)) else { continue };
                let Some(row) = directory.assignments.get(last) else { continue };
                let who = quoted(directory.principals.id(principal));
                let at = match per {
                    Per::PrincipalAndScope => format!(" at {}", quoted(directory.scopes.id(row.scope))),
                    Per::Principal => String::new(),
                };
                let message = format!("{what} of {who}{at}: {}, and {max} is the limit", group.len());
                violations.push(Violation {
                    code,
                    row: TextRow::Assignment(last),
                    message,
                    role: row.role,
                    what: (number, format!("{who}{at}")),
                    excess: (group.len() as u64).saturating_sub(*max),
                });
            }
        }
    }
}

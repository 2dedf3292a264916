//! holders: how many principals hold a role at each scope of a type.
//!
//! A holder has the role at that very scope; one above it is no holder there.

use super::{Directory, Place, Violation};
use crate::{
    catalog::RuleText,
    error::{Code, quoted},
    id::to_index,
    order::{self, pair, unpair},
    time::{Phase, Time},
};

pub(super) fn check(directory: &Directory, now: Time, violations: &mut Vec<Violation>) {
    let model = &directory.catalog.0;
    for rule in &model.text.rules {
        let RuleText::Holders { role, scope_type, min, max } = rule else { continue };
        let (Some(role), Some(scope_type)) = (directory.roles.find(role), model.scope_types.find(scope_type)) else {
            continue;
        };
        // a principal has a role at a scope once: the rows are the holders, but for those of several resources
        let mut held: Vec<u64> = (0..to_index(directory.assignments.len()))
            .filter_map(|index| {
                let row = directory.assignments.get(index).filter(|row| row.role == role)?;
                (directory.window_of(index).phase(now) != Phase::Expired).then_some(pair(row.scope, row.principal))
            })
            .collect();
        order::sort(&mut held);
        held.dedup();
        let mut counts = vec![0_u64; directory.scopes.len()];
        for (scope, _) in held.into_iter().map(unpair) {
            if let Some(count) = counts.get_mut(scope as usize) {
                *count += 1;
            }
        }
        for (scope, count) in (0..).zip(counts) {
            if directory.scopes.scope_type(scope) != Some(scope_type) {
                continue;
            }
            let min = min.unwrap_or(0);
            let (code, bound) = if count > *max {
                (Code::HolderExists, format!("at most {max}"))
            } else if count < min {
                (Code::HolderRequired, format!("at least {min}"))
            } else {
                continue;
            };
            let (role, scope_id) = (directory.roles.id(role), quoted(directory.scopes.id(scope)));
            let message = format!("{scope_id} has {count} holders of the role `{role}`, and must have {bound}");
            violations.push(Violation { code, place: Place::Scope(scope), message });
        }
    }
}

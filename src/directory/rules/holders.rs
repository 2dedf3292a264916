//! holders: how many principals hold a role at each scope of a type.
//!
//! A holder has the role at that very scope; one above it is no holder there.

use super::{Directory, TextRow, Violation};
use crate::{
    catalog::RuleText,
    error::{Code, quoted},
    order,
    time::{Phase, Time},
};

impl Directory {
    /// The rows by which a role is held at a scope. Those that have ended do not count, those that have not begun do.
    pub(crate) fn rows_that_hold(&self, role: u32, scope: u32, now: Time) -> Vec<u32> {
        let mut rows = self.rows_at(scope, role);
        rows.retain(|row| self.window_of(*row).phase(now) != Phase::Expired);
        rows
    }

    /// How many principals have these rows: one may hold a role for several resources.
    pub(crate) fn holders(&self, rows: &[u32]) -> u64 {
        let holders = rows.iter().filter_map(|row| self.assignments.get(*row));
        let mut holders: Vec<u64> = holders.map(|row| u64::from(row.principal)).collect();
        order::sort(&mut holders);
        holders.dedup();
        holders.len() as u64
    }

    /// How many may hold a role at a scope, if a rule says so.
    pub(crate) fn most_holders(&self, role: u32, scope: u32) -> Option<u64> {
        let model = &self.catalog.0;
        let (id, kind) = (self.roles.id(role), model.scope_types.get(self.scopes.scope_type(scope)?));
        let most = model.text.rules.iter().filter_map(|rule| match rule {
            RuleText::Holders { role, scope_type, max, .. } if role == id && scope_type == kind => Some(*max),
            _ => None,
        });
        most.min()
    }
}

pub(super) fn check(directory: &Directory, scopes: &[u32], now: Time, violations: &mut Vec<Violation>) {
    let model = &directory.catalog.0;
    for (number, rule) in model.text.rules.iter().enumerate() {
        let RuleText::Holders { role, scope_type, min, max } = rule else { continue };
        let (Some(role), Some(scope_type)) = (directory.roles.find(role), model.scope_types.find(scope_type)) else {
            continue;
        };
        for scope in scopes.iter().filter(|scope| directory.scopes.scope_type(**scope) == Some(scope_type)) {
            let count = directory.holders(&directory.rows_that_hold(role, *scope, now));
            let min = min.unwrap_or(0);
            let (code, bound, excess) = if count > *max {
                (Code::HolderExists, format!("at most {max}"), count - max)
            } else if count < min {
                (Code::HolderRequired, format!("at least {min}"), min - count)
            } else {
                continue;
            };
            let (name, id) = (directory.roles.id(role), directory.scopes.id(*scope));
            violations.push(Violation {
                code,
                row: TextRow::Scope(*scope),
                message: format!("holders of the role `{name}` at {}: {count}, and it takes {bound}", quoted(id)),
                role,
                what: (number, format!("{code} {id}")),
                excess,
            });
        }
    }
}

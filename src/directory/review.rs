//! A look over the whole directory: what somebody should see to.

use super::{
    Directory, Mode,
    rules::{TextRow, Violation},
};
use crate::{
    bits::Bits,
    error::{Code, Error, Issue, Issues, Path, quoted},
    id::to_index,
    time::{Time, Window},
};

/// From how long before its end a row is said to expire: 30 days in milliseconds.
const SOON: i64 = 30 * 86_400_000;

impl Directory {
    /// Everything that is worth a look at `at`, as warnings: broken rules and limits that are near, overrides that
    /// have drifted from their role or have no effect, rows that end within 30 days, and principals without rows or
    /// with rows and not active. Paths point into the directory as [`Directory::to_json`] writes it.
    ///
    /// # Errors
    ///
    /// `invalid-time` when there is no `at`.
    pub fn review(&self, at: Option<Time>) -> Result<Vec<Issue>, Error> {
        let at = at.ok_or_else(|| Error::one(Code::InvalidTime, "the time of the question is no number"))?;
        let mut issues = Issues::default();
        let position = |row: TextRow| self.position(row);
        self.warn_of(self.violations(at), &position, &mut issues);
        self.warn_of(self.near_limits(at), &position, &mut issues);
        self.drifted(&mut issues);
        self.warn_of_idle(at, &position, &mut issues);
        self.expiring(at, &mut issues);
        self.orphaned(&mut issues);
        Ok(issues.into_list())
    }

    /// What a load warns of. `position` tells where a row stands in the text.
    pub(super) fn warn(&self, at: Time, position: &dyn Fn(TextRow) -> usize, issues: &mut Issues) {
        self.warn_of_idle(at, position, issues);
        self.warn_of(self.violations(at), position, issues);
    }

    /// Where a row stands in the text that [`Directory::to_json`] writes.
    pub(super) fn position(&self, row: TextRow) -> usize {
        match row {
            TextRow::Assignment(index) => self.assignments.position(index),
            TextRow::Scope(index) | TextRow::Override(index) => index as usize,
        }
    }

    fn warn_of(&self, violations: Vec<Violation>, position: &dyn Fn(TextRow) -> usize, issues: &mut Issues) {
        for Violation { code, row, message, .. } in violations {
            issues.warning(code, Path::ROOT.key(row.section()).index(position(row)), message);
        }
    }

    /// The narrows whose role is not what it was when they were written.
    fn drifted(&self, issues: &mut Issues) {
        for (index, row) in self.overrides.iter().enumerate() {
            let (Mode::Narrow(narrow), Some(role)) = (&row.mode, self.roles.get(row.role)) else { continue };
            let changes = [("gained", &role.closure, &narrow.pinned), ("lost", &narrow.pinned, &role.closure)];
            let changes: Vec<String> = changes
                .into_iter()
                .filter_map(|(verb, more, less)| {
                    let mut change = more.clone();
                    change.remove_all(less);
                    (!change.is_empty()).then(|| format!("{verb} {}", self.named(&change)))
                })
                .collect();
            if !changes.is_empty() {
                let (role, id) = (quoted(self.roles.id(row.role)), quoted(&self.override_id(row)));
                let message =
                    format!("the role {role} has {} since the override {id} was written", changes.join(" and "));
                issues.warning(Code::Drifted, Path::ROOT.key("overrides").index(index), message);
            }
        }
    }

    fn named(&self, permissions: &Bits) -> String {
        let names: Vec<String> = self.permission_names(permissions).iter().map(|id| quoted(id)).collect();
        names.join(", ")
    }

    /// Warns of the widens that no eligible role backs.
    pub(super) fn warn_of_idle(&self, at: Time, position: &dyn Fn(TextRow) -> usize, issues: &mut Issues) {
        for (index, row) in (0..).zip(self.overrides.iter()) {
            if let Some(message) = self.idle(row, at) {
                let row = TextRow::Override(index);
                let path = Path::ROOT.key(row.section());
                issues.warning(Code::OverrideIneffective, path.index(position(row)), message);
            }
        }
    }

    fn expiring(&self, at: Time, issues: &mut Issues) {
        let ends = |window: Window| {
            window.ends.filter(|ends| *ends > at && ends.as_millis().saturating_sub(at.as_millis()) <= SOON)
        };
        for index in 0..to_index(self.assignments.len()) {
            if let Some(ends) = self.assignments.get(index).and_then(|_| ends(self.window_of(index))) {
                let message = format!("the assignment {} ends at {ends}", quoted(&self.assignment_id(index)));
                let at = self.assignments.position(index);
                issues.warning(Code::Expiring, Path::ROOT.key("roleAssignments").index(at), message);
            }
        }
        for (index, row) in self.overrides.iter().enumerate() {
            let Mode::Widen(window) = row.mode else { continue };
            if let Some(ends) = ends(window) {
                let message = format!("the override {} ends at {ends}", quoted(&self.override_id(row)));
                issues.warning(Code::Expiring, Path::ROOT.key("overrides").index(index), message);
            }
        }
    }

    /// Principals that hold nothing, and rows that nobody uses: those of principals that are not active.
    fn orphaned(&self, issues: &mut Issues) {
        for principal in 0..to_index(self.principals.len()) {
            let assignments = self.assignments.of_principal(principal).len();
            let overrides = self.overrides.of_principal(principal).count();
            let is_active = self.principals.is_active(principal);
            if is_active && assignments + overrides > 0 {
                continue;
            }
            let who = quoted(self.principals.id(principal));
            let message = match (assignments, overrides) {
                (0, 0) => format!("{who} has no role assignment and no override"),
                (_, 0) => format!("{who} is not active, and has role assignments: {assignments}"),
                (0, _) => format!("{who} is not active, and has overrides: {overrides}"),
                _ => {
                    format!("{who} is not active, and has role assignments: {assignments}, and overrides: {overrides}")
                }
            };
            issues.warning(Code::Orphaned, Path::ROOT.key("principals").index(principal as usize), message);
        }
    }
}

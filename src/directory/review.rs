//! A look over the whole directory: what somebody should see to.

use super::{
    Directory, Mode,
    rules::{Place, Violation},
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
        self.warn_of(self.violations(at), &mut issues);
        self.warn_of(self.near_limits(at), &mut issues);
        self.drifted(&mut issues);
        self.warn_of_idle(at, &mut issues);
        self.expiring(at, &mut issues);
        self.orphaned(&mut issues);
        Ok(issues.into_list())
    }

    /// What a load of the directory as it is written would warn of.
    pub(crate) fn warn(&self, at: Time, issues: &mut Issues) {
        self.warn_of_idle(at, issues);
        self.warn_of(self.violations(at), issues);
    }

    fn warn_of(&self, violations: Vec<Violation>, issues: &mut Issues) {
        for violation in violations {
            let (list, index) = match violation.place {
                Place::Assignment(index) => ("roleAssignments", self.assignments.position(index)),
                Place::Scope(index) => ("scopes", index as usize),
            };
            let path = Path::ROOT.key(list);
            issues.warning(violation.code, path.index(index), violation.message);
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

    /// The widens that no eligible role backs, by their number, each with what to say of it.
    pub(super) fn ineffective(&self, at: Time) -> impl Iterator<Item = (usize, String)> + '_ {
        let rows = self.overrides.iter().enumerate();
        rows.filter_map(move |(index, row)| self.idle(row, at).map(|message| (index, message)))
    }

    /// Warns of the widens that no eligible role backs.
    fn warn_of_idle(&self, at: Time, issues: &mut Issues) {
        for (index, message) in self.ineffective(at) {
            issues.warning(Code::OverrideIneffective, Path::ROOT.key("overrides").index(index), message);
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
            let who = quoted(self.principals.id(principal));
            let message = match (assignments + overrides, self.principals.is_active(principal)) {
                (0, _) => format!("{who} has no role assignment and no override"),
                (_, true) => continue,
                (1, false) if overrides == 0 => format!("{who} is not active and still has a role assignment"),
                (1, false) => format!("{who} is not active and still has an override"),
                (rows, false) => format!("{who} is not active and still has {rows} role assignments and overrides"),
            };
            issues.warning(Code::Orphaned, Path::ROOT.key("principals").index(principal as usize), message);
        }
    }
}

//! Administration: change sets, tried or applied as a whole, by somebody or with full authority.
//!
//! A change set is performed on the directory itself, judged there, and undone unless it is to stay. To try one and to
//! apply one is therefore the same up to the last step.

mod assignable;
mod change;
mod difference;
mod draft;
mod explain;
mod gains;
mod principals;
mod roles;
mod rows;
mod rules;
mod scopes;

pub use assignable::AssignableRole;
pub use change::{Change, Key, NewRole, NewScope, Resource};
pub use difference::AccessDiff;

use serde::Serialize;

use crate::{
    directory::{Directory, Override, TextRow, Violation},
    error::{Code, Error, Issue, Path, quoted},
    id::Names,
    time::Time,
};
use difference::{Frame, Profile};
use draft::{About, Draft, Widened, last_change, path_of};
use gains::FinalState;

/// By whom and when a change set is made.
#[derive(Clone, Copy, Debug)]
pub struct ChangeOptions<'o> {
    /// The principal that makes the change. Nobody: **the change set has full authority.**
    pub by: Option<&'o str>,
    /// The time at which rows count as active.
    pub at: Time,
    /// How many rows of the difference are listed.
    pub diff_limit: usize,
}

/// What a change set would do.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Simulation {
    /// whether it may be applied
    pub ok: bool,
    /// every violation, and warnings
    pub issues: Vec<Issue>,
    /// who gains and loses what, as far as it is listed
    pub diff: Vec<AccessDiff>,
    /// how many rows the whole difference has
    pub diff_total: usize,
}

/// What a change set has done.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Applied {
    /// the revision after it
    #[cfg_attr(test, ts(type = "number"))]
    pub revision: u64,
    /// warnings
    pub issues: Vec<Issue>,
    /// who gained and lost what, where it was asked for
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub diff: Option<Vec<AccessDiff>>,
}

/// What trying a change set has found.
struct Tried {
    issues: Vec<Issue>,
    /// the rows of the difference that are listed, and how many it has
    diff: Vec<AccessDiff>,
    diff_total: usize,
}

/// A widen that has no effect: its principal, role and scope, and what to say of it.
struct Idle {
    id: String,
    key: [String; 3],
    message: String,
}

impl Directory {
    /// What a change set would do: every violation, and who would gain and lose what. Nothing changes.
    #[must_use]
    pub fn simulate(&self, changes: &[Change], options: ChangeOptions<'_>) -> Simulation {
        self.clone().simulate_here(changes, options)
    }

    /// The same on the directory itself, which is as it was afterwards.
    pub(crate) fn simulate_here(&mut self, changes: &[Change], options: ChangeOptions<'_>) -> Simulation {
        let Tried { issues, diff, diff_total } = self.try_changes(changes, options, true, false);
        let ok = !issues.iter().any(Issue::is_error);
        if self.wants_packing() {
            *self = self.packed();
        }
        Simulation { ok, issues, diff, diff_total }
    }

    /// Makes a change set, as a whole or not at all. The revision rises by one.
    ///
    /// # Errors
    ///
    /// Lists every violation; nothing has changed then.
    pub fn apply(&mut self, changes: &[Change], options: ChangeOptions<'_>, diff: bool) -> Result<Applied, Error> {
        let options = ChangeOptions { diff_limit: usize::MAX, ..options };
        let tried = self.try_changes(changes, options, diff, true);
        if tried.issues.iter().any(Issue::is_error) {
            return Err(Error::new(tried.issues));
        }
        self.commit(options.at);
        Ok(Applied { revision: self.revision, issues: tried.issues, diff: diff.then_some(tried.diff) })
    }

    /// Makes a change set anew that has been applied to this same state before: what it may do was judged then. A directory
    /// in which it fails is another one, and is of no use.
    #[cfg_attr(not(target_family = "wasm"), allow(dead_code, reason = "a native directory is not lost"))]
    pub(crate) fn replay(&mut self, changes: &[Change], by: Option<&str>, at: Time) -> Result<(), Error> {
        let mut draft = Draft::new(self, at, by);
        draft.perform(changes);
        draft.check_final_state();
        let issues = std::mem::take(&mut draft.issues);
        if issues.errors() > 0 {
            return Err(Error::new(issues.into_list()));
        }
        draft.keep();
        self.commit(at);
        Ok(())
    }

    /// What follows a change set that stays.
    fn commit(&mut self, at: Time) {
        self.revision += 1;
        self.forget_warnings(at);
        if self.wants_packing() {
            *self = self.packed();
        }
    }

    /// The first thing that forbids a change, if anything does.
    fn refusal_of(&mut self, change: &Change, by: Option<&str>, at: Time) -> Option<Issue> {
        let options = ChangeOptions { by, at, diff_limit: 0 };
        let tried = self.try_changes(std::slice::from_ref(change), options, false, false);
        tried.issues.into_iter().find(Issue::is_error)
    }

    /// Performs a change set and judges its final state. It stays if it is to stay and nothing is wrong with it.
    fn try_changes(&mut self, changes: &[Change], options: ChangeOptions<'_>, diff: bool, stay: bool) -> Tried {
        let ChangeOptions { by, at, diff_limit } = options;
        let mut draft = Draft::new(self, at, by);
        draft.perform(changes);
        draft.check_final_state();
        let (broken, idle) = (draft.broken(), draft.idle_widens());
        let wants_diff = diff || by.is_some();
        if stay && !wants_diff && broken.is_empty() && idle.is_empty() && draft.issues.errors() == 0 {
            draft.keep();
            return Tried { issues: draft.issues.into_list(), diff: Vec::new(), diff_total: 0 };
        }
        let mut frame = Frame::default();
        let profile = |draft: &Draft<'_>, frame: &mut Frame, other: &Profile| {
            if wants_diff { Profile::of(draft, frame, other) } else { Profile::default() }
        };
        let after = profile(&draft, &mut frame, &Profile::default());
        let end = by.map(|_| FinalState::of(&draft, &frame, &after));
        draft.undo();
        let before = profile(&draft, &mut frame, &after);
        let between = |draft: &Draft<'_>| difference::between(draft.directory, &frame, &before, &after, diff_limit);
        let (diff, diff_total) = if diff { between(&draft) } else { (Vec::new(), 0) };
        let were_idle = if idle.is_empty() { Vec::new() } else { draft.idle_widens() };
        for Idle { id, key: [principal, role, scope], message } in &idle {
            if !were_idle.iter().any(|other| other.id == *id) {
                let change = last_change(&draft.asks, About { principal: Some(principal), role: Some(role), scope });
                draft.issues.warning(Code::OverrideIneffective, path_of(change), message.as_str());
            }
        }
        let had = if broken.is_empty() { Vec::new() } else { draft.broken() };
        for (violation, change) in broken {
            let worse = !had.iter().any(|(other, _)| other.what == violation.what && other.excess >= violation.excess);
            if worse {
                draft.issues.error(violation.code, path_of(change), violation.message);
            }
        }
        if let Some((by, end)) = by.zip(end) {
            let gains = end.gains(&draft, &frame, &before, &after);
            draft.check_actor(by, &gains, &end);
        }
        if stay && draft.issues.errors() == 0 {
            draft.perform_again(changes);
            draft.keep();
        }
        Tried { issues: draft.issues.into_list(), diff, diff_total }
    }
}

impl Draft<'_> {
    fn perform(&mut self, changes: &[Change]) {
        for (index, change) in changes.iter().enumerate() {
            self.change = index;
            if !matches!(change, Change::RemovePrincipal { .. }) {
                self.let_go();
            }
            self.perform_one(change);
        }
        self.let_go();
        if self.touched.scopes.len() > 0 {
            self.check_links();
        }
        if self.touched.moved {
            self.check_resources();
        }
    }

    /// Looks at the final state by itself: widens that were set, protected roles, and what narrowed rows that are gone.
    fn check_final_state(&mut self) {
        self.check_widens();
        self.warn_of_narrows();
        self.check_protected();
    }

    /// Performs what has been performed before; what there is to say has been said.
    fn perform_again(&mut self, changes: &[Change]) {
        let issues = std::mem::take(&mut self.issues);
        let asks = std::mem::take(&mut self.asks);
        let touched = std::mem::take(&mut self.touched);
        self.went.clear();
        self.came.clear();
        self.widened.clear();
        self.received.clear();
        self.perform(changes);
        (self.issues, self.asks, self.touched) = (issues, asks, touched);
    }

    fn perform_one(&mut self, change: &Change) {
        match change {
            Change::Assign { key, starts_at, expires_at } => self.assign(key, *starts_at, *expires_at),
            Change::Unassign { key } => self.unassign(key),
            Change::UnassignId { id } => self.unassign_id(id),
            Change::Narrow { key, permissions } => self.narrow(key, permissions),
            Change::Widen { principal, scope, role, starts_at, expires_at } => {
                self.widen(principal, scope, role, *starts_at, *expires_at);
            }
            Change::ClearOverride { principal, scope, role, resource } => {
                self.clear_override(principal, scope, role.as_deref(), resource.as_ref());
            }
            Change::Transfer { role, scope, to, from } => self.transfer(role, scope, to, from.as_deref()),
            Change::CreateScope { scope, creator } => self.create_scope(scope, creator.as_deref()),
            Change::MoveScope { scope, parent } => self.move_scope(scope, parent),
            Change::RemoveScope { scope, cascade } => self.remove_scope(scope, *cascade),
            Change::SetAttribute { scope, name, value } => self.set_attribute(scope, name, value),
            Change::AddPrincipal { id, name, email, principal_type } => {
                self.add_principal(id, [name.as_deref(), email.as_deref(), principal_type.as_deref()]);
            }
            Change::RemovePrincipal { principal } => self.remove_principal(principal),
            Change::SetActive { principal, active } => self.set_active(principal, *active),
            Change::DefineRole { role } => self.define_role(role),
            Change::UpdateRole { role, permissions } => self.update_role(role, permissions),
        }
    }

    /// The rules that the touched part of the directory breaks as it stands, each with the last change that has to do with
    /// it.
    fn broken(&self) -> Vec<(Violation, Option<usize>)> {
        let directory = &*self.directory;
        let rows = self.touched.rows.iter();
        let principals = rows.map(|[principal, ..]| principal.as_str()).chain(self.touched.principals.iter());
        let scopes = self.touched.assigned.iter().chain(self.touched.scopes.iter());
        let mut seen = crate::bits::Bits::new(directory.principals.len());
        let found = principals.filter_map(|id| directory.principals.find(id)).filter(|found| seen.insert(*found));
        let principals: Vec<u32> = found.collect();
        let mut seen = crate::bits::Bits::new(directory.scopes.len());
        let found = scopes.filter_map(|id| directory.scopes.find(id)).filter(|found| seen.insert(*found));
        let scopes: Vec<u32> = found.collect();
        let with_change = |violation: Violation| {
            let change = self.change_behind(&violation);
            (violation, change)
        };
        directory.violations_of(&principals, &scopes, self.at).into_iter().map(with_change).collect()
    }

    /// The last change that has to do with the row or the scope that shows a violation.
    fn change_behind(&self, violation: &Violation) -> Option<usize> {
        let directory = &*self.directory;
        let (principal, scope) = match violation.row {
            TextRow::Scope(scope) => (None, scope),
            TextRow::Assignment(row) => directory.assignments.get(row).map(|row| (Some(row.principal), row.scope))?,
            TextRow::Override(_) => return None,
        };
        let principal = principal.map(|principal| directory.principals.id(principal));
        let role = Some(directory.roles.id(violation.role));
        last_change(&self.asks, About { principal, role, scope: directory.scopes.id(scope) })
    }

    /// Warns of the narrows that went with their rows and that no row of the same key has taken over.
    fn warn_of_narrows(&mut self) {
        for went in self.went.iter().filter(|went| went.narrow.is_some()) {
            let [principal, role, scope, _] = &went.key;
            let (who, role, place) = (quoted(principal), quoted(role), quoted(scope));
            let message = format!("what narrowed the role {role} of {who} at {place} is gone");
            self.issues.warning(Code::OverrideRemoved, Path::ROOT.index(went.change), message);
        }
    }

    /// The widens that have no effect as the directory stands, of those that the change set may have to do with.
    fn idle_widens(&self) -> Vec<Idle> {
        let directory = &*self.directory;
        let overrides = &directory.overrides;
        let touched = &self.touched;
        let mut idle = Vec::new();
        let mut look_at = |row: &Override| {
            let (who, role, scope) =
                (directory.principals.id(row.principal), directory.roles.id(row.role), directory.scopes.id(row.scope));
            // of one that may not be, that is said and no more
            let is_refused = |other: &Widened| (&*other.principal, &*other.role, &*other.scope) == (who, role, scope);
            if self.widened.iter().any(is_refused) {
                return;
            }
            if let Some(message) = directory.idle(row, self.at) {
                let key = [who, role, scope].map(str::to_owned);
                idle.push(Idle { id: directory.override_id(row), key, message });
            }
        };
        // with a scope that lies elsewhere or is gone a row may reach less than before, whose ever it is
        if touched.moved || touched.scopes.len() > touched.created.len() {
            overrides.iter().for_each(look_at);
            return idle;
        }
        let ids = touched.rows.iter().map(|[id, ..]| id.as_str()).chain(touched.principals.iter());
        let mut seen = Names::default();
        for id in ids {
            if seen.add(id) {
                let principal = directory.principals.find(id);
                principal.into_iter().flat_map(|principal| overrides.of_principal(principal)).for_each(&mut look_at);
            }
        }
        idle
    }
}

//! A directory while a change set is tried on it: what has been done, how to undo it, and what it touches.

use std::sync::Arc;

use crate::{
    catalog::{ChangeType, RoleTable},
    directory::{Assignment, Details, Directory, Mode, Override, Principals, Scopes},
    error::{Code, Issues, Path},
    id::Names,
    time::Time,
};

/// One thing that was done, with what it takes to undo it.
enum Step {
    AddedRow,
    TookRow(u32),
    Narrowed(u32, Option<u32>),
    AddedOverride,
    TookOverride(u32, Box<Override>),
    Scopes(Box<Scopes>),
    Principals(Box<Principals>),
    Roles(Arc<RoleTable>, Vec<u32>),
    /// places have moved: the directory as it was
    Whole(Box<Directory>),
}

/// A right that an actor needs for a part of a change.
#[derive(Clone)]
pub(super) struct Ask {
    /// the position of the change in its set
    pub(super) change: usize,
    pub(super) what: ChangeType,
    pub(super) role: Option<String>,
    /// the kind of the role, which may be new
    pub(super) kind: Option<String>,
    /// the type of the scope that changes
    pub(super) scope_type: Option<String>,
    /// where the permission is looked for, and from there upward: the scope, or what is above one that is new
    pub(super) place: Option<String>,
    /// the types of the scopes below the place that are new, from the one where the permission is looked for upward
    pub(super) new: Vec<u32>,
    /// the scope that the change is about
    pub(super) scope: Option<String>,
    /// whose access changes
    pub(super) target: Option<String>,
}

impl Ask {
    /// Whether the change gives its target a role or takes one, whole.
    pub(super) fn is_of_a_whole_role(&self) -> bool {
        matches!(self.what, ChangeType::Assign | ChangeType::Unassign | ChangeType::Transfer | ChangeType::Widen)
    }
}

/// What an issue of the final state is about, by ids.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    pub(super) principal: Option<&'a str>,
    pub(super) role: Option<&'a str>,
    pub(super) scope: &'a str,
}

/// The last of the changes that come nearest to what an issue is about: the principal counts most, then the scope, then the
/// role. One that is for somebody else is not behind it, and one that comes nowhere near only if no other can be.
pub(super) fn last_change(asks: &[Ask], about: About<'_>) -> Option<usize> {
    let is = |id: &Option<String>, wanted: Option<&str>| wanted.is_some() && id.as_deref() == wanted;
    let nearness =
        |ask: &Ask| (is(&ask.target, about.principal), is(&ask.scope, Some(about.scope)), is(&ask.role, about.role));
    let is_of_other =
        |ask: &Ask| about.principal.is_some() && ask.target.is_some() && !is(&ask.target, about.principal);
    let may_be = || asks.iter().filter(|ask| !is_of_other(ask));
    let (nearest, last) = may_be().map(|ask| (nearness(ask), ask.change)).max()?;
    (nearest > (false, false, false) || may_be().all(|ask| ask.change == last)).then_some(last)
}

/// Where in a change set something is told: at a change, or of the set as a whole.
pub(super) fn path_of(change: Option<usize>) -> Path<'static> {
    change.map_or(Path::ROOT, |change| Path::ROOT.index(change))
}

/// What a change set touches, by ids: places may move while it is tried.
#[derive(Default)]
pub(super) struct Touched {
    /// principal, root and role of every row that came, went or changed
    pub(super) rows: Vec<[String; 3]>,
    /// scopes where rows came or went
    pub(super) assigned: Names,
    /// principals whose every row may grant something else now
    pub(super) principals: Names,
    /// scopes that lie elsewhere now, are new or are gone
    pub(super) scopes: Names,
    /// scopes that were created
    pub(super) created: Names,
    /// whether any scope was moved
    pub(super) moved: bool,
}

/// A row that went, with what narrowed it: a row of the same key in the same change set takes it over.
pub(super) struct Went {
    pub(super) change: usize,
    /// how many rows had gone or come before it
    pub(super) when: usize,
    pub(super) key: [String; 4],
    pub(super) narrow: Option<Override>,
    /// by a transfer, for which the right is asked
    pub(super) transferred: bool,
}

/// A row that came.
#[derive(Clone)]
pub(super) struct Came {
    pub(super) change: usize,
    /// how many rows had gone or come before it
    pub(super) when: usize,
    pub(super) key: [String; 4],
    /// by a transfer, for which the right is asked
    pub(super) transferred: bool,
}

/// A widen that was set, by ids. Whether it may be is asked of the final state.
pub(super) struct Widened {
    pub(super) change: usize,
    pub(super) principal: String,
    pub(super) role: String,
    pub(super) scope: String,
}

/// The role that a principal received by creating a scope, by ids.
pub(super) struct Received {
    pub(super) principal: String,
    pub(super) scope: String,
    pub(super) role: String,
}

pub(super) struct Draft<'d> {
    pub(super) directory: &'d mut Directory,
    pub(super) at: Time,
    pub(super) by: Option<&'d str>,
    /// the position of the change at hand
    pub(super) change: usize,
    pub(super) issues: Issues,
    pub(super) touched: Touched,
    pub(super) asks: Vec<Ask>,
    pub(super) went: Vec<Went>,
    pub(super) came: Vec<Came>,
    pub(super) widened: Vec<Widened>,
    pub(super) received: Vec<Received>,
    /// principals whose rows are gone, and who go themselves once no more follow
    pub(super) leaving: Vec<u32>,
    steps: Vec<Step>,
    kept: Kept,
}

/// What is kept whole for the undoing already, and need not be kept again: the oldest copy is the one that counts.
#[derive(Default)]
struct Kept {
    scopes: bool,
    principals: bool,
    directory: bool,
}

impl<'d> Draft<'d> {
    pub(super) fn new(directory: &'d mut Directory, at: Time, by: Option<&'d str>) -> Self {
        Self {
            directory,
            at,
            by,
            change: 0,
            issues: Issues::default(),
            touched: Touched::default(),
            asks: Vec::new(),
            went: Vec::new(),
            came: Vec::new(),
            widened: Vec::new(),
            received: Vec::new(),
            leaving: Vec::new(),
            steps: Vec::new(),
            kept: Kept::default(),
        }
    }

    fn record(&mut self, step: impl FnOnce() -> Step) {
        if !self.kept.directory {
            self.steps.push(step());
        }
    }

    /// Lists an error at a field of the change at hand.
    pub(super) fn error(&mut self, code: Code, field: &str, message: String) {
        let path = Path::ROOT.index(self.change);
        self.issues.error(code, path.key(field), message);
    }

    pub(super) fn warning(&mut self, code: Code, message: String) {
        self.issues.warning(code, Path::ROOT.index(self.change), message);
    }

    pub(super) fn ask(&mut self, what: ChangeType, role: Option<u32>, scope: Option<u32>, target: Option<u32>) {
        self.ask_from(scope, what, role, scope, target);
    }

    /// The same, with the permission looked for from another scope upward.
    pub(super) fn ask_from(
        &mut self,
        place: Option<u32>,
        what: ChangeType,
        role: Option<u32>,
        scope: Option<u32>,
        target: Option<u32>,
    ) {
        let directory = &*self.directory;
        let kind = scope.and_then(|scope| directory.scopes.scope_type(scope));
        let is_new = |scope: &u32| self.touched.created.find(directory.scopes.id(*scope)).is_some();
        let above = || place.into_iter().flat_map(|place| directory.scopes.ancestors(place));
        let new = above().take_while(is_new).filter_map(|scope| directory.scopes.scope_type(scope)).collect();
        let place = above().find(|scope| !is_new(scope));
        let of_role = role.and_then(|role| directory.roles.get(role));
        self.asks.push(Ask {
            change: self.change,
            what,
            role: role.map(|role| directory.roles.id(role).to_owned()),
            kind: of_role.map(|role| role.text.kind.clone()),
            new,
            scope_type: kind.map(|kind| directory.catalog.0.scope_types.get(kind).to_owned()),
            place: place.map(|scope| directory.scopes.id(scope).to_owned()),
            scope: scope.map(|scope| directory.scopes.id(scope).to_owned()),
            target: target.map(|target| directory.principals.id(target).to_owned()),
        });
    }

    pub(super) fn touch_row(&mut self, row: u32) {
        let directory = &*self.directory;
        let Some(found) = directory.assignments.get(row) else { return };
        let roots = directory.assignments.roots(row, &directory.roles, &directory.scopes);
        // where it is assigned it counts, also if it reaches from its resource
        self.touched.assigned.add(directory.scopes.id(found.scope));
        for root in roots.into_iter().flatten() {
            self.touched.rows.push([
                directory.principals.id(found.principal).to_owned(),
                directory.scopes.id(root).to_owned(),
                directory.roles.id(found.role).to_owned(),
            ]);
        }
    }

    /// Principal, role, scope and resource of a row, as ids.
    pub(super) fn key_of_row(&self, row: u32) -> Option<[String; 4]> {
        let directory = &*self.directory;
        let found = directory.assignments.get(row)?;
        let resource = directory.assignments.details(row).resource;
        Some([
            directory.principals.id(found.principal).to_owned(),
            directory.roles.id(found.role).to_owned(),
            directory.scopes.id(found.scope).to_owned(),
            resource.map(|resource| directory.scopes.id(resource).to_owned()).unwrap_or_default(),
        ])
    }

    fn touch_override(&mut self, row: &Override) {
        let directory = &*self.directory;
        self.touched.rows.push([
            directory.principals.id(row.principal).to_owned(),
            directory.scopes.id(row.scope).to_owned(),
            directory.roles.id(row.role).to_owned(),
        ]);
    }

    pub(super) fn add_row(&mut self, row: Assignment, details: Details) -> u32 {
        let Directory { assignments, roles, scopes, .. } = &mut *self.directory;
        let index = assignments.add(row, details, roles, scopes);
        self.record(|| Step::AddedRow);
        self.touch_row(index);
        if let Some(key) = self.key_of_row(index) {
            let when = self.went.len() + self.came.len();
            self.came.push(Came { change: self.change, when, key, transferred: false });
        }
        index
    }

    pub(super) fn take_row(&mut self, row: u32) {
        self.touch_row(row);
        let Directory { assignments, roles, scopes, .. } = &mut *self.directory;
        assignments.take(row, roles, scopes);
        self.record(|| Step::TookRow(row));
    }

    fn set_narrow(&mut self, row: u32, narrow: Option<u32>) {
        let before = self.directory.assignments.details(row).narrow;
        self.record(|| Step::Narrowed(row, before));
        let Directory { assignments, roles, scopes, .. } = &mut *self.directory;
        assignments.narrow(row, narrow, roles, scopes);
    }

    pub(super) fn add_override(&mut self, row: Override) {
        self.touch_override(&row);
        let narrows = if let Mode::Narrow(narrow) = &row.mode { Some(narrow.assignment) } else { None };
        let number = self.directory.overrides.add(row);
        self.record(|| Step::AddedOverride);
        if let Some(assignment) = narrows {
            self.touch_row(assignment);
            self.set_narrow(assignment, Some(number));
        }
    }

    /// Takes an override away. A row that it narrowed is whole again.
    pub(super) fn take_override(&mut self, number: u32) -> Option<Override> {
        let row = self.directory.overrides.take(number)?;
        self.touch_override(&row);
        self.record(|| Step::TookOverride(number, Box::new(row.clone())));
        if let Mode::Narrow(narrow) = &row.mode
            && self.directory.assignments.get(narrow.assignment).is_some()
        {
            self.touch_row(narrow.assignment);
            self.set_narrow(narrow.assignment, None);
        }
        Some(row)
    }

    /// Puts other scopes in the place of the present ones; their places do not move.
    pub(super) fn set_scopes(&mut self, scopes: Scopes) {
        let before = std::mem::replace(&mut self.directory.scopes, scopes);
        if !std::mem::replace(&mut self.kept.scopes, true) {
            self.record(|| Step::Scopes(Box::new(before)));
        }
    }

    /// The principals, to be changed; their places do not move.
    pub(super) fn principals_mut(&mut self) -> &mut Principals {
        if !self.kept.directory && !std::mem::replace(&mut self.kept.principals, true) {
            self.steps.push(Step::Principals(Box::new(self.directory.principals.clone())));
        }
        &mut self.directory.principals
    }

    pub(super) fn set_roles(&mut self, roles: RoleTable, own: Vec<u32>) {
        let before = std::mem::replace(&mut self.directory.roles, Arc::new(roles));
        let own_before = std::mem::replace(&mut self.directory.own_roles, own);
        self.record(|| Step::Roles(before, own_before));
    }

    /// Puts another directory in the place of the present one: places may have moved.
    pub(super) fn replace(&mut self, directory: Directory) {
        let before = std::mem::replace(&mut *self.directory, directory);
        self.record(|| Step::Whole(Box::new(before)));
        self.kept.directory = true;
    }

    /// Undoes everything.
    pub(super) fn undo(&mut self) {
        while let Some(step) = self.steps.pop() {
            let Directory { assignments, overrides, roles, scopes, principals, own_roles, .. } = &mut *self.directory;
            match step {
                Step::AddedRow => assignments.take_back(roles, scopes),
                Step::TookRow(row) => assignments.bring_back(row, roles, scopes),
                Step::Narrowed(row, narrow) => assignments.narrow(row, narrow, roles, scopes),
                Step::AddedOverride => overrides.take_back(),
                Step::TookOverride(number, row) => overrides.put_back(number, *row),
                Step::Scopes(before) => *scopes = *before,
                Step::Principals(before) => *principals = *before,
                Step::Roles(before, own) => (*roles, *own_roles) = (before, own),
                Step::Whole(before) => *self.directory = *before,
            }
        }
        self.kept = Kept::default();
    }

    /// Keeps everything.
    pub(super) fn keep(&mut self) {
        self.steps.clear();
        self.kept = Kept::default();
    }
}

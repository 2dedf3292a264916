//! Roles as the engine reads them: indices and bitsets, with the closure over inheritance.
//!
//! A directory may define roles of its own and update those of the catalog, so one builder serves both.

use crate::{
    bits::Bits,
    error::{Code, Issues, Path, quoted},
    id::{Names, is_id, to_index},
    pairs::Pairs,
};

use super::text::{Basis, GrantText, Reach, RoleText};

/// The most roles that a catalog may have, and a directory with its own ones.
pub(crate) const MOST_ROLES: usize = 4096;
/// How many roles a chain of those that inherit one another may have.
const DEEPEST: usize = 32;

#[derive(Clone)]
pub(crate) struct Role {
    pub(crate) text: RoleText,
    pub(crate) revision: u64,
    pub(crate) assignable_at: Bits,
    inherits: Vec<u32>,
    own: Bits,
    /// Its own permissions and those of every role that it inherits.
    pub(crate) closure: Bits,
    pub(crate) reach: Reach,
    pub(crate) lift: Option<Lift>,
    pub(crate) resource: Option<u32>,
}

/// From which ancestor an assignment reaches as well, and when.
#[derive(Clone)]
pub(crate) struct Lift {
    pub(crate) to: u32,
    pub(crate) attribute: String,
    pub(crate) equals: String,
}

#[derive(Clone, Default)]
pub(crate) struct RoleTable {
    names: Names,
    list: Vec<Role>,
}

/// What roles are checked against.
#[derive(Clone, Copy)]
pub(crate) struct Vocabulary<'c> {
    pub(crate) permissions: &'c Names,
    pub(crate) scope_types: &'c Names,
    /// For each scope type, the attributes it may carry and their values.
    pub(crate) attributes: &'c [Pairs<Vec<String>>],
}

/// Where a permission of a role comes from.
pub(crate) struct Source<'t> {
    pub(crate) permission: u32,
    /// The role that states the grant: the role itself or one that it inherits.
    pub(crate) role: &'t str,
    pub(crate) inherited: bool,
    pub(crate) grant: &'t GrantText,
}

impl RoleTable {
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn find(&self, id: &str) -> Option<u32> {
        self.names.find(id)
    }

    pub(crate) fn id(&self, role: u32) -> &str {
        self.names.get(role)
    }

    pub(crate) fn get(&self, role: u32) -> Option<&Role> {
        self.list.get(role as usize)
    }

    pub(crate) fn names(&self) -> &Names {
        &self.names
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.names.iter()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Role> {
        self.list.iter()
    }

    /// The roles that `role` inherits, nearest first, itself in front; none twice.
    pub(crate) fn lineage(&self, role: u32) -> Vec<u32> {
        let mut seen = Bits::of(self.list.len(), [role]);
        let mut lineage = vec![role];
        let mut at = 0;
        while let Some(next) = lineage.get(at) {
            let parents = self.get(*next).map_or(&[][..], |role| &role.inherits);
            lineage.extend(parents.iter().filter(|parent| seen.insert(**parent)));
            at += 1;
        }
        lineage
    }

    /// For each permission of the closure, in catalog order, the nearest grant that gives it.
    pub(crate) fn sources(&self, role: u32, permissions: &Names) -> Vec<Source<'_>> {
        let mut sources: Vec<Option<Source<'_>>> = (0..permissions.len()).map(|_| None).collect();
        for from in self.lineage(role) {
            for grant in self.get(from).map_or(&[][..], |role| &role.text.grants) {
                let Some(permission) = permissions.find(&grant.permission) else { continue };
                if let Some(source @ None) = sources.get_mut(permission as usize) {
                    *source = Some(Source { permission, role: self.id(from), inherited: from != role, grant });
                }
            }
        }
        sources.into_iter().flatten().collect()
    }

    /// The nearest grant that gives one permission to a role.
    pub(crate) fn source(&self, role: u32, permission: u32, permissions: &Names) -> Option<Source<'_>> {
        let id = permissions.get(permission);
        self.lineage(role).into_iter().find_map(|from| {
            let grant = self.get(from)?.text.grants.iter().find(|grant| grant.permission == id)?;
            Some(Source { permission, role: self.id(from), inherited: from != role, grant })
        })
    }

    /// Checks `texts` against the vocabulary and against one another and resolves them.
    ///
    /// `place` gives the position of a row in the text at hand, if it stands there.
    pub(crate) fn build(
        texts: Vec<RoleText>,
        vocabulary: Vocabulary<'_>,
        place: &dyn Fn(usize) -> Option<usize>,
        issues: &mut Issues,
    ) -> Self {
        let path = Path::ROOT.key("roles");
        if texts.len() > MOST_ROLES {
            let message = format!("there are {} roles, and {MOST_ROLES} is the limit", texts.len());
            issues.error(Code::TooLarge, path, message);
            return Self::default();
        }
        let mut names = Names::default();
        for (index, text) in texts.iter().enumerate() {
            let new = names.len();
            names.intern(&text.id);
            let Some(at) = place(index).filter(|_| !text.id.is_empty()) else { continue };
            let row = path.index(at);
            if names.len() == new {
                issues.error(Code::DuplicateId, row.key("id"), format!("the role {} stands twice", quoted(&text.id)));
            } else if !is_id(&text.id) {
                issues.error(Code::InvalidId, row.key("id"), format!("{} is no id", quoted(&text.id)));
            }
        }
        let mut list = Vec::with_capacity(texts.len());
        for (index, text) in texts.into_iter().enumerate() {
            let mut unheard = Issues::default();
            let (issues, at) = match place(index) {
                Some(at) => (&mut *issues, at),
                None => (&mut unheard, index),
            };
            list.push(resolve(text, &names, vocabulary, &path.index(at), issues));
        }
        let mut table = Self { names, list };
        table.close(place, issues);
        table
    }

    /// Computes the closures, roles before those that inherit them. What is left over lies on or above a cycle.
    #[inline(never)]
    fn close(&mut self, place: &dyn Fn(usize) -> Option<usize>, issues: &mut Issues) {
        let count = self.list.len();
        let mut waiting: Vec<usize> = self.list.iter().map(|role| role.inherits.len()).collect();
        let mut heirs: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (index, role) in self.list.iter().enumerate() {
            for parent in &role.inherits {
                if let Some(heirs) = heirs.get_mut(*parent as usize) {
                    heirs.push(index);
                }
            }
        }
        let mut depths = vec![1_usize; count];
        let mut ready: Vec<usize> = (0..count).filter(|index| waiting.get(*index) == Some(&0)).collect();
        let mut done = Bits::new(count);
        while let Some(index) = ready.pop() {
            done.insert(to_index(index));
            let Some(role) = self.list.get(index) else { continue };
            let mut closure = role.own.clone();
            let mut depth = 1;
            for parent in &role.inherits {
                if let Some(parent) = self.list.get(*parent as usize) {
                    closure.union_with(&parent.closure);
                }
                depth = depth.max(depths.get(*parent as usize).map_or(1, |depth| depth + 1));
            }
            if let Some(at) = place(index).filter(|_| depth == DEEPEST + 1) {
                let message = format!("more than {DEEPEST} roles inherit one another in a chain");
                issues.error(Code::TooDeep, Path::ROOT.key("roles").index(at), message);
            }
            if let Some(role) = self.list.get_mut(index) {
                role.closure = closure;
            }
            if let Some(slot) = depths.get_mut(index) {
                *slot = depth;
            }
            for heir in heirs.get(index).into_iter().flatten() {
                if let Some(left) = waiting.get_mut(*heir) {
                    *left -= 1;
                    if *left == 0 {
                        ready.push(*heir);
                    }
                }
            }
        }
        self.report_cycles(&done, place, issues);
    }

    /// One issue for each ring of roles that inherit one another, at the first that stands in the text.
    #[inline(never)]
    fn report_cycles(&self, done: &Bits, place: &dyn Fn(usize) -> Option<usize>, issues: &mut Issues) {
        for ring in self.rings(done) {
            let first = ring.iter().filter_map(|member| Some((*member, place(*member as usize)?))).min();
            if let Some((role, at)) = first {
                let message = format!("the role {} inherits itself", quoted(self.id(role)));
                issues.error(Code::Cycle, Path::ROOT.key("roles").index(at), message);
            }
        }
    }

    /// The roles that are not `done`, grouped: those of a group inherit one another. Tarjan's algorithm, without
    /// recursion.
    #[inline(never)]
    fn rings(&self, done: &Bits) -> Vec<Vec<u32>> {
        /// Its group is known.
        const CLOSED: u32 = u32::MAX;
        // when a role was met, from 1 on, and the earliest open one that it leads to
        let mut seen = vec![(0, 0); self.list.len()];
        let (mut count, mut open, mut rings) = (0, Vec::new(), Vec::new());
        for start in 0..to_index(self.list.len()) {
            let mut way = vec![(start, 0)];
            while let Some((role, next)) = way.pop() {
                let Some(slot) = seen.get_mut(role as usize).filter(|_| !done.contains(role)) else { continue };
                match slot.0 {
                    CLOSED => continue,
                    0 => {
                        count += 1;
                        *slot = (count, count);
                        open.push(role);
                    }
                    _ => {}
                }
                let (number, earliest) = *slot;
                let parents = self.get(role).map_or(&[][..], |role| &role.inherits);
                if let Some(parent) = parents.get(next) {
                    way.push((role, next + 1));
                    match seen.get(*parent as usize).map_or(CLOSED, |parent| parent.0) {
                        0 => way.push((*parent, 0)),
                        CLOSED => {}
                        met => lower(&mut seen, role, met),
                    }
                    continue;
                }
                if let Some((below, _)) = way.last() {
                    lower(&mut seen, *below, earliest);
                }
                if number == earliest {
                    let from = open.iter().rposition(|member| *member == role).unwrap_or_default();
                    let ring = open.split_off(from);
                    for member in &ring {
                        if let Some(slot) = seen.get_mut(*member as usize) {
                            slot.0 = CLOSED;
                        }
                    }
                    if ring.len() > 1 || parents.contains(&role) {
                        rings.push(ring);
                    }
                }
            }
        }
        rings
    }
}

/// Notes that a role leads to one that was met at `met`.
fn lower(seen: &mut [(u32, u32)], role: u32, met: u32) {
    if let Some((_, earliest)) = seen.get_mut(role as usize) {
        *earliest = (*earliest).min(met);
    }
}

/// Turns the names of one role into indices and lists those that are not known.
#[inline(never)]
fn resolve(text: RoleText, roles: &Names, vocabulary: Vocabulary<'_>, path: &Path<'_>, issues: &mut Issues) -> Role {
    let Vocabulary { permissions, scope_types, .. } = vocabulary;
    let mut assignable_at = Bits::new(scope_types.len());
    for (index, id) in text.assignable_at.iter().enumerate() {
        match scope_types.find(id) {
            Some(found) => _ = assignable_at.insert(found),
            None => unknown_type(issues, path.key("assignableAt").index(index), id, scope_types),
        }
    }
    let mut inherits = Vec::with_capacity(text.inherits.len());
    let mut inherited = Bits::new(roles.len());
    for (index, id) in text.inherits.iter().enumerate() {
        let path = path.key("inherits");
        match roles.find(id) {
            Some(found) if inherited.insert(found) => inherits.push(found),
            Some(_) => issues.error(Code::DuplicateId, path.index(index), format!("{} stands twice", quoted(id))),
            None => issues.unknown(Code::UnknownRole, path.index(index), "role", id, roles.iter()),
        }
    }
    let mut own = Bits::new(permissions.len());
    for (index, grant) in text.grants.iter().enumerate() {
        let path = path.key("grants");
        let path = path.index(index);
        match permissions.find(&grant.permission) {
            Some(found) if own.insert(found) => {}
            Some(_) => {
                let message = format!("the permission {} stands twice", quoted(&grant.permission));
                issues.error(Code::DuplicateId, path.key("permission"), message);
            }
            // an empty name is the trace of a fault that is listed already
            None if grant.permission.is_empty() => {}
            None => {
                let (code, id) = (Code::UnknownPermission, &grant.permission);
                issues.unknown(code, path.key("permission"), "permission", id, permissions.iter());
            }
        }
    }
    let lift = text.lift.as_ref().and_then(|lift| {
        let path = path.key("lift");
        let Some(to) = scope_types.find(&lift.to) else {
            unknown_type(issues, path.key("to"), &lift.to, scope_types);
            return None;
        };
        let (attribute, equals) = (&lift.when.attribute, &lift.when.equals);
        let path = path.key("when");
        match vocabulary.attributes.get(to as usize).and_then(|known| known.get(attribute)) {
            Some(values) if values.contains(equals) => {}
            Some(_) => {
                let message = format!("{} is no value of the attribute `{attribute}`", quoted(equals));
                issues.error(Code::InvalidAttribute, path.key("equals"), message);
            }
            None => {
                let message = format!("a scope of type `{}` has no attribute {}", lift.to, quoted(attribute));
                issues.error(Code::InvalidAttribute, path.key("attribute"), message);
            }
        }
        Some(Lift { to, attribute: lift.when.attribute.clone(), equals: lift.when.equals.clone() })
    });
    let resource = text.resource.as_ref().and_then(|id| {
        let found = scope_types.find(id);
        if found.is_none() {
            unknown_type(issues, path.key("resource"), id, scope_types);
        }
        found
    });
    Role {
        revision: text.revision.unwrap_or(1),
        assignable_at,
        inherits,
        closure: own.clone(),
        own,
        reach: text.reach.unwrap_or_default(),
        lift,
        resource,
        text,
    }
}

pub(crate) fn unknown_type(issues: &mut Issues, path: Path<'_>, id: &str, scope_types: &Names) {
    issues.unknown(Code::UnknownScopeType, path, "scope type", id, scope_types.iter());
}

impl Source<'_> {
    pub(crate) fn basis(&self) -> Basis {
        self.grant.basis.unwrap_or_default()
    }
}

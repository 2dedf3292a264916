//! Snapshots: the slice of a directory that one principal may know. This is what travels to a browser.

use serde::Serialize;

use super::{
    Directory, Mode, Options,
    compile::CompiledText,
    load,
    text::{AssignmentText, OverrideText, PrincipalText, ScopeText},
};
use crate::{
    bits::Bits,
    catalog::{Catalog, RoleText},
    error::{Code, Error, Issue, Issues, Path, did_you_mean, quoted},
    pairs::Pairs,
    time::Time,
    wire::{copy, decimal, joined},
};

/// A snapshot as text.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "rolescope snapshot", deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
struct SnapshotText<'d> {
    /// The version of this form: 1.
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    snapshot: u32,
    /// The id of the catalog.
    catalog: &'d str,
    /// The hash of the catalog: what decides in it.
    hash: &'d str,
    /// Whose snapshot it is.
    principal: PrincipalText,
    /// The revision of the directory that it was taken from.
    revision: u64,
    /// RFC 3339 in UTC.
    issued_at: String,
    /// RFC 3339 in UTC. From here on it answers nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<String>,
    /// What the rows reach, with the ancestors.
    #[cfg_attr(test, schemars(with = "Vec<ScopeText>"))]
    scopes: Vec<ShortScope>,
    role_assignments: Vec<AssignmentText>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    overrides: Vec<OverrideText>,
    /// Those of the tenant's own roles that the rows need, and every role of the catalog that it has updated.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[cfg_attr(test, schemars(with = "Vec<crate::catalog::TenantRoleText>"))]
    roles: Vec<RoleText>,
    /// What sessions need that have no catalog. Its form is the engine's own matter, and changes with its versions.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Option<std::collections::BTreeMap<String, serde_json::Value>>"))]
    compiled: Option<CompiledText<'d>>,
}

/// A scope without what it does not have: most have neither links nor attributes, and there may be thousands.
#[derive(Serialize)]
struct ShortScope {
    id: String,
    #[serde(rename = "type")]
    scope_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<String>,
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    attributes: Pairs<String>,
}

impl From<ScopeText> for ShortScope {
    fn from(ScopeText { id, scope_type, parent, name, links, attributes }: ScopeText) -> Self {
        Self { id, scope_type, parent, name, links, attributes }
    }
}

/// A snapshot that was loaded: a directory of one principal, and what stands at its head.
#[derive(Clone)]
pub struct Snapshot {
    pub(crate) slice: Directory,
    pub(crate) head: Head,
}

/// Whose snapshot it is, and for how long.
#[derive(Clone, Default)]
pub(crate) struct Head {
    /// whose it was loaded as
    pub(crate) principal: String,
    pub(crate) revision: u64,
    pub(crate) issued_at: Time,
    pub(crate) expires_at: Option<Time>,
    /// The snapshot is another principal's than the one that was asked for.
    pub(crate) is_anothers: bool,
}

impl Head {
    /// Takes the head for that of a principal who was asked for. Of another one's it says what is wrong, and it speaks for
    /// nobody.
    pub(crate) fn take_for(&mut self, expected: Option<&str>) -> Option<String> {
        let expected = expected.filter(|expected| *expected != self.principal)?;
        let message = self.of_another(expected);
        self.is_anothers = true;
        self.principal = copy(expected);
        Some(message)
    }

    fn of_another(&self, expected: &str) -> String {
        joined(&["it is the snapshot of ", &quoted(&self.principal), ", not of ", &quoted(expected)])
    }

    /// Whether a newer snapshot may take the place of this one: it is not older, and a renewal at least as long.
    pub(crate) fn admits(&self, newer: &Self) -> Result<(), Error> {
        if newer.principal != self.principal || newer.is_anothers {
            let message = newer.of_another(&self.principal);
            return Err(Error::at(Code::WrongPrincipal, Path::ROOT.key("principal").key("id"), message));
        }
        let (ours, theirs) = (self.revision, newer.revision);
        if theirs < ours {
            let (theirs, ours) = (decimal(theirs), decimal(ours));
            let message = joined(&["it has the revision ", &theirs, ", and revision ", &ours, " has been seen"]);
            return Err(Error::at(Code::OlderRevision, Path::ROOT.key("revision"), message));
        }
        let ends = |head: &Self| head.expires_at.map_or(i64::MAX, Time::as_millis);
        if theirs == ours && ends(newer) < ends(self) {
            let theirs = decimal(theirs);
            let message = joined(&["it has the revision ", &theirs, " like the present one, and expires before it"]);
            return Err(Error::at(Code::OlderRevision, Path::ROOT.key("expiresAt"), message));
        }
        Ok(())
    }
}

/// What to say of a text with another id, or another hash, than the catalog has; nothing when it has the same.
pub(crate) fn belongs(name: &str, theirs: &str, ours: &str, id: &str) -> Option<String> {
    if theirs == ours {
        return None;
    }
    Some(match name {
        "hash" => joined(&["it was made with another state of the catalog `", id, "`"]),
        _ => joined(&["it belongs to the catalog ", &quoted(theirs), ", not to `", ours, "`"]),
    })
}

impl Directory {
    /// The snapshot of one principal, as JSON text that [`Snapshot::load`] reads.
    ///
    /// It has the principal's own rows, the scopes that these reach with their ancestors, and nothing about others.
    /// With `expires_in`, in milliseconds, it answers nothing from `at` plus that on.
    ///
    /// # Errors
    ///
    /// `unknown-principal` with the nearest id as a hint, or `invalid-time` when there is no `at`, when
    /// `expires_in` is not more than 0, and for an instant beyond the years 0 to 9999, which no text can tell.
    pub fn snapshot(&self, principal: &str, expires_in: Option<f64>, at: Option<Time>) -> Result<String, Error> {
        let Some(index) = self.principals.find(principal) else {
            let hint = did_you_mean(principal, self.principals.names.iter());
            let message = format!("unknown principal {}", quoted(principal));
            return Err(Error::hinted(Code::UnknownPrincipal, message, hint));
        };
        let at = at.ok_or_else(|| Error::one(Code::InvalidTime, "the time of the snapshot is no number"))?;
        let readable = |time: Time| {
            let message = "a snapshot is taken and expires in the years 0 to 9999";
            if time.has_text() { Ok(time) } else { Err(Error::one(Code::InvalidTime, message)) }
        };
        let at = readable(at)?;
        let expires_at = match expires_in {
            None => None,
            Some(ms) => {
                let end = Time::from_ms(at.as_ms() + ms).filter(|end| *end > at);
                let message = "a snapshot expires some milliseconds after it is taken, not before";
                Some(readable(end.ok_or_else(|| Error::one(Code::InvalidTime, message))?)?)
            }
        };
        let rows = self.assignments.of_principal(index);
        let needed = self.roles_needed(index);
        let known = self.reached_by(index);
        Ok(crate::wire::to_json(&SnapshotText {
            snapshot: 1,
            catalog: self.catalog.id(),
            hash: self.catalog.hash(),
            principal: self.principal_text(index),
            revision: self.revision,
            issued_at: at.to_string(),
            expires_at: expires_at.map(|time| time.to_string()),
            scopes: self.scope_texts(&known).into_iter().map(ShortScope::from).collect(),
            role_assignments: rows.iter().filter_map(|row| self.assignment_text(*row)).collect(),
            overrides: self.overrides.of_principal(index).filter_map(|row| self.override_text(row)).collect(),
            roles: self.role_texts(|role| needed.contains(role)),
            compiled: Some(self.compile(index, &known)),
        }))
    }

    /// The scopes that a principal may know, and of their links those to each other.
    pub(crate) fn scopes_of(&self, principal: u32) -> Vec<ScopeText> {
        self.scope_texts(&self.reached_by(principal))
    }

    fn scope_texts(&self, known: &Bits) -> Vec<ScopeText> {
        known.iter().filter_map(|scope| self.scope_text(scope, |linked| known.contains(linked))).collect()
    }

    /// The scopes that the rows of a principal reach, active or not, with their ancestors.
    fn reached_by(&self, principal: u32) -> Bits {
        let mut reached = Bits::new(self.scopes.len());
        let mut add = |root: u32, role: u32| {
            self.scopes.reach(root, self.reach_of(role), &self.catalog.0, |span| {
                for scope in self.scopes.at_positions(span) {
                    reached.insert(*scope);
                }
                true
            });
        };
        for index in self.assignments.of_principal(principal) {
            let Some(row) = self.assignments.get(*index) else { continue };
            for root in self.assignments.roots(*index, &self.roles, &self.scopes).into_iter().flatten() {
                add(root, row.role);
            }
        }
        for row in self.overrides.of_principal(principal).filter(|row| matches!(row.mode, Mode::Widen(_))) {
            add(row.scope, row.role);
        }
        let found: Vec<u32> = reached.iter().collect();
        for scope in found {
            for above in self.scopes.ancestors(scope).skip(1) {
                if !reached.insert(above) {
                    break;
                }
            }
        }
        reached
    }

    /// The roles of a principal's rows, those of the catalog that the tenant has changed, and those that they inherit.
    fn roles_needed(&self, principal: u32) -> Bits {
        let assigned = self.assignments.of_principal(principal).iter().filter_map(|index| self.assignments.get(*index));
        let held = assigned.map(|row| row.role).chain(self.overrides.of_principal(principal).map(|row| row.role));
        // a session would take the catalog's word for them otherwise
        let updated =
            self.own_roles.iter().copied().filter(|role| self.catalog.0.roles.find(self.roles.id(*role)).is_some());
        let held = held.chain(updated);
        let mut needed = Bits::new(self.roles.len());
        for role in held {
            for role in self.roles.lineage(role) {
                needed.insert(role);
            }
        }
        needed
    }
}

impl Snapshot {
    /// Reads a snapshot. With `principal`, it must be that principal's.
    ///
    /// # Errors
    ///
    /// Lists everything that is wrong: `wrong-catalog` for one of another catalog or of another state of it,
    /// `wrong-principal` for one of another principal. When loading is lenient, faulty rows are set aside, and the
    /// snapshot of another principal answers every question with `wrong-principal`.
    pub fn load(
        catalog: &Catalog,
        text: impl AsRef<[u8]>,
        principal: Option<&str>,
        options: Options,
    ) -> Result<Self, Error> {
        let mut issues = Issues::of_load(options.lenient);
        let (mut slice, mut head) = load::snapshot(catalog, text.as_ref(), options, &mut issues)?;
        if let Some(message) = head.as_mut().and_then(|head| head.take_for(principal)) {
            issues.error(Code::WrongPrincipal, Path::ROOT.key("principal").key("id"), message);
        }
        match head {
            Some(head) if options.lenient || issues.errors() == 0 => {
                slice.issues = issues.into_list().into();
                Ok(Self { slice, head })
            }
            _ => Err(Error::new(issues.into_list())),
        }
    }

    /// Whether a newer snapshot may take the place of this one: it is not older, and a renewal at least as long.
    ///
    /// # Errors
    ///
    /// `older-revision` or `wrong-principal`.
    pub fn admits(&self, newer: &Self) -> Result<(), Error> {
        self.head.admits(&newer.head)
    }

    /// Whose snapshot it was loaded as.
    #[must_use]
    pub fn principal(&self) -> &str {
        &self.head.principal
    }

    /// The revision of the directory that it was taken from.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.head.revision
    }

    /// When it was taken.
    #[must_use]
    pub fn issued_at(&self) -> Time {
        self.head.issued_at
    }

    /// From when on it answers nothing, if ever.
    #[must_use]
    pub fn expires_at(&self) -> Option<Time> {
        self.head.expires_at
    }

    /// What was found on loading.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        self.slice.issues()
    }

    /// The catalog that it was loaded with.
    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        &self.slice.catalog
    }
}

#[cfg(test)]
pub(crate) fn schema() -> schemars::Schema {
    crate::drift::schema_of::<SnapshotText<'static>>()
}

//! The one pass over the text: every row is read and its names are noted; what they mean is checked afterwards.

use super::{
    Stated, assignments::RawAssignments, overrides::RawOverrides, principals::RawPrincipals, roles::RawRoles,
    scopes::RawScopes,
};
use crate::{
    catalog::Catalog,
    directory::snapshot::{Head, belongs},
    error::{Code, Issues, Path},
    json::{self, Document, Json, duplicate_key, unknown_field, wrong_type},
    time::Time,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Directory,
    Snapshot,
}

const DIRECTORY: [&str; 7] = ["catalog", "revision", "scopes", "principals", "roleAssignments", "overrides", "roles"];
pub(crate) const SNAPSHOT: [&str; 12] = [
    "snapshot",
    "catalog",
    "hash",
    "principal",
    "revision",
    "issuedAt",
    "expiresAt",
    "scopes",
    "roleAssignments",
    "overrides",
    "roles",
    "compiled",
];

pub(super) struct Outcome {
    pub(super) revision: u64,
    /// the text belongs to another catalog or does not say to which
    pub(super) fatal: bool,
    pub(super) head: Option<Head>,
}

pub(super) struct Parts {
    pub(super) outcome: Outcome,
    pub(super) scopes: RawScopes,
    pub(super) principals: RawPrincipals,
    pub(super) roles: RawRoles,
    pub(super) assignments: RawAssignments,
    pub(super) overrides: RawOverrides,
    pub(super) issues: Issues,
}

pub(super) struct Reader<'c> {
    catalog: &'c Catalog,
    kind: Kind,
    seen: Vec<String>,
    issues: Issues,
    fatal: bool,
    revision: u64,
    principal: Option<String>,
    issued_at: Option<Time>,
    expires_at: Option<Time>,
    scope_names: Stated,
    principal_names: Stated,
    scopes: RawScopes,
    principals: RawPrincipals,
    roles: RawRoles,
    assignments: RawAssignments,
    overrides: RawOverrides,
}

impl<'c> Reader<'c> {
    pub(super) fn new(catalog: &'c Catalog, kind: Kind, issues: Issues) -> Self {
        Self {
            catalog,
            kind,
            seen: Vec::new(),
            issues,
            fatal: false,
            revision: 0,
            principal: None,
            issued_at: None,
            expires_at: None,
            scope_names: Stated::default(),
            principal_names: Stated::default(),
            scopes: RawScopes::default(),
            principals: RawPrincipals::default(),
            roles: RawRoles::default(),
            assignments: RawAssignments::default(),
            overrides: RawOverrides::default(),
        }
    }

    fn known(&self) -> &'static [&'static str] {
        match self.kind {
            Kind::Directory => &DIRECTORY,
            Kind::Snapshot => &SNAPSHOT,
        }
    }

    /// Whether a field of the root is known and new; otherwise it is listed.
    fn admit(&mut self, name: &str) -> bool {
        let known = self.known();
        if !known.contains(&name) {
            unknown_field(&mut self.issues, &Path::ROOT, name, known);
            return false;
        }
        if self.seen.iter().any(|seen| seen == name) {
            duplicate_key(&mut self.issues, &Path::ROOT, name);
            return false;
        }
        self.seen.push(name.to_owned());
        true
    }

    fn text(&mut self, name: &str, value: Json<'_>) -> Option<String> {
        json::string(value, &Path::ROOT.key(name), &mut self.issues).map(ToOwned::to_owned)
    }

    fn time(&mut self, name: &str, value: Json<'_>) -> Option<Time> {
        json::time(value, &Path::ROOT.key(name), &mut self.issues)
    }

    /// A text for another catalog is refused whole: nothing in it can be judged by this one.
    fn belongs(&mut self, name: &str, value: Json<'_>, ours: &str) {
        let id = self.catalog.id();
        if let Some(message) = self.text(name, value).and_then(|theirs| belongs(name, &theirs, ours, id)) {
            self.issues.error(Code::WrongCatalog, Path::ROOT.key(name), message);
        }
    }

    #[inline(never)]
    fn head(&mut self, name: &str, value: Json<'_>) {
        match name {
            "snapshot" => {
                let path = Path::ROOT.key(name);
                let version = json::count(value, &path, &mut self.issues);
                if version.is_some_and(|version| version != 1) {
                    self.issues.error(Code::InvalidType, path, "this engine reads snapshots of version 1");
                }
            }
            "principal" => {
                let path = Path::ROOT.key(name);
                self.principal = self.principals.read(value, &path, &mut self.principal_names, &mut self.issues);
            }
            "issuedAt" => self.issued_at = self.time(name, value),
            _ => self.expires_at = self.time(name, value),
        }
    }

    #[inline(never)]
    pub(super) fn finish(mut self) -> Parts {
        let required: &[&str] = match self.kind {
            Kind::Directory => &["catalog", "scopes", "principals", "roleAssignments"],
            Kind::Snapshot => {
                &["snapshot", "catalog", "hash", "principal", "revision", "issuedAt", "scopes", "roleAssignments"]
            }
        };
        for name in required {
            if !self.seen.iter().any(|seen| seen == name) {
                self.issues.error(Code::MissingField, Path::ROOT, format!("the field `{name}` is missing"));
                self.fatal = true;
            }
        }
        if self.kind == Kind::Snapshot && self.principal.is_none() {
            // whose rows these should be is not known: that is the one fault
            (self.assignments, self.overrides) = Default::default();
        }
        // of all that is wrong this is what the text is refused for, wherever it stands
        self.issues.bring_forward(Code::WrongCatalog);
        let head = match (self.kind, self.principal, self.issued_at) {
            (Kind::Snapshot, Some(principal), Some(issued_at)) if !self.fatal => Some(Head {
                principal,
                revision: self.revision,
                issued_at,
                expires_at: self.expires_at,
                is_anothers: false,
            }),
            _ => None,
        };
        self.scopes.names = self.scope_names;
        self.principals.names = self.principal_names;
        Parts {
            outcome: Outcome { revision: self.revision, fatal: self.fatal, head },
            scopes: self.scopes,
            principals: self.principals,
            roles: self.roles,
            assignments: self.assignments,
            overrides: self.overrides,
            issues: self.issues,
        }
    }
}

impl<'a> Document<'a> for Reader<'_> {
    fn streams(&self, section: &str) -> bool {
        matches!(section, "scopes" | "principals" | "roleAssignments" | "overrides" | "roles")
            && self.known().contains(&section)
            && !self.seen.iter().any(|seen| seen == section)
    }

    fn begin(&mut self, section: &str) {
        self.seen.push(section.to_owned());
    }

    fn row(&mut self, section: &str, index: usize, row: Json<'_>) {
        if self.issues.are_plenty() {
            return;
        }
        let path = Path::ROOT.key(section);
        let path = path.index(index);
        let Self { issues, scope_names, principal_names, .. } = self;
        match section {
            "scopes" => self.scopes.read(row, &path, index, scope_names, self.catalog, issues),
            "principals" => _ = self.principals.read(row, &path, principal_names, issues),
            "roleAssignments" => self.assignments.read(row, &path, index, principal_names, scope_names, issues),
            "overrides" => self.overrides.read(row, &path, index, principal_names, scope_names, issues),
            _ => self.roles.read(row, &path, index, self.catalog, issues),
        }
    }

    fn field(&mut self, name: &'a str, value: Json<'a>, _text: &'a str) {
        let before = self.issues.errors();
        if self.admit(name) {
            self.value(name, value);
        }
        // a list that is not read may hold narrows, and without these the rest would grant too much
        self.fatal |= self.issues.errors() > before;
    }
}

impl Reader<'_> {
    #[inline(never)]
    fn value(&mut self, name: &str, value: Json<'_>) {
        match name {
            "catalog" => self.belongs(name, value, self.catalog.0.text.id.as_str()),
            "hash" => self.belongs(name, value, self.catalog.0.hash.as_str()),
            "revision" => {
                self.revision = json::count(value, &Path::ROOT.key(name), &mut self.issues).unwrap_or_default();
            }
            "snapshot" | "principal" | "issuedAt" | "expiresAt" => self.head(name, value),
            // it says again what the rest says, for those who cannot read that
            "compiled" if matches!(value, Json::Object(_)) => {}
            "compiled" => wrong_type(&mut self.issues, &Path::ROOT.key(name), "an object", value),
            section => wrong_type(&mut self.issues, &Path::ROOT.key(section), "an array", value),
        }
    }
}

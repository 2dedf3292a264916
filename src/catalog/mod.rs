//! Catalogs: one vendor's role system as data.

mod builtin;
mod check;
mod check_rules;
mod cover;
mod diff;
mod diff_roles;
mod hash;
mod identity;
mod least_roles;
mod lint;
mod lookalike;
mod pages;
mod read;
mod read_rule;
mod roles;
mod spread;
mod text;
mod view;

use std::{
    borrow::Cow,
    fmt,
    sync::{Arc, OnceLock},
};

pub use builtin::BUILTIN_IDS;
pub use diff::{CatalogDiff, ChangeKind, Changed};
pub use diff_roles::RoleDiff;
pub use identity::Identity;
pub use least_roles::RoleSet;
pub use text::Basis;
pub use view::{
    Matrix, PageView, PermissionFilter, PermissionView, RoleFilter, RolePermission, RoleView, ScopeTypeView,
};

pub(crate) use pages::{Found, Need, Page, Pages};
pub(crate) use read::{ROLE_FIELDS, read_grants, role as read_role, role_rest};
pub(crate) use roles::{Lift, MOST_ROLES, Role, RoleTable, Vocabulary, unknown_type};
pub(crate) use text::{
    Ceiling, ChangeType, Follows, GrantText, Per, Reach, RoleSelector, RoleText, RuleText, Targets, WhenDenied,
};

#[cfg(test)]
pub(crate) use text::{Requirement, TenantRoleText};

use crate::{
    bits::Bits,
    error::{Error, Issues},
    id::Names,
    pairs::Pairs,
};
use text::CatalogText;

/// One vendor's role system: scope types, permissions, roles, pages and rules. Immutable, and cheap to clone.
///
/// ```
/// let catalog = rolescope::Catalog::builtin("twilio")?;
/// assert_eq!(catalog.roles(&Default::default()).len(), 59);
/// # Ok::<(), rolescope::Error>(())
/// ```
#[derive(Clone)]
pub struct Catalog(pub(crate) Arc<Model>);

/// What a catalog says, checked and resolved.
pub(crate) struct Model {
    /// the text as it was given
    source: Cow<'static, str>,
    pub(crate) text: CatalogText,
    pub(crate) hash: String,
    pub(crate) scope_types: Names,
    pub(crate) types: Vec<ScopeType>,
    /// For each scope type, the attributes that it may carry and their values.
    pub(crate) attributes: Vec<Pairs<Vec<String>>>,
    pub(crate) permissions: Names,
    /// For each scope type, the permissions that apply to it.
    pub(crate) applying: Vec<Bits>,
    /// What applies to the types that may lie below it: to those that link nothing, and to those that may link. Made when
    /// it is first asked for.
    applying_below: OnceLock<Vec<[Bits; 2]>>,
    pub(crate) roles: Arc<RoleTable>,
    pub(crate) pages: Pages,
    pub(crate) narrowing: Vec<Narrowing>,
    pub(crate) widening: Vec<Widening>,
}

/// A kind of place, with the scope types that it names as indices.
#[derive(Default)]
pub(crate) struct ScopeType {
    pub(crate) parents: Bits,
    pub(crate) root: bool,
    pub(crate) links: Bits,
}

/// Where the permissions of an assignment may be narrowed.
pub(crate) struct Narrowing {
    pub(crate) scope_types: Bits,
    pub(crate) roles: RoleSelector,
    pub(crate) follows: Follows,
}

/// Where a holder of an eligible role may be given one more role.
pub(crate) struct Widening {
    pub(crate) scope_types: Bits,
    pub(crate) role: String,
    pub(crate) eligible: Vec<String>,
    pub(crate) ineligible: Vec<String>,
}

impl Catalog {
    /// Reads a catalog from JSON text.
    ///
    /// # Errors
    ///
    /// Lists everything that is wrong with the text, up to some ten thousand faults. The text may have 1 MiB.
    pub fn parse(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        Self::load(text.as_ref(), None)
    }

    /// `built_in` is the text again when it need not be copied to be kept.
    fn load(text: &[u8], built_in: Option<&'static str>) -> Result<Self, Error> {
        let given = text;
        let mut issues = Issues::of_load(false);
        let (text, unsound, hash) = read::read(text, &mut issues)?;
        if issues.are_plenty() {
            return Err(Error::new(issues.into_list()));
        }
        let model = check::check(text, &unsound, &mut issues);
        issues.into_result()?;
        let source =
            built_in.map_or_else(|| std::str::from_utf8(given).unwrap_or_default().to_owned().into(), Cow::Borrowed);
        Ok(Self(Arc::new(Model { source, hash, ..model })))
    }

    /// The id by which directories name this catalog.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0.text.id
    }

    /// The version of the data, as its author counts.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.0.text.version
    }

    /// The name for people.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.0.text.title
    }

    /// 128 bits in hex over what decides: not over titles, descriptions, reasons and notes.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.0.hash
    }

    /// The catalog as JSON text: the text that it was read from.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.0.source.clone().into_owned()
    }

    pub(crate) fn vocabulary(&self) -> Vocabulary<'_> {
        let Model { permissions, scope_types, attributes, .. } = &*self.0;
        Vocabulary { permissions, scope_types, attributes }
    }
}

impl Model {
    pub(crate) fn scope_type(&self, scope_type: u32) -> Option<&ScopeType> {
        self.types.get(scope_type as usize)
    }

    /// For each scope type, what applies to the types that may lie below it, however deep: to those that link nothing, and
    /// to those that may link.
    pub(crate) fn applying_below(&self) -> &[[Bits; 2]] {
        self.applying_below.get_or_init(|| {
            let mut below = vec![Bits::new(self.types.len()); self.types.len()];
            let mut grows = true;
            while grows {
                grows = false;
                for (kind, of) in (0..).zip(&self.types) {
                    let Some(mut under) = below.get(kind as usize).cloned() else { continue };
                    under.insert(kind);
                    for parent in of.parents.iter() {
                        if let Some(above) = below.get_mut(parent as usize).filter(|above| !under.is_within(above)) {
                            above.union_with(&under);
                            grows = true;
                        }
                    }
                }
            }
            let none = || Bits::new(self.permissions.len());
            let applying = |kinds: &Bits| {
                let mut parts = [none(), none()];
                let [plain, linking] = &mut parts;
                for kind in kinds.iter() {
                    let links = self.scope_type(kind).is_some_and(|kind| !kind.links.is_empty());
                    let part = if links { &mut *linking } else { &mut *plain };
                    self.applying.get(kind as usize).into_iter().for_each(|applying| part.union_with(applying));
                }
                parts
            };
            below.iter().map(applying).collect()
        })
    }

    /// Whether a permission means something at a scope of this type.
    pub(crate) fn applies(&self, permission: u32, scope_type: u32) -> bool {
        self.applying.get(scope_type as usize).is_some_and(|applying| applying.contains(permission))
    }
}

impl RoleSelector {
    pub(crate) fn selects(&self, role: &RoleText) -> bool {
        self.selects_named(&role.id, &role.kind)
    }

    /// Whether the holder of a role is out of reach of whoever may touch the selected ones: `kinds` says which roles may be
    /// given, and only a list and `except` say whose holders are left alone.
    pub(crate) fn shields(&self, role: &RoleText) -> bool {
        match self {
            RoleSelector::Roles(roles) => !roles.contains(&role.id),
            RoleSelector::Kinds { except, .. } => except.contains(&role.id),
        }
    }

    pub(crate) fn selects_named(&self, id: &String, kind: &String) -> bool {
        match self {
            RoleSelector::Roles(roles) => roles.contains(id),
            RoleSelector::Kinds { kinds, except } => {
                kinds.as_ref().is_none_or(|kinds| kinds.contains(kind)) && !except.contains(id)
            }
        }
    }
}

impl fmt::Debug for Catalog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Catalog").field("id", &self.id()).field("hash", &self.hash()).finish_non_exhaustive()
    }
}

#[cfg(test)]
pub(crate) fn schema() -> schemars::Schema {
    crate::drift::schema_of::<CatalogText>()
}

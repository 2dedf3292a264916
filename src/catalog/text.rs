//! The text of a catalog as data: what is read, what is written, what the published JSON Schema describes.

use serde::Serialize;

use crate::pairs::Pairs;

/// One vendor's role system.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "rolescope catalog", deny_unknown_fields))]
#[cfg_attr(test, schemars(rename_all = "camelCase"))]
pub(crate) struct CatalogText {
    /// Where the schema of this file is.
    #[cfg_attr(test, schemars(rename = "$schema"))]
    pub(crate) schema: Option<String>,
    /// The name by which a directory says which catalog it belongs to.
    pub(crate) id: String,
    /// The version of the data, as its author counts.
    pub(crate) version: String,
    /// The name for people.
    pub(crate) title: String,
    /// The kinds of places.
    pub(crate) scope_types: Vec<ScopeTypeText>,
    /// The atomic rights.
    pub(crate) permissions: Vec<PermissionText>,
    /// The named sets of permissions.
    pub(crate) roles: Vec<RoleText>,
    /// The pages of the console, parents and children in one list, in the order of the navigation.
    pub(crate) pages: Vec<PageText>,
    /// What holds beyond roles and scopes.
    pub(crate) rules: Vec<RuleText>,
    /// What a reader should know: sources that differ, decisions taken.
    #[cfg_attr(test, schemars(default))]
    pub(crate) notes: Vec<String>,
}

/// A kind of place.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct ScopeTypeText {
    pub(crate) id: String,
    /// The name for people. Default: the id.
    pub(crate) title: Option<String>,
    /// The scope types that its parent may have. Empty: it is always a root.
    pub(crate) parents: Vec<String>,
    /// Whether a scope of a type with parents may also stand without one.
    #[cfg_attr(test, schemars(default))]
    pub(crate) root: bool,
    /// The scope types that it may link: further scopes of the same tree that it covers.
    #[cfg_attr(test, schemars(default))]
    pub(crate) links: Vec<String>,
    /// The attributes that it may carry, each with its possible values.
    #[cfg_attr(test, schemars(default, with = "std::collections::BTreeMap<String, Vec<String>>"))]
    pub(crate) attributes: Pairs<Vec<String>>,
}

/// One atomic right.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[cfg_attr(test, schemars(rename_all = "camelCase"))]
pub(crate) struct PermissionText {
    /// Two to four segments, separated by dots.
    pub(crate) id: String,
    /// The name for people. Default: the id.
    pub(crate) title: Option<String>,
    /// The product that it belongs to. Default: the first segment of the id.
    pub(crate) product: Option<String>,
    /// The scope types at which it means something.
    pub(crate) applies_to: Vec<String>,
    /// The name of the same right in the vendor's own interface.
    pub(crate) alias: Option<String>,
}

/// A named set of permissions.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub(crate) struct RoleText {
    pub(crate) id: String,
    /// The name as the vendor writes it.
    pub(crate) name: String,
    /// What the vendor calls this kind of role.
    pub(crate) kind: String,
    /// The product that the vendor lists it under.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) product: Option<String>,
    /// What it is for, in a sentence or two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    /// The scope types at which it can be assigned.
    pub(crate) assignable_at: Vec<String>,
    /// Counts the changes of its permissions. Default: 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) revision: Option<u64>,
    /// The roles whose permissions it has as well.
    // written even when it is empty: an update of a role may take away what it inherited
    #[serde(default)]
    pub(crate) inherits: Vec<String>,
    /// Its own permissions.
    pub(crate) grants: Vec<GrantText>,
    /// How far an assignment reaches from its scope. Default: `descendants`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reach: Option<Reach>,
    /// A second, higher scope from which it reaches while a condition holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) lift: Option<LiftText>,
    /// The scope type of the resource that an assignment of this role must name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Option<ResourceText>"))]
    pub(crate) resource: Option<String>,
}

/// A role of a tenant: one of its own, stated in full, or an update of one of the catalog's, which states what it
/// changes.
#[cfg(test)]
#[derive(schemars::JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[allow(dead_code, reason = "describes the text")]
pub(crate) struct TenantRoleText {
    id: String,
    /// The name for people. A role of its own needs one.
    name: Option<String>,
    /// What kind of role it is. A role of its own needs one.
    kind: Option<String>,
    /// The product that it is listed under.
    product: Option<String>,
    /// What it is for, in a sentence or two.
    description: Option<String>,
    /// The scope types at which it can be assigned. A role of its own needs them.
    assignable_at: Option<Vec<String>>,
    /// Counts the changes of its permissions. Default: 1, or that of the role that it updates.
    revision: Option<u64>,
    /// The roles whose permissions it has as well.
    inherits: Option<Vec<String>>,
    /// Its own permissions. A role of its own needs them.
    grants: Option<Vec<GrantText>>,
    /// How far an assignment reaches from its scope.
    reach: Option<Reach>,
    /// A second, higher scope from which it reaches while a condition holds.
    lift: Option<LiftText>,
    /// The scope type of the resource that an assignment of this role must name.
    resource: Option<ResourceText>,
}

/// The scope type of a resource; the plain string says the same.
#[cfg(test)]
#[derive(schemars::JsonSchema)]
#[schemars(untagged, deny_unknown_fields)]
#[allow(dead_code, reason = "describes the text")]
pub(crate) enum ResourceText {
    Short(String),
    Long {
        #[schemars(rename = "type")]
        scope_type: String,
    },
}

/// One permission of a role and what it rests on.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct GrantText {
    pub(crate) permission: String,
    /// Default: `stated`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) basis: Option<Basis>,
    /// Why it is read so, where no document states it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) why: Option<String>,
}

/// On what a grant rests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema, ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// a document of the vendor says so
    #[default]
    Stated,
    /// it follows from a description or a count
    Derived,
    /// the best reading; the catalog says why
    Assumed,
}

/// How far a role assignment reaches from its root.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(crate) enum Reach {
    /// The root, what it links, and everything below these.
    #[default]
    Descendants,
    /// The root alone.
    #[serde(rename = "self")]
    Itself,
    /// The root, the scopes below it of a type that may link, and what these link with everything below.
    Linked,
}

/// A second root: the nearest ancestor of a type, while that scope's attribute has a value.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct LiftText {
    /// The scope type of the ancestor.
    pub(crate) to: String,
    /// What that ancestor must be like.
    pub(crate) when: ConditionText,
}

/// A condition on one attribute of a scope.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct ConditionText {
    pub(crate) attribute: String,
    pub(crate) equals: String,
}

/// A page of the console.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[cfg_attr(test, schemars(rename_all = "camelCase"))]
pub(crate) struct PageText {
    /// An id without a slash.
    pub(crate) id: String,
    /// The path below a scope; a segment `:name` stands for any one segment.
    pub(crate) path: String,
    pub(crate) title: String,
    /// The page that it stands under in the navigation.
    pub(crate) parent: Option<String>,
    /// The scope types in whose navigation it stands.
    pub(crate) scope_types: Vec<String>,
    /// What opens it. A page without children needs one.
    pub(crate) requires: Option<Requirement>,
    /// Whether it goes away or stays greyed when it is denied. Default: `hide`.
    pub(crate) when_denied: Option<WhenDenied>,
}

/// What a page asks for: a permission, all of several requirements, or any of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema, ts_rs::TS), schemars(deny_unknown_fields))]
#[serde(untagged)]
pub(crate) enum Requirement {
    Permission(String),
    All {
        #[cfg_attr(test, schemars(length(min = 1)))]
        all: Vec<Requirement>,
    },
    Any {
        #[cfg_attr(test, schemars(length(min = 1)))]
        any: Vec<Requirement>,
    },
}

/// What becomes of a page that is denied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema, ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub(crate) enum WhenDenied {
    #[default]
    Hide,
    Disable,
}

/// Which roles a rule speaks of.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[cfg_attr(test, schemars(untagged))]
pub(crate) enum RoleSelector {
    /// These roles.
    Roles(Vec<String>),
    /// Every role of these kinds (absent: of every kind), but for the excepted ones.
    Kinds {
        #[cfg_attr(test, schemars(default))]
        kinds: Option<Vec<String>>,
        #[cfg_attr(test, schemars(default))]
        except: Vec<String>,
    },
}

impl Default for RoleSelector {
    fn default() -> Self {
        Self::Kinds { kinds: None, except: Vec::new() }
    }
}

/// Whether a limit counts over all scopes or at each scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename_all = "kebab-case"))]
pub(crate) enum Per {
    Principal,
    PrincipalAndScope,
}

/// Whether updates of a role reach a principal whose permissions are narrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename_all = "lowercase"))]
pub(crate) enum Follows {
    /// The role as it was when the override was written.
    Pinned,
    /// The role as it is.
    Current,
}

/// Which of the target's role assignments delegation looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename_all = "lowercase"))]
pub(crate) enum Targets {
    /// Those at the scope of the change.
    Scope,
    /// All, and each must lie at or below the actor's root.
    Purview,
}

/// What the target of a change may gain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename_all = "lowercase"))]
pub(crate) enum Ceiling {
    /// What the actor holds there.
    Own,
    /// Whatever the rule lets it.
    None,
}

/// The types of changes that delegation can speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename_all = "kebab-case"))]
pub(crate) enum ChangeType {
    Assign,
    Unassign,
    Narrow,
    Widen,
    ClearOverride,
    Transfer,
    CreateScope,
    MoveScope,
    RemoveScope,
    SetAttribute,
    AddPrincipal,
    RemovePrincipal,
    SetActive,
    DefineRole,
    UpdateRole,
}

impl ChangeType {
    /// Every type, as it stands in a change.
    pub(super) const ALL: [(&'static str, Self); 15] = [
        ("assign", Self::Assign),
        ("unassign", Self::Unassign),
        ("narrow", Self::Narrow),
        ("widen", Self::Widen),
        ("clear-override", Self::ClearOverride),
        ("transfer", Self::Transfer),
        ("create-scope", Self::CreateScope),
        ("move-scope", Self::MoveScope),
        ("remove-scope", Self::RemoveScope),
        ("set-attribute", Self::SetAttribute),
        ("add-principal", Self::AddPrincipal),
        ("remove-principal", Self::RemovePrincipal),
        ("set-active", Self::SetActive),
        ("define-role", Self::DefineRole),
        ("update-role", Self::UpdateRole),
    ];

    pub(crate) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, other)| *other == self).map_or("", |(name, _)| *name)
    }
}

/// One rule beyond roles and scopes.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[cfg_attr(test, schemars(tag = "rule", rename_all = "kebab-case", rename_all_fields = "camelCase"))]
pub(crate) enum RuleText {
    /// At most `max` role assignments of a kind.
    Limit {
        max: u64,
        /// Absent: roles of every kind together.
        kind: Option<String>,
        per: Per,
    },
    /// How many principals hold a role at each scope of a type.
    Holders {
        role: String,
        scope_type: String,
        /// Default: 0.
        min: Option<u64>,
        max: u64,
    },
    /// Roles that are only transferred, never unassigned, and take no start or end.
    Protected { roles: Vec<String> },
    /// The role that the creator of a scope of this type receives there.
    Creator { scope_type: String, role: String },
    /// Who may make which changes. A type of change that no entry names is refused for every actor.
    Delegation {
        changes: Vec<ChangeType>,
        /// The permission that the actor needs.
        needs: String,
        /// The roles that the change may touch. Default: all.
        roles: Option<RoleSelector>,
        /// The types of the target scope. Default: all.
        scope_types: Option<Vec<String>>,
        targets: Targets,
        ceiling: Ceiling,
    },
    /// Where the permissions of an assignment may be narrowed for one principal.
    Narrowing { scope_types: Vec<String>, roles: RoleSelector, follows: Follows },
    /// Where a principal with an eligible role may be given one more role.
    Widening {
        scope_types: Vec<String>,
        role: String,
        eligible: Vec<String>,
        #[cfg_attr(test, schemars(default))]
        ineligible: Vec<String>,
    },
    /// As which seat a principal counts; the first entry that fits is taken.
    Seats { scope_type: String, seats: Vec<SeatText> },
    /// Which API scopes a key may use that a holder of these roles generates.
    ApiScopes { roles: RoleSelector, scopes: Vec<String> },
}

/// A seat and the permissions any of which takes it.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct SeatText {
    pub(crate) seat: String,
    pub(crate) any: Vec<String>,
}

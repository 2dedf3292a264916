//! Which roles give what is wanted, and the least besides.

use serde::Serialize;

use super::{
    Catalog,
    cover::Search,
    roles::{Role, unknown_type},
    text::RuleText,
};
use crate::{
    bits::Bits,
    error::{Code, Error, Issues, Path},
    id::to_index,
};

/// Roles that together grant what is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RoleSet {
    /// none of them could be left out; in catalog order
    pub roles: Vec<String>,
    /// what they grant besides, in catalog order
    pub extra: Vec<String>,
    /// whether every set was looked at, so that no better one was missed
    pub exact: bool,
}

impl Catalog {
    /// Sets of roles that grant all of `permissions` when they are assigned at a scope of a type, at most ten: those
    /// with the fewest extra permissions first, then those with the fewest roles, then by the ids of the roles.
    ///
    /// A role counts with what an assignment of it there can grant: its closure, kept to the permissions that apply to
    /// a scope type which the assignment reaches, by a link or a lift too. A set that a `limit` rule of the catalog
    /// forbids is no answer. When nothing grants one of the permissions, there is no answer.
    ///
    /// ```
    /// let catalog = rolescope::Catalog::builtin("voiceflow")?;
    /// let sets = catalog.least_roles(&["project.content.publish"], "workspace")?;
    /// assert_eq!(sets[0].roles, ["editor"]);
    /// # Ok::<(), rolescope::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `unknown-permission` and `unknown-scope-type`, each name with the nearest known one as a hint.
    pub fn least_roles<S: AsRef<str>>(&self, permissions: &[S], scope_type: &str) -> Result<Vec<RoleSet>, Error> {
        let names: Vec<&str> = permissions.iter().map(AsRef::as_ref).collect();
        self.sets_with(&names, scope_type)
    }

    pub(crate) fn sets_with(&self, permissions: &[&str], scope_type: &str) -> Result<Vec<RoleSet>, Error> {
        let model = &*self.0;
        let (mut issues, mut wanted) = (Issues::default(), Bits::new(model.permissions.len()));
        for (index, id) in permissions.iter().enumerate() {
            match model.permissions.find(id) {
                Some(found) => _ = wanted.insert(found),
                None => {
                    let path = Path::ROOT.key("permissions");
                    let path = path.index(index);
                    issues.unknown(Code::UnknownPermission, path, "permission", id, model.permissions.iter());
                }
            }
        }
        let at = model.scope_types.find(scope_type);
        if at.is_none() {
            unknown_type(&mut issues, Path::ROOT.key("scopeType"), scope_type, &model.scope_types);
        }
        issues.into_result()?;
        let Some(at) = at else { return Ok(Vec::new()) };

        let roles = &model.roles;
        let assignable = |role: &u32| roles.get(*role).is_some_and(|role| role.assignable_at.contains(at));
        let there: Vec<u32> = (0..to_index(roles.len())).filter(assignable).collect();
        let granting = there.iter().copied().zip(model.grants_from(at, &there));
        let (candidates, sets): (Vec<u32>, Vec<Bits>) =
            granting.filter(|(_, set)| set.count_within(&wanted) > 0).unzip();

        let id = |candidate: u32| candidates.get(candidate as usize).map_or("", |role| roles.id(*role));
        let role = |candidate: &u32| candidates.get(*candidate as usize).and_then(|role| roles.get(*role));
        let fits = |chosen: &[u32]| within_limits(&model.text.rules, &|| chosen.iter().filter_map(role));
        let search = Search { wanted, sets: &sets, fits: &fits, compare: &|one, other| id(one).cmp(id(other)) };
        let (covers, exact) = search.run();
        let sets = covers.into_iter().map(|cover| RoleSet {
            roles: cover.chosen.iter().map(|candidate| id(*candidate).to_owned()).collect(),
            extra: cover.extra.iter().map(|permission| model.permissions.get(permission).to_owned()).collect(),
            exact,
        });
        Ok(sets.collect())
    }
}

/// Whether one principal may have the roles at one scope.
fn within_limits<'r, I: Iterator<Item = &'r Role>>(rules: &[RuleText], roles: &dyn Fn() -> I) -> bool {
    rules.iter().all(|rule| match rule {
        RuleText::Limit { max, kind, .. } => {
            let counted = roles().filter(|role| kind.as_ref().is_none_or(|kind| *kind == role.text.kind)).count();
            u64::try_from(counted).is_ok_and(|counted| counted <= *max)
        }
        _ => true,
    })
}

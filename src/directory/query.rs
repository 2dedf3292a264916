//! The list of role assignments, searched and sorted.

use super::{Assignment, Directory, text::AssignmentView};
use crate::{
    bits::Bits,
    error::{Code, Error, Issues, Path},
    fold::folded,
    id::to_index,
    json::{self, Arena, Fields, Json},
    order::positions,
};

/// Which role assignments to list; what is absent does not restrict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssignmentQuery {
    /// a part of the principal's id, name or email, or of the id or name of the role or the scope, in any case
    pub text: Option<String>,
    /// only rows of this principal
    pub principal: Option<String>,
    /// only rows of this role
    pub role: Option<String>,
    /// only rows at this scope
    pub scope: Option<String>,
    /// only rows of roles of this kind
    pub kind: Option<String>,
    /// by which field the rows are sorted; absent: the order of the text
    pub sort: Option<SortKey>,
    /// the most rows; absent: all
    pub limit: Option<usize>,
    /// how many rows to pass over first
    pub offset: usize,
}

/// By what a list of role assignments is sorted. Equal rows keep the order of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// by the id of the principal
    Principal,
    /// by the id of the role
    Role,
    /// by the id of the scope
    Scope,
    /// by the kind of the role
    Kind,
}

impl AssignmentQuery {
    /// Reads a query from JSON text.
    ///
    /// # Errors
    ///
    /// Lists every field that is unknown or of a wrong type.
    pub fn parse(text: &[u8]) -> Result<Self, Error> {
        const MOST_BYTES: usize = 1 << 16;
        const FIELDS: [&str; 8] = ["text", "principal", "role", "scope", "kind", "sort", "limit", "offset"];
        let sorts = [
            ("principal", SortKey::Principal),
            ("role", SortKey::Role),
            ("scope", SortKey::Scope),
            ("kind", SortKey::Kind),
        ];
        let arena = Arena::new();
        let fields = json::read_object(text, MOST_BYTES, &arena)?;
        let mut issues = Issues::default();
        let path = Path::ROOT;
        let unread = || Error::one(Code::InvalidType, "a query is an object");
        let fields = Fields::open(Json::Object(&fields), &FIELDS, &path, &mut issues).ok_or_else(unread)?;
        let mut text = |name: &str| fields.optional_string(name, &mut issues).map(Into::into);
        let mut query = Self {
            text: text("text"),
            principal: text("principal"),
            role: text("role"),
            scope: text("scope"),
            kind: text("kind"),
            ..Self::default()
        };
        query.sort = fields.optional_choice("sort", &sorts, &mut issues);
        let mut count = |name: &str| fields.optional_count(name, &mut issues);
        let as_size = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        query.limit = count("limit").map(as_size);
        query.offset = count("offset").map_or(0, as_size);
        issues.into_result()?;
        Ok(query)
    }
}

impl Directory {
    /// The role assignments that fit the query.
    #[must_use]
    pub fn role_assignments(&self, query: &AssignmentQuery) -> Vec<AssignmentView> {
        let principal = query.principal.as_ref().map(|id| self.principals.find(id).unwrap_or(u32::MAX));
        let role = query.role.as_ref().map(|id| self.roles.find(id).unwrap_or(u32::MAX));
        let scope = query.scope.as_ref().map(|id| self.scopes.find(id).unwrap_or(u32::MAX));
        let needle = query.text.as_ref().map(|text| Needle::new(self, text));
        let all = 0..to_index(self.assignments.len());
        let (all, some) = match principal {
            None => (all, &[][..]),
            Some(principal) => (0..0, self.assignments.of_principal(principal)),
        };
        let mut rows: Vec<u32> = all
            .chain(some.iter().copied())
            .filter(|index| {
                self.assignments.get(*index).is_some_and(|row| {
                    role.is_none_or(|wanted| wanted == row.role)
                        && scope.is_none_or(|wanted| wanted == row.scope)
                        && query.kind.as_ref().is_none_or(|kind| *kind == self.kind_of(row.role))
                        && needle.as_ref().is_none_or(|needle| needle.fits(row))
                })
            })
            .collect();
        if let Some(sort) = query.sort {
            let text = |at: usize| rows.get(at).map_or("", |row| self.sort_text(*row, sort));
            let order = positions(rows.len(), &|one, other| text(one).cmp(text(other)));
            rows = order.iter().filter_map(|at| rows.get(*at as usize)).copied().collect();
        }
        let page = rows.into_iter().skip(query.offset).take(query.limit.unwrap_or(usize::MAX));
        page.filter_map(|index| self.assignment_view(index)).collect()
    }

    fn kind_of(&self, role: u32) -> &str {
        self.roles.get(role).map_or("", |role| &role.text.kind)
    }

    fn sort_text(&self, assignment: u32, sort: SortKey) -> &str {
        let Some(row) = self.assignments.get(assignment) else { return "" };
        match sort {
            SortKey::Principal => self.principals.id(row.principal),
            SortKey::Role => self.roles.id(row.role),
            SortKey::Scope => self.scopes.id(row.scope),
            SortKey::Kind => self.kind_of(row.role),
        }
    }
}

/// A text to search for. Roles, scopes and principals are searched once each, not once for each row.
struct Needle {
    folded: String,
    roles: Bits,
    scopes: Bits,
    principals: Bits,
}

impl Needle {
    fn new(directory: &Directory, text: &str) -> Self {
        let none = || Bits::new(0);
        let mut needle = Self { folded: folded(text), roles: none(), scopes: none(), principals: none() };
        needle.roles = needle.among(directory.roles.len(), &|role| {
            directory
                .roles
                .get(role)
                .map_or([None, None, None], |role| [Some(&role.text.id), Some(&role.text.name), None])
        });
        needle.scopes = needle.among(directory.scopes.len(), &|scope| {
            let name = directory.scopes.row(scope).and_then(|row| row.name.as_deref());
            [Some(directory.scopes.id(scope)), name, None]
        });
        let principals = &directory.principals;
        needle.principals = needle.among(principals.len(), &|principal| {
            [Some(principals.id(principal)), principals.labels.get(principal), principals.emails.get(principal)]
        });
        needle
    }

    /// Those of some rows of which a text fits.
    fn among<'t>(&self, count: usize, texts: &dyn Fn(u32) -> [Option<&'t str>; 3]) -> Bits {
        let fits = |row: &u32| texts(*row).into_iter().flatten().any(|text| folded(text).contains(&self.folded));
        Bits::of(count, (0..to_index(count)).filter(fits))
    }

    fn fits(&self, row: Assignment) -> bool {
        self.roles.contains(row.role) || self.scopes.contains(row.scope) || self.principals.contains(row.principal)
    }
}

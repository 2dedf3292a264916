//! Loading scopes: types, parents, links and attributes, and that they make trees.

use super::{Context, FAULTY, Missing, Resolver, Stated, UNSTATED, label};
use crate::{
    bits::Bits,
    catalog::Catalog,
    csr::Csr,
    directory::{DEEPEST_SCOPE, Scopes, scopes::ScopeRow},
    error::{Code, Issues, Path, quoted},
    forest::Forest,
    id::{is_id, to_index},
    json::{Fields, Json},
    pairs::Pairs,
};

/// Scopes as they were read, faulty ones too, because others may refer to them.
#[derive(Default)]
pub(super) struct RawScopes {
    pub(super) names: Stated,
    rows: Vec<Raw>,
}

struct Raw {
    /// its place in the text
    at: usize,
    name: u32,
    scope_type: Option<u32>,
    parent: Option<u32>,
    links: Vec<u32>,
    attributes: Pairs<String>,
    label: Option<Box<str>>,
    sound: bool,
}

impl RawScopes {
    #[inline(never)]
    pub(super) fn read(
        &mut self,
        row: Json<'_>,
        path: &Path<'_>,
        at: usize,
        names: &mut Stated,
        catalog: &Catalog,
        issues: &mut Issues,
    ) {
        let before = issues.errors();
        let known = ["id", "type", "parent", "name", "links", "attributes"];
        let Some(fields) = Fields::open(row, &known, path, issues) else { return };
        let id = fields.string("id", issues);
        let scope_type = fields.string("type", issues).and_then(|id| {
            let found = catalog.0.scope_types.find(id);
            if found.is_none() {
                crate::catalog::unknown_type(issues, path.key("type"), id, &catalog.0.scope_types);
            }
            found
        });
        let parent = fields.optional_string("parent", issues).map(|id| names.mention(id));
        let links = fields.optional_strings("links", issues).iter().map(|id| names.mention(id)).collect();
        let label = label(&fields, "name", issues);
        let attributes = fields.texts("attributes", issues);
        if let Some(kind) = scope_type {
            let path = path.key("attributes");
            for (name, value) in attributes.iter() {
                if issues.are_plenty() {
                    break;
                }
                if let Err(misfit) = catalog.0.attribute_fits(kind, name, value) {
                    misfit.list(&path.key(name), issues);
                }
            }
        }
        let Some(id) = id else { return };
        let name = names.mention(id);
        if !is_id(id) {
            issues.error(Code::InvalidId, path.key("id"), format!("{} is no id", quoted(id)));
        }
        if names.state(name) != UNSTATED {
            issues.error(Code::DuplicateId, path.key("id"), format!("the scope {} stands twice", quoted(id)));
            // which of the two is meant is not known
            if let Some(first) = self.rows.get_mut(names.state(name) as usize) {
                first.sound = false;
            }
            return;
        }
        let sound = issues.errors() == before;
        names.set(name, to_index(self.rows.len()));
        self.rows.push(Raw { at, name, scope_type, parent, links, attributes, label, sound });
    }

    /// Gives the scopes, what resolves their names, and the place of each in the text.
    #[inline(never)]
    pub(super) fn check(mut self, context: &mut Context<'_, '_>) -> (Scopes, Resolver, Vec<usize>) {
        let uprooted = self.check_parents(context);
        let forest = self.check_trees(context);
        self.check_links(&forest, &uprooted, context);
        if context.lenient {
            self.set_aside_below_faulty(context);
        }
        let mut kept = Vec::with_capacity(self.rows.len());
        let mut index = vec![FAULTY; self.rows.len()];
        for (row, slot) in self.rows.iter().zip(&mut index) {
            if row.sound {
                *slot = to_index(kept.len());
                kept.push(row.name);
            }
        }
        let final_of = |name: u32| index.get(self.names.state(name) as usize).copied().filter(|index| *index < FAULTY);
        let rows = self.rows.iter().filter(|row| row.sound).map(|row| ScopeRow {
            scope_type: row.scope_type.unwrap_or(u32::MAX),
            parent: row.parent.and_then(final_of),
            links: row.links.iter().copied().filter_map(final_of).collect(),
            attributes: row.attributes.clone(),
            name: row.label.clone(),
        });
        let rows: Vec<ScopeRow> = rows.collect();
        for state in &mut self.names.index {
            if *state < FAULTY {
                *state = index.get(*state as usize).copied().unwrap_or(FAULTY);
            }
        }
        let places = self.rows.iter().filter(|row| row.sound).map(|row| row.at).collect();
        let (names, resolver) = self.names.split(&kept);
        (Scopes::build(names, rows), resolver, places)
    }

    /// The row that a name stands for.
    fn stated(&self, name: u32) -> Option<(usize, &Raw)> {
        let index = self.names.state(name) as usize;
        self.rows.get(index).map(|row| (index, row))
    }

    fn unknown(&self, name: u32, path: Path<'_>, context: &mut Context<'_, '_>) {
        let missing = Missing::scope(path);
        let ids = self.rows.iter().map(|row| self.names.names.get(row.name));
        context.issues.unknown(missing.code, path, missing.what, self.names.names.get(name), ids);
    }

    fn mark(&mut self, index: usize) {
        if let Some(row) = self.rows.get_mut(index) {
            row.sound = false;
        }
    }

    /// Whether each parent is there and of a type that the catalog allows. Gives the scopes whose tree is not known,
    /// because their parent is not.
    #[inline(never)]
    fn check_parents(&mut self, context: &mut Context<'_, '_>) -> Bits {
        let catalog = context.catalog;
        let mut uprooted = Bits::new(self.rows.len());
        let mut faulty = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            let path = Path::ROOT.key("scopes");
            let path = path.index(row.at);
            let above = match row.parent {
                None => None,
                Some(parent) => {
                    let Some((_, above)) = self.stated(parent) else {
                        self.unknown(parent, path.key("parent"), context);
                        uprooted.insert(to_index(index));
                        faulty.push(index);
                        continue;
                    };
                    // a parent without a type is at fault itself
                    let Some(above) = above.scope_type else { continue };
                    Some(above)
                }
            };
            let Some(Err(misfit)) = row.scope_type.map(|kind| catalog.0.parent_fits(kind, above)) else { continue };
            misfit.list(&path, context.issues);
            if above.is_none() {
                uprooted.insert(to_index(index));
            }
            faulty.push(index);
        }
        faulty.into_iter().for_each(|index| self.mark(index));
        uprooted
    }

    /// Whether every scope comes to a root within the limit.
    #[inline(never)]
    fn check_trees(&mut self, context: &mut Context<'_, '_>) -> Forest {
        let forest = Forest::follow(self.rows.len(), |index| {
            let parent = self.rows.get(index as usize).and_then(|row| row.parent);
            parent.and_then(|parent| self.stated(parent)).map(|(index, _)| to_index(index))
        });
        let path = Path::ROOT.key("scopes");
        let mut faulty: Vec<u32> = forest.at_depth(to_index(DEEPEST_SCOPE) + 1).collect();
        for row in faulty.iter().filter_map(|index| self.rows.get(*index as usize)) {
            context.issues.error(Code::TooDeep, path.index(row.at), format!("scopes nest deeper than {DEEPEST_SCOPE}"));
        }
        for ring in &forest.rings {
            // one issue, at the member that stands first in the text; all members are faulty
            if let Some(first) = ring.iter().min().and_then(|index| self.rows.get(*index as usize)) {
                let message = format!("the scope {} lies in itself", quoted(self.names.names.get(first.name)));
                context.issues.error(Code::Cycle, path.index(first.at), message);
            }
            faulty.extend(ring);
        }
        faulty.into_iter().for_each(|index| self.mark(index as usize));
        forest
    }

    /// Whether each linked scope is there, of a type that may be linked, and in the same tree.
    #[inline(never)]
    fn check_links(&mut self, forest: &Forest, uprooted: &Bits, context: &mut Context<'_, '_>) {
        if self.rows.iter().all(|row| row.links.is_empty()) {
            return;
        }
        let catalog = context.catalog;
        let mut faulty = Vec::new();
        // for each scope, the row that has linked it last
        let mut linked_by = vec![usize::MAX; self.rows.len()];
        for (index, row) in self.rows.iter().enumerate() {
            let path = Path::ROOT.key("scopes");
            let path = path.index(row.at);
            let path = path.key("links");
            let Some(kind) = row.scope_type else { continue };
            for (at, link) in row.links.iter().enumerate() {
                let id = self.names.names.get(*link);
                let Some((linked, target)) = self.stated(*link) else {
                    self.unknown(*link, path.index(at), context);
                    faulty.push(index);
                    continue;
                };
                let (one, other) = (forest.root(to_index(linked)), forest.root(to_index(index)));
                let same_tree = one == other || uprooted.contains(one) || uprooted.contains(other);
                let fits = target.scope_type.map(|target| catalog.0.link_fits(kind, target, id, same_tree));
                if let Some(Err(misfit)) = fits {
                    misfit.list(&path.index(at), context.issues);
                } else if linked_by.get_mut(linked).is_some_and(|by| std::mem::replace(by, index) == index) {
                    let message = format!("the link {} stands twice", quoted(id));
                    context.issues.error(Code::DuplicateId, path.index(at), message);
                } else {
                    continue;
                }
                faulty.push(index);
            }
        }
        faulty.into_iter().for_each(|index| self.mark(index));
    }

    /// What lies in a scope that was set aside, or links one, is set aside with it, and listed.
    #[inline(never)]
    fn set_aside_below_faulty(&mut self, context: &mut Context<'_, '_>) {
        let pairs: Vec<(u32, u32)> = (0..)
            .zip(&self.rows)
            .flat_map(|(index, row)| row.parent.iter().chain(&row.links).map(move |name| (*name, index)))
            .filter_map(|(name, index)| self.stated(name).map(|(other, _)| (to_index(other), index)))
            .collect();
        let dependents = Csr::group(self.rows.len(), pairs.into_iter());
        let faulty = self.rows.iter().enumerate().filter(|(_, row)| !row.sound);
        let mut queue: Vec<usize> = faulty.map(|(index, _)| index).collect();
        while let Some(faulty) = queue.pop() {
            let Some(name) = self.rows.get(faulty).map(|row| row.name) else { continue };
            for index in dependents.get(to_index(faulty)) {
                let Some(row) = self.rows.get_mut(*index as usize).filter(|row| row.sound) else { continue };
                row.sound = false;
                queue.push(*index as usize);
                let path = Path::ROOT.key("scopes");
                let path = path.index(row.at);
                let links = path.key("links");
                let path = match row.links.iter().position(|link| *link == name) {
                    Some(at) if row.parent != Some(name) => links.index(at),
                    _ => path.key("parent"),
                };
                let message = format!("the scope {} was set aside", quoted(self.names.names.get(name)));
                context.issues.error(Code::UnknownScope, path, message);
            }
        }
    }
}

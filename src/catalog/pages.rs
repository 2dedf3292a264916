//! The pages of a catalog: the navigation tree, what each page needs, and the lookup by path.

use crate::{
    bits::Bits,
    error::{Code, Issues, Path, quoted},
    forest::Forest,
    id::{Names, is_id, to_index},
};

use super::{
    roles::unknown_type,
    text::{PageText, Requirement, WhenDenied},
};

/// How deep pages may nest.
const DEEPEST: u32 = 32;

pub(crate) struct Page {
    pub(crate) id: String,
    pub(crate) parent: Option<u32>,
    pub(crate) children: Vec<u32>,
    pub(crate) scope_types: Bits,
    pub(crate) need: Option<Need>,
    pub(crate) when_denied: WhenDenied,
    /// the segments of its path; nothing for a path that is at fault
    pattern: Option<Vec<Segment>>,
}

/// A requirement with its permissions as indices. It nests at most as deep as the text of a catalog may.
pub(crate) enum Need {
    Permission(u32),
    All(Vec<Need>),
    Any(Vec<Need>),
}

impl Need {
    pub(crate) fn is_met(&self, granted: &Bits) -> bool {
        match self {
            Need::Permission(permission) => granted.contains(*permission),
            Need::All(parts) => parts.iter().all(|part| part.is_met(granted)),
            Need::Any(parts) => parts.iter().any(|part| part.is_met(granted)),
        }
    }

    /// The permissions whose lack keeps it from being met, in the order of the requirement, none twice.
    pub(crate) fn missing(&self, granted: &Bits, missing: &mut Vec<u32>) {
        match self {
            Need::Permission(permission) if granted.contains(*permission) || missing.contains(permission) => {}
            Need::Permission(permission) => missing.push(*permission),
            Need::All(parts) => parts.iter().for_each(|part| part.missing(granted, missing)),
            Need::Any(_) if self.is_met(granted) => {}
            Need::Any(parts) => parts.iter().for_each(|part| part.missing(granted, missing)),
        }
    }
}

/// One segment of a page's path. Static segments are kept in lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    Static(String),
    Any,
}

#[derive(Default)]
pub(crate) struct Pages(Vec<Page>);

/// What the lookup of a page found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// a page of the navigation of the scope type asked about
    Here(u32),
    /// a page, but of other scope types
    Elsewhere(u32),
    Nowhere,
}

impl Pages {
    pub(crate) fn get(&self, page: u32) -> Option<&Page> {
        self.0.get(page as usize)
    }

    pub(crate) fn id(&self, page: u32) -> &str {
        self.get(page).map_or("", |page| &page.id)
    }

    pub(super) fn names(&self) -> Names {
        let mut names = Names::default();
        self.0.iter().for_each(|page| _ = names.intern(&page.id));
        names
    }

    /// The pages of a scope type's navigation that have no parent in it, in catalog order.
    pub(crate) fn roots(&self, scope_type: u32) -> impl Iterator<Item = u32> + '_ {
        (0..to_index(self.0.len()))
            .filter(move |page| self.get(*page).is_some_and(|page| page.parent.is_none() && page.stands_at(scope_type)))
    }

    /// Looks a page up by its exact id or else by its path, for a scope of the given type (none: the type is not known).
    pub(crate) fn find(&self, id_or_path: &str, scope_type: Option<u32>) -> Found {
        let by_id = if id_or_path.contains('/') { None } else { self.0.iter().position(|page| page.id == id_or_path) };
        if let Some(page) = by_id.map(to_index) {
            let here =
                scope_type.is_some_and(|scope_type| self.get(page).is_some_and(|page| page.stands_at(scope_type)));
            return if here { Found::Here(page) } else { Found::Elsewhere(page) };
        }
        let Some(path) = canonical(id_or_path) else { return Found::Nowhere };
        let best = |candidates: &dyn Fn(&Page) -> bool| {
            (0..to_index(self.0.len()))
                .filter_map(|index| self.get(index).map(|page| (index, page)))
                .filter(|(_, page)| candidates(page) && page.matches(&path))
                // static segments sort before `:name`, so the most exact pattern comes first
                .min_by(|(_, one), (_, other)| one.rank().cmp(other.rank()))
                .map(|(index, _)| index)
        };
        let here = scope_type.and_then(|scope_type| best(&|page| page.stands_at(scope_type)));
        match here {
            Some(page) => Found::Here(page),
            None => best(&|_| true).map_or(Found::Nowhere, Found::Elsewhere),
        }
    }

    /// Adds a page that was checked when it was compiled. Those below a page come after it or before it.
    pub(crate) fn push(&mut self, page: Page) {
        self.0.push(page);
    }

    /// Gives every page that was added its children.
    pub(crate) fn join(&mut self) {
        for page in 0..to_index(self.0.len()) {
            let parent = self.get(page).and_then(|page| page.parent);
            if let Some(parent) = parent.and_then(|parent| self.0.get_mut(parent as usize)) {
                parent.children.push(page);
            }
        }
    }

    #[inline(never)]
    pub(crate) fn build(
        texts: &[PageText],
        unsound: &[usize],
        permissions: &Names,
        scope_types: &Names,
        issues: &mut Issues,
    ) -> Self {
        let path = Path::ROOT.key("pages");
        let (mut pages, mut names) = (Self::default(), Names::default());
        for (index, text) in texts.iter().enumerate() {
            let row = path.index(index);
            if !text.id.is_empty() && (!is_id(&text.id) || text.id.contains('/')) {
                let message = format!("{} is no id of a page: an id without a slash", quoted(&text.id));
                issues.error(Code::InvalidId, row.key("id"), message);
            }
            let new = names.len();
            names.intern(&text.id);
            if names.len() == new && !text.id.is_empty() {
                issues.error(Code::DuplicateId, row.key("id"), format!("the page {} stands twice", quoted(&text.id)));
            }
        }
        for (index, text) in texts.iter().enumerate() {
            let page = resolve(text, &names, permissions, scope_types, &path.index(index), issues);
            pages.0.push(page);
        }
        pages.link(texts, unsound, scope_types, issues);
        pages.check_paths(texts, scope_types, issues);
        pages
    }

    /// Gives every parent its children, and checks that the parents make a tree and every leaf needs something.
    #[inline(never)]
    fn link(&mut self, texts: &[PageText], unsound: &[usize], scope_types: &Names, issues: &mut Issues) {
        let path = Path::ROOT.key("pages");
        let forest = Forest::follow(self.0.len(), |page| self.get(page).and_then(|page| page.parent));
        for page in forest.at_depth(DEEPEST + 1) {
            issues.error(Code::TooDeep, path.index(page as usize), format!("pages nest deeper than {DEEPEST}"));
        }
        for page in forest.rings.iter().filter_map(|ring| ring.iter().min()) {
            let message = format!("the page {} stands under itself", quoted(self.id(*page)));
            issues.error(Code::Cycle, path.index(*page as usize), message);
        }
        for index in 0..to_index(self.0.len()) {
            let Some(parent) = self.get(index).and_then(|page| page.parent) else { continue };
            let outside = match (self.get(index), self.get(parent)) {
                (Some(page), Some(parent)) => page.scope_types.iter().find(|at| !parent.scope_types.contains(*at)),
                _ => None,
            };
            let stated = texts.get(index as usize).map_or(&[][..], |text| &text.scope_types);
            let place = |outside: u32| stated.iter().position(|id| id == scope_types.get(outside));
            if let Some((outside, place)) = outside.and_then(|outside| Some((outside, place(outside)?))) {
                let message = format!(
                    "the page {} stands at {}, but its parent {} does not",
                    quoted(self.id(index)),
                    quoted(scope_types.get(outside)),
                    quoted(self.id(parent))
                );
                issues.error(
                    Code::ScopeTypeNotAllowed,
                    path.index(index as usize).key("scopeTypes").index(place),
                    message,
                );
            }
            if let Some(parent) = self.0.get_mut(parent as usize) {
                parent.children.push(index);
            }
        }
        for (index, page) in self.0.iter().enumerate() {
            let bare = page.children.is_empty() && page.need.is_none();
            if bare
                && unsound.binary_search(&index).is_err()
                && texts.get(index).is_some_and(|text| text.requires.is_none())
            {
                let message = "a page without children needs a permission: the field `requires` is missing";
                issues.error(Code::MissingField, path.index(index), message);
            }
        }
    }

    /// Two pages of one scope type never answer to the same path.
    #[inline(never)]
    fn check_paths(&self, texts: &[PageText], scope_types: &Names, issues: &mut Issues) {
        let mut taken = Names::default();
        for (index, (page, text)) in self.0.iter().zip(texts).enumerate() {
            let Some(pattern) = &page.pattern else { continue };
            let pattern = pattern.iter().fold(String::new(), |path, segment| match segment {
                Segment::Static(text) => path + "/" + text,
                Segment::Any => path + "/:",
            });
            for scope_type in page.scope_types.iter() {
                let before = taken.len();
                taken.intern(&format!("{scope_type}{pattern}"));
                if taken.len() > before {
                    continue;
                }
                let message = format!(
                    "the path {} stands twice among the pages of {}",
                    quoted(&text.path),
                    quoted(scope_types.get(scope_type))
                );
                issues.error(Code::DuplicateId, Path::ROOT.key("pages").index(index).key("path"), message);
                break;
            }
        }
    }
}

impl Page {
    /// One without children yet.
    pub(crate) fn new(
        id: String,
        parent: Option<u32>,
        scope_types: Bits,
        need: Option<Need>,
        when_denied: WhenDenied,
        path: &str,
    ) -> Self {
        Self { id, parent, children: Vec::new(), scope_types, need, when_denied, pattern: pattern(path) }
    }

    pub(crate) fn stands_at(&self, scope_type: u32) -> bool {
        self.scope_types.contains(scope_type)
    }

    fn matches(&self, path: &[String]) -> bool {
        let fits = |(segment, asked): (&Segment, &String)| match segment {
            Segment::Static(text) => text == asked,
            Segment::Any => true,
        };
        self.pattern.as_ref().is_some_and(|own| own.len() == path.len() && own.iter().zip(path).all(fits))
    }

    fn rank(&self) -> &[Segment] {
        self.pattern.as_deref().unwrap_or_default()
    }
}

#[inline(never)]
fn resolve(
    text: &PageText,
    pages: &Names,
    permissions: &Names,
    scope_types: &Names,
    path: &Path<'_>,
    issues: &mut Issues,
) -> Page {
    let mut at = Bits::new(scope_types.len());
    for (index, id) in text.scope_types.iter().enumerate() {
        match scope_types.find(id) {
            Some(found) => _ = at.insert(found),
            None => unknown_type(issues, path.key("scopeTypes").index(index), id, scope_types),
        }
    }
    let parent = text.parent.as_ref().and_then(|id| {
        let found = pages.find(id);
        if found.is_none() {
            issues.unknown(Code::UnknownPage, path.key("parent"), "page", id, pages.iter());
        }
        found
    });
    let requires = text.requires.as_ref();
    let need = requires.map(|requires| need(requires, permissions, &path.key("requires"), issues));
    let page = Page::new(text.id.clone(), parent, at, need, text.when_denied.unwrap_or_default(), &text.path);
    if page.pattern.is_none() && !text.path.is_empty() {
        let message = format!("{} is no path of a page", quoted(&text.path));
        let hint = "segments of letters, digits and `._~-`, or `:name`, separated by single slashes";
        issues.error_with(Code::InvalidId, path.key("path"), message, Some(hint.into()));
    }
    page
}

fn need(requires: &Requirement, permissions: &Names, path: &Path<'_>, issues: &mut Issues) -> Need {
    let mut parts = |key: &str, parts: &[Requirement]| {
        let path = path.key(key);
        parts.iter().enumerate().map(|(index, part)| need(part, permissions, &path.index(index), issues)).collect()
    };
    match requires {
        Requirement::All { all } => Need::All(parts("all", all)),
        Requirement::Any { any } => Need::Any(parts("any", any)),
        Requirement::Permission(id) => Need::Permission(permissions.find(id).unwrap_or_else(|| {
            issues.unknown(Code::UnknownPermission, *path, "permission", id, permissions.iter());
            u32::MAX
        })),
    }
}

/// Reads the path of a page as the catalog states it. A slash before it and one after it say nothing; `/` alone is the
/// page at the root.
fn pattern(path: &str) -> Option<Vec<Segment>> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._~-".contains(&byte);
    if path == "/" {
        return Some(Vec::new());
    }
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    path.split('/')
        .map(|segment| {
            let (named, text) = segment.strip_prefix(':').map_or((false, segment), |name| (true, name));
            let fits = !text.is_empty() && text.bytes().all(plain) && !text.bytes().all(|byte| byte == b'.');
            match (fits, named) {
                (false, _) => None,
                (true, true) => Some(Segment::Any),
                (true, false) => Some(Segment::Static(text.to_ascii_lowercase())),
            }
        })
        .collect()
}

/// The segments that a path asks for, or nothing for a path that no page has.
///
/// Query and fragment go, percent codes are decoded once, dot segments and doubled slashes are resolved, an end slash
/// goes and ASCII letters are folded. An encoded slash, a backslash, a control character or a broken code is refused.
fn canonical(path: &str) -> Option<Vec<String>> {
    let path = path.split(['?', '#']).next().unwrap_or("");
    if path.is_empty() {
        return None;
    }
    let mut segments: Vec<String> = Vec::new();
    for raw in path.split('/') {
        let segment = decode(raw)?;
        match segment.as_str() {
            "" | "." => {}
            ".." => drop(segments.pop()),
            _ => segments.push(segment.to_ascii_lowercase()),
        }
    }
    Some(segments)
}

fn decode(raw: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.bytes();
    while let Some(byte) = rest.next() {
        let byte = match byte {
            b'%' => hex(rest.next()?)? * 16 + hex(rest.next()?)?,
            plain => plain,
        };
        bytes.push(byte);
    }
    let text = String::from_utf8(bytes).ok()?;
    let refused = |character: char| character == '/' || character == '\\' || character.is_control();
    (!text.contains(refused)).then_some(text)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[track_caller]
    fn leads(path: &str, to: &str) {
        assert_eq!(canonical(path).map(|segments| segments.join("/")).as_deref(), Some(to), "{path:?}");
    }

    #[test]
    fn ways_of_writing_a_path_come_to_one() {
        for path in [
            "develop/studio/flows",
            "/develop/studio/flows",
            "/develop/studio/flows/",
            "//develop//studio///flows",
            "/Develop/STUDIO/flows",
            "/develop/./studio/flows/.",
            "/develop/messaging/../studio/flows",
            "/develop/studio/flows?tab=1&x=/y",
            "/develop/studio/flows#top/of",
            "/develop/%73tudio/flows",
            "/%64evelop/studio/%2e/flows",
            "/develop/x/%2E%2e/studio/flows",
            "/../../develop/studio/flows",
        ] {
            leads(path, "develop/studio/flows");
        }
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused() {
        for path in
            ["a%2fb", "a%2Fb", "a\\b", "a%5cb", "a%00", "a\u{1}b", "a%0ab", "a%", "a%4", "a%zz", "%ff", "a\u{7f}"]
        {
            assert_eq!(canonical(path), None, "{path:?}");
        }
    }

    #[test]
    fn a_code_is_decoded_once() {
        leads("a%252fb", "a%2fb");
        leads("%252e%252e/a", "%2e%2e/a");
    }
}

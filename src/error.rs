//! What is wrong with an input: a list of issues, each with a stable code, a place and a message.

use std::{borrow::Cow, fmt};

use serde::Serialize;

use crate::wire::{copy, digits, joined, put};

macro_rules! codes {
    ($($name:ident = $text:literal,)*) => {
        /// The stable code of an [`Issue`]. Codes never change their meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "each variant is named after its text")]
        pub enum Code { $($name,)* }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The code as it stands in JSON, such as `unknown-role`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text,)* }
            }
        }
    };
}

codes! {
    InvalidJson = "invalid-json",
    TooLarge = "too-large",
    TooDeep = "too-deep",
    DuplicateKey = "duplicate-key",
    UnknownField = "unknown-field",
    MissingField = "missing-field",
    InvalidType = "invalid-type",
    InvalidId = "invalid-id",
    InvalidTime = "invalid-time",
    DuplicateId = "duplicate-id",
    DuplicateAssignment = "duplicate-assignment",
    Cycle = "cycle",
    UnknownCatalog = "unknown-catalog",
    UnknownRole = "unknown-role",
    UnknownPermission = "unknown-permission",
    UnknownScope = "unknown-scope",
    UnknownScopeType = "unknown-scope-type",
    UnknownPrincipal = "unknown-principal",
    UnknownPage = "unknown-page",
    UnknownResource = "unknown-resource",
    ScopeTypeNotAllowed = "scope-type-not-allowed",
    ParentNotAllowed = "parent-not-allowed",
    LinkNotAllowed = "link-not-allowed",
    InvalidAttribute = "invalid-attribute",
    LimitExceeded = "limit-exceeded",
    HolderExists = "holder-exists",
    HolderRequired = "holder-required",
    RoleProtected = "role-protected",
    ResourceRequired = "resource-required",
    ResourceMismatch = "resource-mismatch",
    OverrideNotEligible = "override-not-eligible",
    OverrideIneffective = "override-ineffective",
    OverrideWithoutAssignment = "override-without-assignment",
    CannotRestrict = "cannot-restrict",
    OutsideRole = "outside-role",
    UnknownAssignment = "unknown-assignment",
    NotPermitted = "not-permitted",
    AboveOwnAccess = "above-own-access",
    SelfGain = "self-gain",
    StillInherited = "still-inherited",
    ScopeNotEmpty = "scope-not-empty",
    OverrideRemoved = "override-removed",
    Drifted = "drifted",
    Expiring = "expiring",
    Orphaned = "orphaned",
    NearLimit = "near-limit",
    WrongPrincipal = "wrong-principal",
    WrongCatalog = "wrong-catalog",
    OlderRevision = "older-revision",
    DeadPermission = "dead-permission",
    RedundantRole = "redundant-role",
    UnreachablePage = "unreachable-page",
    ConfusableLabel = "confusable-label",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Whether an issue refuses the input or only speaks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// the input is refused, or in lenient mode the row is set aside
    Error,
    /// the input holds; somebody should look at this
    Warning,
}

/// One step of the way from the root of the input to the place that an issue is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(untagged)]
pub enum PathSegment {
    /// a field of an object
    Key(Cow<'static, str>),
    /// an element of an array
    Index(usize),
}

/// One thing that is wrong with an input, or worth a look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Issue {
    /// what kind of fault it is
    #[cfg_attr(test, ts(type = "string"))]
    pub code: Code,
    /// whether it refuses the input
    pub severity: Severity,
    /// where in the input it is
    pub path: Vec<PathSegment>,
    /// what is wrong, in words
    pub message: String,
    /// what may help, such as the name that was probably meant
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub hint: Option<String>,
}

impl Issue {
    pub(crate) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Why an input was refused: every issue that was found, in the order of the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Error {
    /// the code of the first error
    #[cfg_attr(test, ts(type = "string"))]
    pub code: Code,
    /// a summary in one line
    pub message: String,
    /// all issues, warnings among them
    pub issues: Vec<Issue>,
}

impl Error {
    pub(crate) fn new(issues: Vec<Issue>) -> Self {
        let mut errors = issues.iter().filter(|issue| issue.severity == Severity::Error);
        let first = errors.next();
        let code = first.map_or(Code::InvalidJson, |issue| issue.code);
        let mut message = first.map_or_else(String::new, |issue| issue.message.clone());
        match errors.count() {
            0 => {}
            1 => message.push_str(", and 1 more issue"),
            more => message.push_str(&format!(", and {more} more issues")),
        }
        Self { code, message, issues }
    }

    pub(crate) fn one(code: Code, message: impl Into<String>) -> Self {
        Self::hinted(code, message, None)
    }

    pub(crate) fn at(code: Code, path: Path<'_>, message: String) -> Self {
        Self::alone(code, path, message, None)
    }

    pub(crate) fn hinted(code: Code, message: impl Into<String>, hint: Option<String>) -> Self {
        Self::alone(code, Path::ROOT, message.into(), hint)
    }

    fn alone(code: Code, path: Path<'_>, message: String, hint: Option<String>) -> Self {
        let issue = Issue { code, severity: Severity::Error, path: path.to_segments(), message: message.clone(), hint };
        Self { code, message, issues: vec![issue] }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// A place in the input, kept as a chain on the stack: it costs nothing until an issue is found there.
#[derive(Clone, Copy)]
pub(crate) struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    segment: Segment<'p>,
}

#[derive(Clone, Copy)]
enum Segment<'p> {
    Root,
    Key(&'p str),
    Index(usize),
}

impl<'p> Path<'p> {
    pub(crate) const ROOT: Path<'static> = Path { parent: None, segment: Segment::Root };

    pub(crate) const fn key<'q>(&'q self, key: &'q str) -> Path<'q> {
        Path { parent: Some(self), segment: Segment::Key(key) }
    }

    pub(crate) const fn index(&self, index: usize) -> Path<'_> {
        Path { parent: Some(self), segment: Segment::Index(index) }
    }

    pub(crate) fn to_segments(self) -> Vec<PathSegment> {
        let mut segments = Vec::new();
        let mut here = Some(&self);
        while let Some(path) = here {
            match path.segment {
                Segment::Root => {}
                Segment::Key(key) => segments.push(PathSegment::Key(Cow::Owned(key.to_owned()))),
                Segment::Index(index) => segments.push(PathSegment::Index(index)),
            }
            here = path.parent;
        }
        segments.reverse();
        segments
    }
}

/// Collects issues while an input is read, so that all of them can be listed at once.
pub(crate) struct Issues {
    list: Vec<Issue>,
    errors: usize,
    compared: usize,
    most: usize,
}

impl Default for Issues {
    fn default() -> Self {
        Self { list: Vec::new(), errors: 0, compared: 0, most: usize::MAX }
    }
}

/// With how many known names the unknown ones are compared. It takes time, and nobody reads a thousand hints.
const MOST_COMPARED: usize = 20_000;

impl Issues {
    /// For a text that any error refuses, unless it is loaded leniently: past ten thousand of them nobody reads on, and
    /// neither need the engine.
    pub(crate) fn of_load(lenient: bool) -> Self {
        Self { most: if lenient { usize::MAX } else { 10_000 }, ..Self::default() }
    }

    pub(crate) fn error(&mut self, code: Code, path: Path<'_>, message: impl Into<String>) {
        self.error_with(code, path, message, None);
    }

    pub(crate) fn error_with(&mut self, code: Code, path: Path<'_>, message: impl Into<String>, hint: Option<String>) {
        self.errors += 1;
        self.push(code, Severity::Error, path, message.into(), hint);
    }

    pub(crate) fn warning(&mut self, code: Code, path: Path<'_>, message: impl Into<String>) {
        self.push(code, Severity::Warning, path, message.into(), None);
    }

    /// An unknown name, with the nearest known one as a hint.
    pub(crate) fn unknown<'n>(
        &mut self,
        code: Code,
        path: Path<'_>,
        what: &str,
        name: &str,
        known: impl Iterator<Item = &'n str>,
    ) {
        if self.are_plenty() {
            self.errors += 1;
            return;
        }
        let mut compared = 0;
        let left = MOST_COMPARED.saturating_sub(self.compared);
        let hint = did_you_mean(name, known.take(left).inspect(|_| compared += 1));
        self.compared += compared;
        self.error_with(code, path, format!("unknown {what} {}", quoted(name)), hint);
    }

    fn push(&mut self, code: Code, severity: Severity, path: Path<'_>, message: String, hint: Option<String>) {
        if severity == Severity::Warning || self.errors <= self.most {
            self.list.push(Issue { code, severity, path: path.to_segments(), message, hint });
        }
    }

    /// How many errors there are so far; a reader compares it before and after a row.
    pub(crate) fn errors(&self) -> usize {
        self.errors
    }

    /// Whether there are so many errors that the rest of the text need not be looked at.
    pub(crate) fn are_plenty(&self) -> bool {
        self.errors >= self.most
    }

    /// Lists the issues with this code before all others.
    pub(crate) fn bring_forward(&mut self, code: Code) {
        let (first, rest) = std::mem::take(&mut self.list).into_iter().partition(|issue| issue.code == code);
        self.list = first;
        self.list.extend::<Vec<Issue>>(rest);
    }

    pub(crate) fn append(&mut self, other: Self) {
        self.errors += other.errors;
        self.list.extend(other.list);
    }

    /// Lists an issue that was found elsewhere.
    pub(crate) fn add(&mut self, issue: Issue) {
        self.errors += usize::from(issue.is_error());
        self.list.push(issue);
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Issue> {
        self.list.iter()
    }

    pub(crate) fn into_list(self) -> Vec<Issue> {
        self.list
    }

    /// Refuses when there is an error; otherwise gives the warnings.
    pub(crate) fn into_result(self) -> Result<Vec<Issue>, Error> {
        if self.errors == 0 { Ok(self.list) } else { Err(Error::new(self.list)) }
    }
}

/// User input in a message: in backticks, cut to a length that a reader can take in, control characters shown.
pub(crate) fn quoted(input: &str) -> String {
    const MOST: usize = 80;
    let mut text = copy("`");
    let mut from = 0;
    let plain = |from: usize, to: usize| input.get(from..to).unwrap_or_default();
    for (count, (at, character)) in input.char_indices().enumerate() {
        if count == MOST {
            put(&mut text, plain(from, at));
            put(&mut text, "…`");
            return text;
        }
        if character.is_control() {
            put(&mut text, plain(from, at));
            put(
                &mut text,
                &match character {
                    '\n' => "\\n".to_owned(),
                    '\r' => "\\r".to_owned(),
                    '\t' => "\\t".to_owned(),
                    control => joined(&["\\u{", &digits(u32::from(control).into(), 16, 1), "}"]),
                },
            );
            from = at + character.len_utf8();
        }
    }
    put(&mut text, plain(from, input.len()));
    put(&mut text, "`");
    text
}

/// A hint with the known name that is nearest to `name`, if one is near enough to be a slip.
pub(crate) fn did_you_mean<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
    const LONGEST: usize = 128;
    if name.is_empty() || name.len() > LONGEST {
        return None;
    }
    let folded = name.to_ascii_lowercase();
    let most = 1 + name.len() / 4;
    known
        .take(MOST_COMPARED)
        .filter(|candidate| !candidate.is_empty() && candidate.len().abs_diff(name.len()) <= most)
        .map(|candidate| (strsim::osa_distance(&folded, &candidate.to_ascii_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| format!("did you mean `{candidate}`?"))
}

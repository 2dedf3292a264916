//! Reading what [`Compiled`] is made of.
//!
//! The engine has written it, from a directory that was checked. So a fault in it is not sought for, and one that is met
//! refuses the whole. Numbers that lead nowhere give nothing.

use super::compiled::{Compiled, Row};
use crate::{
    Time,
    bits::Bits,
    catalog::{Need, Page, WhenDenied},
    directory::{COMPILED_FORM, Head, MOST_BYTES, SNAPSHOT_FIELDS, belongs},
    error::{Code, Error, Path, quoted},
    id::is_id,
    json::{self, Arena, Field, Json},
    wire::{copy, joined},
};

/// What a snapshot must have.
const NEEDED: [&str; 8] = ["snapshot", "catalog", "hash", "principal", "revision", "issuedAt", "scopes", "compiled"];

impl Compiled {
    /// Reads a snapshot for its compiled part, of the catalog with this id and hash. With `principal`, it must be that principal's.
    ///
    /// # Errors
    ///
    /// `wrong-catalog` for one of another catalog or of another state of it, `wrong-principal` for one of another principal;
    /// when loading is lenient, the latter answers every question with `wrong-principal`. `missing-field` for one without a
    /// compiled part, `invalid-type` for what no engine of this version has written.
    pub fn load(
        catalog: &str,
        hash: &str,
        text: impl AsRef<[u8]>,
        principal: Option<&str>,
        lenient: bool,
    ) -> Result<Self, Error> {
        let arena = Arena::new();
        let mut root = Root::default();
        json::read(text.as_ref(), MOST_BYTES, &arena, &mut root)?;
        let fields = Fields(&root.fields);
        for (name, ours) in [("catalog", catalog), ("hash", hash)] {
            let fault = match fields.get(name) {
                // it is told below
                None => None,
                Some(Json::String(theirs)) => belongs(name, theirs, ours, catalog).map(|why| (Code::WrongCatalog, why)),
                Some(_) => Some((Code::InvalidType, joined(&["`", name, "` is no string"]))),
            };
            if let Some((code, message)) = fault {
                return Err(Error::at(code, Path::ROOT.key(name), message));
            }
        }
        fields.check()?;
        for name in ["issuedAt", "expiresAt"] {
            if fields.text(name).is_some_and(|text| Time::parse(text).is_none()) {
                let message = joined(&["`", name, "` is no time in UTC"]);
                return Err(Error::at(Code::InvalidTime, Path::ROOT.key(name), message));
            }
        }
        let read = || {
            let mut compiled = body(fields)?;
            compiled.text = copy(root.compiled);
            compiled.scopes_text = copy(root.scopes);
            Some(compiled)
        };
        let mut compiled = read().ok_or_else(|| {
            Error::one(Code::InvalidType, "it is no snapshot that an engine of this version has written")
        })?;
        match compiled.head.take_for(principal) {
            Some(message) if !lenient => {
                Err(Error::at(Code::WrongPrincipal, Path::ROOT.key("principal").key("id"), message))
            }
            _ => Ok(compiled),
        }
    }
}

/// The fields of a snapshot, and the text of those that are handed on as they are.
#[derive(Default)]
struct Root<'a> {
    fields: Vec<Field<'a>>,
    scopes: &'a str,
    compiled: &'a str,
}

impl<'a> json::Document<'a> for Root<'a> {
    fn field(&mut self, name: &'a str, value: Json<'a>, text: &'a str) {
        match name {
            "scopes" => self.scopes = text,
            "compiled" => self.compiled = text,
            _ => {}
        }
        self.fields.push((name, value));
    }
}

fn body(fields: Fields<'_>) -> Option<Compiled> {
    let compiled = fields.object("compiled")?;
    if compiled.number("form")? != COMPILED_FORM || fields.number("snapshot")? != 1 {
        return None;
    }
    // filled bit by bit: so there is one way out that clears up
    let mut read = Compiled::default();
    let principal = fields.object("principal")?;
    fields.head(principal, &mut read.head)?;
    read.is_active = principal.get("active").is_none_or(|active| active == Json::Bool(true));
    texts(compiled.list("permissions")?, &mut read.permission_ids)?;
    for scope in fields.list("scopes")? {
        read.scope_ids.push(copy(Fields::of(*scope)?.id()?));
    }
    numbers(compiled.list("types")?, &mut read.types)?;
    numbers(compiled.list("places")?, &mut read.places)?;
    if [read.types.len(), read.places.len()] != [read.scope_ids.len(); 2] {
        return None;
    }
    let width = read.permission_ids.len();
    sets(compiled.list("sets")?, width, &mut read.sets)?;
    sets(compiled.list("applying")?, width, &mut read.applying)?;
    for value in compiled.list("rows")? {
        read.rows.push(Row::default());
        row(Fields::of(*value)?, read.rows.last_mut()?)?;
    }
    let lists = if compiled.get("apiScopes").is_some() { compiled.list("apiScopes")? } else { &[] };
    for value in lists {
        let fields = Fields::of(*value)?;
        read.api_scopes.push((Vec::new(), Vec::new()));
        let (scopes, rows) = read.api_scopes.last_mut()?;
        texts(fields.list("scopes")?, scopes)?;
        numbers(fields.list("rows")?, rows)?;
    }
    for value in compiled.list("pages")? {
        read.pages.push(page(Fields::of(*value)?, read.applying.len())?);
    }
    read.pages.join();
    Some(read)
}

fn row(fields: Fields<'_>, row: &mut Row) -> Option<()> {
    row.role = copy(fields.text("role")?);
    row.name = copy(fields.text("name")?);
    row.via = copy(fields.text("via")?);
    fields.time("starts", &mut row.window.starts)?;
    fields.time("ends", &mut row.window.ends)?;
    row.set = fields.number("set")?;
    row.gives = if fields.get("gives").is_some() { fields.number("gives")? } else { row.set };
    numbers(fields.list("reach")?, &mut row.reach)?;
    if fields.get("backedBy").is_some() {
        numbers(fields.list("backedBy")?, row.backed_by.insert(Vec::new()))?;
    }
    Some(())
}

fn page(fields: Fields<'_>, types: usize) -> Option<Page> {
    let mut at = Vec::new();
    numbers(fields.list("at")?, &mut at)?;
    Some(Page::new(
        copy(fields.text("id")?),
        if fields.get("parent").is_some() { Some(fields.number("parent")?) } else { None },
        Bits::of(types, at),
        match fields.get("need") {
            None => None,
            Some(value) => Some(need(value)?),
        },
        match fields.get("disable") {
            None => WhenDenied::Hide,
            Some(Json::Bool(true)) => WhenDenied::Disable,
            Some(_) => return None,
        },
        fields.text("path")?,
    ))
}

/// It nests at most as deep as the text, which is checked before: recursion is bounded.
fn need(value: Json<'_>) -> Option<Need> {
    let Json::Array(list) = value else { return number(value).map(Need::Permission) };
    let (word, list) = list.split_first().filter(|(_, list)| !list.is_empty())?;
    let mut parts = Vec::new();
    for part in list {
        parts.push(need(*part)?);
    }
    match *word {
        Json::String("all") => Some(Need::All(parts)),
        Json::String("any") => Some(Need::Any(parts)),
        _ => None,
    }
}

fn sets(lists: &[Json<'_>], width: usize, sets: &mut Vec<Bits>) -> Option<()> {
    for list in lists {
        let Json::Array(list) = list else { return None };
        let mut members = Vec::new();
        numbers(list, &mut members)?;
        sets.push(Bits::of(width, members));
    }
    Some(())
}

fn texts(list: &[Json<'_>], texts: &mut Vec<String>) -> Option<()> {
    for value in list {
        let Json::String(text) = *value else { return None };
        texts.push(copy(text));
    }
    Some(())
}

fn numbers(list: &[Json<'_>], numbers: &mut Vec<u32>) -> Option<()> {
    for value in list {
        numbers.push(number(*value)?);
    }
    Some(())
}

fn number(value: Json<'_>) -> Option<u32> {
    u32::try_from(json::whole_number(value)?).ok()
}

/// The fields of an object. What is absent or of another kind is nothing.
#[derive(Clone, Copy)]
struct Fields<'a>(&'a [Field<'a>]);

impl<'a> Fields<'a> {
    /// None of them may stand twice: whoever reads the text elsewhere may take the other one.
    fn of(value: Json<'a>) -> Option<Self> {
        let Json::Object(fields) = value else { return None };
        let fields = Self(fields);
        if fields.repeated().is_none() { Some(fields) } else { None }
    }

    fn repeated(self) -> Option<&'a str> {
        for (at, (name, _)) in self.0.iter().enumerate() {
            if self.0.iter().take(at).any(|(other, _)| other == name) {
                return Some(name);
            }
        }
        None
    }

    fn id(self) -> Option<&'a str> {
        self.text("id").filter(|id| is_id(id))
    }

    /// Whether it has what a snapshot must have, and nothing that is none of it or stands twice.
    fn check(self) -> Result<(), Error> {
        let fault = |code: Code, name: &str, what: &str| {
            Err(Error::at(code, Path::ROOT.key(name), joined(&["the field ", &quoted(name), what])))
        };
        for (name, _) in self.0 {
            if !SNAPSHOT_FIELDS.contains(name) {
                return fault(Code::UnknownField, name, " is unknown");
            }
        }
        if let Some(name) = self.repeated() {
            return fault(Code::DuplicateKey, name, " stands twice");
        }
        for name in NEEDED {
            if self.get(name).is_none() {
                return Err(Error::one(Code::MissingField, joined(&["the field `", name, "` is missing"])));
            }
        }
        Ok(())
    }

    fn get(self, name: &str) -> Option<Json<'a>> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    fn object(self, name: &str) -> Option<Self> {
        Self::of(self.get(name)?)
    }

    fn list(self, name: &str) -> Option<&'a [Json<'a>]> {
        if let Json::Array(list) = self.get(name)? { Some(list) } else { None }
    }

    fn text(self, name: &str) -> Option<&'a str> {
        if let Json::String(text) = self.get(name)? { Some(text) } else { None }
    }

    fn number(self, name: &str) -> Option<u32> {
        number(self.get(name)?)
    }

    /// A time that may be absent, in milliseconds.
    fn time(self, name: &str, time: &mut Option<Time>) -> Option<()> {
        match self.get(name) {
            None => {}
            Some(Json::Number(ms)) => *time = Some(Time::from_ms(ms)?),
            Some(_) => return None,
        }
        Some(())
    }

    fn head(self, principal: Self, head: &mut Head) -> Option<()> {
        head.principal = copy(principal.id()?);
        head.revision = json::whole_number(self.get("revision")?)?;
        head.issued_at = Time::parse(self.text("issuedAt")?)?;
        if self.get("expiresAt").is_some() {
            head.expires_at = Some(Time::parse(self.text("expiresAt")?)?);
        }
        Some(())
    }
}

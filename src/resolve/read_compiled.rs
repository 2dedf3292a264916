//! Reading what [`Compiled`] is made of.
//!
//! The engine has written it, from a directory that was checked. So a fault in it is not sought for, and one that is met
//! refuses the whole. Names and numbers that lead nowhere give nothing.

use super::compiled::{Compiled, Row};
use crate::{
    Time,
    bits::Bits,
    catalog::{Identity, Need, Page, Pages, WhenDenied},
    directory::{Head, MOST_BYTES, Span, belongs},
    error::{Code, Error, Issues, Path},
    id::Names,
    json::{self, Arena, Field, Json},
    time::Window,
    wire::to_json,
};

/// The form that is read here and written by `directory::compile`.
const FORM: u32 = 1;

impl Compiled {
    /// Reads a snapshot for its compiled part. With `principal`, it must be that principal's.
    ///
    /// # Errors
    ///
    /// `wrong-catalog` for one of another catalog or of another state of it, `wrong-principal` for one of another principal;
    /// when loading is lenient, the latter answers every question with `wrong-principal`. `missing-field` for one without a
    /// compiled part, `invalid-type` for what no engine of this version has written.
    pub fn load(
        catalog: &Identity,
        text: impl AsRef<[u8]>,
        principal: Option<&str>,
        lenient: bool,
    ) -> Result<Self, Error> {
        let arena = Arena::new();
        let fields = json::read_object(text.as_ref(), MOST_BYTES, &arena)?;
        for (name, ours) in [("catalog", &catalog.id), ("hash", &catalog.hash)] {
            if let Some(message) = texts_of(&fields, name).and_then(|theirs| belongs(name, theirs, ours, &catalog.id)) {
                return Err(Error::at(Code::WrongCatalog, Path::ROOT.key(name), message));
            }
        }
        for name in ["snapshot", "catalog", "hash", "principal", "revision", "issuedAt", "scopes", "compiled"] {
            if get(&fields, name).is_none() {
                return Err(Error::one(Code::MissingField, format!("the field `{name}` is missing")));
            }
        }
        let read = || {
            let compiled = object(get(&fields, "compiled")?)?;
            if number(get(compiled, "form")?) != Some(FORM) || number(get(&fields, "snapshot")?) != Some(1) {
                return None;
            }
            let whose = object(get(&fields, "principal")?)?;
            let head = Head {
                principal: texts_of(whose, "id")?.to_owned(),
                revision: json::whole_number(get(&fields, "revision")?)?,
                issued_at: Time::parse(texts_of(&fields, "issuedAt")?)?,
                expires_at: match get(&fields, "expiresAt") {
                    None => None,
                    Some(_) => Some(Time::parse(texts_of(&fields, "expiresAt")?)?),
                },
                is_anothers: false,
            };
            let is_active = get(whose, "active").is_none_or(|active| active == Json::Bool(true));
            body(get(&fields, "scopes")?, compiled, head, is_active)
        };
        let mut compiled = read().ok_or_else(|| {
            Error::one(Code::InvalidType, "it is no snapshot that an engine of this version has written")
        })?;
        let mut issues = Issues::default();
        compiled.head = compiled.head.taken_for(principal, &mut issues);
        if !lenient {
            issues.into_result()?;
        }
        Ok(compiled)
    }
}

fn body(scopes: Json<'_>, compiled: &[Field<'_>], head: Head, is_active: bool) -> Option<Compiled> {
    let permissions = names(list(get(compiled, "permissions")?)?.iter().copied())?;
    let width = permissions.len();
    let sets = |name: &str| -> Option<Vec<Bits>> {
        let sets = list(get(compiled, name)?)?.iter();
        sets.map(|set| Some(Bits::of(width, numbers(*set)?))).collect()
    };
    let applying = sets("applying")?;
    let known = sets("sets")?;
    let ids = list(scopes)?.iter().map(|scope| object(*scope).and_then(|scope| get(scope, "id")));
    let found = names(ids.map(|id| id.unwrap_or(Json::Null)))?;
    let places: Vec<_> = numbers(get(compiled, "types")?)?.into_iter().zip(numbers(get(compiled, "places")?)?).collect();
    let rows = list(get(compiled, "rows")?)?.iter().map(|value| row(object(*value)?, &known));
    let rows = rows.collect::<Option<Vec<Row>>>()?;
    let api_scopes = get(compiled, "apiScopes").map_or(Some(&[][..]), list)?;
    let api_scopes = api_scopes.iter().map(|value| {
        let fields = object(*value)?;
        let scopes = list(get(fields, "scopes")?)?.iter().map(|id| Some(text(*id)?.to_owned()));
        Some((scopes.collect::<Option<Vec<_>>>()?, numbers(get(fields, "rows")?)?))
    });
    let pages = list(get(compiled, "pages")?)?;
    (places.len() == found.len()).then_some(Compiled {
        head,
        is_active,
        pages: read_pages(pages, applying.len())?,
        permissions,
        applying,
        scopes: found,
        places,
        rows,
        api_scopes: api_scopes.collect::<Option<Vec<_>>>()?,
        scopes_text: to_json(&scopes),
        pages_text: to_json(&Json::Array(pages)),
    })
}

fn row(fields: &[Field<'_>], sets: &[Bits]) -> Option<Row> {
    let set = |name: &str| sets.get(number(get(fields, name)?)? as usize).cloned();
    let time = |name: &str| match get(fields, name) {
        None => Some(None),
        Some(Json::Number(ms)) => Some(Some(Time::from_ms(ms)?)),
        Some(_) => None,
    };
    let reach = numbers(get(fields, "reach")?)?;
    let spans = reach.iter().step_by(2).zip(reach.iter().skip(1).step_by(2));
    Some(Row {
        role: texts_of(fields, "role")?.to_owned(),
        name: texts_of(fields, "name")?.to_owned(),
        via: number(get(fields, "via")?)?,
        window: Window { starts: time("starts")?, ends: time("ends")? },
        set: set("set")?,
        left: if get(fields, "gives").is_some() { Some(set("gives")?) } else { None },
        reach: spans.map(|(start, end)| Span { start: *start, end: *end }).collect(),
        backed_by: match get(fields, "backedBy") {
            None => None,
            Some(rows) => Some(numbers(rows)?),
        },
    })
}

fn read_pages(rows: &[Json<'_>], types: usize) -> Option<Pages> {
    let ids = rows.iter().map(|row| object(*row).and_then(|row| get(row, "id")).unwrap_or(Json::Null));
    let pages = rows.iter().map(|row| {
        let fields = object(*row)?;
        let parent = match get(fields, "parent") {
            None => None,
            Some(parent) => Some(number(parent)?),
        };
        let need = match get(fields, "need") {
            None => None,
            Some(need) => Some(read_need(need)?),
        };
        let when_denied = if get(fields, "disable").is_some() { WhenDenied::Disable } else { WhenDenied::Hide };
        let at = Bits::of(types, numbers(get(fields, "at")?)?);
        Some(Page::new(parent, at, need, when_denied, texts_of(fields, "path")?))
    });
    Some(Pages::compiled(names(ids)?, pages.collect::<Option<Vec<Page>>>()?))
}

/// It nests at most as deep as the text, which is checked before: recursion is bounded.
fn read_need(value: Json<'_>) -> Option<Need> {
    let Json::Array(parts) = value else { return number(value).map(Need::Permission) };
    let (word, parts) = parts.split_first()?;
    let parts = parts.iter().map(|part| read_need(*part)).collect::<Option<Vec<Need>>>()?;
    match *word {
        Json::String("all") => Some(Need::All(parts)),
        Json::String("any") => Some(Need::Any(parts)),
        _ => None,
    }
}

fn get<'a>(fields: &[Field<'a>], name: &str) -> Option<Json<'a>> {
    fields.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

fn object<'a>(value: Json<'a>) -> Option<&'a [Field<'a>]> {
    if let Json::Object(fields) = value { Some(fields) } else { None }
}

fn list<'a>(value: Json<'a>) -> Option<&'a [Json<'a>]> {
    if let Json::Array(elements) = value { Some(elements) } else { None }
}

fn text<'a>(value: Json<'a>) -> Option<&'a str> {
    if let Json::String(text) = value { Some(text) } else { None }
}

fn texts_of<'a>(fields: &[Field<'a>], name: &str) -> Option<&'a str> {
    text(get(fields, name)?)
}

fn number(value: Json<'_>) -> Option<u32> {
    u32::try_from(json::whole_number(value)?).ok()
}

fn numbers(value: Json<'_>) -> Option<Vec<u32>> {
    list(value)?.iter().map(|element| number(*element)).collect()
}

/// Names of which none stands twice.
fn names<'a>(mut values: impl Iterator<Item = Json<'a>>) -> Option<Names> {
    let mut names = Names::default();
    values.all(|value| text(value).is_some_and(|text| names.add(text))).then_some(names)
}

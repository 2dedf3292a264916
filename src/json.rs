//! Reading JSON text so that every fault can be listed, not only the first.
//!
//! The text is read once, with the lexer of `hifijson`. A row of a large array is handed over as soon as it is read,
//! and strings without escapes are borrowed from the text, so that a directory of millions of rows is never held twice.
//! What a field must be is decided by the reader of the field, which can go on after a fault.

use bumpalo::Bump;
use hifijson::{Expect, Read as _, SliceLexer, num::LexWrite as _, str::LexAlloc as _, token::Lex};

use crate::{
    error::{Code, Error, Issues, Path, did_you_mean, quoted},
    id::Names,
    pairs::Pairs,
    time::Time,
    wire::{decimal, joined},
};

/// How deep arrays and objects may nest.
const DEEPEST: u32 = 64;

/// A value as it stands in the text; an object keeps its fields in order, repeated ones too.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Json<'a> {
    Null,
    Bool(bool),
    Number(f64),
    String(&'a str),
    Array(&'a [Json<'a>]),
    Object(&'a [Field<'a>]),
}

pub(crate) type Field<'a> = (&'a str, Json<'a>);

impl Json<'_> {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Bool(_) => "a boolean",
            Json::Number(_) => "a number",
            Json::String(_) => "a string",
            Json::Array(_) => "an array",
            Json::Object(_) => "an object",
        }
    }
}

/// Where values lie that are read: they are many and small, and all go at once.
pub(crate) type Arena = Bump;

/// Receives the parts of a text whose root is an object.
pub(crate) trait Document<'a> {
    /// Whether the array under `section` is handed over row by row, without being held.
    fn streams(&self, _section: &str) -> bool {
        false
    }
    /// One element of a streamed array. Its memory is used again for the next one.
    fn row(&mut self, _section: &str, _index: usize, _row: Json<'_>) {}
    /// A field of the root, and the text of its value; of a streamed section only when it is no array.
    fn field(&mut self, name: &'a str, value: Json<'a>, text: &'a str);
    /// A streamed section begins.
    fn begin(&mut self, _section: &str) {}
}

/// Reads `text` into `document`. The error is one of syntax, size or depth; all others are the document's to list.
pub(crate) fn read<'a>(
    text: &'a [u8],
    limit: usize,
    arena: &'a Arena,
    document: &mut dyn Document<'a>,
) -> Result<(), Error> {
    let kind = whole(text, limit, |next, reader| match next {
        b'{' => reader.root(arena, document).map(|()| None),
        _ => reader.value(next, DEEPEST, arena, &mut Open::default()).map(|value| Some(value.kind())),
    })?;
    kind.map_or(Ok(()), |kind| Err(Error::one(Code::InvalidType, joined(&["the text must be an object, not ", kind]))))
}

/// Reads a text whose root is an object: its fields in order.
pub(crate) fn read_object<'a>(text: &'a [u8], limit: usize, arena: &'a Arena) -> Result<Vec<Field<'a>>, Error> {
    struct Root<'a>(Vec<Field<'a>>);
    impl<'a> Document<'a> for Root<'a> {
        fn field(&mut self, name: &'a str, value: Json<'a>, _text: &'a str) {
            self.0.push((name, value));
        }
    }
    let mut root = Root(Vec::new());
    read(text, limit, arena, &mut root)?;
    Ok(root.0)
}

/// Reads a text that is one value of any kind.
pub(crate) fn read_value<'a>(text: &'a [u8], limit: usize, arena: &'a Arena) -> Result<Json<'a>, Error> {
    whole(text, limit, |next, reader| reader.value(next, DEEPEST, arena, &mut Open::default()))
}

fn whole<'a, T>(
    text: &'a [u8],
    limit: usize,
    read: impl FnOnce(u8, &mut Reader<'a>) -> Result<T, Fault>,
) -> Result<T, Error> {
    if text.len() > limit {
        let (bytes, limit) = (decimal(text.len() as u64), decimal(limit as u64));
        let message = joined(&["the text has ", &bytes, " bytes, and ", &limit, " is the limit"]);
        return Err(Error::one(Code::TooLarge, message));
    }
    let text = std::str::from_utf8(text).map_err(|error| {
        let sound = decimal(error.valid_up_to() as u64);
        Error::one(Code::InvalidJson, joined(&["the text is not UTF-8 from byte ", &sound, " on"]))
    })?;
    let mut reader = Reader { text, lexer: SliceLexer::new(text.as_bytes()) };
    let outcome = reader.next(Expect::Value).and_then(|next| read(next, &mut reader)).and_then(|value| {
        let rest = reader.lexer.ws_peek();
        rest.map_or(Ok(value), |_| Err(Fault::Syntax(Expect::Eof.into())))
    });
    outcome.map_err(|fault| match fault {
        Fault::TooDeep => {
            Error::one(Code::TooDeep, joined(&["arrays and objects nest deeper than ", &decimal(DEEPEST.into())]))
        }
        Fault::Syntax(error) => Error::one(Code::InvalidJson, syntax_message(&error, text, reader.position())),
    })
}

fn syntax_message(error: &hifijson::Error, text: &str, position: usize) -> String {
    let before = text.as_bytes().get(..position).unwrap_or_default();
    let lines = before.split(|byte| *byte == b'\n');
    let (line, column) = lines.fold((0, 0), |(line, _), bytes| (line + 1, bytes.len() + 1));
    // the module for sessions alone tells the place and not the fault
    let fault = if cfg!(reads_in_bulk) { format!(": {error}") } else { String::new() };
    joined(&["not valid JSON at line ", &decimal(line), ", column ", &decimal(column as u64), &fault])
}

enum Fault {
    Syntax(hifijson::Error),
    TooDeep,
}

impl<E: Into<hifijson::Error>> From<E> for Fault {
    fn from(error: E) -> Self {
        Self::Syntax(error.into())
    }
}

/// The lexer, and the text that it is over: what is borrowed from it is known to be UTF-8 already.
struct Reader<'a> {
    text: &'a str,
    lexer: SliceLexer<'a>,
}

impl<'a> Reader<'a> {
    fn position(&self) -> usize {
        self.text.len() - self.lexer.as_slice().len()
    }

    /// The next byte that is no white space. It is not taken.
    #[cfg_attr(reads_in_bulk, inline)]
    fn peek(&mut self) -> Option<u8> {
        self.lexer.peek_next().filter(|byte| *byte > b' ').or_else(|| self.lexer.ws_peek())
    }

    #[cfg_attr(reads_in_bulk, inline)]
    fn next(&mut self, expected: Expect) -> Result<u8, Fault> {
        Ok(self.peek().ok_or(expected)?)
    }

    /// Takes `byte`, which may stand after white space.
    #[cfg_attr(reads_in_bulk, inline)]
    fn take(&mut self, byte: u8, expected: Expect) -> Result<(), Fault> {
        if self.peek() != Some(byte) {
            return Err(Fault::Syntax(expected.into()));
        }
        self.lexer.take_next();
        Ok(())
    }

    /// Steps over the beginning or a comma of a list that ends with `end`; false at its end.
    #[cfg_attr(reads_in_bulk, inline)]
    fn step(&mut self, end: u8, first: &mut bool) -> Result<bool, Fault> {
        let begins = std::mem::replace(first, false);
        let next = self.next(if begins { Expect::ValueOrEnd } else { Expect::CommaOrEnd })?;
        if next == end {
            self.lexer.take_next();
            return Ok(false);
        }
        if !begins {
            self.take(b',', Expect::CommaOrEnd)?;
        }
        Ok(true)
    }

    /// The name of a field and the colon after it.
    #[cfg_attr(reads_in_bulk, inline)]
    fn name<'r>(&mut self, arena: &'r Arena) -> Result<&'r str, Fault>
    where
        'a: 'r,
    {
        self.take(b'"', Expect::String)?;
        let name = self.string(arena)?;
        self.take(b':', Expect::Colon)?;
        Ok(name)
    }

    /// A string whose opening quote is taken: borrowed from the text, unless it has escapes.
    #[cfg_attr(reads_in_bulk, inline)]
    fn string<'r>(&mut self, arena: &'r Arena) -> Result<&'r str, Fault>
    where
        'a: 'r,
    {
        let start = self.position();
        let rest = self.lexer.as_slice();
        let plain = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)).unwrap_or_default();
        if let Some((b'"', after)) = rest.get(plain..).and_then(<[u8]>::split_first) {
            self.lexer = SliceLexer::new(after);
            return Ok(self.text.get(start..start + plain).unwrap_or_default());
        }
        let text = self.lexer.str_string().map_err(hifijson::Error::Str)?;
        Ok(arena.alloc_str(&text))
    }

    /// The root object: sections that ask for it are handed over row by row.
    fn root(&mut self, arena: &'a Arena, document: &mut dyn Document<'a>) -> Result<(), Fault> {
        self.lexer.take_next();
        let (mut first, mut open) = (true, Open::default());
        while self.step(b'}', &mut first)? {
            let name = self.name(arena)?;
            let next = self.next(Expect::Value)?;
            if cfg!(reads_in_bulk) && next == b'[' && document.streams(name) {
                self.section(name, document)?;
            } else {
                let start = self.position();
                let value = self.value(next, DEEPEST - 1, arena, &mut open)?;
                document.field(name, value, self.text.get(start..self.position()).unwrap_or_default());
            }
        }
        Ok(())
    }

    fn section(&mut self, name: &str, document: &mut dyn Document<'a>) -> Result<(), Fault> {
        self.lexer.take_next();
        document.begin(name);
        let (mut first, mut index) = (true, 0);
        let mut arena = Arena::new();
        while self.step(b']', &mut first)? {
            let next = self.next(Expect::Value)?;
            document.row(name, index, self.value(next, DEEPEST - 2, &arena, &mut Open::default())?);
            arena.reset();
            index += 1;
        }
        Ok(())
    }

    /// The value that begins with `next`; lists in it may nest `depth` deep, so that recursion is bounded.
    fn value<'r>(&mut self, next: u8, depth: u32, arena: &'r Arena, open: &mut Open<'r>) -> Result<Json<'r>, Fault>
    where
        'a: 'r,
    {
        Ok(match next {
            b'"' => {
                self.lexer.take_next();
                Json::String(self.string(arena)?)
            }
            b'{' => {
                let depth = depth.checked_sub(1).ok_or(Fault::TooDeep)?;
                self.lexer.take_next();
                let (mut first, start) = (true, open.fields.len());
                while self.step(b'}', &mut first)? {
                    let name = self.name(arena)?;
                    let next = self.next(Expect::Value)?;
                    let value = self.value(next, depth, arena, open)?;
                    open.fields.push((name, value));
                }
                Json::Object(close(&mut open.fields, start, arena))
            }
            b'[' => {
                let depth = depth.checked_sub(1).ok_or(Fault::TooDeep)?;
                self.lexer.take_next();
                let (mut first, start) = (true, open.elements.len());
                while self.step(b']', &mut first)? {
                    let next = self.next(Expect::Value)?;
                    let value = self.value(next, depth, arena, open)?;
                    open.elements.push(value);
                }
                Json::Array(close(&mut open.elements, start, arena))
            }
            b'-' | b'0'..=b'9' => Json::Number(number(self.lexer.num_string().validated()?.0)),
            _ => self.lexer.null_or_bool().ok_or(Expect::Value)?.map_or(Json::Null, Json::Bool),
        })
    }
}

/// What has been read of the lists that are not at their end: those of the innermost one come last.
#[derive(Default)]
struct Open<'r> {
    elements: Vec<Json<'r>>,
    fields: Vec<Field<'r>>,
}

/// Moves what belongs to a list that is at its end to where it stays.
fn close<'r, T: Copy>(open: &mut Vec<T>, start: usize, arena: &'r Arena) -> &'r [T] {
    let list = arena.alloc_slice_copy(open.get(start..).unwrap_or_default());
    open.truncate(start);
    list
}

/// The number that a valid text stands for. It is exact where a count needs it: for whole numbers below 2^53.
///
/// No field takes any other number, so that the last digits of those do not matter.
#[allow(clippy::cast_precision_loss, reason = "numbers of JSON are doubles")]
fn number(text: &str) -> f64 {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let mut value = 0.0;
    for digit in whole.bytes().chain(fraction.bytes()).filter(u8::is_ascii_digit) {
        value = value * 10.0 + f64::from(digit - b'0');
    }
    // an exponent that fits no i32 is out of every range
    let far = if exponent.starts_with('-') { i32::MIN } else { i32::MAX };
    let exponent = exponent.parse().unwrap_or(far).saturating_sub(i32::try_from(fraction.len()).unwrap_or(i32::MAX));
    if value != 0.0 {
        for _ in 0..exponent.unsigned_abs().min(400) {
            value = if exponent < 0 { value / 10.0 } else { value * 10.0 };
        }
    }
    if text.starts_with('-') { -value } else { value }
}

/// The values of an object that has these three fields, each a string, and no others. Most rows are of this kind, and
/// need no closer look.
#[inline]
pub(crate) fn three_strings<'a>(value: Json<'a>, names: [&str; 3]) -> Option<[&'a str; 3]> {
    let Json::Object(fields) = value else { return None };
    let mut found = [None; 3];
    for (name, value) in fields {
        let place = names.iter().zip(&mut found).find(|(known, _)| *known == name);
        let (Some((_, slot @ None)), Json::String(text)) = (place, value) else { return None };
        *slot = Some(*text);
    }
    let [Some(first), Some(second), Some(third)] = found else { return None };
    Some([first, second, third])
}

/// The fields of one object. Unknown and repeated ones are listed when it is opened.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a, 'p> {
    fields: &'a [Field<'a>],
    pub(crate) path: &'p Path<'p>,
}

impl<'a, 'p> Fields<'a, 'p> {
    pub(crate) fn open(value: Json<'a>, known: &[&str], path: &'p Path<'p>, issues: &mut Issues) -> Option<Self> {
        let Json::Object(fields) = value else {
            wrong_type(issues, path, "an object", value);
            return None;
        };
        Self::check_names(fields, known, path, issues);
        Some(Self { fields, path })
    }

    /// Lists every field that is not `known` and every known one that is repeated.
    pub(crate) fn check_names(fields: &[Field<'_>], known: &[&str], path: &Path<'_>, issues: &mut Issues) {
        let mut seen = 0_u64;
        for (name, _) in fields {
            match known.iter().position(|known| known == name) {
                None => unknown_field(issues, path, name, known),
                Some(position) if seen >> position & 1 == 1 => duplicate_key(issues, path, name),
                Some(position) => seen |= 1 << position,
            }
        }
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(crate) fn get(&self, name: &str) -> Option<Json<'a>> {
        self.fields.iter().find(|(field, _)| *field == name).map(|(_, value)| *value)
    }

    pub(crate) fn required(&self, name: &str, issues: &mut Issues) -> Option<Json<'a>> {
        let value = self.get(name);
        if value.is_none() {
            issues.error(Code::MissingField, *self.path, format!("the field `{name}` is missing"));
        }
        value
    }

    #[inline]
    pub(crate) fn string(&self, name: &str, issues: &mut Issues) -> Option<&'a str> {
        let value = self.required(name, issues)?;
        string(value, &self.path.key(name), issues)
    }

    pub(crate) fn optional_string(&self, name: &str, issues: &mut Issues) -> Option<&'a str> {
        let value = self.get(name)?;
        string(value, &self.path.key(name), issues)
    }

    pub(crate) fn array(&self, name: &str, issues: &mut Issues) -> &'a [Json<'a>] {
        let value = self.required(name, issues);
        value.and_then(|value| array(value, &self.path.key(name), issues)).unwrap_or_default()
    }

    pub(crate) fn optional_array(&self, name: &str, issues: &mut Issues) -> Option<&'a [Json<'a>]> {
        let value = self.get(name)?;
        array(value, &self.path.key(name), issues)
    }

    pub(crate) fn strings(&self, name: &str, issues: &mut Issues) -> Vec<String> {
        let elements = self.array(name, issues);
        strings(elements, &self.path.key(name), issues)
    }

    pub(crate) fn optional_strings(&self, name: &str, issues: &mut Issues) -> Vec<String> {
        let elements = self.optional_array(name, issues).unwrap_or_default();
        strings(elements, &self.path.key(name), issues)
    }

    pub(crate) fn optional_bool(&self, name: &str, issues: &mut Issues) -> Option<bool> {
        match self.get(name)? {
            Json::Bool(value) => Some(value),
            other => {
                wrong_type(issues, &self.path.key(name), "a boolean", other);
                None
            }
        }
    }

    /// The texts of an object whose names are free, such as attributes. Absent, it is empty.
    pub(crate) fn texts(&self, name: &str, issues: &mut Issues) -> Pairs<String> {
        let (mut texts, mut seen) = (Pairs::default(), Names::default());
        let path = self.path.key(name);
        match self.get(name) {
            None => {}
            Some(Json::Object(fields)) => {
                for (name, value) in fields {
                    if !seen.add(name) {
                        duplicate_key(issues, &path, name);
                    } else if let Some(text) = string(*value, &path.key(name), issues) {
                        texts.push(name, text.to_owned());
                    }
                }
            }
            Some(other) => wrong_type(issues, &path, "an object", other),
        }
        texts
    }

    pub(crate) fn optional_time(&self, name: &str, issues: &mut Issues) -> Option<Time> {
        let value = self.get(name)?;
        time(value, &self.path.key(name), issues)
    }

    /// A whole number from 0 to 2^53 - 1.
    pub(crate) fn optional_count(&self, name: &str, issues: &mut Issues) -> Option<u64> {
        let value = self.get(name)?;
        count(value, &self.path.key(name), issues)
    }

    /// One of a few words.
    pub(crate) fn optional_choice<T: Copy>(&self, name: &str, choices: &[(&str, T)], issues: &mut Issues) -> Option<T> {
        let text = self.optional_string(name, issues)?;
        choice(text, choices, &self.path.key(name), issues)
    }

    pub(crate) fn choice<T: Copy>(&self, name: &str, choices: &[(&str, T)], issues: &mut Issues) -> Option<T> {
        let text = self.string(name, issues)?;
        choice(text, choices, &self.path.key(name), issues)
    }
}

pub(crate) fn count(value: Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<u64> {
    let count = whole_number(value);
    if count.is_none() {
        wrong_type(issues, path, "a whole number from 0 up", value);
    }
    count
}

/// A whole number from 0 to 2^53 - 1.
pub(crate) fn whole_number(value: Json<'_>) -> Option<u64> {
    const MOST: f64 = 9_007_199_254_740_991.0;
    match value {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a whole number")]
        Json::Number(number) if (0.0..=MOST).contains(&number) && number.fract() == 0.0 => Some(number as u64),
        _ => None,
    }
}

pub(crate) fn time(value: Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<Time> {
    let text = string(value, path, issues)?;
    let time = Time::parse(text);
    if time.is_none() {
        let message = format!("{} is no time in UTC", quoted(text));
        let hint = Some("write it like `2026-11-22T08:30:00Z`".to_owned());
        issues.error_with(Code::InvalidTime, *path, message, hint);
    }
    time
}

/// Which of the kinds an object is, as its field `tag` says; nothing and an issue when it says none of them.
pub(crate) fn kind_of(
    value: Json<'_>,
    tag: &str,
    kinds: impl Iterator<Item = &'static str>,
    path: &Path<'_>,
    issues: &mut Issues,
) -> Option<usize> {
    let Json::Object(fields) = value else {
        wrong_type(issues, path, "an object", value);
        return None;
    };
    // the other fields are known when the kind is
    let at = fields.iter().position(|(name, _)| *name == tag);
    let tagged = at.and_then(|at| fields.get(at..=at)).unwrap_or_default();
    let choices: Vec<(&str, usize)> = kinds.zip(0..).collect();
    Fields { fields: tagged, path }.choice(tag, &choices, issues)
}

pub(crate) fn choice<T: Copy>(text: &str, choices: &[(&str, T)], path: &Path<'_>, issues: &mut Issues) -> Option<T> {
    let found = choices.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
    if found.is_none() {
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        none_of(text, &names, path, issues);
    }
    found
}

fn none_of(text: &str, names: &[&str], path: &Path<'_>, issues: &mut Issues) {
    let message = format!("{} is none of `{}`", quoted(text), names.join("`, `"));
    let hint = did_you_mean(text, names.iter().copied());
    issues.error_with(Code::InvalidType, *path, message, hint);
}

#[inline]
pub(crate) fn string<'a>(value: Json<'a>, path: &Path<'_>, issues: &mut Issues) -> Option<&'a str> {
    match value {
        Json::String(text) => Some(text),
        other => {
            wrong_type(issues, path, "a string", other);
            None
        }
    }
}

pub(crate) fn array<'a>(value: Json<'a>, path: &Path<'_>, issues: &mut Issues) -> Option<&'a [Json<'a>]> {
    match value {
        Json::Array(elements) => Some(elements),
        other => {
            wrong_type(issues, path, "an array", other);
            None
        }
    }
}

pub(crate) fn strings(elements: &[Json<'_>], path: &Path<'_>, issues: &mut Issues) -> Vec<String> {
    let mut texts = Vec::with_capacity(elements.len());
    for (index, element) in elements.iter().enumerate() {
        if let Some(text) = string(*element, &path.index(index), issues) {
            texts.push(text.to_owned());
        }
    }
    texts
}

pub(crate) fn wrong_type(issues: &mut Issues, path: &Path<'_>, expected: &str, found: Json<'_>) {
    issues.error(Code::InvalidType, *path, format!("expected {expected}, found {}", found.kind()));
}

pub(crate) fn unknown_field(issues: &mut Issues, path: &Path<'_>, name: &str, known: &[&str]) {
    issues.unknown(Code::UnknownField, path.key(name), "field", name, known.iter().copied());
}

pub(crate) fn duplicate_key(issues: &mut Issues, path: &Path<'_>, name: &str) {
    issues.error(Code::DuplicateKey, path.key(name), format!("the field {} stands twice", quoted(name)));
}

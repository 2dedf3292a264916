//! Reading JSON text so that every fault can be listed, not only the first.
//!
//! The text is read once, through `serde_json`. A row of a large array is handed over as soon as it is read, and
//! strings without escapes are borrowed from the text, so that a directory of millions of rows is never held twice.
//! What a field must be is decided by the reader of the field, which can go on after a fault.

use std::{borrow::Cow, cell::Cell, fmt};

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::error::{Code, Error, Issues, Path, did_you_mean, quoted};

/// How deep arrays and objects may nest.
const DEEPEST: u32 = 64;

/// A value as it stands in the text; an object keeps its fields in order, repeated ones too.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json<'a> {
    Null,
    Bool(bool),
    Number(f64),
    String(Cow<'a, str>),
    Array(Vec<Json<'a>>),
    Object(Vec<Field<'a>>),
}

pub(crate) type Field<'a> = (Cow<'a, str>, Json<'a>);

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

/// Receives the parts of a text whose root is an object.
pub(crate) trait Document<'a> {
    /// Whether the array under `section` is handed over row by row, without being held.
    fn streams(&self, _section: &str) -> bool {
        false
    }
    /// One element of a streamed array. The row may be emptied; its memory is used again.
    fn row(&mut self, _section: &str, _index: usize, _row: &mut Json<'a>) {}
    /// A field of the root; of a streamed section only when it is no array.
    fn field(&mut self, name: &str, value: Json<'a>);
    /// A streamed section begins.
    fn begin(&mut self, _section: &str) {}
}

/// Reads `text` into `document`. The error is one of syntax, size or depth; all others are the document's to list.
pub(crate) fn read<'a>(text: &'a [u8], limit: usize, document: &mut impl Document<'a>) -> Result<(), Error> {
    if text.len() > limit {
        let message = format!("the text has {} bytes, and {limit} is the limit", text.len());
        return Err(Error::one(Code::TooLarge, message));
    }
    let text = std::str::from_utf8(text).map_err(|error| {
        Error::one(Code::InvalidJson, format!("the text is not UTF-8 from byte {} on", error.valid_up_to()))
    })?;
    let too_deep = Cell::new(false);
    let mut reader = serde_json::Deserializer::from_str(text);
    let root = Root { document, depth: Depth { left: DEEPEST, too_deep: &too_deep } };
    let outcome = root.deserialize(&mut reader).and_then(|kind| reader.end().map(|()| kind));
    match outcome {
        Ok(None) => Ok(()),
        Ok(Some(kind)) => Err(Error::one(Code::InvalidType, format!("the text must be an object, not {kind}"))),
        Err(_) if too_deep.get() => {
            Err(Error::one(Code::TooDeep, format!("arrays and objects nest deeper than {DEEPEST}")))
        }
        Err(error) => Err(Error::one(Code::InvalidJson, syntax_message(&error))),
    }
}

fn syntax_message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let reason = text.split(" at line ").next().unwrap_or("not JSON").to_lowercase();
    format!("not valid JSON at line {}, column {}: {reason}", error.line(), error.column())
}

#[derive(Clone, Copy)]
struct Depth<'c> {
    left: u32,
    too_deep: &'c Cell<bool>,
}

impl Depth<'_> {
    fn enter<E: de::Error>(self) -> Result<Self, E> {
        if self.left == 0 {
            self.too_deep.set(true);
            return Err(E::custom("too deep"));
        }
        Ok(Self { left: self.left - 1, ..self })
    }
}

/// The root object: streams the sections that ask for it. Gives the kind of a root that is no object.
struct Root<'d, 'c, D> {
    document: &'d mut D,
    depth: Depth<'c>,
}

impl<'de, D: Document<'de>> DeserializeSeed<'de> for Root<'_, '_, D> {
    type Value = Option<&'static str>;

    fn deserialize<R: Deserializer<'de>>(self, reader: R) -> Result<Self::Value, R::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de, D: Document<'de>> Visitor<'de> for Root<'_, '_, D> {
    type Value = Option<&'static str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let depth = self.depth.enter()?;
        while let Some(name) = map.next_key_seed(Text)? {
            if self.document.streams(&name) {
                let other = map.next_value_seed(Section { document: &mut *self.document, name: &name, depth })?;
                if let Some(value) = other {
                    self.document.field(&name, value);
                }
            } else {
                let value = map.next_value_seed(Value { depth })?;
                self.document.field(&name, value);
            }
        }
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let depth = self.depth.enter()?;
        while seq.next_element_seed(Value { depth })?.is_some() {}
        Ok(Some("an array"))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Some("null"))
    }
    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Some("a boolean"))
    }
    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Some("a number"))
    }
    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Some("a number"))
    }
    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Some("a number"))
    }
    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Some("a string"))
    }
}

/// A section that is handed over row by row. What is no array is given back as a value.
struct Section<'d, 'c, 'n, D> {
    document: &'d mut D,
    name: &'n str,
    depth: Depth<'c>,
}

impl<'de, D: Document<'de>> DeserializeSeed<'de> for Section<'_, '_, '_, D> {
    type Value = Option<Json<'de>>;

    fn deserialize<R: Deserializer<'de>>(self, reader: R) -> Result<Self::Value, R::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de, D: Document<'de>> Visitor<'de> for Section<'_, '_, '_, D> {
    type Value = Option<Json<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let depth = self.depth.enter()?;
        self.document.begin(self.name);
        let mut fields = Vec::new();
        let mut index = 0;
        while let Some(mut row) = seq.next_element_seed(Reusing { fields: &mut fields, depth })? {
            self.document.row(self.name, index, &mut row);
            if let Json::Object(used) = row {
                fields = used;
                fields.clear();
            }
            index += 1;
        }
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        Value { depth: self.depth }.visit_map(map).map(Some)
    }
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Some(Json::Null))
    }
    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(Json::Bool(value)))
    }
    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Some(Json::Number(value)))
    }
    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Self::Value, E> {
        Value { depth: self.depth }.visit_u64(value).map(Some)
    }
    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Self::Value, E> {
        Value { depth: self.depth }.visit_i64(value).map(Some)
    }
    fn visit_str<E: de::Error>(self, value: &str) -> Result<Self::Value, E> {
        Value { depth: self.depth }.visit_str(value).map(Some)
    }
}

/// A row of a streamed section; an object is read into memory that an earlier row has used.
struct Reusing<'f, 'c, 'de> {
    fields: &'f mut Vec<Field<'de>>,
    depth: Depth<'c>,
}

impl<'de> DeserializeSeed<'de> for Reusing<'_, '_, 'de> {
    type Value = Json<'de>;

    fn deserialize<R: Deserializer<'de>>(self, reader: R) -> Result<Self::Value, R::Error> {
        let fields = std::mem::take(self.fields);
        reader.deserialize_any(ValueVisitor { fields, depth: self.depth })
    }
}

#[derive(Clone, Copy)]
struct Value<'c> {
    depth: Depth<'c>,
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = Json<'de>;

    fn deserialize<R: Deserializer<'de>>(self, reader: R) -> Result<Self::Value, R::Error> {
        reader.deserialize_any(ValueVisitor { fields: Vec::new(), depth: self.depth })
    }
}

impl Value<'_> {
    fn visit_map<'de, A: MapAccess<'de>>(self, map: A) -> Result<Json<'de>, A::Error> {
        ValueVisitor { fields: Vec::new(), depth: self.depth }.visit_map(map)
    }
    #[allow(clippy::cast_precision_loss, reason = "numbers of JSON are doubles")]
    fn visit_u64<'de, E>(self, value: u64) -> Result<Json<'de>, E> {
        Ok(Json::Number(value as f64))
    }
    #[allow(clippy::cast_precision_loss, reason = "numbers of JSON are doubles")]
    fn visit_i64<'de, E>(self, value: i64) -> Result<Json<'de>, E> {
        Ok(Json::Number(value as f64))
    }
    fn visit_str<'de, E>(self, value: &str) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Owned(value.to_owned())))
    }
}

struct ValueVisitor<'c, 'de> {
    fields: Vec<Field<'de>>,
    depth: Depth<'c>,
}

impl<'de> Visitor<'de> for ValueVisitor<'_, 'de> {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Json::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Json::Bool(value))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Json::Number(value))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Value { depth: self.depth }.visit_u64(value)
    }
    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Value { depth: self.depth }.visit_i64(value)
    }
    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Value { depth: self.depth }.visit_str(value)
    }
    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Json::String(Cow::Borrowed(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let depth = self.depth.enter()?;
        let mut elements = Vec::new();
        while let Some(element) = seq.next_element_seed(Value { depth })? {
            elements.push(element);
        }
        Ok(Json::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self::Value, A::Error> {
        let depth = self.depth.enter()?;
        while let Some(name) = map.next_key_seed(Text)? {
            let value = map.next_value_seed(Value { depth })?;
            self.fields.push((name, value));
        }
        Ok(Json::Object(self.fields))
    }
}

/// A string, borrowed where it can be.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Cow<'de, str>;

    fn deserialize<R: Deserializer<'de>>(self, reader: R) -> Result<Self::Value, R::Error> {
        reader.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }
    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(value.to_owned()))
    }
    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(value))
    }
}

/// The fields of one object, each taken once by name. Unknown and repeated fields are listed when it is opened.
pub(crate) struct Fields<'v, 'a, 'p> {
    fields: &'v mut [Field<'a>],
    pub(crate) path: &'p Path<'p>,
}

impl<'v, 'a, 'p> Fields<'v, 'a, 'p> {
    pub(crate) fn open(
        value: &'v mut Json<'a>,
        known: &[&str],
        path: &'p Path<'p>,
        issues: &mut Issues,
    ) -> Option<Self> {
        let Json::Object(fields) = value else {
            wrong_type(issues, path, "an object", value);
            return None;
        };
        Self::check_names(fields, known, path, issues);
        Some(Self { fields, path })
    }

    /// Lists every field that is not `known` and every known one that is repeated.
    pub(crate) fn check_names(fields: &[Field<'a>], known: &[&str], path: &Path<'_>, issues: &mut Issues) {
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
        self.fields.iter().any(|(field, _)| field == name)
    }

    /// The value of a field, which is then gone from the object: each field is taken once.
    pub(crate) fn take(&mut self, name: &str) -> Option<Json<'a>> {
        let (_, value) = self.fields.iter_mut().find(|(field, _)| field == name)?;
        Some(std::mem::replace(value, Json::Null))
    }

    pub(crate) fn required(&mut self, name: &str, issues: &mut Issues) -> Option<Json<'a>> {
        let value = self.take(name);
        if value.is_none() {
            issues.error(Code::MissingField, *self.path, format!("the field `{name}` is missing"));
        }
        value
    }

    pub(crate) fn string(&mut self, name: &str, issues: &mut Issues) -> Option<Cow<'a, str>> {
        let value = self.required(name, issues)?;
        string(value, &self.path.key(name), issues)
    }

    pub(crate) fn optional_string(&mut self, name: &str, issues: &mut Issues) -> Option<Cow<'a, str>> {
        let value = self.take(name)?;
        string(value, &self.path.key(name), issues)
    }

    pub(crate) fn array(&mut self, name: &str, issues: &mut Issues) -> Option<Vec<Json<'a>>> {
        let value = self.required(name, issues)?;
        array(value, &self.path.key(name), issues)
    }

    pub(crate) fn optional_array(&mut self, name: &str, issues: &mut Issues) -> Option<Vec<Json<'a>>> {
        let value = self.take(name)?;
        array(value, &self.path.key(name), issues)
    }

    pub(crate) fn strings(&mut self, name: &str, issues: &mut Issues) -> Option<Vec<String>> {
        let elements = self.array(name, issues)?;
        Some(strings(elements, &self.path.key(name), issues))
    }

    pub(crate) fn optional_strings(&mut self, name: &str, issues: &mut Issues) -> Vec<String> {
        let elements = self.optional_array(name, issues).unwrap_or_default();
        strings(elements, &self.path.key(name), issues)
    }

    pub(crate) fn optional_bool(&mut self, name: &str, issues: &mut Issues) -> Option<bool> {
        match self.take(name)? {
            Json::Bool(value) => Some(value),
            other => {
                wrong_type(issues, &self.path.key(name), "a boolean", &other);
                None
            }
        }
    }

    /// A whole number from 0 to 2^53 - 1.
    pub(crate) fn optional_count(&mut self, name: &str, issues: &mut Issues) -> Option<u64> {
        let value = self.take(name)?;
        count(value, &self.path.key(name), issues)
    }

    /// One of a few words.
    pub(crate) fn optional_choice<T: Copy>(
        &mut self,
        name: &str,
        choices: &[(&str, T)],
        issues: &mut Issues,
    ) -> Option<T> {
        let text = self.optional_string(name, issues)?;
        choice(&text, choices, &self.path.key(name), issues)
    }

    pub(crate) fn choice<T: Copy>(&mut self, name: &str, choices: &[(&str, T)], issues: &mut Issues) -> Option<T> {
        let text = self.string(name, issues)?;
        choice(&text, choices, &self.path.key(name), issues)
    }
}

pub(crate) fn count(value: Json<'_>, path: &Path<'_>, issues: &mut Issues) -> Option<u64> {
    const MOST: f64 = 9_007_199_254_740_991.0;
    match value {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a whole number")]
        Json::Number(number) if (0.0..=MOST).contains(&number) && number.fract() == 0.0 => Some(number as u64),
        other => {
            wrong_type(issues, path, "a whole number from 0 up", &other);
            None
        }
    }
}

pub(crate) fn choice<T: Copy>(text: &str, choices: &[(&str, T)], path: &Path<'_>, issues: &mut Issues) -> Option<T> {
    let found = choices.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
    if found.is_none() {
        let names: Vec<String> = choices.iter().map(|(name, _)| format!("`{name}`")).collect();
        let message = format!("{} is none of {}", quoted(text), names.join(", "));
        let hint = did_you_mean(text, choices.iter().map(|(name, _)| *name));
        issues.error_with(Code::InvalidType, *path, message, hint);
    }
    found
}

pub(crate) fn string<'a>(value: Json<'a>, path: &Path<'_>, issues: &mut Issues) -> Option<Cow<'a, str>> {
    match value {
        Json::String(text) => Some(text),
        other => {
            wrong_type(issues, path, "a string", &other);
            None
        }
    }
}

pub(crate) fn array<'a>(value: Json<'a>, path: &Path<'_>, issues: &mut Issues) -> Option<Vec<Json<'a>>> {
    match value {
        Json::Array(elements) => Some(elements),
        other => {
            wrong_type(issues, path, "an array", &other);
            None
        }
    }
}

pub(crate) fn strings(elements: Vec<Json<'_>>, path: &Path<'_>, issues: &mut Issues) -> Vec<String> {
    let mut texts = Vec::with_capacity(elements.len());
    for (index, element) in elements.into_iter().enumerate() {
        if let Some(text) = string(element, &path.index(index), issues) {
            texts.push(text.into_owned());
        }
    }
    texts
}

pub(crate) fn wrong_type(issues: &mut Issues, path: &Path<'_>, expected: &str, found: &Json<'_>) {
    issues.error(Code::InvalidType, *path, format!("expected {expected}, found {}", found.kind()));
}

pub(crate) fn unknown_field(issues: &mut Issues, path: &Path<'_>, name: &str, known: &[&str]) {
    issues.unknown(Code::UnknownField, path.key(name), "field", name, known.iter().copied());
}

pub(crate) fn duplicate_key(issues: &mut Issues, path: &Path<'_>, name: &str) {
    issues.error(Code::DuplicateKey, path.key(name), format!("the field {} stands twice", quoted(name)));
}

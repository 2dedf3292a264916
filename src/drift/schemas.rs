//! The JSON Schemas, and whether they and the reader take the same texts.

use jsonschema::Validator;
use schemars::Schema;
use serde_json::{Map, Value, json};

use super::{expect, read};
use crate::{Catalog, Code, Directory, Error, Issue, Options, Snapshot, Time};

/// The largest whole number that a text may hold.
const MOST: u64 = (1 << 53) - 1;

fn schemas() -> [(&'static str, Value); 3] {
    [
        ("catalog", published(crate::catalog::schema())),
        ("directory", published(crate::directory::directory_schema())),
        ("snapshot", published(crate::directory::snapshot_schema())),
    ]
}

fn published(schema: Schema) -> Value {
    let mut schema = schema.to_value();
    tidy(&mut schema);
    schema
}

/// A field that is absent is left out, never null; and every number is a count.
fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            drop_null(fields);
            if fields.remove("format").is_some() {
                fields.entry("maximum").or_insert(json!(MOST));
            }
            fields.values_mut().for_each(tidy);
        }
        Value::Array(elements) => elements.iter_mut().for_each(tidy),
        _ => {}
    }
}

fn drop_null(fields: &mut Map<String, Value>) {
    if fields.get("default") == Some(&Value::Null) {
        fields.remove("default");
    }
    if let Some(Value::Array(types)) = fields.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = &types[..] {
            let only = only.clone();
            fields.insert("type".into(), only);
        }
    }
    if let Some(Value::Array(choices)) = fields.get_mut("anyOf") {
        choices.retain(|choice| *choice != json!({ "type": "null" }));
        if let [Value::Object(only)] = &choices[..] {
            let only = only.clone();
            fields.remove("anyOf");
            fields.extend(only);
        }
    }
}

fn validator(schema: &Value) -> Validator {
    assert!(jsonschema::meta::is_valid(schema), "{schema}");
    jsonschema::validator_for(schema).unwrap_or_else(|error| panic!("{error}"))
}

fn valid(schema: &Value, text: &str) {
    let instance: Value = serde_json::from_str(text).expect("it is JSON");
    let errors: Vec<String> =
        validator(schema).iter_errors(&instance).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn the_published_schemas_are_what_the_types_say() {
    for (name, schema) in schemas() {
        let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
        expect(&format!("pkg/schema/{name}.json"), &format!("{text}\n"));
    }
}

#[test]
fn the_catalogs_that_are_shipped_and_the_example_are_valid() {
    let [(_, schema), ..] = schemas();
    let built_in = crate::BUILTIN_IDS.map(|id| format!("catalogs/{id}.json"));
    for path in built_in.iter().map(String::as_str).chain(["tests/catalogs/retail.json"]) {
        valid(&schema, &read(path));
    }
}

/// What the engine writes is what it reads.
#[test]
fn what_is_written_is_valid() {
    let [_, (_, of_directory), (_, of_snapshot)] = schemas();
    let catalog = Catalog::parse(CATALOG).expect("the catalog holds");
    let directory = Directory::parse(&catalog, DIRECTORY, options()).expect("the directory holds");
    valid(&of_directory, &directory.to_json());
    valid(&of_snapshot, &directory.snapshot("ann", Some(1000.0), Some(options().now)).expect("there is a snapshot"));
}

/// A text that is changed at one place is valid just when the reader finds nothing wrong with its shape.
#[test]
fn the_schemas_and_the_reader_take_the_same_texts() {
    let [(_, of_catalog), (_, of_directory), (_, of_snapshot)] = schemas();
    let catalog = Catalog::parse(CATALOG).expect("the catalog holds");
    let snapshot = SNAPSHOT.replace("$hash", catalog.hash());
    agree(&of_catalog, CATALOG, &|text| Catalog::parse(text).err());
    agree(&of_directory, DIRECTORY, &|text| Directory::parse(&catalog, text, options()).err());
    agree(&of_snapshot, &snapshot, &|text| Snapshot::load(&catalog, text, None, options()).err());
}

fn options() -> Options {
    Options { lenient: false, now: Time::from_ms(0.0).expect("the epoch is a time") }
}

fn agree(schema: &Value, text: &str, parse: &dyn Fn(&str) -> Option<Error>) {
    assert_eq!(parse(text).map(|error| error.issues), None);
    valid(schema, text);
    let validator = validator(schema);
    let original: Value = serde_json::from_str(text).expect("it is JSON");
    let variants = variants(&original);
    assert!(variants.len() > 200, "only {} variants", variants.len());
    let mut differing = Vec::new();
    for (what, variant) in variants {
        let issues = parse(&variant.to_string()).map(|error| error.issues).unwrap_or_default();
        let is_valid = validator.is_valid(&variant);
        if is_valid == issues.iter().any(is_of_shape) {
            differing.push(format!("{what}: valid is {is_valid}, and the reader says {issues:?}"));
        }
    }
    assert!(differing.is_empty(), "{differing:#?}");
}

fn is_of_shape(issue: &Issue) -> bool {
    // only the reader sees that a page has no children
    matches!(issue.code, Code::MissingField | Code::UnknownField | Code::InvalidType)
        && !issue.message.contains("without children")
}

/// Each text that differs from this one at one place: a field is gone or new, or a value is another.
fn variants(original: &Value) -> Vec<(String, Value)> {
    let mut variants = Vec::new();
    let mut pointers = vec![String::new()];
    while let Some(pointer) = pointers.pop() {
        let here = original.pointer(&pointer).expect("it leads somewhere");
        let mut add = |what: &str, change: &dyn Fn(&mut Value)| {
            let mut variant = original.clone();
            change(variant.pointer_mut(&pointer).expect("it leads somewhere"));
            variants.push((format!("{pointer}{what}"), variant));
        };
        for other in [json!(null), json!(true), json!(7), json!(1.5), json!(-1), json!("text"), json!([]), json!({})] {
            add(&format!(" is {other}"), &|value| *value = other.clone());
        }
        match here {
            Value::Object(fields) => {
                // what an attribute is called is the catalog's own matter
                if !pointer.ends_with("attributes") {
                    add("/strange", &|value| value["strange"] = json!(1));
                }
                for name in fields.keys() {
                    add(&format!("/{name} is gone"), &|value| _ = value.as_object_mut().map(|it| it.remove(name)));
                    pointers.push(format!("{pointer}/{name}"));
                }
            }
            Value::Array(elements) => pointers.extend((0..elements.len()).map(|at| format!("{pointer}/{at}"))),
            _ => {}
        }
    }
    variants
}

const CATALOG: &str = include_str!("catalog.json");
const DIRECTORY: &str = include_str!("directory.json");
const SNAPSHOT: &str = include_str!("snapshot.json");

//! The binding to JavaScript: decode, call, encode. It knows no rule.
//!
//! Only numbers, text and arrays of numbers cross the border. No value of JavaScript is ever held here: exports that
//! hand one out can abort a whole process in some versions of Node, and text costs less than it seems.
//!
//! What is loaded lives here under a handle, a number. A call that fails gives -1 or an empty text, and the error is
//! fetched with `take_error`.
#![allow(unreachable_pub, reason = "the binding exports them to JavaScript")]
#![allow(missing_docs, reason = "the exports are named after the methods of the public API, which documents them")]

#[cfg(feature = "whole")]
mod admin;
#[cfg(feature = "whole")]
mod catalog;
#[cfg(not(feature = "whole"))]
mod compiled;
#[cfg(feature = "whole")]
mod directory;
#[cfg(not(feature = "whole"))]
mod object;
#[cfg(feature = "whole")]
mod roles;
#[cfg(feature = "whole")]
mod session;
mod slots;
#[cfg(feature = "whole")]
mod store;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    directory::Options,
    error::{Code, Error},
    json::{self, Json},
    resolve::{PageRecord, PageStateKind, Reason},
    time::Time,
    wire::{put, to_json},
};

/// Of the module for sessions alone: the allocator of the standard library is several times as much code.
#[cfg(not(feature = "whole"))]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Stands for an index that is not there.
const NONE: u32 = u32::MAX;

/// The error of the last call that failed, as JSON; empty when there is none.
#[wasm_bindgen]
#[must_use]
pub fn take_error() -> String {
    slots::take_error().map_or_else(String::new, |error| error_json(&error))
}

#[cfg(feature = "whole")]
fn error_json(error: &Error) -> String {
    to_json(error)
}

#[cfg(not(feature = "whole"))]
fn error_json(error: &Error) -> String {
    compiled::error_json(error)
}

/// The codes of the reasons, one to a line, in the order of their numbers.
#[wasm_bindgen]
#[must_use]
pub fn reason_codes() -> String {
    lines(Reason::ALL.iter().map(|reason| reason.as_str()))
}

fn number_of(reason: Reason) -> u32 {
    Reason::ALL.iter().zip(0..).find(|(other, _)| **other == reason).map_or(NONE, |(_, number)| number)
}

/// The text of a result; the error is kept and the text is empty.
fn text_or_error<T: serde::Serialize>(result: Result<T, Error>) -> String {
    result.map_or_else(|error| slots::keep_error(error, String::new()), |value| to_json(&value))
}

fn lines<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut lines = String::new();
    for text in texts {
        if !lines.is_empty() {
            put(&mut lines, "\n");
        }
        put(&mut lines, text);
    }
    lines
}

/// A name that was not given is a number beyond every table, and a time that is no number is none.
fn index(number: u32) -> Option<u32> {
    (number != NONE).then_some(number)
}

fn time(ms: f64) -> Option<Time> {
    Time::from_ms(ms)
}

fn options(lenient: bool, now: f64) -> Result<Options, Error> {
    let now = time(now).ok_or_else(|| Error::one(Code::InvalidTime, "the clock gives no number"))?;
    Ok(Options { lenient, now })
}

/// Page records as numbers: page, depth, state, reason, how many permissions are missing, and these.
fn page_numbers(records: &[PageRecord]) -> Vec<u32> {
    let mut numbers = Vec::with_capacity(records.len() * 6);
    for record in records {
        let state = match record.state {
            PageStateKind::Visible => 0,
            PageStateKind::Disabled => 1,
            PageStateKind::Hidden => 2,
        };
        let missing = crate::id::to_index(record.missing.len());
        numbers.extend([record.page.unwrap_or(NONE), record.depth, state, number_of(record.reason), missing]);
        numbers.extend(&record.missing);
    }
    numbers
}

/// The elements of a list of texts that the facade has written. What is no text is empty.
fn texts<'a>(list: &'a [u8], arena: &'a json::Arena) -> Vec<&'a str> {
    let Ok(Json::Array(elements)) = json::read_value(list, usize::MAX, arena) else { return Vec::new() };
    elements.iter().map(text).collect()
}

fn text<'j>(value: &Json<'j>) -> &'j str {
    if let Json::String(text) = value { text } else { "" }
}

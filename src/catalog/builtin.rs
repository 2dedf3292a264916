//! The catalogs that come with the engine.

use super::Catalog;
use crate::{
    error::{Code, Error, did_you_mean, quoted},
    wire::joined,
};

/// The ids of the built-in catalogs.
pub const BUILTIN_IDS: [&str; 3] = ["twilio", "studio", "voiceflow"];

impl Catalog {
    /// One of the catalogs that come with the engine: `twilio`, `studio` or `voiceflow`.
    ///
    /// # Errors
    ///
    /// `unknown-catalog` for any other id.
    pub fn builtin(id: &str) -> Result<Self, Error> {
        let text = match id {
            "twilio" => include_str!(concat!(env!("OUT_DIR"), "/twilio.json")),
            "studio" => include_str!(concat!(env!("OUT_DIR"), "/studio.json")),
            "voiceflow" => include_str!(concat!(env!("OUT_DIR"), "/voiceflow.json")),
            _ => return Err(unknown_builtin(id, did_you_mean(id, BUILTIN_IDS.into_iter()))),
        };
        Self::load(text.as_bytes(), Some(text))
    }
}

pub(super) fn unknown_builtin(id: &str, hint: Option<String>) -> Error {
    let message = joined(&["there is no built-in catalog ", &quoted(id)]);
    Error::hinted(Code::UnknownCatalog, message, hint)
}

//! Which catalog it is: all that a compiled snapshot needs to know of one.

use super::{builtin::unknown_builtin, hash::hash, read::MOST_BYTES};
use crate::{
    error::{Code, Error},
    json::{self, Arena, Json},
    wire::{copy, joined},
};

/// The id, the version and the hash of a catalog.
///
/// The hash covers what decides, and a snapshot has that of the catalog which its directory was checked against. So a text
/// that was never checked belongs to no snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// the id by which directories name it
    pub id: String,
    /// the version of the data, as its author counts
    pub version: String,
    /// 128 bits in hex over what decides
    pub hash: String,
}

/// Those of the built-in catalogs: id, version and hash.
const BUILTIN: [[&str; 3]; 3] = [
    ["twilio", "1.0.0", "cc7c511586302a76a71448558e17c1c0"],
    ["studio", "1.0.0", "1927d2be9185c076601a758e481d8af3"],
    ["voiceflow", "1.0.0", "7aaab93355dbf90b5ce496e7609462e5"],
];

impl Identity {
    /// That of a catalog which comes with the engine.
    ///
    /// # Errors
    ///
    /// `unknown-catalog`.
    pub fn builtin(id: &str) -> Result<Self, Error> {
        let found = BUILTIN.iter().find(|[known, ..]| *known == id).ok_or_else(|| unknown_builtin(id, None))?;
        let [id, version, hash] = found.map(copy);
        Ok(Self { id, version, hash })
    }

    /// That of a catalog given as JSON text; or of the text of an identity, with the fields `id`, `version` and `hash`. Nothing
    /// else of a text is checked: the hash decides.
    ///
    /// # Errors
    ///
    /// `invalid-json` and the like for what is no JSON object, `missing-field` without an id or a version.
    pub fn of_text(text: impl AsRef<[u8]>) -> Result<Self, Error> {
        let arena = Arena::new();
        let fields = json::read_object(text.as_ref(), MOST_BYTES, &arena)?;
        let text = |name: &str| match fields.iter().find(|(known, _)| *known == name) {
            Some((_, Json::String(text))) => Ok(copy(text)),
            _ => Err(Error::one(Code::MissingField, joined(&["a catalog has a text `", name, "`"]))),
        };
        let hash = text("hash").unwrap_or_else(|_| hash(Json::Object(&fields)));
        Ok(Self { id: text("id")?, version: text("version")?, hash })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BUILTIN_IDS, Catalog};

    /// What is written down here is what the catalogs come to.
    #[test]
    fn the_built_in_ones_are_those_of_the_catalogs() -> Result<(), Error> {
        for id in BUILTIN_IDS {
            let catalog = Catalog::builtin(id)?;
            let identity = Identity::builtin(id)?;
            let told = [&identity.id, &identity.version, &identity.hash].map(String::as_str);
            assert_eq!(told, [id, catalog.version(), catalog.hash()]);
            assert_eq!(Identity::of_text(catalog.to_json())?, identity);
            let [version, hash] = [&identity.version, &identity.hash];
            let text = format!(r#"{{ "id": "{id}", "version": "{version}", "hash": "{hash}" }}"#);
            assert_eq!(Identity::of_text(text)?, identity);
        }
        Ok(())
    }
}

//! The engine against the naive oracle, on generated catalogs and directories.
//!
//! ```text
//! cargo test --test oracle                                            # 10,000 models
//! ROLESCOPE_MODELS=1000000 cargo test --release --test oracle engine  # the long form
//! ROLESCOPE_SEED=42 cargo test --test oracle engine                   # one model again
//! ```
//!
//! `ROLESCOPE_FIRST` is the seed of the first model, 0 if it is not given.

#![allow(clippy::panic, reason = "a test that meets the unexpected should stop at once")]

#[path = "oracle/mod.rs"]
mod naive;

use naive::compare::Engine;
use naive::page_answer::PageAnswer;
use naive::shrink::{check_many, check_seed};
use rolescope::{Catalog, Directory, Error, Options, PageState, Session};

/// All that the comparison knows of the engine's interface.
struct Native(Directory);

fn codes(error: &Error) -> Vec<String> {
    error.issues().iter().map(|issue| issue.code.to_string()).collect()
}

fn options(lenient: bool, now: i64) -> Options {
    Options { lenient, now: Some(now), ..Options::default() }
}

fn page_answer(page: &PageState) -> PageAnswer {
    PageAnswer {
        id: page.id.to_string(),
        state: page.state.to_string(),
        reason: page.reason.to_string(),
        missing: page.missing.iter().map(ToString::to_string).collect(),
        children: page.children.iter().map(page_answer).collect(),
    }
}

impl Engine for Native {
    type Session = Session;

    fn load(catalog: &str, directory: &str, lenient: bool) -> Result<Self, Vec<String>> {
        let catalog = Catalog::parse(catalog).map_err(|error| codes(&error))?;
        let directory = Directory::parse(&catalog, directory, &options(lenient, 0));
        directory.map(Native).map_err(|error| codes(&error))
    }

    fn issue_codes(&self) -> Vec<String> {
        self.0.issues().iter().map(|issue| issue.code.to_string()).collect()
    }

    fn check(&self, principal: &str, permission: &str, scope: &str, at: f64) -> String {
        self.0.check(principal, permission, scope, at).reason.to_string()
    }

    fn list_permissions(&self, principal: &str, scope: &str, at: f64) -> Vec<String> {
        self.0.list_permissions(principal, scope, at).iter().map(ToString::to_string).collect()
    }

    fn list_scopes(&self, principal: &str, permission: &str, at: f64) -> Vec<String> {
        self.0.list_scopes(principal, permission, at).iter().map(ToString::to_string).collect()
    }

    fn list_principals(&self, permission: &str, scope: &str, at: f64) -> Vec<String> {
        self.0.list_principals(permission, scope, at).iter().map(ToString::to_string).collect()
    }

    fn pages(&self, principal: &str, scope: &str, at: f64) -> Vec<PageAnswer> {
        self.0.pages(principal, scope, at).iter().map(page_answer).collect()
    }

    fn page(&self, principal: &str, asked: &str, scope: &str, at: f64) -> PageAnswer {
        page_answer(&self.0.page(principal, asked, scope, at))
    }

    fn snapshot(&self, principal: &str, at: f64, expires_in: Option<f64>) -> Result<String, String> {
        self.0.snapshot(principal, at, expires_in).map_err(|error| error.code().to_string())
    }

    fn session(catalog: &str, snapshot: &str, at: f64) -> Result<Session, Vec<String>> {
        let catalog = Catalog::parse(catalog).map_err(|error| codes(&error))?;
        Session::load(&catalog, snapshot, &options(false, at as i64)).map_err(|error| codes(&error))
    }

    fn session_check(session: &Session, permission: &str, scope: &str, at: f64) -> String {
        session.check(permission, scope, at).reason.to_string()
    }
}

// Nothing below this line knows the engine.

/// A number from the environment; a value that is none must not pass for a default.
fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} is no number: `{text}`")))
}

#[test]
fn engine_and_oracle_agree() {
    match number("ROLESCOPE_SEED") {
        Some(seed) => check_seed::<Native>(seed).unwrap_or_else(|report| panic!("{report}")),
        None => {
            let models = number("ROLESCOPE_MODELS").unwrap_or(10_000);
            check_many::<Native>(number("ROLESCOPE_FIRST").unwrap_or(0), models);
        }
    }
}

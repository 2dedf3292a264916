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
#![allow(clippy::print_stdout, reason = "a test tells which models it saw")]

#[path = "oracle/mod.rs"]
mod naive;

use naive::compare::Engine;
use naive::page_answer::PageAnswer;
use naive::shrink::{check_many, check_seed};
use rolescope::{Catalog, Compiled, Directory, Error, Issue, Options, PageState, PageStateKind, Snapshot, Time};

/// All that the comparison knows of the engine's interface.
struct Native(Directory);

fn codes(issues: &[Issue]) -> Vec<String> {
    issues.iter().map(|issue| issue.code.as_str().to_string()).collect()
}

/// The codes of every issue, or of the error itself where it has none.
fn refused(error: &Error) -> Vec<String> {
    if error.issues.is_empty() { vec![error.code.as_str().to_string()] } else { codes(&error.issues) }
}

fn options(lenient: bool) -> Options {
    Options { lenient, now: Time::from_ms(0.0).unwrap_or_else(|| panic!("the epoch is a time")) }
}

fn owned(ids: Vec<&str>) -> Vec<String> {
    ids.into_iter().map(str::to_string).collect()
}

fn page_answer(page: &PageState) -> PageAnswer {
    let state = match page.state {
        PageStateKind::Visible => "visible",
        PageStateKind::Disabled => "disabled",
        PageStateKind::Hidden => "hidden",
    };
    PageAnswer {
        id: page.id.clone(),
        state: state.to_string(),
        reason: page.reason.as_str().to_string(),
        missing: page.missing.clone(),
        children: page.children.iter().map(page_answer).collect(),
    }
}

impl Engine for Native {
    type Session = Sessions;

    fn load(catalog: &str, directory: &str, lenient: bool) -> Result<Self, Vec<String>> {
        let catalog = Catalog::parse(catalog).map_err(|error| refused(&error))?;
        let directory = Directory::parse(&catalog, directory, options(lenient));
        directory.map(Native).map_err(|error| refused(&error))
    }

    fn issue_codes(&self) -> Vec<String> {
        codes(self.0.issues())
    }

    fn check(&self, principal: &str, permission: &str, scope: &str, at: f64) -> String {
        self.0.check(principal, permission, scope, Time::from_ms(at)).reason.as_str().to_string()
    }

    fn list_permissions(&self, principal: &str, scope: &str, at: f64) -> Vec<String> {
        owned(self.0.list_permissions(principal, scope, Time::from_ms(at)))
    }

    fn list_scopes(&self, principal: &str, permission: &str, at: f64) -> Vec<String> {
        owned(self.0.list_scopes(principal, permission, Time::from_ms(at)))
    }

    fn list_principals(&self, permission: &str, scope: &str, at: f64) -> Vec<String> {
        owned(self.0.list_principals(permission, scope, Time::from_ms(at)))
    }

    fn pages(&self, principal: &str, scope: &str, at: f64) -> Vec<PageAnswer> {
        self.0.session(principal).pages(scope, Time::from_ms(at)).iter().map(page_answer).collect()
    }

    fn page(&self, principal: &str, asked: &str, scope: &str, at: f64) -> PageAnswer {
        page_answer(&self.0.session(principal).page(asked, scope, Time::from_ms(at)))
    }

    fn snapshot(&self, principal: &str, at: f64, expires_in: Option<f64>) -> Result<String, String> {
        let taken = self.0.snapshot(principal, expires_in, Time::from_ms(at));
        taken.map_err(|error| error.code.as_str().to_string())
    }

    fn session(catalog: &str, snapshot: &str) -> Result<Sessions, Vec<String>> {
        let catalog = Catalog::parse(catalog).map_err(|error| refused(&error))?;
        let whole = Snapshot::load(&catalog, snapshot, None, options(false)).map_err(|error| refused(&error))?;
        let compiled = Compiled::load(catalog.id(), catalog.hash(), snapshot, None, false);
        Ok(Sessions { whole, compiled: compiled.map_err(|error| refused(&error))? })
    }

    fn session_check(Sessions { whole, compiled }: &Sessions, permission: &str, scope: &str, at: f64) -> String {
        let at = Time::from_ms(at);
        let session = whole.session();
        let told = [
            differ("check", &session.check(permission, scope, at), &compiled.check(permission, scope, at)),
            differ("permissions", &session.list_permissions(scope, at), &compiled.list_permissions(scope, at)),
            differ("scopes", &session.list_scopes(permission, at), &compiled.list_scopes(permission, at)),
            differ("roles", &session.roles(scope, at), &compiled.roles(scope, at)),
            differ("api scopes", &session.api_scopes(at), &compiled.api_scopes(at)),
            differ("next", &at.and_then(|at| session.valid_until(at)), &at.and_then(|at| compiled.valid_until(at))),
        ];
        let differences: Vec<String> = told.into_iter().flatten().collect();
        if differences.is_empty() {
            session.check(permission, scope, at).reason.as_str().to_string()
        } else {
            differences.join("; ")
        }
    }
}

/// The two ways to read a snapshot: its rows, and what was compiled from them.
struct Sessions {
    whole: Snapshot,
    compiled: Compiled,
}

fn differ<T: PartialEq + std::fmt::Debug>(what: &str, whole: &T, compiled: &T) -> Option<String> {
    (whole != compiled).then(|| format!("{what}: {whole:?}, and compiled {compiled:?}"))
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
            let first = number("ROLESCOPE_FIRST").unwrap_or(0);
            println!("{models} models from the seed {first} on");
            check_many::<Native>(first, models);
        }
    }
}

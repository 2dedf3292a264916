//! Asks an engine and the oracle the same questions, and stops at the first answer that differs.

use std::fmt::Debug;

use serde_json::Value;

use super::answer;
use super::generate::{Model, Size};
use super::generate_pages::asked_path;
use super::malform::{Defect, Target};
use super::page_answer::{self, PageAnswer};
use super::random::Random;
use super::read::{items, text};
use super::world::World;

/// What the comparison needs of an engine. Times are milliseconds since the epoch.
pub trait Engine: Sized {
    type Session;

    /// Both texts parsed; or the codes of all issues, or of the one that stopped it.
    fn load(catalog: &str, directory: &str, lenient: bool) -> Result<Self, Vec<String>>;
    fn issue_codes(&self) -> Vec<String>;
    fn check(&self, principal: &str, permission: &str, scope: &str, at: f64) -> String;
    fn list_permissions(&self, principal: &str, scope: &str, at: f64) -> Vec<String>;
    fn list_scopes(&self, principal: &str, permission: &str, at: f64) -> Vec<String>;
    fn list_principals(&self, permission: &str, scope: &str, at: f64) -> Vec<String>;
    fn pages(&self, principal: &str, scope: &str, at: f64) -> Vec<PageAnswer>;
    fn page(&self, principal: &str, asked: &str, scope: &str, at: f64) -> PageAnswer;
    /// The snapshot's text; `expires_in` in milliseconds from `at`.
    fn snapshot(&self, principal: &str, at: f64, expires_in: Option<f64>) -> Result<String, String>;
    fn session(catalog: &str, snapshot: &str) -> Result<Self::Session, Vec<String>>;
    fn session_check(session: &Self::Session, permission: &str, scope: &str, at: f64) -> String;
}

#[derive(Clone, Debug)]
pub struct Disagreement {
    pub question: String,
    pub oracle: String,
    pub engine: String,
}

fn agree<T: PartialEq + Debug>(oracle: &T, engine: &T, question: impl Fn() -> String) -> Result<(), Disagreement> {
    if oracle == engine {
        return Ok(());
    }
    Err(Disagreement { question: question(), oracle: format!("{oracle:?}"), engine: format!("{engine:?}") })
}

/// The names to ask with: every one that is known, and two that are not.
struct Asked {
    principals: Vec<String>,
    permissions: Vec<String>,
    scopes: Vec<String>,
}

impl Asked {
    fn of(world: &World, random: &mut Random) -> Asked {
        let mut asked = Asked {
            principals: world.principals.iter().map(|known| known.id.clone()).collect(),
            permissions: world.permissions.iter().map(|known| known.id.clone()).collect(),
            scopes: world.scopes.iter().map(|known| known.id.clone()).collect(),
        };
        for names in [&mut asked.principals, &mut asked.permissions, &mut asked.scopes] {
            let other_case = names.first().map(|name| name.to_uppercase()).unwrap_or_default();
            let unknown = ["no.such", "", "__proto__", "ümlaut", other_case.as_str()];
            names.push(random.pick(&unknown).unwrap_or(&"").to_string());
        }
        asked
    }

    fn any<'a>(random: &mut Random, names: &'a [String]) -> &'a str {
        random.pick(names).map_or("", String::as_str)
    }
}

/// Asks everything worth asking about one model.
///
/// # Errors
/// The first question whose answers differ.
pub fn compare<E: Engine>(model: &Model) -> Result<(), Disagreement> {
    let (catalog, directory) = (model.catalog.to_string(), model.directory.to_string());
    let engine = E::load(&catalog, &directory, false).map_err(|codes| Disagreement {
        question: "load of valid texts".to_string(),
        oracle: "loads".to_string(),
        engine: format!("refused: {codes:?}"),
    })?;
    let world = World::read(&model.catalog, &model.directory);
    // A stream of its own, so that the questions do not change while a model is cut down.
    let mut random = Random::new(model.seed ^ 0x00A5_CED0);
    let times = some_times(model, &mut random);
    compare_decisions(&engine, &world, &times, &mut random)?;
    compare_listings(&engine, &world, &times, &mut random)?;
    compare_pages(&engine, &world, &times, &mut random)?;
    compare_sessions::<E>(&engine, &world, &catalog, &times, &mut random)
}

fn some_times(model: &Model, random: &mut Random) -> Vec<f64> {
    let all = model.times();
    let mut times: Vec<f64> = (0..5).filter_map(|_| random.pick(&all).copied()).collect();
    if random.chance(10) {
        times.extend(random.pick(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY]).copied());
    }
    times
}

/// Every principal × permission × scope at these times; by lot where that would be too many.
fn compare_decisions<E: Engine>(
    engine: &E,
    world: &World,
    times: &[f64],
    random: &mut Random,
) -> Result<(), Disagreement> {
    const MOST: usize = 3_000;
    let asked = Asked::of(world, random);
    let check = |principal: &str, permission: &str, scope: &str, at: f64| {
        let oracle = answer::decide(world, principal, permission, scope, at);
        agree(&oracle.to_string(), &engine.check(principal, permission, scope, at), || {
            format!("check({principal:?}, {permission:?}, {scope:?}, {at})")
        })
    };
    for at in times {
        if asked.principals.len() * asked.permissions.len() * asked.scopes.len() > MOST {
            for _ in 0..MOST {
                let principal = Asked::any(random, &asked.principals);
                let permission = Asked::any(random, &asked.permissions);
                check(principal, permission, Asked::any(random, &asked.scopes), *at)?;
            }
            continue;
        }
        for principal in &asked.principals {
            for permission in &asked.permissions {
                for scope in &asked.scopes {
                    check(principal, permission, scope, *at)?;
                }
            }
        }
    }
    Ok(())
}

fn compare_listings<E: Engine>(
    engine: &E,
    world: &World,
    times: &[f64],
    random: &mut Random,
) -> Result<(), Disagreement> {
    let asked = Asked::of(world, random);
    for at in times {
        for _ in 0..4 {
            let principal = Asked::any(random, &asked.principals);
            let permission = Asked::any(random, &asked.permissions);
            let scope = Asked::any(random, &asked.scopes);
            agree(
                &answer::list_permissions(world, principal, scope, *at),
                &engine.list_permissions(principal, scope, *at),
                || format!("list_permissions({principal:?}, {scope:?}, {at})"),
            )?;
            agree(
                &answer::list_scopes(world, principal, permission, *at),
                &engine.list_scopes(principal, permission, *at),
                || format!("list_scopes({principal:?}, {permission:?}, {at})"),
            )?;
            agree(
                &answer::list_principals(world, permission, scope, *at),
                &engine.list_principals(permission, scope, *at),
                || format!("list_principals({permission:?}, {scope:?}, {at})"),
            )?;
        }
    }
    Ok(())
}

fn compare_pages<E: Engine>(engine: &E, world: &World, times: &[f64], random: &mut Random) -> Result<(), Disagreement> {
    if world.pages.is_empty() {
        return Ok(());
    }
    let asked = Asked::of(world, random);
    for at in times {
        for _ in 0..3 {
            let (principal, scope) = (Asked::any(random, &asked.principals), Asked::any(random, &asked.scopes));
            agree(&page_answer::pages(world, principal, scope, *at), &engine.pages(principal, scope, *at), || {
                format!("pages({principal:?}, {scope:?}, {at})")
            })?;
        }
        for _ in 0..6 {
            let (principal, scope) = (Asked::any(random, &asked.principals), Asked::any(random, &asked.scopes));
            let Some(page) = random.pick(&world.pages) else {
                continue;
            };
            let wanted = match random.below(5) {
                0 => text(page, "id"),
                1 => text(page, "id").to_uppercase(),
                _ => asked_path(random, &text(page, "path")),
            };
            let oracle = page_answer::page(world, principal, &wanted, scope, *at);
            let mut found = engine.page(principal, &wanted, scope, *at);
            let question = || format!("page({principal:?}, {wanted:?}, {scope:?}, {at})");
            // The model does not say which reason wins where more than the page is at fault, nor
            // what a page of another type shows below it: there only the denial counts.
            let is_of_page = ["unknown-page", "not-applicable"].contains(&oracle.reason.as_str());
            if world.scope(scope).is_none() || (is_of_page && !is_answered(world, principal, *at)) {
                agree(&oracle.state, &found.state, question)?;
                continue;
            }
            if oracle.reason == "not-applicable" && oracle.children.is_empty() && oracle.missing.is_empty() {
                found.id = oracle.id.clone();
                found.children.clear();
            }
            agree(&told(vec![oracle]), &told(vec![found]), question)?;
        }
    }
    Ok(())
}

/// The pages less the reasons that the model does not give: those of a parent that requires nothing
/// and has no child for this type of scope, or none but such parents.
fn told(mut pages: Vec<PageAnswer>) -> Vec<PageAnswer> {
    for page in &mut pages {
        page.children = told(std::mem::take(&mut page.children));
        let is_of_page = ["unknown-page", "not-applicable"].contains(&page.reason.as_str());
        let is_empty = page.missing.is_empty() && page.children.iter().all(|child| child.reason.is_empty());
        if page.state == "hidden" && is_empty && !is_of_page {
            page.reason.clear();
        }
    }
    pages
}

/// Can this principal be given a reason that is not about them or the time?
fn is_answered(world: &World, principal: &str, at: f64) -> bool {
    at.is_finite() && world.principals.iter().any(|known| known.id == principal && known.active)
}

fn compare_sessions<E: Engine>(
    engine: &E,
    world: &World,
    catalog: &str,
    times: &[f64],
    random: &mut Random,
) -> Result<(), Disagreement> {
    const LIFETIME: i64 = 2_000;
    let asked = Asked::of(world, random);
    let Some(issued) = times.iter().copied().find(|at| at.is_finite()).map(f64::floor) else {
        return Ok(());
    };
    let Some(known) = random.pick(&world.principals) else {
        return Ok(());
    };
    let principal = known.id.as_str();
    let lifetime = random.chance(50).then_some(LIFETIME);
    let refused = |what: &str, why: String| Disagreement {
        question: format!("{what} of {principal:?} at {issued}, lifetime {lifetime:?}"),
        oracle: "given".to_string(),
        engine: why,
    };
    let snapshot =
        engine.snapshot(principal, issued, lifetime.map(|ms| ms as f64)).map_err(|code| refused("snapshot", code))?;
    let session = E::session(catalog, &snapshot).map_err(|codes| refused("session", format!("{codes:?}")))?;

    let within = answer::snapshot_scopes(world, principal);
    let shown: Value = serde_json::from_str(&snapshot).unwrap_or(Value::Null);
    let scopes: Vec<String> = items(&shown, "scopes").iter().map(|scope| text(scope, "id")).collect();
    agree(&within, &scopes, || format!("scopes in snapshot({principal:?})"))?;
    for row in items(&shown, "roleAssignments").iter().chain(items(&shown, "overrides")) {
        agree(&principal.to_string(), &text(row, "principal"), || format!("row {row} in snapshot({principal:?})"))?;
    }

    let expires_at = lifetime.map(|ms| issued as i64 + ms);
    let mut asked_at = vec![issued];
    asked_at.extend(times.iter().copied().filter(|at| *at >= issued).take(1));
    asked_at.extend(expires_at.iter().flat_map(|at| [*at as f64 - 1.0, *at as f64]));
    for at in asked_at {
        for _ in 0..40 {
            let permission = Asked::any(random, &asked.permissions);
            let scope = Asked::any(random, &asked.scopes);
            let oracle = answer::decide_in_session(world, principal, &within, permission, scope, expires_at, at);
            agree(&oracle.to_string(), &E::session_check(&session, permission, scope, at), || {
                format!("session of {principal:?} until {expires_at:?}: check({permission:?}, {scope:?}, {at})")
            })?;
        }
    }
    Ok(())
}

/// A text with one defect: refused with its code when strict, and when lenient set aside, so that
/// what survives answers as if the bad row had never been there.
///
/// # Errors
/// The first question whose answers differ.
pub fn compare_defect<E: Engine>(model: &Model, defect: &Defect) -> Result<(), Disagreement> {
    let (catalog, directory) = match defect.target {
        Target::Catalog => (defect.text.clone(), model.directory.to_string()),
        Target::Directory => (model.catalog.to_string(), defect.text.clone()),
    };
    let question = |how: &str| format!("{how} load with the defect `{}`, which is {}", defect.name, defect.code);
    let codes = match E::load(&catalog, &directory, false) {
        Ok(_) => vec!["loaded".to_string()],
        Err(codes) => codes,
    };
    if !codes.iter().any(|code| code == defect.code) {
        return Err(Disagreement {
            question: question("strict"),
            oracle: defect.code.to_string(),
            engine: format!("{codes:?}"),
        });
    }
    let Some(survivors) = &defect.survivors else {
        return Ok(());
    };
    let engine = E::load(&catalog, &directory, true).map_err(|codes| Disagreement {
        question: question("lenient"),
        oracle: "loads".to_string(),
        engine: format!("refused: {codes:?}"),
    })?;
    let listed = engine.issue_codes();
    if !listed.iter().any(|code| code == defect.code) {
        return Err(Disagreement {
            question: format!("issues of the {}", question("lenient")),
            oracle: defect.code.to_string(),
            engine: format!("{listed:?}"),
        });
    }
    let world = World::read(&model.catalog, survivors);
    let mut random = Random::new(model.seed ^ 0x01E4_1E47);
    let times = some_times(model, &mut random);
    compare_decisions(&engine, &world, &times, &mut random).map_err(|found| Disagreement {
        question: format!("after the {}: {}", question("lenient"), found.question),
        ..found
    })
}

/// The size that the model of this seed gets: nearly always small.
pub fn size_of(seed: u64) -> Size {
    if seed % 400 == 399 { Size::LARGE } else { Size::SMALL }
}

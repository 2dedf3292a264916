//! Puts the generated questions to the public Rust API. `vectors/README.md` describes their file.
//!
//! It reads no file, so the same module runs natively and compiled to wasm in a browser. `vectors/generated.mjs` asks the
//! same questions in the same order through the JavaScript API.

use rolescope::{Catalog, Directory, Options, PageState, PageStateKind, Reason, Session, Snapshot, Time};
use serde_json::{Value, json};

/// A line with the codes of the reasons, and then a line for each model.
pub const TEXT: &str = include_str!("../vectors/generated.jsonl");

/// How many questions there are at least.
pub const LEAST: usize = 100_000;

/// What is kept of the answers of one kind: a letter for the reason of a check, eight digits for any other answer.
pub const KINDS: [(&str, usize); 5] = [("check", 1), ("session", 1), ("pages", 8), ("page", 8), ("lists", 8)];

/// The names and times to ask with.
struct Names {
    principals: Vec<String>,
    permissions: Vec<String>,
    scopes: Vec<String>,
    pages: Vec<String>,
    times: Vec<Option<Time>>,
    /// Of the combinations of each kind, the first of so many is asked.
    step: usize,
}

impl Names {
    /// Every name that is known, and one that is not.
    fn of(model: &Value) -> Self {
        let unknown = model["unknown"].as_str().unwrap_or_default();
        let ids = |rows: &Value| -> Vec<String> {
            let known = list(rows).iter().filter_map(|row| row["id"].as_str());
            known.chain([unknown]).map(str::to_owned).collect()
        };
        Self {
            principals: ids(&model["directory"]["principals"]),
            permissions: ids(&model["catalog"]["permissions"]),
            scopes: ids(&model["directory"]["scopes"]),
            pages: list(&model["asked"]).iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            times: list(&model["times"]).iter().map(time).collect(),
            step: model["step"].as_u64().and_then(|step| usize::try_from(step).ok()).unwrap_or(1),
        }
    }
}

/// The answers of one kind, one after the other, and what each of them was asked.
#[derive(Default)]
struct Answers {
    kept: String,
    asked: Vec<String>,
}

impl Answers {
    /// A reason becomes its letter. A `can` that says something else than `check` becomes a letter that no reason has.
    fn reason(&mut self, asked: String, reason: Reason, can: bool) {
        let place = Reason::ALL.iter().zip('a'..).find(|(known, _)| **known == reason);
        let letter = place.map(|(_, letter)| letter).filter(|_| can == (reason == Reason::Granted));
        self.kept.push(letter.unwrap_or('?'));
        self.asked.push(asked);
    }

    fn text(&mut self, asked: String, answer: &str) {
        self.kept.push_str(&format!("{:08x}", digest(answer)));
        self.asked.push(format!("{asked}, which was answered with `{answer}`"));
    }
}

/// FNV-1a over the UTF-8 bytes, in 32 bits: a few lines in any language.
fn digest(text: &str) -> u32 {
    text.bytes().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The answers of the engine to all questions about a model, as they are kept in the file. It is written natively.
///
/// # Panics
/// If the engine refuses a text of the model.
#[cfg(not(target_family = "wasm"))]
pub fn answers(model: &Value) -> Value {
    ask(model).into_iter().map(|(kind, answers)| (kind.to_owned(), json!(answers.kept))).collect()
}

/// How many questions were asked, and each answer that is not the one in `text`.
pub fn run(text: &str) -> (usize, Vec<String>) {
    let mut lines = text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}")));
    let head: Value = lines.next().unwrap_or_default();
    let mut differences = Vec::new();
    if head["reasons"] != reasons() {
        differences.push(format!("the reasons are {}, expected {}", reasons(), head["reasons"]));
    }
    let mut count = 0;
    for model in lines {
        for (kind, answers) in ask(&model) {
            count += answers.asked.len();
            differences.extend(compare(&model, kind, &answers));
        }
    }
    (count, differences)
}

/// The codes of the reasons in the order of their letters.
pub fn reasons() -> Value {
    Reason::ALL.iter().map(|reason| reason.as_str()).collect()
}

fn compare(model: &Value, kind: &str, answers: &Answers) -> Vec<String> {
    let width = KINDS.iter().find(|(name, _)| *name == kind).map_or(1, |(_, width)| *width);
    let expected = model["answers"][kind].as_str().unwrap_or_default();
    let pieces = |text: &str| -> Vec<String> {
        let letters: Vec<char> = text.chars().collect();
        letters.chunks(width).map(|piece| piece.iter().collect()).collect()
    };
    let (wanted, got) = (pieces(expected), pieces(&answers.kept));
    let seed = &model["seed"];
    let mut differences: Vec<String> = wanted
        .iter()
        .zip(&got)
        .zip(&answers.asked)
        .filter(|((wanted, got), _)| wanted != got)
        .map(|((wanted, got), asked)| format!("model {seed}: {asked}: expected {wanted}, got {got}"))
        .collect();
    if wanted.len() != got.len() {
        differences.push(format!("model {seed}, {kind}: {} answers, expected {}", got.len(), wanted.len()));
    }
    differences
}

fn ask(model: &Value) -> Vec<(&'static str, Answers)> {
    let names = Names::of(model);
    let options = Options { lenient: false, now: epoch() };
    let load = |what: &str, error: rolescope::Error| -> ! { panic!("{what} of model {}: {error}", model["seed"]) };
    let catalog = Catalog::parse(model["catalog"].to_string()).unwrap_or_else(|error| load("the catalog", error));
    let directory = Directory::parse(&catalog, model["directory"].to_string(), options)
        .unwrap_or_else(|error| load("the directory", error));

    let taken = &model["snapshot"];
    let principal = taken["of"].as_str().unwrap_or_default();
    let text = directory.snapshot(principal, taken["expiresIn"].as_f64(), time(&taken["at"]));
    let text = text.unwrap_or_else(|error| load("the snapshot", error));
    let snapshot = Snapshot::load(&catalog, text, Some(principal), options);
    let snapshot = snapshot.unwrap_or_else(|error| load("the session", error));

    KINDS
        .into_iter()
        .map(|(kind, _)| {
            let mut answers = Answers::default();
            match kind {
                "check" => ask_directory(&directory, &names, &mut answers),
                "session" => ask_session(&snapshot.session(), &names, &mut answers),
                "pages" => ask_pages(&directory, &names, &mut answers),
                "page" => ask_page(&snapshot.session(), &names, &mut answers),
                _ => ask_lists(&directory, &names, &mut answers),
            }
            (kind, answers)
        })
        .collect()
}

fn ask_directory(directory: &Directory, names: &Names, answers: &mut Answers) {
    let mut turn = 0;
    for at in &names.times {
        for principal in &names.principals {
            for permission in &names.permissions {
                for scope in &names.scopes {
                    if is_turn(&mut turn, names.step) {
                        let reason = directory.check(principal, permission, scope, *at).reason;
                        let can = directory.can(principal, permission, scope, *at);
                        answers.reason(format!("check({principal}, {permission}, {scope}, {at:?})"), reason, can);
                    }
                }
            }
        }
    }
}

fn ask_session(session: &Session<'_>, names: &Names, answers: &mut Answers) {
    let mut turn = 0;
    for at in &names.times {
        for permission in &names.permissions {
            for scope in &names.scopes {
                if is_turn(&mut turn, names.step) {
                    let reason = session.check(permission, scope, *at).reason;
                    let can = session.can(permission, scope, *at);
                    answers.reason(format!("session: check({permission}, {scope}, {at:?})"), reason, can);
                }
            }
        }
    }
}

/// The navigation, of sessions that follow the directory.
fn ask_pages(directory: &Directory, names: &Names, answers: &mut Answers) {
    let mut turn = 0;
    for at in &names.times {
        for principal in &names.principals {
            for scope in &names.scopes {
                if is_turn(&mut turn, names.step) {
                    let pages = directory.session(principal).pages(scope, *at);
                    answers.text(format!("pages({principal}, {scope}, {at:?})"), &states(&pages));
                }
            }
        }
    }
}

fn ask_page(session: &Session<'_>, names: &Names, answers: &mut Answers) {
    let mut turn = 0;
    for at in &names.times {
        for scope in &names.scopes {
            for page in &names.pages {
                if is_turn(&mut turn, names.step) {
                    let state = session.page(page, scope, *at);
                    answers.text(format!("page({page}, {scope}, {at:?})"), &states(&[state]));
                }
            }
        }
    }
}

/// All listings at one time are one answer.
fn ask_lists(directory: &Directory, names: &Names, answers: &mut Answers) {
    for at in &names.times {
        let mut text = String::new();
        let mut note = |listed: Vec<&str>| text.push_str(&(listed.join(" ") + "\n"));
        let mut turn = 0;
        for principal in &names.principals {
            for scope in names.scopes.iter().filter(|_| is_turn(&mut turn, names.step)) {
                note(directory.list_permissions(principal, scope, *at));
            }
        }
        for principal in &names.principals {
            for permission in names.permissions.iter().filter(|_| is_turn(&mut turn, names.step)) {
                note(directory.list_scopes(principal, permission, *at));
            }
        }
        for permission in &names.permissions {
            for scope in names.scopes.iter().filter(|_| is_turn(&mut turn, names.step)) {
                note(directory.list_principals(permission, scope, *at));
            }
        }
        answers.text(format!("lists at {at:?}"), &text);
    }
}

/// The pages in their order, each with its state, its reason and what is missing.
fn states(pages: &[PageState]) -> String {
    let mut text = String::new();
    for page in pages {
        let state = match page.state {
            PageStateKind::Visible => "visible",
            PageStateKind::Disabled => "disabled",
            PageStateKind::Hidden => "hidden",
        };
        text.push_str(&format!("{} {state} {} [{}]", page.id, page.reason.as_str(), page.missing.join(" ")));
        text.push_str(&format!("({})", states(&page.children)));
    }
    text
}

fn is_turn(turn: &mut usize, step: usize) -> bool {
    *turn += 1;
    (*turn - 1).is_multiple_of(step)
}

/// Milliseconds since the epoch; `null` is a time that is no number.
fn time(value: &Value) -> Option<Time> {
    value.as_f64().and_then(Time::from_ms)
}

fn epoch() -> Time {
    time(&json!(0)).unwrap_or_else(|| panic!("the epoch is a time"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

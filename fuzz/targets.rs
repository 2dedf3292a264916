//! What is fuzzed: each function takes any bytes, does with them what an app could, and panics where a law is broken.
//!
//! The fuzzer and `tests/fuzz.rs` share this file.

#![allow(dead_code, reason = "each program of the fuzzer uses one function")]
#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used, reason = "a broken law stops the fuzzer")]
#![allow(unreachable_pub, missing_docs, reason = "a program has no readers outside")]

use std::sync::LazyLock;

use rolescope::{
    BUILTIN_IDS, Catalog, Change, ChangeOptions, Compiled, Directory, Error, Options, PageStateKind, Reason, Session,
    Severity, Snapshot, Time,
};

/// The tenants that the stories of the three vendors begin with.
static TENANTS: LazyLock<Vec<Directory>> = LazyLock::new(|| {
    let tenant = |catalog: &Catalog| {
        let path = format!("{}/tests/stories/{}.json", root(), catalog.id());
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let tenant = text.split_once("\"tenant\":").expect("a file of stories has a tenant").1;
        let text = tenant.split_once("\"stories\":").expect("and stories after it").0.trim().trim_end_matches(',');
        Directory::parse(catalog, text, options(false)).expect("it holds")
    };
    BUILTIN.iter().map(tenant).collect()
});

/// The folder of the engine: the fuzzer is a package of its own below it.
fn root() -> String {
    let own = env!("CARGO_MANIFEST_DIR");
    own.strip_suffix("/fuzz").unwrap_or(own).to_owned()
}

/// Of each kind of name so many are asked about.
const SOME: usize = 5;

static BUILTIN: LazyLock<Vec<Catalog>> =
    LazyLock::new(|| BUILTIN_IDS.map(|id| Catalog::builtin(id).expect("it is built in")).to_vec());
static TENANT: LazyLock<Directory> = LazyLock::new(|| {
    let text = r#"{
        "catalog": "twilio",
        "scopes": [{ "id": "OR1", "type": "organization" }, { "id": "AC1", "type": "account", "parent": "OR1" }],
        "principals": [{ "id": "lena" }, { "id": "omar" }],
        "roleAssignments": [
            { "principal": "lena", "role": "studio-viewer", "scope": "AC1" },
            { "principal": "omar", "role": "organization-owner", "scope": "OR1" }
        ]
    }"#;
    Directory::parse(&Catalog::builtin("twilio").expect("it is built in"), text, options(false)).expect("it holds")
});

/// A catalog's text. One that loads is written and read again as the same one, and grants nothing by itself.
pub fn catalog(data: &[u8]) {
    let catalog = match Catalog::parse(data) {
        Err(error) => return assert_says_why(&error),
        Ok(catalog) => catalog,
    };
    let written = catalog.to_json();
    let again = Catalog::parse(&written).expect("what was written can be read");
    assert_eq!(again.hash(), catalog.hash());
    assert_eq!(again.to_json(), written);
    let nobody = format!(r#"{{"catalog":"{}","scopes":[],"principals":[],"roleAssignments":[]}}"#, catalog.id());
    let nobody = Directory::parse(&catalog, nobody, options(false)).expect("a directory may be empty");
    for permission in catalog.permission_ids().take(SOME) {
        assert_eq!(nobody.check("ann", permission, "S1", Some(now())).reason, Reason::UnknownPrincipal);
    }
}

/// A directory's text, after its catalog and a zero byte. One that loads is written and read again as the same one, and
/// a snapshot of it answers as it does. What a lenient load leaves is a directory that holds.
pub fn directory(data: &[u8]) {
    let Some((catalog, text)) = parts(data) else { return };
    let strict = Directory::parse(&catalog, text, options(false));
    let lenient = Directory::parse(&catalog, text, options(true));
    match (&strict, &lenient) {
        (Err(error), Err(grave)) => {
            assert_says_why(error);
            assert_says_why(grave);
        }
        (Err(error), Ok(left)) => {
            assert_says_why(error);
            assert!(left.issues().iter().any(|issue| issue.severity == Severity::Error), "nothing was set aside");
            assert_holds(&catalog, left);
        }
        (Ok(strict), Ok(lenient)) => {
            assert_eq!(strict.to_json(), lenient.to_json());
            assert_holds(&catalog, strict);
        }
        (Ok(_), Err(error)) => panic!("it loads strictly and not leniently: {error}"),
    }
}

/// A snapshot's text, after its catalog and a zero byte; `$hash` in it stands for the hash of the catalog. One that
/// loads takes itself as an update, and is stale from its end on.
pub fn snapshot(data: &[u8]) {
    let Some((catalog, text)) = parts(data) else { return };
    let text = String::from_utf8_lossy(text).replace("$hash", catalog.hash());
    match Snapshot::load(&catalog, &text, None, options(false)) {
        Err(error) => assert_says_why(&error),
        Ok(snapshot) => {
            assert!(snapshot.admits(&snapshot).is_ok());
            assert_agrees_with_itself(&snapshot.session(), &catalog, now());
            let granted = |at| {
                let session = snapshot.session();
                let scopes: Vec<&str> = session.scope_ids().take(SOME).collect();
                catalog.permission_ids().any(|asked| scopes.iter().any(|scope| session.can(asked, scope, Some(at))))
            };
            assert!(snapshot.expires_at().is_none_or(|end| !granted(end)), "it is not stale at its end");
        }
    }
    if let Ok(left) = Snapshot::load(&catalog, &text, Some("ann"), options(true)) {
        assert_agrees_with_itself(&left.session(), &catalog, now());
    }
    compiled(&catalog, &text);
}

/// What is compiled into a snapshot. One that loads takes itself as an update, is stale from its end on, lists what it
/// grants, and grants nobody else anything.
fn compiled(catalog: &Catalog, text: &str) {
    let load = |principal, lenient| Compiled::load(catalog.id(), catalog.hash(), text, principal, lenient);
    let session = match load(None, false) {
        Err(error) => return assert_says_why(&error),
        Ok(session) => session,
    };
    assert!(session.admits(&session).is_ok());
    let another = load(Some("another one"), true).expect("a lenient load takes another principal's");
    let permissions: Vec<&str> = catalog.permission_ids().take(SOME).collect();
    for scope in ["T1", "S1", "P1", "A1", "nowhere"] {
        let listed = session.list_permissions(scope, Some(now()));
        for permission in &permissions {
            let decision = session.check(permission, scope, Some(now()));
            assert_eq!(decision.allowed, decision.reason == Reason::Granted);
            assert!(decision.allowed || !listed.contains(permission), "{permission} is listed at {scope}");
            // no engine writes a scope twice, and none is looked for
            if session.scopes().matches(&format!("\"{scope}\"")).count() <= 1 {
                assert_eq!(decision.allowed, session.list_scopes(permission, Some(now())).contains(&scope));
            }
            assert_eq!(another.check(permission, scope, Some(now())).reason, Reason::WrongPrincipal);
            let stale = session.expires_at().map(|end| session.check(permission, scope, Some(end)).reason);
            assert!(stale.is_none_or(|reason| reason == Reason::Stale), "it is not stale at its end");
        }
        assert!(!listed.is_empty() || permissions.iter().all(|id| !session.can(id, scope, Some(now()))));
        assert_eq!(another.roles(scope, Some(now())), []);
        assert!(another.api_scopes(Some(now())).is_empty());
    }
}

/// A path, or the id of a page. What is visible is granted, and what does not matter in a path changes nothing.
pub fn path(data: &[u8]) {
    let asked = String::from_utf8_lossy(data);
    for (principal, scope) in
        [("lena", "AC1"), ("omar", "AC1"), ("omar", "OR1"), ("nobody", "AC1"), ("lena", "nowhere")]
    {
        let session = TENANT.session(principal);
        let state = session.page(&asked, scope, Some(now()));
        assert_eq!(state.state == PageStateKind::Visible, state.reason == Reason::Granted, "{state:?}");
        if state.reason == Reason::UnknownPage {
            assert_eq!(state.id, asked);
            assert_eq!(state.state, PageStateKind::Hidden);
        } else if !state.path.is_empty() {
            assert_eq!(session.page(&state.id, scope, Some(now())), state, "by its id");
        }
        if asked.contains('/') {
            for same in
                [format!("{asked}?a=/b"), format!("{asked}#c?d"), format!("/./{asked}"), asked.to_ascii_uppercase()]
            {
                let other = session.page(&same, scope, Some(now()));
                assert_eq!(
                    (other.path, other.state, other.reason),
                    (state.path.clone(), state.state, state.reason),
                    "{same}"
                );
            }
        }
    }
}

/// A change set, after a vendor and who makes it, each with a zero byte. To try it changes nothing and says what to make
/// it would; a refusal changes nothing; what is left is a directory that holds, the revision after the one before.
pub fn change(data: &[u8]) {
    let mut parts = data.splitn(3, |byte| *byte == 0);
    let (Some(vendor), Some(by), Some(changes)) = (parts.next(), parts.next(), parts.next()) else { return };
    let Some(tenant) = TENANTS.iter().find(|tenant| tenant.catalog().id().as_bytes() == vendor) else { return };
    let changes = match Change::parse(changes) {
        Err(error) => return assert_says_why(&error),
        Ok(changes) => changes,
    };
    let by = String::from_utf8_lossy(by);
    let options = ChangeOptions { by: (!by.is_empty()).then_some(&*by), at: now(), diff_limit: usize::MAX };
    let (before, mut directory) = (tenant.to_json(), tenant.clone());
    let tried = directory.simulate(&changes, options);
    assert_eq!(directory.to_json(), before, "to try changes nothing");
    match directory.apply(&changes, options, true) {
        Err(error) => {
            assert_says_why(&error);
            assert_eq!((tried.ok, tried.issues), (false, error.issues));
            assert_eq!(directory.to_json(), before, "a refusal changes nothing");
        }
        Ok(made) => {
            assert!(tried.ok);
            assert_eq!((Some(tried.diff), tried.issues), (made.diff, made.issues));
            assert_eq!(directory.revision(), tenant.revision() + 1);
            assert_holds(tenant.catalog(), &directory);
        }
    }
}

/// Whether an input is a good text.
pub fn loads(target: &str, data: &[u8]) -> bool {
    parts(data).is_some_and(|(catalog, text)| match target {
        "directory" => Directory::parse(&catalog, text, options(false)).is_ok(),
        _ => {
            let text = String::from_utf8_lossy(text).replace("$hash", catalog.hash());
            Snapshot::load(&catalog, text, None, options(false)).is_ok()
        }
    })
}

/// Answers that no input may change: a fixed tenant's, as one text.
pub fn answers() -> String {
    let mut text = String::new();
    for principal in ["lena", "omar", "nobody"] {
        for scope in ["OR1", "AC1", "nowhere"] {
            let permissions = TENANT.list_permissions(principal, scope, Some(now()));
            text.push_str(&format!("{principal} {scope} {}\n", permissions.join(" ")));
            text.push_str(&format!("{:?}\n", TENANT.check(principal, "studio.flows.read", scope, Some(now()))));
        }
    }
    text
}

/// The catalog before the first zero byte, as text or as the name of a built-in one, and the text after it.
fn parts(data: &[u8]) -> Option<(Catalog, &[u8])> {
    let zero = data.iter().position(|byte| *byte == 0)?;
    let (head, text) = (data.get(..zero)?, data.get(zero + 1..)?);
    let built_in = BUILTIN.iter().find(|catalog| catalog.id().as_bytes() == head).cloned();
    Some((built_in.or_else(|| Catalog::parse(head).ok())?, text))
}

fn assert_says_why(error: &Error) {
    assert!(error.issues.iter().any(|issue| issue.severity == Severity::Error), "refused without an issue: {error}");
    assert!(error.issues.iter().all(|issue| !issue.message.is_empty()));
}

fn assert_holds(catalog: &Catalog, directory: &Directory) {
    let written = directory.to_json();
    let again = Directory::parse(catalog, &written, options(false)).expect("what was written can be read");
    assert_eq!(again.to_json(), written);
    assert_lists_agree(directory, catalog);
    for principal in directory.principals().into_iter().take(SOME) {
        let session = directory.session(&principal.id);
        assert_agrees_with_itself(&session, catalog, now());
        let text = directory.snapshot(&principal.id, None, Some(now())).expect("everybody can have a snapshot");
        let loaded =
            Snapshot::load(catalog, text, Some(&principal.id), options(false)).expect("a snapshot can be read");
        for scope in loaded.session().scope_ids().take(SOME) {
            for at in [Time::from_ms(0.0), Some(now()), None] {
                let alone = loaded.session().list_permissions(scope, at);
                assert_eq!(alone, session.list_permissions(scope, at), "{} at {scope}", principal.id);
            }
        }
    }
}

/// Who can and where one can are the sums of the single checks.
fn assert_lists_agree(directory: &Directory, catalog: &Catalog) {
    let (principals, scopes, at) = (directory.principals(), directory.scopes(), Some(now()));
    for permission in catalog.permission_ids().take(SOME) {
        for scope in scopes.iter().take(SOME) {
            let can = |who: &&str| directory.can(who, permission, &scope.id, at);
            let able: Vec<&str> = principals.iter().map(|principal| principal.id.as_str()).filter(can).collect();
            assert_eq!(directory.list_principals(permission, &scope.id, at), able, "{permission} at {}", scope.id);
        }
        for principal in principals.iter().take(SOME) {
            let can = |place: &&str| directory.can(&principal.id, permission, place, at);
            let places: Vec<&str> = scopes.iter().map(|scope| scope.id.as_str()).filter(can).collect();
            assert_eq!(directory.list_scopes(&principal.id, permission, at), places, "{} {permission}", principal.id);
        }
    }
}

/// A listing is the sum of the single checks, and a page that is visible is granted.
fn assert_agrees_with_itself(session: &Session<'_>, catalog: &Catalog, at: Time) {
    for scope in session.scope_ids().take(SOME) {
        let listed = session.list_permissions(scope, Some(at));
        for permission in catalog.permission_ids().take(SOME) {
            let decision = session.check(permission, scope, Some(at));
            assert_eq!(decision.allowed, decision.reason == Reason::Granted);
            assert_eq!(decision.allowed, session.can(permission, scope, Some(at)));
            assert_eq!(decision.allowed, listed.contains(&permission));
        }
        for page in session.pages(scope, Some(at)) {
            assert_eq!(page.state == PageStateKind::Visible, page.reason == Reason::Granted, "{page:?}");
        }
        assert!(session.check("no.such", scope, Some(at)).reason != Reason::Granted);
        assert!(session.list_permissions(scope, None).is_empty());
    }
}

fn options(lenient: bool) -> Options {
    Options { lenient, now: now() }
}

/// 2026-01-01, the time of the vectors.
fn now() -> Time {
    Time::from_ms(1_767_225_600_000.0).expect("it is a time")
}

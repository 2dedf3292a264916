//! A decision: allow, deny or unknown, with a stable reason.

use serde::Serialize;

use super::{
    Access,
    ground::{Ground, OfDirectory},
};
use crate::{directory::Directory, error::quoted, time::Time, wire::put};

macro_rules! reasons {
    ($($name:ident = $text:literal, $doc:literal;)*) => {
        /// Why a decision is what it is. Of the reasons against it that hold, the first in this order is given.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Reason { $(#[doc = $doc] $name,)* }

        impl Reason {
            /// Every reason, in order.
            pub const ALL: &'static [Reason] = &[$(Reason::$name,)*];

            /// The code as it stands in JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Reason::$name => $text,)* }
            }
        }
    };
}

reasons! {
    Granted = "granted", "a row grants it";
    EngineLost = "engine-lost", "the engine has failed and is being rebuilt";
    InvalidTime = "invalid-time", "the time of the question is no number";
    WrongPrincipal = "wrong-principal", "the snapshot is another principal's";
    Stale = "stale", "the snapshot has expired";
    UnknownPrincipal = "unknown-principal", "nobody has this id";
    InactivePrincipal = "inactive-principal", "the principal is not active";
    UnknownPermission = "unknown-permission", "the catalog has no such permission";
    UnknownScope = "unknown-scope", "the directory has no such scope";
    OutsideSnapshot = "outside-snapshot", "the snapshot lacks the scope";
    NotApplicable = "not-applicable", "the permission means nothing at a scope of this type";
    Narrowed = "narrowed", "an override keeps it away";
    Expired = "expired", "what granted it has ended";
    NotStarted = "not-started", "what grants it has not begun";
    OverrideIneffective = "override-ineffective", "an override would grant it, and no eligible role backs it";
    NoGrant = "no-grant", "no row grants it";
    HeldElsewhere = "held-elsewhere", "it is held at other scopes";
    UnknownPage = "unknown-page", "the catalog has no such page";
}

impl DecisionKind {
    /// The outcome as it stands in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            DecisionKind::Allow => "allow",
            DecisionKind::Deny => "deny",
            DecisionKind::Unknown => "unknown",
        }
    }
}

impl Serialize for Reason {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// The outcome of a question. Only `allow` shows anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum DecisionKind {
    /// it is granted
    Allow,
    /// it is not granted
    Deny,
    /// it cannot be told, and so it is not allowed
    Unknown,
}

impl Reason {
    /// What a decision with this reason is.
    #[must_use]
    pub fn decision(self) -> DecisionKind {
        match self {
            Reason::Granted => DecisionKind::Allow,
            Reason::EngineLost | Reason::Stale | Reason::WrongPrincipal | Reason::OutsideSnapshot => {
                DecisionKind::Unknown
            }
            _ => DecisionKind::Deny,
        }
    }

    /// The reason in words. `{0}` stands for the principal, `{1}` for the permission, `{2}` for the scope.
    fn words(self) -> &'static str {
        match self {
            Reason::Granted => "{0} may {1} at {2}",
            Reason::EngineLost => "the engine was lost and is being rebuilt",
            Reason::InvalidTime => "the time of the question is no number",
            Reason::WrongPrincipal => "the session was loaded for {0} from the snapshot of another principal",
            Reason::Stale => "the session has expired; load a new snapshot",
            Reason::UnknownPrincipal => "there is no principal {0}",
            Reason::InactivePrincipal => "{0} is not active",
            Reason::UnknownPermission => "the catalog has no permission {1}",
            Reason::UnknownScope => "there is no scope {2}",
            Reason::OutsideSnapshot => "the session knows nothing of the scope {2}",
            Reason::NotApplicable => "{1} means nothing at a scope of the type of {2}",
            Reason::Narrowed => "an override keeps {1} away from {0} at {2}",
            Reason::Expired => "what gave {0} {1} at {2} has expired",
            Reason::NotStarted => "what gives {0} {1} at {2} has not started",
            Reason::OverrideIneffective => "an override would give {0} {1} at {2}, but no eligible role backs it",
            Reason::NoGrant => "no role gives {0} {1} at {2}",
            Reason::HeldElsewhere => "{0} holds {1} at other scopes, not at {2}",
            Reason::UnknownPage => "there is no page {1}",
        }
    }

    pub(crate) fn message(self, names: [&str; 3]) -> String {
        let (mut message, mut from) = (String::new(), 0);
        let words = self.words();
        for (at, _) in words.bytes().enumerate().filter(|(_, byte)| *byte == b'{') {
            let name = words.as_bytes().get(at + 1).and_then(|digit| names.get(usize::from(digit - b'0')));
            put(&mut message, words.get(from..at).unwrap_or_default());
            put(&mut message, &quoted(name.copied().unwrap_or_default()));
            from = at + "{0}".len();
        }
        put(&mut message, words.get(from..).unwrap_or_default());
        message
    }
}

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Decision {
    /// whether it is allowed: true for `allow` alone
    pub allowed: bool,
    /// allow, deny or unknown
    pub decision: DecisionKind,
    /// the first reason that holds
    #[cfg_attr(test, ts(type = "ReasonCode"))]
    pub reason: Reason,
    /// the reason in words
    pub message: String,
    /// who was asked about
    pub principal: String,
    /// what was asked about
    pub permission: String,
    /// where
    pub scope: String,
}

impl Decision {
    pub(crate) fn new(reason: Reason, principal: &str, permission: &str, scope: &str) -> Self {
        Self {
            allowed: reason == Reason::Granted,
            decision: reason.decision(),
            reason,
            message: reason.message([principal, permission, scope]),
            principal: principal.to_owned(),
            permission: permission.to_owned(),
            scope: scope.to_owned(),
        }
    }
}

/// A question with its names looked up; nothing stands for a name that is not known.
#[derive(Clone, Copy)]
pub(crate) struct Question {
    pub(crate) principal: Option<u32>,
    pub(crate) permission: Option<u32>,
    pub(crate) scope: Option<u32>,
    /// nothing for what is no time
    pub(crate) at: Option<Time>,
}

/// Why something is allowed or not: the first reason that holds.
pub(crate) fn reason(ground: &impl Ground, permission: Option<u32>, scope: Option<u32>, at: Option<Time>) -> Reason {
    let at = match ground.answers(at) {
        Ok(at) => at,
        Err(reason) => return reason,
    };
    let Some(permission) = permission.filter(|found| (*found as usize) < ground.permissions()) else {
        return Reason::UnknownPermission;
    };
    let Some((scope, scope_type)) = scope.and_then(|scope| Some((scope, ground.scope_type(scope)?))) else {
        return ground.nowhere();
    };
    if !ground.applies(permission, scope_type) {
        return Reason::NotApplicable;
    }
    ground.access(scope, at).reason(permission)
}

impl Directory {
    pub(crate) fn question(&self, principal: &str, permission: &str, scope: &str, at: Option<Time>) -> Question {
        Question {
            principal: self.principals.find(principal),
            permission: self.catalog.0.permissions.find(permission),
            scope: self.scopes.find(scope),
            at,
        }
    }

    /// Why a principal may or may not.
    pub(crate) fn reason(&self, question: Question) -> Reason {
        let Question { principal, permission, scope, at } = question;
        let of = OfDirectory { directory: self, principal, snapshot: None };
        reason(&of, permission, scope, at)
    }

    /// The principal and the time of a question, or why there is no answer whatever is asked.
    pub(super) fn who(&self, principal: Option<u32>, at: Option<Time>) -> Result<(u32, Time), Reason> {
        let at = at.ok_or(Reason::InvalidTime)?;
        match principal.filter(|found| (*found as usize) < self.principals.len()) {
            None => Err(Reason::UnknownPrincipal),
            Some(found) if !self.principals.is_active(found) => Err(Reason::InactivePrincipal),
            Some(found) => Ok((found, at)),
        }
    }

    /// Whether a principal may do something at a scope. `at` is nothing for a time that is no number; it denies.
    #[must_use]
    pub fn can(&self, principal: &str, permission: &str, scope: &str, at: Option<Time>) -> bool {
        self.reason(self.question(principal, permission, scope, at)) == Reason::Granted
    }

    /// Whether a principal may do something at a scope, and why or why not.
    #[must_use]
    pub fn check(&self, principal: &str, permission: &str, scope: &str, at: Option<Time>) -> Decision {
        let reason = self.reason(self.question(principal, permission, scope, at));
        Decision::new(reason, principal, permission, scope)
    }
}

impl Access {
    /// Why a permission that applies to the scope is granted or not.
    pub(super) fn reason(&self, permission: u32) -> Reason {
        let sets = [
            (&self.granted, Reason::Granted),
            (&self.narrowed, Reason::Narrowed),
            (&self.expired, Reason::Expired),
            (&self.not_started, Reason::NotStarted),
            (&self.ineffective, Reason::OverrideIneffective),
        ];
        sets.into_iter().find(|(set, _)| set.contains(permission)).map_or(Reason::NoGrant, |(_, reason)| reason)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{
        Options,
        catalog::Catalog,
        error::{Code, Error},
    };

    pub(in crate::resolve) fn options() -> Result<Options, Error> {
        let now = Time::from_ms(0.0).ok_or_else(|| Error::one(Code::InvalidTime, "zero is no time"))?;
        Ok(Options { lenient: false, now })
    }

    /// A binding asks by number. One past the end of a table is a name that is not known, and nothing else.
    #[test]
    fn a_number_beyond_a_table_is_an_unknown_name() -> Result<(), Error> {
        let text = r#"{ "catalog": "studio", "scopes": [{ "id": "sys", "type": "system" }], "principals": [{ "id": "ana" }],
            "roleAssignments": [{ "principal": "ana", "role": "system", "scope": "sys" }] }"#;
        let directory = Directory::parse(&Catalog::builtin("studio")?, text, options()?)?;
        let count = crate::id::to_index(directory.catalog.0.permissions.len());
        let known = Question { principal: Some(0), permission: Some(0), scope: Some(0), at: Time::from_ms(0.0) };
        for (question, reason) in [
            (Question { principal: Some(1), ..known }, Reason::UnknownPrincipal),
            (Question { permission: Some(count), ..known }, Reason::UnknownPermission),
            (Question { scope: Some(1), ..known }, Reason::UnknownScope),
            (Question { at: None, ..known }, Reason::InvalidTime),
        ] {
            assert_eq!(directory.reason(question), reason);
        }
        assert_ne!(directory.reason(known), Reason::UnknownPermission);
        Ok(())
    }

    /// A sentence that a support engineer could send: its own for each reason, and with no name in it but those asked.
    #[test]
    fn each_reason_has_words_of_its_own() {
        let mut seen = std::collections::BTreeSet::new();
        for reason in Reason::ALL {
            let message = Decision::new(*reason, "ana", "tasks.tasks.read", "ac").message;
            assert!(!message.is_empty() && !message.ends_with('.'), "{reason:?}: {message}");
            assert!(message.starts_with(|first: char| first.is_lowercase() || first == '`'), "{reason:?}: {message}");
            assert!(seen.insert(message.clone()), "{reason:?} speaks like another one: {message}");
        }
        let told = Decision::new(Reason::NoGrant, "ana", "tasks.tasks.read", "ac").message;
        assert_eq!(told, "no role gives `ana` `tasks.tasks.read` at `ac`");
    }
}

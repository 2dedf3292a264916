//! The clock is an input: times are milliseconds since the epoch inside and RFC 3339 in UTC in text.

use std::fmt;

/// An instant in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

const DAY: i64 = 86_400_000;

impl Time {
    /// The instant `ms` milliseconds after the epoch, a fraction cut off. `None` for what is no finite number.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, reason = "a cast of a finite float saturates")]
    pub fn from_ms(ms: f64) -> Option<Self> {
        ms.is_finite().then(|| Self(ms.floor() as i64))
    }

    /// Milliseconds since the epoch.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "instants of this era are exact in a double")]
    pub fn as_ms(self) -> f64 {
        self.0 as f64
    }

    /// Whether it has a text that can be read again: RFC 3339 has years of four digits.
    pub(crate) fn has_text(self) -> bool {
        const FIRST: i64 = -719_528 * DAY;
        const AFTER_LAST: i64 = 2_932_897 * DAY;
        (FIRST..AFTER_LAST).contains(&self.0)
    }

    pub(crate) const fn as_millis(self) -> i64 {
        self.0
    }

    /// Reads `2026-11-22T08:30:00Z`, with a fraction of a second if there is one; it is cut to milliseconds. `+00:00` and
    /// `-00:00` are UTC as well; no other offset is read.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let separator = |at: usize, expected: &[u8]| bytes.get(at).filter(|byte| expected.contains(byte)).map(|_| ());
        separator(4, b"-")?;
        separator(7, b"-")?;
        separator(10, b"Tt")?;
        separator(13, b":")?;
        separator(16, b":")?;
        let (year, month, day) = (number(bytes, 0, 4)?, number(bytes, 5, 2)?, number(bytes, 8, 2)?);
        let (hour, minute, second) = (number(bytes, 11, 2)?, number(bytes, 14, 2)?, number(bytes, 17, 2)?);
        let mut at = 19;
        let mut millis = 0;
        if bytes.get(at) == Some(&b'.') {
            at += 1;
            let digits = bytes.get(at..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits == 0 || digits > 9 {
                return None;
            }
            millis = number(bytes, at, digits.min(3))? * 10_i64.pow(3 - u32::try_from(digits.min(3)).ok()?);
            at += digits;
        }
        let zone = bytes.get(at..)?;
        if !matches!(zone, b"Z" | b"z" | b"+00:00" | b"-00:00") {
            return None;
        }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days_in_month = match month {
            2 => 28 + i64::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let fits = (1..=12).contains(&month) && (1..=days_in_month).contains(&day);
        if !fits || hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let days = days_from_civil(year, month, day);
        Some(Self(days * DAY + ((hour * 60 + minute) * 60 + second) * 1000 + millis))
    }
}

/// `len` decimal digits at `at`.
fn number(bytes: &[u8], at: usize, len: usize) -> Option<i64> {
    bytes
        .get(at..at + len)?
        .iter()
        .try_fold(0_i64, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
}

/// Days since the epoch, after Howard Hinnant's `days_from_civil`: the year is taken to begin in March.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

impl fmt::Display for Time {
    /// RFC 3339 in UTC, with milliseconds where there are any.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, rest) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        let shifted = days + 719_468;
        let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let (second, millis) = (rest / 1000, rest % 1000);
        write!(f, "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)?;
        if millis > 0 {
            write!(f, ".{millis:03}")?;
        }
        f.write_str("Z")
    }
}

/// From when until when something holds: `starts ≤ t < ends`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) starts: Option<Time>,
    pub(crate) ends: Option<Time>,
}

/// Where an instant lies against a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    NotStarted,
    Active,
    Expired,
}

impl Window {
    pub(crate) const ALWAYS: Self = Self { starts: None, ends: None };

    /// What is said of a window in which nothing holds.
    pub(crate) const EMPTY: &'static str = "it expires before it starts, or at the same instant";

    pub(crate) fn is_empty(self) -> bool {
        self.starts.zip(self.ends).is_some_and(|(starts, ends)| starts >= ends)
    }

    /// What both windows hold.
    pub(crate) fn within(self, other: Self) -> Self {
        // an absent start is before every other one, an absent end after it
        let ends = [self.ends, other.ends].into_iter().flatten().min();
        Self { starts: self.starts.max(other.starts), ends }
    }

    pub(crate) fn phase(self, at: Time) -> Phase {
        if self.starts.is_some_and(|starts| at < starts) {
            Phase::NotStarted
        } else if self.ends.is_some_and(|ends| at >= ends) {
            Phase::Expired
        } else {
            Phase::Active
        }
    }

    /// The next instant after `at` at which the phase changes.
    pub(crate) fn next_change(self, at: Time) -> Option<Time> {
        [self.starts, self.ends].into_iter().flatten().filter(|change| *change > at).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every field of the text is read and written as a well-kept calendar library reads and writes it.
    #[test]
    fn agrees_with_jiff() {
        let mut ms = -62_167_219_200_000_i64;
        // jiff keeps a day free at the end, for zones
        while ms < 253_402_207_200_000 {
            let text = Time(ms).to_string();
            let theirs: Result<jiff::Timestamp, _> = text.parse();
            assert_eq!(theirs.map(jiff::Timestamp::as_millisecond).ok(), Some(ms), "{text}");
            assert_eq!(Time::parse(&text), Some(Time(ms)), "{text}");
            ms += 86_399_877 * 3 + 61_001;
        }
    }

    #[test]
    fn reads_fractions_to_the_millisecond() {
        assert_eq!(Time::parse("1970-01-01T00:00:01.5Z"), Some(Time(1500)));
        assert_eq!(Time::parse("1970-01-01T00:00:01.9999Z"), Some(Time(1999)));
        assert_eq!(Time::parse("1970-01-01t00:00:01z"), Some(Time(1000)));
    }

    #[test]
    fn refuses_what_is_no_instant_in_utc() {
        for text in [
            "",
            "Z",
            "2026",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-01-32T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z",
            "2026-01-01T00:00:60Z",
            "2026-01-01T00:00:00",
            "2026-01-01T00:00:00+01:00",
            "2026-01-01T00:00:00.Z",
            "2026-01-01 00:00:00Z",
            "2026-01-01T00:00:00.1234567891Z",
            "2026-01-01T00:00:00Z ",
            "-026-01-01T00:00:00Z",
            "2026-01-01T00:00:00é",
        ] {
            assert_eq!(Time::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_window_holds_from_its_start_until_just_before_its_end() {
        let window = Window { starts: Some(Time(10)), ends: Some(Time(20)) };
        let phases = [9, 10, 19, 20].map(|ms| window.phase(Time(ms)));
        assert_eq!(phases, [Phase::NotStarted, Phase::Active, Phase::Active, Phase::Expired]);
        let changes = [9, 10, 19, 20].map(|ms| window.next_change(Time(ms)));
        assert_eq!(changes, [Some(Time(10)), Some(Time(20)), Some(Time(20)), None]);
    }
}

//! Instants as text and as milliseconds, by counting years and months one by one.

fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_in_year(year: i64) -> i64 {
    if is_leap(year) { 366 } else { 365 }
}

/// `2025-01-31T10:00:00.5Z` as milliseconds since the epoch; digits past the third are cut off.
pub fn from_text(text: &str) -> Option<i64> {
    let body = ["Z", "+00:00", "-00:00"].iter().find_map(|zone| text.strip_suffix(zone))?;
    let (date, time) = body.split_once('T')?;
    let date: Vec<i64> = date.split('-').filter_map(|n| n.parse().ok()).collect();
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let clock: Vec<i64> = clock.split(':').filter_map(|n| n.parse().ok()).collect();
    let [year, month, day] = date[..] else {
        return None;
    };
    let [hour, minute, second] = clock[..] else {
        return None;
    };

    let mut days = day - 1;
    for earlier in 1..month {
        days += days_in_month(year, earlier);
    }
    for earlier in 1970..year {
        days += days_in_year(earlier);
    }
    for later in year..1970 {
        days -= days_in_year(later);
    }
    let padded = format!("{fraction}000");
    let milliseconds: i64 = padded.get(..3)?.parse().ok()?;
    Some((((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + milliseconds)
}

/// The instant as RFC 3339 text, with as few digits of a fraction as it needs.
pub fn to_text(at: i64) -> String {
    let mut days = at.div_euclid(86_400_000);
    let rest = at.rem_euclid(86_400_000);
    let mut year = 1970;
    while days < 0 {
        year -= 1;
        days += days_in_year(year);
    }
    while days >= days_in_year(year) {
        days -= days_in_year(year);
        year += 1;
    }
    let mut month = 1;
    while days >= days_in_month(year, month) {
        days -= days_in_month(year, month);
        month += 1;
    }
    let (seconds, milliseconds) = (rest / 1000, rest % 1000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let day = days + 1;
    let fraction = match milliseconds {
        0 => String::new(),
        n => format!(".{n:03}").trim_end_matches('0').to_string(),
    };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

#[cfg(test)]
mod tests {
    use super::{from_text, to_text};

    #[test]
    fn known_instants() {
        assert_eq!(from_text("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(from_text("1969-12-31T23:59:59.999Z"), Some(-1));
        assert_eq!(from_text("2000-03-01T00:00:00Z"), Some(951_868_800_000));
        assert_eq!(from_text("2024-02-29T23:59:59.9Z"), Some(1_709_251_199_900));
        assert_eq!(from_text("2024-02-29T23:59:59.9009999Z"), Some(1_709_251_199_900));
        assert_eq!(from_text("1969-12-31T23:59:59.9999Z"), Some(-1));
    }

    #[test]
    fn text_and_back() {
        for at in [-1, 0, 1, 500, 951_868_799_999, 1_709_251_199_900, 4_102_444_800_000] {
            assert_eq!(from_text(&to_text(at)), Some(at), "{}", to_text(at));
        }
        assert_eq!(to_text(1_709_251_199_900), "2024-02-29T23:59:59.9Z");
    }
}

//! Times in the forms that events and logs have them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A moment in UTC, apart in its fields.
pub(crate) struct Moment {
    year: u64,
    month: usize,
    day: u64,
    hour: u64,
    minute: u64,
    second: u64,
}

/// Now, in milliseconds since 1970.
pub(crate) fn now_ms() -> u64 {
    since_epoch(SystemTime::now())
}

/// Milliseconds since 1970.
pub(crate) fn since_epoch(time: SystemTime) -> u64 {
    let elapsed = time.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX)
}

impl Moment {
    /// The moment this many milliseconds after 1970.
    pub(crate) fn from_ms(ms: u64) -> Self {
        let seconds = ms / 1000;
        let (year, month, day) = civil(seconds / 86_400);
        let rest = seconds % 86_400;
        Self { year, month, day, hour: rest / 3600, minute: rest / 60 % 60, second: rest % 60 }
    }

    /// `25/Nov/2026:10:00:00 +0000`, as HTTP events have it.
    pub(crate) fn common_log(&self) -> String {
        let month = MONTHS.get(self.month.wrapping_sub(1)).copied().unwrap_or_default();
        let Self { year, day, hour, minute, second, .. } = self;
        format!("{day:02}/{month}/{year}:{hour:02}:{minute:02}:{second:02} +0000")
    }

    /// `2026/11/25`, as in the names of log streams.
    pub(crate) fn date(&self) -> String {
        format!("{}/{:02}/{:02}", self.year, self.month, self.day)
    }
}

/// Year, month and day of a day counted from 1970, in the proleptic Gregorian calendar: years are counted from
/// March, so that the leap day is the last one, in eras of 400 years, which all have 146,097 days.
fn civil(days: u64) -> (u64, usize, u64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    (year, usize::try_from(month).unwrap_or(1), day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_have_the_forms_of_events() {
        let moment = Moment::from_ms(1_795_600_800_123);
        assert_eq!(moment.common_log(), "25/Nov/2026:10:00:00 +0000");
        assert_eq!(Moment::from_ms(951_782_400_000).date(), "2000/02/29");
        assert_eq!(Moment::from_ms(0).common_log(), "01/Jan/1970:00:00:00 +0000");
    }
}

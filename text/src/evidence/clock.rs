//! Times of the day.

/// The half of the day that a folded word names: 0 before noon, 12 after.
pub(super) fn half(word: &str) -> Option<u32> {
    match word {
        "am" | "a.m" | "صباحا" | "صبح" | "بامداد" | "الصبح" | "mattina" => Some(0),
        "pm" | "p.m" | "مساء" | "عصرا" | "العصر" | "المسا" | "ظهرا" | "المساء" | "بعدازظهر" | "شب"
        | "sera" | "pomeriggio" => Some(12),
        _ => None,
    }
}

/// `14.00` may be a time where nothing says that it is an amount.
pub(super) fn is_dotted(token: &str) -> bool {
    token.split_once('.').is_some_and(|(hour, minute)| {
        minute.len() == 2
            && hour.len() <= 2
            && hour.parse::<u32>().is_ok_and(|hour| hour <= 24)
            && minute.parse::<u32>().is_ok_and(|minute| minute < 60)
    })
}

/// The minutes after midnight that a written time may mean. `halves`: the text names halves of the day somewhere, so
/// a time without one may be of either.
pub(super) fn minutes(time: &str, half: Option<u32>, halves: bool) -> Vec<u32> {
    let mut parts = time.split([':', '.']).map(|part| part.parse::<u32>().unwrap_or(0).min(100));
    let (hour, minute) = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    match half {
        Some(0) => vec![(hour % 12) * 60 + minute],
        Some(_) if hour <= 12 => vec![(hour % 12 + 12) * 60 + minute],
        None if halves && hour <= 12 => vec![hour * 60 + minute, (hour % 12 + 12) * 60 + minute],
        _ => vec![hour * 60 + minute],
    }
}

/// Hours that have names: the ninth in the evening, behind the word for hour or before a half of the day.
pub(super) fn named_hour(token: &str, before: &str, after: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "الواحده",
        "الثانيه",
        "الثالثه",
        "الرابعه",
        "الخامسه",
        "السادسه",
        "السابعه",
        "الثامنه",
        "التاسعه",
        "العاشره",
        "الحاديه",
        "الثانيه عشره",
    ];
    let bare = token.strip_prefix(['و', 'ب']).filter(|rest| rest.starts_with("ال")).unwrap_or(token);
    let hour = (1..).zip(NAMES).find(|(_, name)| *name == bare).map(|(hour, _)| hour)?;
    let half = half(after);
    (half.is_some() || before.ends_with("ساعه")).then(|| half.map_or(hour, |half| hour % 12 + half))
}

/// Noon and midnight.
pub(super) fn named(token: &str) -> Option<u32> {
    match token {
        "midnight" | "mezzanotte" | "نيمهشب" => Some(24 * 60),
        "noon" | "mezzogiorno" => Some(12 * 60),
        _ => None,
    }
}

/// How a time is said as a number: 20:00 is 20, and 8; 16:30 is 16.3 to who reads it as an amount.
pub(super) fn spoken(minute: u32) -> Vec<String> {
    let (hour, rest) = (minute / 60, minute % 60);
    let of = |hour: u32| match rest {
        0 => hour.to_string(),
        rest => format!("{hour}.{}", format!("{rest:02}").trim_end_matches('0')),
    };
    if hour > 12 { vec![of(hour), of(hour - 12)] } else { vec![of(hour)] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_the_same_in_both_clocks() {
        assert_eq!(minutes("8:00", Some(12), true), [1_200]);
        assert_eq!(minutes("20.00", None, true), [1_200]);
        assert_eq!(minutes("9:30", None, false), [570]);
        assert_eq!(minutes("12", Some(0), false), [0]);
        assert_eq!(named_hour("الثامنه", "الساعه", "مساء"), Some(20));
        assert_eq!(named_hour("الثامنه", "المره", "منا"), None);
        assert_eq!(spoken(1_200), ["20", "8"]);
    }
}

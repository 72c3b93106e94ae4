use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use time::{OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description};

/// A moment on the wire: RFC 3339, UTC, milliseconds (`2026-03-01T09:30:00.125Z`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "server", derive(sqlx::Type, utoipa::ToSchema), sqlx(transparent))]
#[cfg_attr(feature = "server", schema(value_type = String, format = DateTime))]
pub struct Stamp(pub OffsetDateTime);

impl Stamp {
    /// Milliseconds since 1970-01-01 UTC.
    pub fn unix_ms(self) -> i64 {
        i64::try_from(self.0.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX)
    }
}

impl std::fmt::Display for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let format =
            format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
        let utc = self.0.to_offset(time::UtcOffset::UTC);
        f.write_str(&utc.format(&format).map_err(|_| std::fmt::Error)?)
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        OffsetDateTime::parse(&text, &Rfc3339)
            .map(Self)
            .map_err(|_| D::Error::custom("a time is written as in 2026-01-31T12:00:00Z"))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_utc_with_milliseconds() {
        let stamp: Stamp = serde_json::from_str("\"2026-03-01T12:30:00.1259+03:00\"").unwrap();
        assert_eq!(serde_json::to_string(&stamp).unwrap(), "\"2026-03-01T09:30:00.125Z\"");
        assert_eq!(stamp.unix_ms(), 1_772_357_400_125);
    }
}

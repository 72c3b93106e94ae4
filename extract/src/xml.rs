//! What the parts of Office packages have in common as XML.

use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::Refused;

/// Reads XML strictly enough: bad nesting is an error, and a DTD too (Office never writes one; it is
/// where entities that blow up are declared).
pub(crate) fn forbid_dtd(event: &Event<'_>) -> Result<(), Refused> {
    match event {
        Event::DocType(_) => Err(Refused::broken("a DTD in an Office document")),
        _ => Ok(()),
    }
}

/// The value of an attribute, by its name without the namespace.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|found| found.key.local_name().as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Explicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// The character of `&amp;` and `&#x41;`; nothing else can be declared without a DTD.
pub(crate) fn reference(name: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return Some(c);
    }
    match name.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

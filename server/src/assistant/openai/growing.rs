use super::{Completion, Usage, fault::Fault};
use crate::assistant::clean;
use serde_json::Value;

/// An answer as it grows.
#[derive(Default)]
pub(super) struct Growing {
    pub text: String,
    finish: Option<String>,
    usage: Usage,
}

impl Growing {
    /// Takes a chunk in; whether the text grew.
    pub fn take(&mut self, chunk: &Value) -> Result<bool, Fault> {
        if let Some(error) = chunk.get("error").filter(|error| !error.is_null()) {
            let status = error.get("code").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok());
            return Err(Fault::read(status, chunk));
        }
        if let Some(usage) = chunk.get("usage").filter(|usage| usage.is_object()) {
            self.usage = Usage::of(usage);
        }
        if let Some(finish) = chunk.pointer("/choices/0/finish_reason").and_then(Value::as_str) {
            self.finish = Some(finish.to_owned());
        }
        let content = chunk
            .pointer("/choices/0/delta/content")
            .or_else(|| chunk.pointer("/choices/0/message/content"))
            .and_then(Value::as_str)
            .unwrap_or_default();
        self.text.push_str(content);
        Ok(!content.is_empty())
    }

    /// The answer, if it is whole: a stream that just stops in the middle of a sentence is not.
    pub fn finish(self) -> Result<Completion, Fault> {
        let visible = clean::clean(&self.text).text;
        let whole = match self.finish.as_deref() {
            Some("length") => return self.shortened(&visible),
            Some("content_filter") => return Err(Fault::Nonsense),
            Some(_) => true,
            None => {
                visible == clean::NO_ANSWER
                    || visible.ends_with(['.', '!', '?', '؟', '۔', '…', ':', ')', '"', '»'])
            }
        };
        match whole {
            false => Err(Fault::Garbled),
            true if visible != clean::NO_ANSWER && clean::is_nonsense(&visible) => Err(Fault::Nonsense),
            true => Ok(Completion { raw: self.text, usage: self.usage, tries: 1 }),
        }
    }

    /// An answer that was cut at its most tokens: what is whole of it.
    fn shortened(mut self, visible: &str) -> Result<Completion, Fault> {
        let mut sentences = text::sentence::sentences(&self.text);
        sentences.pop();
        let end = sentences.last().map(|last| last.end).ok_or(Fault::Nonsense)?;
        self.text.truncate(end);
        if clean::is_nonsense(visible) || clean::clean(&self.text).text.is_empty() {
            return Err(Fault::Nonsense);
        }
        Ok(Completion { raw: self.text, usage: self.usage, tries: 1 })
    }
}

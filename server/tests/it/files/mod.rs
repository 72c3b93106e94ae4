mod attach;
mod sweep;

use crate::world::{Answer, Person, World};
use reqwest::Method;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// One part of a form.
pub struct Part<'a> {
    pub name: &'a str,
    pub file: Option<&'a str>,
    pub bytes: &'a [u8],
}

/// A `multipart/form-data` request, as a browser makes it.
pub fn form(person: &Person, path: &str, parts: &[Part]) -> reqwest::RequestBuilder {
    let boundary = "----5c1d0f6e2a";
    let mut body = Vec::new();
    for part in parts {
        let file = part.file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        body.extend_from_slice(
            format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"{file}\r\n\r\n", part.name)
                .as_bytes(),
        );
        body.extend_from_slice(part.bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    person
        .world
        .request(Method::POST, path)
        .header("authorization", person.bearer())
        .header("content-type", format!("multipart/form-data; boundary={boundary}"))
        .body(body)
}

/// Uploads an attachment.
pub async fn attaches(person: &Person, name: &str, bytes: &[u8]) -> Answer {
    Answer::of(form(person, "attachments", &[Part { name: "file", file: Some(name), bytes }])).await
}

pub fn id(answer: &Value) -> String {
    answer["id"].as_str().unwrap().to_owned()
}

/// The tenant's files on disk.
pub fn on_disk(world: &World) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(&world.app.config.data.join("files/global").join(world.tenant.to_string()), &mut found);
    found
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            walk(&entry.path(), found);
        } else {
            found.push(entry.path());
        }
    }
}

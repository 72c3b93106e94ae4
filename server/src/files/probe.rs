use crate::data_folder::advice;
use std::{
    io::{self, Write},
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::Mutex;

/// An answer is good for this long, however many balancers ask.
const FRESH: Duration = Duration::from_secs(3);
/// A full disk may still have a place for a name: this is more than goes beside it.
const BYTES: usize = 64 * 1024;

/// Finds out whether a folder takes files, by writing one.
#[derive(Clone, Debug, Default)]
pub(super) struct Probe {
    last: Arc<Mutex<Option<Answer>>>,
}

#[derive(Clone, Debug)]
struct Answer {
    at: Instant,
    result: Result<(), String>,
}

impl Probe {
    pub(super) async fn answer(&self, folder: &Path) -> Result<(), String> {
        self.answer_within(FRESH, folder).await
    }

    /// The lock goes with the thread that writes: behind a disk that hangs stands one thread, not one for
    /// each who asks and stops waiting.
    async fn answer_within(&self, fresh: Duration, folder: &Path) -> Result<(), String> {
        let mut last = self.last.clone().lock_owned().await;
        if let Some(answer) = &*last
            && answer.at.elapsed() < fresh
        {
            return answer.result.clone();
        }
        let folder = folder.to_owned();
        let asked = tokio::task::spawn_blocking(move || {
            let result = write(&folder).map_err(|error| {
                format!(
                    "the folder of files {} can't be written: {error}{}",
                    folder.display(),
                    advice(&error)
                )
            });
            *last = Some(Answer { at: Instant::now(), result: result.clone() });
            result
        });
        asked.await.unwrap_or_else(|error| Err(error.to_string()))
    }
}

fn write(folder: &Path) -> io::Result<()> {
    let path = folder.join(".probe");
    let written = std::fs::File::create(&path).and_then(|mut file| file.write_all(&[0; BYTES]));
    let removed = match std::fs::remove_file(&path) {
        // Another node of the same folder had the same question.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    };
    written.and(removed)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_folder_that_takes_no_files_is_found_out_and_asked_again_later() {
        let folder = std::env::temp_dir().join(format!("diwan-probe-{:016x}", rand::random::<u64>()));
        std::fs::create_dir(&folder).unwrap();
        let probe = Probe::default();
        probe.answer(&folder).await.unwrap();
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);

        std::fs::remove_dir(&folder).unwrap();
        // Still the first answer; then a fresh one.
        probe.answer(&folder).await.unwrap();
        let why = probe.answer_within(Duration::ZERO, &folder).await.unwrap_err();
        assert!(why.contains(&folder.display().to_string()), "{why}");

        std::fs::create_dir(&folder).unwrap();
        assert_eq!(probe.answer(&folder).await.unwrap_err(), why);
        probe.answer_within(Duration::ZERO, &folder).await.unwrap();
        std::fs::remove_dir(&folder).unwrap();
    }
}

//! What the processor's limit can't end: a reader that sleeps.
//!
//! The PDF library reports refused memory by a C++ exception. On its way out it passes through our frames, which
//! close the page and the file, for which they take the library's lock; the call that was left holds it. Nothing
//! else in a reader ever waits between its input and its answer, so one that sleeps is lost to its memory's limit.

use std::{
    fs::File,
    io::Read,
    process,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

/// Where the kernel says what the process's first thread does, which is the one that reads.
const STATE: &str = "/proc/self/stat";
/// How often it is looked at.
const GLANCE: Duration = Duration::from_millis(100);
/// How many looks in a row must find it asleep. Waiting for a busy processor or the disk is another state.
const ASLEEP: u32 = 10;

/// Looks at the first thread until it is dropped.
pub(super) struct Watch {
    over: Arc<AtomicBool>,
}

impl Watch {
    /// From here on the first thread may not sleep: the process ends as one that was refused memory. Where the
    /// kernel tells no states, the caller's clock has to do.
    pub(super) fn begin() -> std::io::Result<Self> {
        let over = Arc::new(AtomicBool::new(false));
        let told = over.clone();
        let (up, is_up) = mpsc::channel();
        // Nothing in there asks for memory, which may all be gone, or for a lock: what a new thread sets up waits for
        // the one under which the library is loaded.
        thread::Builder::new().stack_size(64 * 1024).spawn(move || {
            let _ = sleeps();
            let _ = up.send(());
            let mut asleep = 0;
            while !told.load(Ordering::Acquire) && asleep < ASLEEP {
                thread::sleep(GLANCE);
                match sleeps() {
                    Some(true) => asleep += 1,
                    Some(false) => asleep = 0,
                    None => return,
                }
            }
            if !told.load(Ordering::Acquire) {
                process::abort();
            }
        })?;
        let _ = is_up.recv();
        Ok(Self { over })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Release);
    }
}

fn sleeps() -> Option<bool> {
    let mut stat = [0; 128];
    let read = File::open(STATE).and_then(|mut file| file.read(&mut stat)).ok()?;
    state(stat.get(..read)?).map(|state| state == b'S')
}

/// `42 (diwan) S 1 …`: the letter after the name, which may hold spaces and brackets.
fn state(stat: &[u8]) -> Option<u8> {
    let name_ends = stat.iter().rposition(|byte| *byte == b')')?;
    stat.get(name_ends + 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_stands_after_the_name() {
        assert_eq!(state(b"7 (a) b) S 1 7"), Some(b'S'));
        assert_eq!(state(b"7 (diwan) R 1 7"), Some(b'R'));
        assert_eq!(state(b"7 (diwan)"), None);
        assert_eq!(state(b""), None);
    }
}

//! What is being done, what is left, how long it took.

use anyhow::Result;
use std::time::{Duration, Instant};

/// Numbered steps of one command: `[2/6] dashboard (WebAssembly) … 12 s`.
pub struct Steps {
    total: usize,
    done: usize,
}

impl Steps {
    /// Announces `total` steps to come.
    pub fn of(total: usize) -> Self {
        Self { total, done: 0 }
    }

    /// Says what begins, does it, and says how long it took if that was worth a line.
    pub fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.done += 1;
        let place = format!("[{}/{}]", self.done, self.total);
        eprintln!("{place} {name} …");
        let begun = Instant::now();
        let result = work()?;
        let took = begun.elapsed();
        if took > Duration::from_secs(1) {
            eprintln!("{place} {name}: {}", spoken(took));
        }
        Ok(result)
    }

    /// A last line that is no work of ours.
    pub fn announce(&mut self, name: &str) {
        self.done += 1;
        eprintln!("[{}/{}] {name} …", self.done, self.total);
    }
}

/// `0.8 s`, `12 s`, `3 min 05 s`.
pub fn spoken(took: Duration) -> String {
    let seconds = took.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", took.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        assert_eq!(spoken(Duration::from_millis(840)), "0.8 s");
        assert_eq!(spoken(Duration::from_secs(12)), "12 s");
        assert_eq!(spoken(Duration::from_secs(185)), "3 min 05 s");
    }
}

//! Waiting, on the browser's own timers.

use futures::{FutureExt, channel::oneshot, future::select, pin_mut};
use leptos::prelude::*;
use std::{future::Future, time::Duration};

/// Ends after `ms` milliseconds.
pub async fn sleep(ms: u32) {
    let (done, waiting) = oneshot::channel();
    let ring = move || {
        // Nobody waits any longer: nothing to do.
        let _ = done.send(());
    };
    set_timeout(ring, Duration::from_millis(u64::from(ms)));
    // The sender is owned by the timer, which the browser may drop with the page.
    let _ = waiting.await;
}

/// The result of `work`, or `None` when it takes longer than `ms`.
pub async fn within<T>(ms: u32, work: impl Future<Output = T>) -> Option<T> {
    let limit = sleep(ms).fuse();
    pin_mut!(work, limit);
    match select(work, limit).await {
        futures::future::Either::Left((value, _)) => Some(value),
        futures::future::Either::Right(_) => None,
    }
}

/// How long to wait before attempt number `attempt` (0, 1, …): doubling from half a second to
/// `most_ms`, each drawn between half and all of it, so that many clients do not come back together.
pub fn backoff(attempt: u32, most_ms: u32) -> u32 {
    backoff_at(attempt, most_ms, js_sys::Math::random())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and most_ms")]
fn backoff_at(attempt: u32, most_ms: u32, chance: f64) -> u32 {
    let full = 500_u32.saturating_mul(1 << attempt.min(10)).min(most_ms);
    (f64::from(full) * (0.5 + chance / 2.0)) as u32
}

#[cfg(test)]
mod tests {
    use super::backoff_at;

    #[test]
    fn waits_double_up_to_the_limit_and_never_less_than_half() {
        assert_eq!(backoff_at(0, 15_000, 1.0), 500);
        assert_eq!(backoff_at(3, 15_000, 1.0), 4_000);
        assert_eq!(backoff_at(3, 15_000, 0.0), 2_000);
        assert_eq!(backoff_at(40, 15_000, 1.0), 15_000);
    }
}

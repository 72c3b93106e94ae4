//! Circuit breakers: a provider that fails again and again is left alone for a while, so that no customer waits for it.
//!
//! They live in this process: each node finds out for itself, and a restart begins anew.

use super::openai::Fault;
use api::{Circuit, ProviderId, ProviderState, Stamp, TenantId};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};
use time::OffsetDateTime;

/// Failures in a row after which a provider is left alone.
const FAILURES: u32 = 5;
/// For how long, the first time; doubled each time that the try after it fails.
const REST: Duration = Duration::from_secs(30);
const LONGEST_REST: Duration = Duration::from_secs(300);

/// The breakers of all tenants' providers.
#[derive(Debug, Default)]
pub struct Breakers(Mutex<HashMap<(TenantId, ProviderId), Breaker>>);

/// One that has failed; a provider that does well has none.
#[derive(Debug)]
struct Breaker {
    failures: u32,
    /// Until when nobody asks it, once it has failed too often.
    until: Option<Instant>,
    rest: Duration,
    last: (OffsetDateTime, Fault),
}

impl Breakers {
    /// Whether the provider may be asked. When its rest is over, one caller may, and the others wait for another rest:
    /// that call's end says how it goes on, and should it never end, the next one is let through after the rest.
    pub(super) fn may(&self, tenant: TenantId, provider: ProviderId, now: Instant) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(breaker) = all.get_mut(&(tenant, provider)) else { return true };
        match breaker.until {
            Some(until) if now < until => false,
            Some(_) => {
                breaker.until = Some(now + breaker.rest);
                true
            }
            None => true,
        }
    }

    /// It answered.
    pub(super) fn good(&self, tenant: TenantId, provider: ProviderId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&(tenant, provider));
    }

    /// It failed.
    pub(super) fn bad(
        &self,
        tenant: TenantId,
        provider: ProviderId,
        fault: Fault,
        now: Instant,
        at: OffsetDateTime,
    ) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let breaker = all.entry((tenant, provider)).or_insert(Breaker {
            failures: 0,
            until: None,
            rest: REST,
            last: (at, fault),
        });
        breaker.last = (at, fault);
        if !fault.is_outage() {
            // It is there, and says what is wrong: waiting changes nothing.
            (breaker.failures, breaker.until, breaker.rest) = (0, None, REST);
            return;
        }
        breaker.failures = breaker.failures.saturating_add(1);
        if breaker.failures >= FAILURES {
            if breaker.until.is_some() {
                breaker.rest = (breaker.rest * 2).min(LONGEST_REST);
            }
            breaker.until = Some(now + breaker.rest);
        }
    }

    /// Begins anew with a tenant's providers.
    pub(super) fn forget(&self, tenant: TenantId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|(of, _), _| *of != tenant);
    }

    /// How a provider has done lately; what it is allowed is not known here.
    pub(super) fn state(&self, tenant: TenantId, provider: ProviderId, now: Instant) -> ProviderState {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let breaker = all.get(&(tenant, provider));
        let circuit = match breaker.and_then(|breaker| breaker.until) {
            None => Circuit::Closed,
            Some(until) if now < until => Circuit::Open,
            Some(_) => Circuit::HalfOpen,
        };
        ProviderState {
            id: provider,
            circuit,
            failures: breaker.map_or(0, |breaker| breaker.failures),
            last_error: breaker.map(|breaker| breaker.last.1.to_string()),
            last_error_at: breaker.map(|breaker| Stamp(breaker.last.0)),
            allowed: true,
            no_training: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const AT: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

    fn ids() -> (TenantId, ProviderId) {
        (TenantId(Uuid::from_u128(1)), ProviderId(Uuid::from_u128(2)))
    }

    fn failing(times: u32, now: Instant) -> Breakers {
        let (breakers, (tenant, provider)) = (Breakers::default(), ids());
        for _ in 0..times {
            assert!(breakers.may(tenant, provider, now));
            breakers.bad(tenant, provider, Fault::Status(503), now, AT);
        }
        breakers
    }

    #[test]
    fn it_opens_after_failures_in_a_row_and_lets_one_try_after_the_rest() {
        let (now, (tenant, provider)) = (Instant::now(), ids());
        let breakers = failing(FAILURES - 1, now);
        assert!(breakers.may(tenant, provider, now));
        breakers.bad(tenant, provider, Fault::TimedOut, now, AT);
        assert!(!breakers.may(tenant, provider, now + REST / 2));
        assert_eq!(breakers.state(tenant, provider, now).circuit, Circuit::Open);
        let later = now + REST;
        assert_eq!(breakers.state(tenant, provider, later).circuit, Circuit::HalfOpen);
        assert!(breakers.may(tenant, provider, later), "one may try");
        assert!(!breakers.may(tenant, provider, later), "and no second one at the same time");
        breakers.good(tenant, provider);
        assert!(breakers.may(tenant, provider, later));
        assert_eq!(breakers.state(tenant, provider, later).last_error, None);
    }

    #[test]
    fn a_try_that_fails_makes_the_rest_longer_and_no_rest_is_for_ever() {
        let (mut now, (tenant, provider)) = (Instant::now(), ids());
        let breakers = failing(FAILURES, now);
        let mut rest = REST;
        for _ in 0..6 {
            now += rest;
            assert!(breakers.may(tenant, provider, now));
            breakers.bad(tenant, provider, Fault::Unreachable, now, AT);
            rest = (rest * 2).min(LONGEST_REST);
            assert!(!breakers.may(tenant, provider, now + rest - Duration::from_secs(1)));
        }
        assert_eq!(rest, LONGEST_REST);
    }

    #[test]
    fn what_waiting_does_not_mend_keeps_it_closed_and_is_said() {
        let (now, (tenant, provider)) = (Instant::now(), ids());
        let breakers = failing(FAILURES - 1, now);
        for _ in 0..10 {
            breakers.bad(tenant, provider, Fault::ModelMissing, now, AT);
        }
        let state = breakers.state(tenant, provider, now);
        assert_eq!((state.circuit, state.last_error.as_deref()), (Circuit::Closed, Some("model_not_found")));
        breakers.forget(tenant);
        assert_eq!(breakers.state(tenant, provider, now).last_error, None);
    }

    #[test]
    fn a_try_that_never_ends_does_not_shut_the_provider_out() {
        let (now, (tenant, provider)) = (Instant::now(), ids());
        let breakers = failing(FAILURES, now);
        assert!(breakers.may(tenant, provider, now + REST));
        assert!(!breakers.may(tenant, provider, now + REST * 2 - Duration::from_secs(1)));
        assert!(breakers.may(tenant, provider, now + REST * 2));
    }
}

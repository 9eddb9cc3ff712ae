//! How often something may be tried.
//!
//! The municipalities of a Kreis often share one data centre and so one IP address: limits per address alone would
//! lock a whole town hall out. So each account has a strict limit and each address a generous one.

use std::{
    hash::Hash,
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    time::Duration,
};

use app::error::Error;
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    state::keyed::DashMapStateStore,
};

/// A limit for each key.
struct Limit<K: Hash + Eq + Clone>(RateLimiter<K, DashMapStateStore<K>, DefaultClock>);

impl<K: Hash + Eq + Clone> Limit<K> {
    /// `burst` at once, then one each `interval`.
    fn new(burst: u32, interval: Duration) -> Self {
        let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::with_period(interval).unwrap_or_else(|| Quota::per_minute(burst)).allow_burst(burst);
        Self(RateLimiter::dashmap(quota))
    }

    fn spend(&self, key: &K) -> Result<(), Error> {
        self.0.check_key(key).map_err(|not_yet| Error::TooMany(not_yet.wait_time_from(DefaultClock::default().now())))
    }
}

/// What one subscriber has: an address of IPv4, the first 64 bits of IPv6 (RFC 6177).
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
    }
}

/// The limits of this process. Several nodes each have their own, so a limit holds times the number of nodes.
pub struct Throttle {
    sign_in_account: Limit<String>,
    sign_in_address: Limit<IpAddr>,
    code: Limit<i64>,
    mail_account: Limit<String>,
    mail_address: Limit<IpAddr>,
    searches: Option<Searches>,
}

/// Limits for searches, which cost more than other pages.
struct Searches {
    member: Limit<i64>,
    guests: Limit<IpAddr>,
}

/// So many seconds' worth may be searched at once.
const AT_ONCE: u32 = 10;
/// So many guests may sit behind one address.
const GUESTS: u32 = 10;

impl Searches {
    /// `None` when there shall be no limit.
    fn per_second(number: u32) -> Option<Self> {
        let each = Duration::from_secs(1).checked_div(number)?;
        Some(Self { member: Limit::new(number * AT_ONCE, each), guests: Limit::new(number * AT_ONCE * GUESTS, each / GUESTS) })
    }
}

impl Throttle {
    /// With so many searches of one person in a second; 0 for no limit.
    #[must_use]
    pub fn new(searches_per_second: u32) -> Self {
        let minutes = |count: u64| Duration::from_secs(count * 60);
        Self {
            sign_in_account: Limit::new(10, minutes(3)),
            sign_in_address: Limit::new(100, Duration::from_secs(3)),
            // three of a million codes fit at a time: guessing one takes a year, knowing the password
            code: Limit::new(5, minutes(2)),
            mail_account: Limit::new(3, minutes(10)),
            mail_address: Limit::new(30, minutes(1)),
            searches: Searches::per_second(searches_per_second),
        }
    }

    /// An attempt to sign in to this account from this address; `None` for what is no mail address at all, so that
    /// slips of the pen of different people do not add up.
    pub fn sign_in(&self, account: Option<&str>, from: IpAddr) -> Result<(), Error> {
        self.sign_in_address.spend(&network(from))?;
        account.map_or(Ok(()), |account| self.sign_in_account.spend(&account.to_owned()))
    }

    /// A code of this account, tried from this address.
    pub fn code(&self, account: i64, from: IpAddr) -> Result<(), Error> {
        self.sign_in_address.spend(&network(from))?;
        self.code.spend(&account)
    }

    /// Something that sends a mail to this account, asked for from this address.
    pub fn mail(&self, account: Option<&str>, from: IpAddr) -> Result<(), Error> {
        self.mail_address.spend(&network(from))?;
        account.map_or(Ok(()), |account| self.mail_account.spend(&account.to_owned()))
    }

    /// A search of a member, or of a guest from this address.
    pub fn search(&self, member: Option<i64>, from: IpAddr) -> Result<(), Error> {
        let Some(searches) = &self.searches else { return Ok(()) };
        member.map_or_else(|| searches.guests.spend(&network(from)), |member| searches.member.spend(&member))
    }

    /// Forgets keys that have not been used for long, so that memory stays bounded.
    pub fn tidy(&self) {
        self.sign_in_account.0.retain_recent();
        self.sign_in_address.0.retain_recent();
        self.code.0.retain_recent();
        self.mail_account.0.retain_recent();
        self.mail_address.0.retain_recent();
        if let Some(searches) = &self.searches {
            searches.member.0.retain_recent();
            searches.guests.0.retain_recent();
        }
    }
}

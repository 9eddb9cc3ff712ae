//! Codes of an app (RFC 6238, as every app knows them: SHA-1, six digits, 30 seconds) and what an app has to know.

use std::fmt::Write;

use app::{
    error::Error,
    factor::port::{Picture, Setup},
};
use qrcodegen::{QrCode, QrCodeEcc};
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// Length of a secret in bytes (RFC 4226, 4, R6).
pub(super) const SECRET: usize = 20;
/// Digits of a code.
const DIGITS: u8 = 6;
/// Seconds for which a code is shown.
const STEP: u64 = 30;
/// How many steps a clock may be wrong, either way.
const SKEW: u16 = 1;
/// White modules around a QR code (ISO/IEC 18004, 9.1).
const QUIET: i32 = 4;

/// What a code has to be.
pub(super) enum Fits {
    /// Right, for this time step.
    Step(i64),
    /// Not right, now.
    No,
}

fn totp(secret: &[u8], site: &str, account: &str) -> Result<Totp, Error> {
    let issuer = site.replace(':', " ");
    let builder = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(DIGITS)
        .with_skew(SKEW)
        .with_step_duration(STEP)
        .with_secret(Secret::new(secret.into()))
        .with_issuer(Some(issuer))
        .with_account_name(account);
    Ok(builder.build()?)
}

/// Whether a code is the one of this moment, of the one before or the one after.
pub(super) fn check(secret: &[u8], code: &str, millis: i64) -> Result<Fits, Error> {
    let seconds = u64::try_from(millis / 1000)?;
    Ok(match totp(secret, "", "x")?.check(code, seconds) {
        Some(step) => Fits::Step(i64::try_from(step)?),
        None => Fits::No,
    })
}

/// What an app has to know, for eyes, fingers and cameras.
pub(super) fn setup(secret: &[u8], site: &str, mail: &str) -> Result<Setup, Error> {
    let totp = totp(secret, site, mail)?;
    let address = totp.to_url()?;
    let letters: Vec<char> = totp.secret().to_base32().chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    let picture = picture(&QrCode::encode_text(&address, QrCodeEcc::Medium)?);
    Ok(Setup { secret: groups.join(" "), address, picture })
}

/// Each run of dark modules as a rectangle.
fn picture(code: &QrCode) -> Picture {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
            if run > 0 {
                // writing to a text cannot fail
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += i32::try_from(run).unwrap_or(0) + 1;
        }
    }
    Picture { size: code.size() + 2 * QUIET, path }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RFC: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_rfc_6238() {
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (2_000_000_000, "279037")] {
            let step = seconds / 30;
            assert!(
                matches!(check(RFC, code, seconds * 1000).expect("checked"), Fits::Step(found) if found == step),
                "{seconds}"
            );
        }
    }

    #[test]
    fn a_clock_may_be_wrong_by_one_step_either_way_and_no_more() {
        let seconds = 1_111_111_110;
        for (wrong_by, fits) in [(-60, false), (-30, true), (0, true), (30, true), (60, false)] {
            let code =
                totp(RFC, "", "x").expect("a key").generate(u64::try_from(seconds + wrong_by).expect("a time")).to_string();
            let found = check(RFC, &code, seconds * 1000).expect("checked");
            assert_eq!(matches!(found, Fits::Step(step) if step == (seconds + wrong_by) / 30), fits, "{wrong_by} s");
        }
    }

    #[test]
    fn anything_but_six_digits_does_not_fit() {
        for bad in ["", "28708", "2870822", "28708a", "+28708", "２８７０８２"] {
            assert!(matches!(check(RFC, bad, 59_000).expect("checked"), Fits::No), "{bad}");
        }
    }

    #[test]
    fn an_app_is_told_who_and_where_and_typing_goes_by_fours() {
        let setup = setup(RFC, "Netz: Nord", "erika+x@lemgo.de").expect("a setup");
        assert_eq!(setup.secret, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert!(setup.address.starts_with("otpauth://totp/Netz"), "{}", setup.address);
        for part in ["secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "issuer=Netz", "lemgo.de"] {
            assert!(setup.address.contains(part), "{part} in {}", setup.address);
        }
        assert!(!setup.address.contains("Netz:%20") && !setup.address.contains(' '), "{}", setup.address);
        // three finders of 7 by 7 begin with a run of seven
        assert!(setup.picture.path.starts_with("M4 4h7v1h-7z"), "{}", setup.picture.path);
        assert_eq!((setup.picture.size - 8 - 17) % 4, 0);
    }
}

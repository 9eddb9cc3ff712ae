//! How a mail leaves: by SMTP, or into a folder (for the demo and for looking at mails while developing).

use std::{fmt, path::PathBuf, sync::Arc};

use app::error::Error;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{Header, HeaderName, HeaderValue},
    },
    transport::smtp,
};

use super::Mail;
use crate::account::token::Token;

/// How a mail leaves.
#[derive(Clone)]
pub struct Transport {
    from: Mailbox,
    way: Way,
}

#[derive(Clone)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(Arc<PathBuf>),
}

/// Why a mail did not leave.
#[derive(Debug)]
pub enum Failure {
    /// The mailbox takes none, now or later.
    Refused(String),
    /// It may work another time.
    Later(Error),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(why) => f.write_str(why),
            Self::Later(error) => error.fmt(f),
        }
    }
}

impl Transport {
    /// By SMTP. The URL is lettre's: `smtp://host:25`, `smtps://user:password@host:465`,
    /// `smtp://user:password@host:587?tls=required`.
    pub fn smtp(url: &str, from: &str) -> Result<Self, Error> {
        let smtp = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.build();
        Ok(Self { from: from.parse()?, way: Way::Smtp(smtp) })
    }

    /// Into a folder, one `.eml` file a mail.
    pub fn folder(folder: PathBuf, from: &str) -> Result<Self, Error> {
        std::fs::create_dir_all(&folder)?;
        Ok(Self { from: from.parse()?, way: Way::Folder(Arc::new(folder)) })
    }

    /// Hands a mail over.
    pub async fn send(&self, mail: &Mail) -> Result<(), Failure> {
        let message = self.message(mail).map_err(Failure::Later)?;
        match &self.way {
            Way::Smtp(smtp) => {
                smtp.send(message).await.map_err(failure)?;
            }
            Way::Folder(folder) => {
                let name = format!("{}-{}.eml", jiff::Timestamp::now().as_nanosecond(), mail.to.replace(['/', '\\'], "_"));
                tokio::fs::write(folder.join(name), message.formatted()).await.map_err(|error| Failure::Later(error.into()))?;
            }
        }
        Ok(())
    }

    fn message(&self, mail: &Mail) -> Result<Message, Error> {
        let id = match &mail.message_id {
            Some(id) => id.clone(),
            None => Token::generate()?.reveal().to_owned(),
        };
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(mail.to.parse()?)
            .message_id(Some(self.id(&id)))
            .subject(one_line(&mail.subject))
            // no out-of-office replies to a machine (RFC 3834)
            .header(AutoSubmitted);
        if let Some(thread) = &mail.thread {
            message = message.in_reply_to(self.id(thread)).references(self.id(thread));
        }
        if let Some(address) = &mail.unsubscribe {
            message = message.header(ListUnsubscribe(one_line(address))).header(ListUnsubscribePost);
        }
        Ok(match &mail.html {
            Some(html) => message.multipart(MultiPart::alternative_plain_html(mail.body.clone(), html.clone()))?,
            None => message.singlepart(SinglePart::plain(mail.body.clone()))?,
        })
    }

    /// A whole Message-ID (RFC 5322, 3.6.4).
    fn id(&self, local: &str) -> String {
        format!("<{local}@{}>", self.from.email.domain())
    }
}

/// No title adds a header.
fn one_line(text: &str) -> String {
    text.split(char::is_control).collect::<Vec<_>>().join(" ")
}

/// Replies 55x are about the mailbox or the mail (RFC 5321, 4.2.2); other permanent ones, such as a wrong password, are
/// about us, and end when somebody has seen to it.
fn failure(error: smtp::Error) -> Failure {
    match error.status().map(u16::from) {
        Some(550..=559) => Failure::Refused(error.to_string()),
        _ => Failure::Later(error.into()),
    }
}

/// `Auto-Submitted: auto-generated`
#[derive(Debug, Clone)]
struct AutoSubmitted;

/// Where a click ends mails of this sort (RFC 2369, 3.2).
#[derive(Debug, Clone)]
struct ListUnsubscribe(String);

/// `List-Unsubscribe-Post: List-Unsubscribe=One-Click` (RFC 8058, 3.1)
#[derive(Debug, Clone)]
struct ListUnsubscribePost;

/// Headers that are only written.
macro_rules! header {
    ($header:ty, $name:literal, |$it:ident| $value:expr) => {
        impl Header for $header {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Err("this header is only written".into())
            }

            fn display(&self) -> HeaderValue {
                let $it = self;
                let value: String = $value;
                // plain ASCII; folding an address would break it
                HeaderValue::dangerous_new_pre_encoded(Self::name(), value.clone(), value)
            }
        }
    };
}

header!(AutoSubmitted, "Auto-Submitted", |_it| "auto-generated".to_owned());
header!(ListUnsubscribe, "List-Unsubscribe", |it| format!("<{}>", it.0));
header!(ListUnsubscribePost, "List-Unsubscribe-Post", |_it| "List-Unsubscribe=One-Click".to_owned());

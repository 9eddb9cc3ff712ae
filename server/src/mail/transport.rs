//! How a mail leaves: by SMTP, or into a folder (for the demo and for looking at mails while developing).

use std::{path::PathBuf, sync::Arc};

use app::error::Error;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, SinglePart},
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
    pub async fn send(&self, mail: &Mail) -> Result<(), Error> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(mail.to.parse()?)
            .message_id(Some(format!("<{}@{}>", Token::generate()?.reveal(), self.from.email.domain())))
            .subject(mail.subject.clone())
            // no out-of-office replies to a machine (RFC 3834)
            .header(AutoSubmitted)
            .singlepart(SinglePart::plain(mail.body.clone()))?;
        match &self.way {
            Way::Smtp(smtp) => {
                smtp.send(message).await?;
            }
            Way::Folder(folder) => {
                let name = format!("{}-{}.eml", jiff::Timestamp::now().as_nanosecond(), mail.to.replace(['/', '\\'], "_"));
                tokio::fs::write(folder.join(name), message.formatted()).await?;
            }
        }
        Ok(())
    }
}

/// `Auto-Submitted: auto-generated`
#[derive(Debug, Clone)]
struct AutoSubmitted;

impl lettre::message::header::Header for AutoSubmitted {
    fn name() -> lettre::message::header::HeaderName {
        lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_value: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> lettre::message::header::HeaderValue {
        lettre::message::header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

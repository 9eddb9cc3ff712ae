//! A mail server on loopback (RFC 5321, as much of it as one client needs).

use std::sync::{Arc, Mutex};

use base64::{Engine, prelude::BASE64_STANDARD};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// Takes mails and keeps them.
pub struct MailServer {
    port: u16,
    mails: Arc<Mutex<Vec<String>>>,
    reply: Arc<Mutex<Option<String>>>,
}

impl MailServer {
    /// Starts one on a free port.
    ///
    /// # Panics
    /// When loopback cannot be listened on.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let mails = Arc::new(Mutex::new(Vec::new()));
        let reply: Arc<Mutex<Option<String>>> = Arc::default();
        let (kept, told) = (Arc::clone(&mails), Arc::clone(&reply));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&kept), Arc::clone(&told)));
            }
        });
        Self { port, mails, reply }
    }

    /// Answers each recipient like this from now on, e.g. `550 no such mailbox`; with nothing it takes all mails.
    ///
    /// # Panics
    /// When a conversation has panicked.
    pub fn answer_recipients(&self, reply: Option<&str>) {
        *self.reply.lock().expect("no panic while holding it") = reply.map(str::to_owned);
    }

    /// For the configuration.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// What has arrived: headers and body as sent.
    ///
    /// # Panics
    /// When a conversation has panicked.
    #[must_use]
    pub fn mails(&self) -> Vec<String> {
        self.mails.lock().expect("no panic while holding it").clone()
    }
}

/// A header of a mail as a person reads it: unfolded, with its encoded words (RFC 2047). Empty when it has none.
///
/// # Panics
/// When an encoded word is broken.
#[must_use]
pub fn header(mail: &str, name: &str) -> String {
    let head = mail.split("\n\n").next().unwrap_or_default().replace("\n ", " ");
    let line = head.lines().find_map(|line| line.strip_prefix(&format!("{name}: "))).unwrap_or_default().to_owned();
    // white space between two encoded words is none
    let mut parts = line.replace("?= =?", "?==?");
    while let Some((before, rest)) = parts.split_once("=?utf-8?b?") {
        let (word, after) = rest.split_once("?=").expect("the end of an encoded word");
        let word = BASE64_STANDARD.decode(word).expect("base64");
        parts = format!("{before}{}{after}", String::from_utf8(word).expect("UTF-8"));
    }
    parts
}

async fn talk(stream: TcpStream, mails: Arc<Mutex<Vec<String>>>, refusal: Arc<Mutex<Option<String>>>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 test\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let verb = line.get(..4).unwrap_or(&line).to_ascii_uppercase();
        let refused = refusal.lock().expect("no panic while holding it").clone().filter(|_| verb == "RCPT");
        if let Some(refused) = refused {
            write.write_all(format!("{refused}\r\n").as_bytes()).await?;
            continue;
        }
        let reply: &[u8] = match verb.as_str() {
            "EHLO" | "HELO" => b"250-test\r\n250 8BITMIME\r\n",
            "QUIT" => b"221 bye\r\n",
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut mail = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    mail.push_str(&line);
                    mail.push('\n');
                }
                mails.lock().expect("no panic while holding it").push(mail);
                b"250 ok\r\n"
            }
            _ => b"250 ok\r\n",
        };
        write.write_all(reply).await?;
    }
    Ok(())
}

//! A browser that listens to server-sent events (HTML, 9.2).

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    body::{Body, HttpBody},
    http::{Request, StatusCode, header},
};
use tower::ServiceExt;

use crate::{Network, Visitor};

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its number; empty when it has none.
    pub id: String,
    /// Its sort; empty when it has none.
    pub kind: String,
    /// What it says.
    pub data: String,
}

/// An open stream.
pub struct Stream {
    body: Body,
    buffer: String,
    over: bool,
}

impl Stream {
    /// The next event that is there or comes; `None` when the stream is over. Comments and settings are passed over.
    ///
    /// # Panics
    /// When what comes is no text.
    pub async fn next(&mut self) -> Option<Event> {
        loop {
            while let Some((block, rest)) = self.buffer.split_once("\n\n") {
                let event = parse(block);
                let rest = rest.to_owned();
                self.buffer = rest;
                if event.is_some() {
                    return event;
                }
            }
            if self.over {
                return None;
            }
            let piece = poll_fn(|context| piece(&mut self.body, context)).await;
            self.take(piece);
        }
    }

    /// Whether nothing is there and nothing comes unless something happens.
    pub async fn is_silent(&mut self) -> bool {
        poll_fn(|context| {
            Poll::Ready(match piece(&mut self.body, context) {
                Poll::Pending => self.buffer.is_empty(),
                Poll::Ready(piece) => {
                    self.take(piece);
                    false
                }
            })
        })
        .await
    }

    /// The next piece; nothing at the end.
    fn take(&mut self, bytes: Option<Vec<u8>>) {
        match bytes {
            Some(bytes) => self.buffer.push_str(std::str::from_utf8(&bytes).expect("text")),
            None => self.over = true,
        }
    }
}

fn piece(body: &mut Body, context: &mut Context<'_>) -> Poll<Option<Vec<u8>>> {
    Pin::new(body).poll_frame(context).map(|frame| {
        let frame = frame?.expect("a readable stream");
        Some(frame.into_data().map(|data| data.to_vec()).unwrap_or_default())
    })
}

fn parse(block: &str) -> Option<Event> {
    let field = |name: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
        line.unwrap_or_default().to_owned()
    };
    let event = Event { id: field("id"), kind: field("event"), data: field("data") };
    (!event.data.is_empty()).then_some(event)
}

impl Visitor {
    /// Listens to the notices of whoever is signed in here, after the event of this number.
    ///
    /// # Panics
    /// When the server answers with anything but a stream.
    pub async fn listen(&self, after: Option<&str>) -> Stream {
        let response = self.router.clone().oneshot(self.asks_for_stream(after)).await.expect("a response");
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        Stream { body: response.into_body(), buffer: String::new(), over: false }
    }

    /// The status that this browser gets when it wants to listen.
    ///
    /// # Panics
    /// When the server does not answer at all.
    pub async fn tries_to_listen(&self) -> StatusCode {
        self.router.clone().oneshot(self.asks_for_stream(None)).await.expect("a response").status()
    }

    fn asks_for_stream(&self, after: Option<&str>) -> Request<Body> {
        let mut request = Request::get("/benachrichtigungen/strom").header(header::ACCEPT, "text/event-stream");
        if let Some(cookie) = self.cookie() {
            request = request.header(header::COOKIE, cookie);
        }
        if let Some(after) = after {
            request = request.header("last-event-id", after);
        }
        request.body(Body::empty()).expect("a request")
    }
}

impl Network {
    /// Wakes the streams of those who were told something.
    pub async fn spread(&self) -> usize {
        self.server.notices.spread().await.unwrap_or_else(|error| panic!("the streams: {error}"))
    }

    /// Writes the digests that are due; returns how many.
    pub async fn sum_up(&self) -> usize {
        self.server.notices.sum_up().await.unwrap_or_else(|error| panic!("the digests: {error}"))
    }
}

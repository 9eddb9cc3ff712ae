//! Files on their way out. They come from strangers: a browser shows images and stores the rest, and lets neither do
//! anything.

use std::{fmt::Write, sync::Arc};

use app::{attachment::port::Attachment, error::Error};
use axum::{
    body::Body,
    extract::{RawPathParams, Request, State},
    http::{HeaderMap, HeaderValue, Response as HttpResponse, StatusCode, header},
    response::Response,
};
use futures_util::TryStreamExt;

use super::{respond, visit};
use crate::{Services, attachment::Download};

/// Where they are.
pub(super) const PATH: &str = "/dateien/{id}/{name}";

/// Not even what a browser would run by itself runs in here, and it belongs to no site.
const POLICY: &str = "sandbox; default-src 'none'";

/// A response that is not to be compressed: it is already, and its length is known.
#[derive(Clone, Copy)]
pub(super) struct AsIs;

pub(super) async fn serve(State(services): State<Arc<Services>>, params: RawPathParams, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let visit = match visit::of(&services, &parts, &params).await {
        Ok(visit) => visit,
        Err(error) => return respond::trouble(&visit::anonymous(&services, &parts), error),
    };
    let outcome = async {
        let id = visit.id("id")?;
        let download = services.attachments.download(&visit.viewer, id).await?.ok_or(Error::NotFound)?;
        let path = download.attachment.path();
        if parts.uri.path() != path {
            return Ok(respond::moved(&path));
        }
        answer(&services, &download, &parts.headers).await
    };
    outcome.await.unwrap_or_else(|error| respond::trouble(&visit, error))
}

async fn answer(services: &Services, download: &Download, asked: &HeaderMap) -> Result<Response, Error> {
    let tag = format!("\"{}\"", download.hash);
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let known = known
        .flat_map(|value| value.split(','))
        .any(|one| matches!(one.trim(), "*") || one.trim().trim_start_matches("W/") == tag);
    let mut response = if known {
        HttpResponse::builder().status(StatusCode::NOT_MODIFIED).body(Body::empty())?
    } else {
        let content = services.attachments.content(&download.hash).await?;
        HttpResponse::builder()
            .header(header::CONTENT_LENGTH, download.attachment.size)
            .body(Body::from_stream(content.map_err(|error| std::io::Error::other(error.to_string()))))?
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(&media_type(&download.attachment))?);
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition(&download.attachment))?);
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::ETAG, HeaderValue::from_str(&tag)?);
    // an article that is public may be taken back: then it is gone everywhere ten minutes later
    let keep = if download.public { "public, max-age=600" } else { "private, no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    response.extensions_mut().insert(AsIs);
    Ok(response)
}

fn media_type(file: &Attachment) -> String {
    let kind = file.kind.key();
    if kind.starts_with("text/") { format!("{kind}; charset=utf-8") } else { kind.to_owned() }
}

/// RFC 6266: the name as it is (RFC 8187), and one in ASCII for what cannot read that.
fn disposition(file: &Attachment) -> String {
    let manner = if file.kind.is_image() { "inline" } else { "attachment" };
    let path = file.path();
    let plain = path.rsplit('/').next().unwrap_or_default();
    format!("{manner}; filename=\"{plain}\"; filename*=UTF-8''{}", encoded(&file.name))
}

/// `ext-value` of RFC 8187: all but `attr-char` is percent-encoded.
fn encoded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // writing to a String cannot fail
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use app::attachment::{FileType, port::TextState};

    use super::*;

    #[test]
    fn a_name_arrives_whole_and_breaks_nothing() {
        let file = Attachment {
            id: 7,
            name: "Über \"uns\"; a=b\r\n.pdf".to_owned(),
            kind: FileType::Pdf,
            size: 1,
            pixels: None,
            pages: None,
            text: TextState::Done,
            author: None,
            created_at: jiff::Timestamp::UNIX_EPOCH,
        };
        assert_eq!(
            disposition(&file),
            "attachment; filename=\"ueber-uns-a-b.pdf\"; filename*=UTF-8''%C3%9Cber%20%22uns%22%3B%20a%3Db%0D%0A.pdf"
        );
        assert!(disposition(&Attachment { kind: FileType::Png, ..file }).starts_with("inline; "));
    }
}

//! For machines of everybody: the sitemap, the feed of the wiki, and what robots should leave alone.

use std::{fmt::Write, sync::Arc};

use app::{account::Viewer, context::Visit, error::Error};
use axum::{
    extract::{RawPathParams, Request, State},
    response::Response,
};

use super::{respond, visit};
use crate::Services;

/// Addresses in one part of the sitemap (sitemaps.org: at most 50,000).
const PART: i64 = 50_000;

/// Articles in the feed.
const NEWEST: i64 = 30;

/// Lists for everybody.
const LISTS: [&str; 3] = ["/", "/wiki", "/kommunen"];

/// `/robots.txt`: what is of no use in a search engine. Nothing here protects anything.
pub(super) async fn robots(State(services): State<Arc<Services>>) -> String {
    let closed = [
        "/anmelden",
        "/registrieren",
        "/passwort-vergessen",
        "/suche",
        "/konto",
        "/moderation",
        "/verwaltung",
        "/inseln/",
        "/feeds/fragen",
    ];
    let lines: String = closed.map(|path| format!("Disallow: {path}\n")).concat();
    format!("User-agent: *\n{lines}\nSitemap: {}/sitemap.xml\n", services.origin)
}

/// `/sitemap.xml`: all addresses, or with more than fit into one file a list of its parts (`?teil=2`).
pub(super) async fn sitemap(State(services): State<Arc<Services>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let visit = visit::anonymous(&services, &parts);
    match sitemap_of(&services, visit.query("teil")).await {
        Ok(xml) => respond::shared(&parts.headers, "application/xml; charset=utf-8", xml),
        Err(error) => respond::trouble(&visit, error),
    }
}

async fn sitemap_of(services: &Services, part: &str) -> Result<String, Error> {
    let fixed = fixed_addresses(services).await?;
    let in_first = i64::try_from(fixed.len())?;
    let total = in_first + services.public.count().await?;
    let parts = (total + PART - 1) / PART;
    let number = match part {
        "" if parts > 1 => return Ok(index(&services.origin, parts)),
        "" => 1,
        part => part.parse::<i64>().ok().filter(|number| (1..=parts).contains(number)).ok_or(Error::NotFound)?,
    };
    // the fixed addresses come first, and take their places from the articles of the first part
    let (limit, offset) = if number == 1 { (PART - in_first, 0) } else { (PART, (number - 1) * PART - in_first) };
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    if number == 1 {
        for path in fixed {
            let _ = writeln!(xml, "<url><loc>{}{}</loc></url>", services.origin, escape(&path));
        }
    }
    for article in services.public.addresses(limit, offset).await? {
        let _ = writeln!(
            xml,
            "<url><loc>{}/wiki/{}</loc><lastmod>{}</lastmod></url>",
            services.origin,
            escape(&article.slug),
            article.updated_at
        );
    }
    xml.push_str("</urlset>\n");
    Ok(xml)
}

fn index(origin: &str, parts: i64) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for number in 1..=parts {
        let _ = writeln!(xml, "<sitemap><loc>{origin}/sitemap.xml?teil={number}</loc></sitemap>");
    }
    xml.push_str("</sitemapindex>\n");
    xml
}

/// Pages for everybody besides articles.
async fn fixed_addresses(services: &Services) -> Result<Vec<String>, Error> {
    let guest = Viewer::guest();
    let topics = services.ports.subjects.topics().await?.into_iter().map(|topic| format!("/themen/{}", topic.slug));
    let organisations = services.ports.organisations.all(&guest).await?.into_iter().map(|one| format!("/kommunen/{}", one.slug));
    let legal = services.site.legal.iter().map(|(path, ..)| format!("/{path}"));
    Ok(LISTS.map(str::to_owned).into_iter().chain(topics).chain(organisations).chain(legal).collect())
}

/// `/feeds/wiki`: the newest public articles (Atom, RFC 4287).
pub(super) async fn feed(State(services): State<Arc<Services>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    match feed_of(&services).await {
        Ok(xml) => respond::shared(&parts.headers, "application/atom+xml; charset=utf-8", xml),
        Err(error) => respond::trouble(&visit::anonymous(&services, &parts), error),
    }
}

async fn feed_of(services: &Services) -> Result<String, Error> {
    let (origin, site) = (&services.origin, &services.site);
    let host = origin.split("//").nth(1).unwrap_or(origin);
    let articles = services.public.newest(NEWEST).await?;
    let updated = articles.first().map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |article| article.updated_at.to_string());
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"de\">\n",
    );
    let _ = write!(
        xml,
        "<title>{}: neue Artikel</title>\n<subtitle>{}</subtitle>\n<id>{origin}/feeds/wiki</id>\n\
        <link rel=\"self\" href=\"{origin}/feeds/wiki\"/>\n<link href=\"{origin}/wiki\"/>\n<updated>{updated}</updated>\n\
        <author><name>{}</name></author>\n",
        escape(&site.name),
        escape(&site.claim),
        escape(&site.operator)
    );
    for article in articles {
        let _ = write!(
            xml,
            "<entry>\n<title>{}</title>\n<id>tag:{host},2026:artikel/{}</id>\n<link href=\"{origin}/wiki/{}\"/>\n\
            <published>{}</published>\n<updated>{}</updated>\n<category term=\"{}\" label=\"{}\"/>\n<summary>{}</summary>\n</entry>\n",
            escape(&article.title),
            article.id,
            escape(&article.slug),
            article.created_at,
            article.updated_at,
            article.kind.key(),
            article.kind.label(),
            escape(&article.summary)
        );
    }
    xml.push_str("</feed>\n");
    Ok(xml)
}

/// `/wiki/{slug}/markdown`: an article as a file, for whoever may read it.
pub(super) async fn markdown(State(services): State<Arc<Services>>, params: RawPathParams, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let visit = match visit::of(&services, &parts, &params).await {
        Ok(visit) => visit,
        Err(error) => return respond::trouble(&visit::anonymous(&services, &parts), error),
    };
    match file_of(&services, &visit).await {
        Ok((name, text)) => respond::download(&format!("{name}.md"), "text/markdown; charset=utf-8", text),
        Err(Error::Moved(to)) => respond::moved(&to),
        Err(error) => respond::trouble(&visit, error),
    }
}

async fn file_of(services: &Services, visit: &Visit) -> Result<(String, String), Error> {
    let slug = visit.param("slug");
    // the wiki decides who may read it
    let article = visit.ports.wiki.article(&visit.viewer, slug).await?.ok_or(Error::NotFound)?;
    visit.at(&format!("/wiki/{slug}"), &article.path())?;
    let text = services.public.markdown(article.id, visit.viewer.member().is_none()).await?.ok_or(Error::NotFound)?;
    Ok((article.slug, text))
}

/// Text as it may stand in XML: characters that XML does not know are left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(letter),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_xml() {
        assert_eq!(escape("a<b>&\"\u{1}\u{ffff}ä\n"), "a&lt;b&gt;&amp;&quot;ä\n");
    }

    #[test]
    fn a_large_sitemap_is_an_index_of_its_parts() {
        let xml = index("https://netz.example", 2);
        assert_eq!(xml.matches("<sitemap>").count(), 2);
        assert!(xml.contains("<loc>https://netz.example/sitemap.xml?teil=2</loc>"), "{xml}");
    }
}

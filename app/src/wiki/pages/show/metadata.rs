//! What a public article says to machines (schema.org, JSON-LD). No names of people: they are for members.

use serde_json::{Map, Value, json};

use crate::{
    context::Site,
    wiki::{Kind, port::Article},
};

/// The article in the words of schema.org.
pub(super) fn json_ld(article: &Article, site: &Site) -> String {
    let address = format!("{}{}", site.origin, article.path());
    let mut data = Map::new();
    let mut put = |key: &str, value: Value| drop(data.insert(key.to_owned(), value));
    put("@context", json!("https://schema.org"));
    put("@type", json!(if article.kind == Kind::Guide { "TechArticle" } else { "Article" }));
    put("headline", json!(article.title));
    put("inLanguage", json!("de"));
    put("url", json!(address));
    put("mainEntityOfPage", json!(address));
    put("isAccessibleForFree", json!(true));
    put("datePublished", json!(article.created_at.to_string()));
    put("dateModified", json!(article.updated_at.to_string()));
    put("publisher", json!({ "@type": "Organization", "name": site.operator, "url": site.origin }));
    if !article.summary.is_empty() {
        put("description", json!(article.summary));
    }
    if let Some((_, name)) = &article.topic {
        put("articleSection", json!(name));
    }
    if !article.tags.is_empty() {
        put("keywords", json!(article.tags));
    }
    if let Some((slug, name)) = &article.organisation {
        put(
            "about",
            json!({ "@type": "GovernmentOrganization", "name": name, "url": format!("{}/kommunen/{slug}", site.origin) }),
        );
    }
    Value::Object(data).to_string()
}

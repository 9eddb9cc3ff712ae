//! All SQL of organisations.

use app::{
    error::Error,
    organisation::port::{Colleague, Kind, Organisation},
};

use crate::{
    db::{Conn, execute, fetch, sql},
    forum::queries::Eyes,
};

/// Counts of what the viewer may see: $1 says whether she is a member, $2 to $4 are her [`Eyes`].
macro_rules! listed {
    ($where:literal) => {
        concat!(
            "SELECT o.id, o.slug, o.name, o.kind, o.ags, o.website, o.lat, o.lon, o.population,
                o.district, d.name AS district_name,
                CASE WHEN $1 THEN (SELECT COUNT(*) FROM accounts a WHERE a.organisation_id = o.id AND a.ended_at IS NULL) ELSE 0 END AS members,
                CASE WHEN $1 THEN (SELECT COUNT(*) FROM questions q WHERE q.organisation_id = o.id
                    AND q.removed_at IS NULL AND ($2 OR q.audience IS NULL OR q.audience = $3 OR q.author_id = $4)) ELSE 0 END AS questions,
                (SELECT COUNT(*) FROM articles w WHERE w.organisation_id = o.id AND ($1 OR w.visibility = 'public')) AS articles
            FROM organisations o LEFT JOIN organisations d ON d.slug = o.district ",
            $where
        )
    };
}

sql! {
    ALL_ORGANISATIONS = listed!("ORDER BY d.name, o.name");
    NAMES = "SELECT o.slug, o.name FROM organisations o LEFT JOIN organisations d ON d.slug = o.district ORDER BY d.name, o.name";
    ORGANISATION = listed!("WHERE o.slug = $5");
    BY_SLUG = "SELECT id, name FROM organisations WHERE slug = $1";
    MEMBERS = "SELECT id, name FROM accounts WHERE organisation_id = $1 AND ended_at IS NULL ORDER BY name, id";
    CONTACTS = "SELECT a.id, a.name FROM regional_contacts c JOIN accounts a ON a.id = c.account_id
        WHERE c.district = $1 AND a.ended_at IS NULL ORDER BY a.name, a.id";
    ELIGIBLE = "SELECT a.id, a.name FROM accounts a JOIN organisations o ON o.id = a.organisation_id
        WHERE o.district = $1 AND a.ended_at IS NULL ORDER BY a.name, a.id";
    APPOINT = "INSERT INTO regional_contacts (district, account_id) VALUES ($1, $2) ON CONFLICT (district, account_id) DO NOTHING";
    DISMISS = "DELETE FROM regional_contacts WHERE district = $1 AND account_id = $2";
    DISMISS_EVERYWHERE = "DELETE FROM regional_contacts WHERE account_id = $1";
    UPSERT = "INSERT INTO organisations (slug, name, kind, district, ags, website, lat, lon, population)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (slug) DO UPDATE SET name = excluded.name, kind = excluded.kind, district = excluded.district,
            ags = excluded.ags, website = excluded.website, lat = excluded.lat, lon = excluded.lon, population = excluded.population
        RETURNING id";
    DELETE_DOMAINS = "DELETE FROM mail_domains";
    UPSERT_DOMAIN = "INSERT INTO mail_domains (domain, organisation_id) VALUES ($1, $2)
        ON CONFLICT (domain) DO UPDATE SET organisation_id = excluded.organisation_id";
    REGION_HASH = "SELECT hash FROM region WHERE id = 1";
    SET_REGION_HASH = "INSERT INTO region (id, hash) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET hash = excluded.hash";
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    slug: String,
    name: String,
    kind: String,
    ags: Option<String>,
    website: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
    population: Option<i64>,
    district: Option<String>,
    district_name: Option<String>,
    members: i64,
    questions: i64,
    articles: i64,
}

impl From<Row> for Organisation {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            slug: row.slug,
            name: row.name,
            kind: Kind::from_key(&row.kind).unwrap_or(Kind::Partner),
            district: row.district.zip(row.district_name),
            website: row.website,
            ags: row.ags,
            place: row.lat.zip(row.lon),
            population: row.population,
            members: row.members,
            questions: row.questions,
            articles: row.articles,
        }
    }
}

pub(super) async fn all(conn: &mut Conn, member: bool, eyes: &Eyes) -> Result<Vec<Organisation>, Error> {
    let rows = fetch!(conn, fetch_all as Row, ALL_ORGANISATIONS, member, eyes.all, &eyes.district, eyes.id)?;
    Ok(rows.into_iter().map(Organisation::from).collect())
}

/// Slug and name.
pub(super) async fn names(conn: &mut Conn) -> Result<Vec<(String, String)>, Error> {
    Ok(fetch!(conn, fetch_all as (String, String), NAMES)?)
}

pub(super) async fn one(conn: &mut Conn, member: bool, eyes: &Eyes, slug: &str) -> Result<Option<Organisation>, Error> {
    let row = fetch!(conn, fetch_optional as Row, ORGANISATION, member, eyes.all, &eyes.district, eyes.id, slug)?;
    Ok(row.map(Organisation::from))
}

/// Id and name.
pub(crate) async fn by_slug(conn: &mut Conn, slug: &str) -> Result<Option<(i64, String)>, Error> {
    Ok(fetch!(conn, fetch_optional as (i64, String), BY_SLUG, slug)?)
}

pub(super) async fn members(conn: &mut Conn, id: i64) -> Result<Vec<Colleague>, Error> {
    Ok(colleagues(fetch!(conn, fetch_all as (i64, String), MEMBERS, id)?))
}

fn colleagues(rows: Vec<(i64, String)>) -> Vec<Colleague> {
    rows.into_iter().map(|(id, name)| Colleague { id, name }).collect()
}

pub(super) async fn contacts(conn: &mut Conn, district: &str) -> Result<Vec<Colleague>, Error> {
    Ok(colleagues(fetch!(conn, fetch_all as (i64, String), CONTACTS, district)?))
}

/// All who work in the Kreis.
pub(super) async fn eligible(conn: &mut Conn, district: &str) -> Result<Vec<Colleague>, Error> {
    Ok(colleagues(fetch!(conn, fetch_all as (i64, String), ELIGIBLE, district)?))
}

pub(crate) async fn appoint(conn: &mut Conn, district: &str, account: i64) -> Result<(), Error> {
    execute!(conn, APPOINT, district, account)?;
    Ok(())
}

pub(super) async fn dismiss(conn: &mut Conn, district: &str, account: i64) -> Result<(), Error> {
    execute!(conn, DISMISS, district, account)?;
    Ok(())
}

/// Takes all tasks of a regional contact from someone.
pub(crate) async fn dismiss_everywhere(conn: &mut Conn, account: i64) -> Result<(), Error> {
    execute!(conn, DISMISS_EVERYWHERE, account)?;
    Ok(())
}

/// A row of the region's list.
#[derive(Debug, Clone, serde::Deserialize)]
pub(super) struct Listed {
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) district: Option<String>,
    pub(super) ags: Option<String>,
    pub(super) website: Option<String>,
    pub(super) mail_domains: String,
    pub(super) lat: Option<f64>,
    pub(super) lon: Option<f64>,
    pub(super) population: Option<i64>,
}

pub(super) async fn upsert(conn: &mut Conn, one: &Listed) -> Result<i64, Error> {
    let (id,) = fetch!(
        conn,
        fetch_one as (i64,),
        UPSERT,
        &one.slug,
        &one.name,
        &one.kind,
        one.district.as_deref(),
        one.ags.as_deref(),
        one.website.as_deref(),
        one.lat,
        one.lon,
        one.population
    )?;
    Ok(id)
}

/// Forgets all domains: one that is not listed any more must not let anybody in.
pub(super) async fn delete_domains(conn: &mut Conn) -> Result<(), Error> {
    execute!(conn, DELETE_DOMAINS)?;
    Ok(())
}

pub(super) async fn upsert_domain(conn: &mut Conn, domain: &str, organisation: i64) -> Result<(), Error> {
    execute!(conn, UPSERT_DOMAIN, domain, organisation)?;
    Ok(())
}

pub(super) async fn region_hash(conn: &mut Conn) -> Result<Option<String>, Error> {
    Ok(fetch!(conn, fetch_optional as (String,), REGION_HASH)?.map(|(hash,)| hash))
}

pub(super) async fn set_region_hash(conn: &mut Conn, hash: &str) -> Result<(), Error> {
    execute!(conn, SET_REGION_HASH, hash)?;
    Ok(())
}

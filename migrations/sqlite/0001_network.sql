-- People, organisations, articles, questions. Times are Unix milliseconds (UTC).
-- Keys (`*_key`) are case-folded in Rust: SQLite's lower() knows ASCII only.

CREATE TABLE organisations (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    district TEXT, -- slug of the Kreis; a kreisfreie Stadt and a Kreis are their own
    ags TEXT,
    website TEXT,
    lat DOUBLE PRECISION,
    lon DOUBLE PRECISION,
    population BIGINT
);
CREATE INDEX organisations_district ON organisations (district);

-- Whoever has a mailbox there works there.
CREATE TABLE mail_domains (
    domain TEXT PRIMARY KEY,
    organisation_id BIGINT NOT NULL REFERENCES organisations (id)
);

CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    mail TEXT NOT NULL,
    mail_key TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL,
    organisation_id BIGINT NOT NULL REFERENCES organisations (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX accounts_organisation ON accounts (organisation_id);

-- Only the hash of a token is stored: whoever reads the database cannot sign in with it.
CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- A link in a mail: to confirm an address (account_id is null) or to set a new password.
CREATE TABLE mail_links (
    token_hash TEXT PRIMARY KEY,
    account_id BIGINT REFERENCES accounts (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    mail TEXT NOT NULL,
    mail_key TEXT NOT NULL,
    organisation_id BIGINT NOT NULL REFERENCES organisations (id),
    role TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX mail_links_mail ON mail_links (mail_key);

CREATE TABLE access_requests (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    mail TEXT NOT NULL,
    organisation TEXT NOT NULL,
    message TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    decided_at BIGINT,
    decided_by BIGINT REFERENCES accounts (id),
    reason TEXT
);

-- Mails leave in the transaction that causes them, and are sent from here.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    last_error TEXT,
    sent_at BIGINT
);
CREATE INDEX outbox_due ON outbox (due_at) WHERE sent_at IS NULL;

CREATE TABLE topics (
    slug TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    position BIGINT NOT NULL
);

CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
);

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    visibility TEXT NOT NULL,
    summary TEXT NOT NULL,
    topic TEXT REFERENCES topics (slug),
    organisation_id BIGINT REFERENCES organisations (id),
    revision BIGINT NOT NULL, -- number of the current one
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    source TEXT, -- where an imported text came from, for readers
    import_key TEXT UNIQUE, -- which file it was, for the next import
    import_hash TEXT -- what was in it
);
CREATE INDEX articles_updated ON articles (updated_at);
CREATE INDEX articles_organisation ON articles (organisation_id);
CREATE INDEX articles_topic ON articles (topic);

-- Former addresses lead to the article for ever.
CREATE TABLE article_addresses (
    slug TEXT PRIMARY KEY,
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE
);

CREATE TABLE revisions (
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    note TEXT NOT NULL,
    author_id BIGINT REFERENCES accounts (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (article_id, number)
);
CREATE INDEX revisions_author ON revisions (author_id);

CREATE TABLE article_tags (
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    tag_id BIGINT NOT NULL REFERENCES tags (id),
    PRIMARY KEY (article_id, tag_id)
);
CREATE INDEX article_tags_tag ON article_tags (tag_id);

CREATE TABLE questions (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    topic TEXT REFERENCES topics (slug),
    author_id BIGINT NOT NULL REFERENCES accounts (id),
    organisation_id BIGINT NOT NULL REFERENCES organisations (id), -- where the author worked when she asked
    answer_count BIGINT NOT NULL DEFAULT 0,
    accepted_answer BIGINT,
    created_at BIGINT NOT NULL,
    edited_at BIGINT
);
CREATE INDEX questions_created ON questions (created_at);
CREATE INDEX questions_author ON questions (author_id);
CREATE INDEX questions_organisation ON questions (organisation_id);
CREATE INDEX questions_topic ON questions (topic);
CREATE INDEX questions_open ON questions (answer_count, created_at) WHERE accepted_answer IS NULL;

CREATE TABLE answers (
    id INTEGER PRIMARY KEY,
    question_id BIGINT NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
    body TEXT NOT NULL,
    author_id BIGINT NOT NULL REFERENCES accounts (id),
    organisation_id BIGINT NOT NULL REFERENCES organisations (id),
    created_at BIGINT NOT NULL,
    edited_at BIGINT
);
CREATE INDEX answers_question ON answers (question_id);
CREATE INDEX answers_author ON answers (author_id);

CREATE TABLE question_tags (
    question_id BIGINT NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
    tag_id BIGINT NOT NULL REFERENCES tags (id),
    PRIMARY KEY (question_id, tag_id)
);
CREATE INDEX question_tags_tag ON question_tags (tag_id);

-- What the search index has to look at again. Rows are never deleted: one that leads nowhere means "gone".
CREATE TABLE search_changes (
    kind TEXT NOT NULL,
    id BIGINT NOT NULL,
    seq BIGINT NOT NULL UNIQUE,
    PRIMARY KEY (kind, id)
);

-- What was last loaded of the region's own data, so that a start that finds nothing new writes nothing.
CREATE TABLE region (
    id BIGINT PRIMARY KEY,
    hash TEXT NOT NULL
);

-- What people are told in the site, who helps in a Kreis, and accounts that have ended.

-- Whether a notice was opened, not when: nothing is stored about when someone was online.
CREATE TABLE notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    path TEXT NOT NULL, -- where it leads
    created_at BIGINT NOT NULL,
    seen BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX notices_account ON notices (account_id, id);
-- counted for the header of every page
CREATE INDEX notices_unseen ON notices (account_id) WHERE NOT seen;

CREATE TABLE regional_contacts (
    district TEXT NOT NULL, -- slug of the Kreis
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    PRIMARY KEY (district, account_id)
);
CREATE INDEX regional_contacts_account ON regional_contacts (account_id);

ALTER TABLE accounts ADD COLUMN ended_at BIGINT;

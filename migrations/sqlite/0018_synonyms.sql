-- Abbreviations and synonyms: whoever looks for one term of a group finds the others.

CREATE TABLE synonyms (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    terms TEXT NOT NULL, -- one a line
    note TEXT NOT NULL, -- why
    -- By which name the program has brought it along; null: moderators have added it. It stays when the group is changed
    -- or removed, so nothing is brought twice.
    origin TEXT,
    version BIGINT NOT NULL DEFAULT 1,
    created_by BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    created_at BIGINT NOT NULL,
    changed_by BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    changed_at BIGINT, -- null: as it was at first
    removed_at BIGINT -- it has no effect, and can be brought back
);
CREATE UNIQUE INDEX synonyms_origin ON synonyms (origin);

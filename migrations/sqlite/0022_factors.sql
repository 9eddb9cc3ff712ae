-- The second factor, the way in between password and code, and what a person sees of her sessions.

-- A code of an app (RFC 6238). The secret is encrypted with a key that lies outside of the database.
CREATE TABLE factors (
    account_id BIGINT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    secret TEXT NOT NULL,
    last_step BIGINT NOT NULL, -- time step of the last code that was accepted: none is accepted twice
    code_salt TEXT NOT NULL, -- for the hashes of the recovery codes
    created_at BIGINT NOT NULL
);

-- Codes for when the phone is away; used ones are deleted.
CREATE TABLE recovery_codes (
    account_id BIGINT NOT NULL REFERENCES factors (account_id) ON DELETE CASCADE,
    code_hash TEXT NOT NULL,
    PRIMARY KEY (account_id, code_hash)
);

-- Whoever has typed the right password, and not yet the code.
CREATE TABLE halfway (
    token_hash TEXT PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    expires_at BIGINT NOT NULL
);
CREATE INDEX halfway_account ON halfway (account_id);
CREATE INDEX halfway_expiry ON halfway (expires_at);

ALTER TABLE sessions ADD COLUMN device TEXT; -- in words, e.g. "Firefox unter Windows"
ALTER TABLE sessions ADD COLUMN proven_at BIGINT; -- when password and code were last asked for; null: when it began
ALTER TABLE sessions ADD COLUMN setup TEXT; -- the secret of a factor that is being set up, encrypted

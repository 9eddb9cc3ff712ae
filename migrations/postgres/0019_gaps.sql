-- What municipalities look for, counted: no person, and no time finer than the month.

CREATE TABLE search_counts (
    stems TEXT NOT NULL, -- of the words that were typed, in order, so that the same search is there once
    month BIGINT NOT NULL, -- 202611
    organisation_id BIGINT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
    spelling TEXT NOT NULL, -- one of those that were typed
    searches BIGINT NOT NULL,
    without_hits BIGINT NOT NULL,
    clicked BIGINT NOT NULL, -- after how many of them something was opened
    PRIMARY KEY (stems, month, organisation_id)
);
CREATE INDEX search_counts_month ON search_counts (month);

-- Gaps that moderators have settled: what was searched up to this month does not count any more.
CREATE TABLE settled_gaps (
    stems TEXT PRIMARY KEY NOT NULL,
    month BIGINT NOT NULL
);

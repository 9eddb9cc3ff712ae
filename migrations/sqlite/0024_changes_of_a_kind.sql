-- The index reads what has changed kind by kind and number by number. The key (kind, id) alone made SQLite walk through all
-- changes of a kind for each batch: at a million documents several seconds for a single new answer.
CREATE INDEX search_changes_of_kind ON search_changes (kind, seq);

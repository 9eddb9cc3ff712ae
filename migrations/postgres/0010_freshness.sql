-- When an article was last found to hold, and when the next reminder goes out; nothing if there is none to send.
ALTER TABLE articles ADD COLUMN reviewed_at BIGINT;
ALTER TABLE articles ADD COLUMN remind_at BIGINT;
CREATE INDEX articles_remind ON articles (remind_at) WHERE remind_at IS NOT NULL;

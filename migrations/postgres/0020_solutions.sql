-- The question that an answer solved when it was taken away; brought back, it solves it again.
ALTER TABLE answers ADD COLUMN solution_of BIGINT;

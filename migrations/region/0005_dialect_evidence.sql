-- What a customer's messages so far say about their region's Arabic, so that the name of the dialect rests on all
-- of them: five log-odds, a byte each (text::dialect::Dialect). No words can be read from it.
-- Expand only: null where nothing was weighed yet, and code that runs now does not look at it.
alter table conversations add column dialect_evidence bytea;

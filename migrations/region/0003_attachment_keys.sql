-- An attachment's own key, sealed by the tenant's before a message carries it and by the contact's from
-- then on; so a file changes hands in the transaction that sends it, without being written again.
-- Expand only: null where the file is from before and its owner's key seals it directly.
alter table attachments add column key_sealed bytea;

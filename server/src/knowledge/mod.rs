//! Knowledge: a tenant's documents, taken in, cut into passages, found again.
//!
//! An upload is sealed to disk as it arrives ([`take_in`]); a job reads it in a process of its own
//! ([`worker`]), cuts it, embeds it, and makes it searchable in one transaction ([`ingest`]).
//! [`retrieve`] finds passages by words (BM25 over an index in memory, which holds hashes and ids
//! and never text) and by vectors, fused by rank, among what the asker may be answered from now. [`edit`],
//! [`replace`] and [`restart`] make passages anew while the present ones serve; [`review`] lets a person look before
//! there are any; [`articles`] are written here, and an archive becomes
//! a document for each of its files ([`unpack`]). [`delete`] leaves nothing.

mod articles;
mod best;
mod browse;
mod changed;
mod contradict;
mod delete;
mod edit;
mod embedder;
mod index;
mod indexes;
mod ingest;
mod jobs;
mod likeness;
mod model;
mod page;
mod personal;
pub mod privacy;
mod rarity;
mod refresh;
mod replace;
mod restart;
mod retrieve;
mod review;
mod routes;
mod search;
mod store;
mod take_in;
mod unpack;
mod worker;

pub use articles::write_article;
pub use best::best_chunks;
pub use changed::Changed;
pub use delete::{Removed, delete, remove};
pub use edit::checked_channels;
pub use embedder::{Builtin, Embedder};
pub use indexes::Indexes;
pub use ingest::ingest;
pub use model::{Found, Reader};
pub use page::{KeptPage, PageDocument, forget_page, keep_page, put_page, read_page};
pub use rarity::{Rarity, rarity};
pub use refresh::refresh;
pub use retrieve::{retrieve, retrieve_changed};
pub use routes::routes;
pub use store::{by_file_name, documents_by_id, hold, sources, withheld};
pub use take_in::{checked_lang, take_in};
pub use worker::worker_main;

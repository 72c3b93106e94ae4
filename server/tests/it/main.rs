//! Behaviour over real HTTP and a real PostgreSQL, in one binary: each binary is a link of the whole server.
//!
//! Every test gets a tenant of its own in shared databases, as in production; a test's name is a promise.
#![expect(clippy::disallowed_methods, reason = "tests look at the tables from outside, as no caller could")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice, clippy::indexing_slicing)]

mod world;

mod access;
mod assistant;
mod conversations;
mod db;
mod doctor;
mod events;
mod files;
mod http;
mod knowledge;
mod lab;
mod sign_in;
mod web;
mod widget;

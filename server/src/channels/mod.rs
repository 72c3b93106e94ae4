//! Channels: where customers write. Each turns what arrives into one shape and hands it on.

pub mod widget;

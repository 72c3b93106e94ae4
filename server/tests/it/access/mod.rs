pub mod matrix;
mod strangers;

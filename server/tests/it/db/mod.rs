mod interrupted;
mod isolation;
mod master_key;
pub mod sealed;
mod statements;

mod interrupted;
mod isolation;
mod killed;
mod master_key;
pub mod sealed;
mod statements;

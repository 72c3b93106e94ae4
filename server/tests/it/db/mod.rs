mod interrupted;
mod isolation;
mod master_key;
mod sealed;
mod statements;

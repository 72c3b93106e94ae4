mod isolation;
mod sealed;
mod statements;

mod isolation;
mod sealed;

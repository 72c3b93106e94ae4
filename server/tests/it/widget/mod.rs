mod identity;
mod origins;
mod sessions;

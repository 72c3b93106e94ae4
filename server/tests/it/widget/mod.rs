mod origins;
mod sessions;

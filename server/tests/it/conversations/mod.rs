mod dialect;
mod order;
mod past;
mod post;
mod states;

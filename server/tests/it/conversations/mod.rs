mod order;
mod post;
mod states;

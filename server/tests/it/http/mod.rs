mod live;
mod pages;
mod ready;
mod replay;
mod strict;

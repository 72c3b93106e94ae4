mod live;
mod pages;
mod replay;
mod strict;

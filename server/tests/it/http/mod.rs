mod live;
mod strict;

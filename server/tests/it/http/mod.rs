mod live;
mod replay;
mod strict;

//! Published reports in other words: what must be read of each stands beside it.

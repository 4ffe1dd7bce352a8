//! Files that are no reports, damaged ones, bombs: a clear sentence, never a panic.

//! Panics of packages that trust what they are given, caught as errors.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    /// Whether a panic of this thread will be caught here.
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Calls what may panic on a damaged file; the payload of the panic then instead of a result.
pub(crate) fn catch_panic<T>(act: impl FnOnce() -> T) -> Result<T, Box<dyn Any + Send>> {
    let was_caught = IS_CAUGHT.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(act));
    IS_CAUGHT.set(was_caught);
    result
}

/// Whether a panic of this thread will be caught by [`catch_panic`]: then a panic hook has nothing to print, for
/// whoever called is told. The library itself sets no hook; that is for the program it is part of.
pub(crate) fn is_caught() -> bool {
    IS_CAUGHT.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught() {
        let beyond = std::hint::black_box(3);
        assert!(catch_panic(|| [1, 2][beyond]).is_err());
        assert_eq!(catch_panic(|| (1, is_caught())).unwrap(), (1, true));
        assert!(!is_caught());
    }
}

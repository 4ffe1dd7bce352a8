//! Faults of packages that trust what they are given: caught, and not printed.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether this thread is within such a package.
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Once a process, what is printed of a fault is left out where a thread asks for it.
static HOOK: Once = Once::new();

/// Does something that may run over; what it left then instead of a result.
pub fn quietly<T>(act: impl FnOnce() -> T) -> Result<T, Box<dyn Any + Send>> {
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |fault| {
            if !IS_QUIET.get() {
                usual(fault);
            }
        }));
    });
    let was_quiet = IS_QUIET.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(act));
    IS_QUIET.set(was_quiet);
    result
}

#[cfg(test)]
mod tests {
    use super::quietly;

    #[test]
    fn a_fault_is_caught() {
        let beyond = std::hint::black_box(3);
        assert!(quietly(|| [1, 2][beyond]).is_err());
        assert_eq!(quietly(|| 1).unwrap(), 1);
    }
}

//! The panic hook of the command line: nothing is printed of a panic that the library catches and reports itself.

use std::panic;

use crate::catch_panic::is_caught;

/// Installs the hook; every other panic is printed as usual.
pub(super) fn install() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |fault| {
        if !is_caught() {
            usual(fault);
        }
    }));
}

//! 限度: how much the reading of one file may cost. It is counted in steps and not in time, so that a file is read or
//! refused alike on every machine.

use super::Refusal;

/// The steps of a file: some twenty times what the largest of real reports take.
const STEPS: usize = 4_000_000;

/// What is left to be spent on a file.
#[derive(Debug)]
pub(super) struct Budget {
    left: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { left: STEPS }
    }
}

impl Budget {
    /// Takes so many steps; with more than are left the file is too complex, and nothing more is done for it.
    pub(super) fn spend(&mut self, steps: usize) -> Result<(), Refusal> {
        match self.left.checked_sub(steps) {
            Some(left) => self.left = left,
            None => {
                self.left = 0;
                return Err(Refusal::TooComplex);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_spent_than_there_is() {
        let mut budget = Budget::default();
        assert_eq!(budget.spend(STEPS - 1), Ok(()));
        assert_eq!(budget.spend(2), Err(Refusal::TooComplex));
        assert_eq!(budget.spend(1), Err(Refusal::TooComplex));
    }
}

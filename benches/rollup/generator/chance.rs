//! Chance that falls alike on every machine: SplitMix64, in whole numbers.

/// A run of chances; each draw depends on the seed and on how many went before.
pub(crate) struct Chance(u64);

impl Chance {
    /// Of a unit, for a purpose: independent of what is drawn for others.
    pub(crate) fn of(unit: usize, purpose: u64) -> Self {
        let mut chance = Self(SEED ^ (unit as u64).wrapping_mul(0xD134_2543_DE82_EF95) ^ purpose.rotate_left(48));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below another; 0 below 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// A number from one to another, both may come.
    pub(crate) fn between(&mut self, first: u64, last: u64) -> u64 {
        first + self.below(last + 1 - first)
    }

    /// Whether one of so many thousand cases comes about.
    pub(crate) fn hits(&mut self, thousandths: u64) -> bool {
        self.below(1000) < thousandths
    }

    /// One of several.
    pub(crate) fn pick<T: Copy>(&mut self, several: &[T]) -> T {
        let at = self.below(several.len() as u64);
        several[usize::try_from(at).unwrap_or_default()]
    }
}

/// Another seed makes another country.
const SEED: u64 = 2023;

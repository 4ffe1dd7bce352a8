# The habits of this project; `just` alone lists them. The program is just (https://just.systems); none of them needs it.

# List the habits
list:
    @{{ just_executable() }} --list --unsorted

# What must hold before a change lands, but for the slow readers that CI adds
check:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --document-private-items
    cargo test

# Run the tests whose names contain a word: `just test corpus`
test word="":
    cargo test {{ word }}

# Renew every golden file and show what changed: read it before committing
golden word="":
    NIANBAO_BLESS=1 cargo test {{ word }}
    git status --short
    git --no-pager diff

# What is said of the cases of a rule: `just case B01`
case rule:
    cargo run --quiet -- explain {{ rule }}
    cat tests/cases/{{ lowercase(rule) }}-*/findings.txt

# What people download, made in dist/out: `just dist`, `just dist windows`
dist what="all":
    dist/build {{ what }}

# What each step costs: `just bench`, `just bench rollup`
bench name="report":
    cargo bench --bench {{ name }}

# Files changed at random: so many seconds for each kind, `just fuzz 600`
fuzz seconds="30":
    FUZZ_SECONDS={{ seconds }} cargo test --test suite fuzz -- --ignored --nocapture

# Whether the tests notice a change in what adds up (needs cargo-mutants)
mutants:
    cargo mutants --file src/tally.rs --file src/check/sums.rs --file src/check/expected.rs --file src/rollup/sums.rs --file src/report/relations.rs

# Lines that the tests run through, 90 % at least (needs cargo-llvm-cov)
coverage:
    cargo llvm-cov --features internals --fail-under-lines 90 --summary-only

# Licences, sources and doubles of the packages (needs cargo-deny)
deny:
    cargo deny check licenses bans sources

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

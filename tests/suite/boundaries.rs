//! Where a rule begins to speak: exactly at its limit, and one step to either side.

use nianbao::internals::check::{Checked, Previous, check};
use nianbao::internals::form::{Form, read};
use nianbao::internals::source::Source;

/// A small form of a county, with some lines in place of its own.
fn form(lines: &[(&str, &str)]) -> Form {
    let text = "year = 2023\n[agency]\nname = \"云溪县人民政府\"\nlevel = \"县级\"\nkind = \"政府\"\n[disclosure]\n\
        licensing = 54408\nfees = 14722.49\n[applications]\nreceived = [36, 0, 0, 0, 0, 0]\n[narrative]\noverview = \"主动公开。\"\n\
        others = '本年度收取信息处理费1件，金额380元。'\n[information_fee]\ncases = 1\namount = 380\n\
        [publication]\ndate = 2024-01-23\n";
    let line = |own: &str| {
        let key = own.split(" =").next().unwrap();
        let other = lines.iter().find(|(other, _)| *other == key);
        other.map_or_else(|| own.to_owned(), |(key, value)| format!("{key} = {value}"))
    };
    read(Source::new("form.toml", text.lines().map(|own| line(own) + "\n").collect()))
}

/// How often a rule speaks.
fn told(rule: &str, checked: &Checked) -> usize {
    checked.findings.iter().filter(|finding| finding.rule.code == rule).count()
}

fn alone(rule: &str, lines: &[(&str, &str)]) -> usize {
    told(rule, &check(form(lines), None))
}

#[test]
fn an_amount_is_too_large_from_its_limit_on() {
    for (level, below, limit, above) in
        [("\"县级\"", "999999.99", "1000000", "1000000.01"), ("\"乡级\"", "9999.99", "10000", "10000.01")]
    {
        for (fees, times) in [(below, 0), (limit, 1), (above, 1)] {
            assert_eq!(alone("L04", &[("level", level), ("fees", fees)]), times, "{level}: {fees}");
        }
    }
}

#[test]
fn a_fee_that_differs_by_one_yuan_is_told() {
    assert_eq!(alone("L05", &[]), 0);
    for (amount, times) in [("379", 1), ("381", 1), ("379.01", 0), ("380.99", 0), ("380.50", 0)] {
        assert_eq!(alone("L05", &[("amount", amount)]), times, "{amount}");
    }
}

/// A year that is told with a figure is not told again beside it, but further on.
#[test]
fn another_year_is_told_twice_only_where_it_stands_apart() {
    let figure = "2022年，全县收到政府信息公开申请36件。";
    let period = "本报告统计期限自2022年1月1日起。";
    let between = "主动公开政府信息，做好信息管理和平台建设。".repeat(12);
    let text = |between: &str| format!("'''\n{figure}{between}{period}\n'''");
    assert_eq!(alone("P05", &[("overview", &text(""))]), 1);
    assert_eq!(alone("P05", &[("overview", &text(&between))]), 2);
}

#[test]
fn a_report_may_be_dated_on_the_last_day_of_its_year_and_on_the_day_it_is_due() {
    for (date, times) in [("2023-12-30", 1), ("2023-12-31", 0), ("2024-01-01", 0)] {
        assert_eq!(alone("F14", &[("date", date)]), times, "{date}");
    }
    assert_eq!(alone("F14", &[("kind", "\"部门\""), ("date", "2024-01-31")]), 0);
    assert_eq!(alone("F14", &[("kind", "\"部门\""), ("date", "2024-02-01")]), 1);
}

#[test]
fn a_figure_moves_far_when_it_is_more_than_tenfold_and_more_than_a_hundred_apart() {
    for (last, this, times) in [
        ("100", "1000", 0),
        ("100", "1001", 1),
        ("1000", "100", 0),
        ("1001", "100", 1),
        ("5", "105", 0),
        ("5", "106", 1),
        ("0", "100", 0),
        ("0", "101", 1),
    ] {
        let before = form(&[("year", "2022"), ("licensing", last)]);
        let now = form(&[("licensing", this)]);
        let found = told("Y05", &check(now, Some(Previous::Read(Box::new(before)))));
        assert_eq!(found, times, "{last} to {this}");
    }
}

//! The day of today: the computer's, or the one that is given, so that a run can be repeated.

use std::env;

use clap::Args;
use jiff::ZonedDateTime;

use crate::date::Date;

/// The option by which the day is given.
#[derive(Args, Default)]
pub(super) struct Today {
    /// 当作今天是这一天，如2027-01-15；不写则是计算机的日期
    #[arg(
        long,
        value_name = "日期",
        value_parser = |typed: &str| Date::read(typed).ok_or("no date"),
        env = "NIANBAO_TODAY",
        hide_env = true,
        help_heading = "选项"
    )]
    today: Option<Date>,
}

impl Today {
    /// The day; none on a computer whose clock shows no day of this age.
    pub(super) fn date(&self) -> Option<Date> {
        let set = || Date::read(&env::var("NIANBAO_TODAY").ok()?);
        self.today.or_else(set).or_else(|| {
            let today = ZonedDateTime::now().date();
            Date::new(today.year().try_into().ok()?, today.month().try_into().ok()?, today.day().try_into().ok()?)
        })
    }
}

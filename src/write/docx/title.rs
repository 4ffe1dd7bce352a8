//! The title in lines: words kept whole, lines of like length (GB/T 9704—2012, 7.3.1).

/// Characters of 22 pt on 156 mm, less one, so that a line never runs over in another font.
const LONGEST: usize = 19;

/// The name of an agency is best broken after one of these.
const ENDS: &str = "省市州盟县区旗局委会厅府院所处办室、";
/// What such a break is worth: the lines may differ by some characters more.
const WORTH: usize = 20;
/// Signs that no line begins with, and none ends with.
const NO_START: &str = "，。、；：）》〉”’】〕·";
const NO_END: &str = "（《〈“‘【〔·";

/// Breaks a line of the title into as few lines as it takes, each about as long as the others.
pub(super) fn lines(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let fewest = chars.len().div_ceil(LONGEST).max(1);
    // Where signs stand in the way of the fewest, one line more finds a place for them.
    let mut ends = [fewest, fewest + 1]
        .into_iter()
        .find_map(|count| best(&chars, 0, count))
        .map_or_else(|| vec![chars.len()], |(_, ends)| ends);
    ends.insert(0, 0);
    ends.windows(2).map(|pair| chars[pair[0]..pair[1]].iter().collect()).collect()
}

/// The least cost of setting what begins at `start` in so many lines, and where the lines then end.
fn best(chars: &[char], start: usize, count: usize) -> Option<(usize, Vec<usize>)> {
    let rest = chars.len() - start;
    if count == 1 {
        return (rest <= LONGEST).then(|| (0, vec![chars.len()]));
    }
    let even = rest.div_ceil(count);
    let breaks = (start + 1..chars.len()).filter(|&at| at - start <= LONGEST && can_break(chars, at));
    let costs = breaks.filter_map(|at| {
        let (cost, mut ends) = best(chars, at, count - 1)?;
        let worth = if ends_word(chars[at - 1], chars[at]) { 0 } else { WORTH };
        ends.insert(0, at);
        Some((cost + worth + (at - start).abs_diff(even).pow(2), ends))
    });
    costs.min_by_key(|(cost, _)| *cost)
}

/// 镇人民政府, but not 城镇建设.
fn ends_word(before: char, after: char) -> bool {
    ENDS.contains(before) || ("乡镇".contains(before) && after == '人')
}

fn can_break(chars: &[char], at: usize) -> bool {
    let (before, after) = (chars[at - 1], chars[at]);
    let in_word = before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric();
    !in_word && !NO_START.contains(after) && !NO_END.contains(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_titles_stay_whole() {
        assert_eq!(lines("金湖县人民政府"), ["金湖县人民政府"]);
        assert_eq!(lines("2023年政府信息公开工作年度报告"), ["2023年政府信息公开工作年度报告"]);
        assert_eq!(lines(""), [""]);
    }

    #[test]
    fn long_names_break_where_a_word_ends() {
        let name = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县人民政府";
        assert_eq!(lines(name), ["新疆维吾尔自治区伊犁哈萨克自治州", "察布查尔锡伯自治县人民政府"]);
        let office = "乐东黎族自治县退役军人事务局服务中心管理办公室";
        assert_eq!(lines(office), ["乐东黎族自治县退役军人事务局", "服务中心管理办公室"]);
        let team = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县住房和城乡建设局城市管理行政执法大队";
        let expected =
            ["新疆维吾尔自治区伊犁哈萨克自治州", "察布查尔锡伯自治县住房和城乡建设局", "城市管理行政执法大队"];
        assert_eq!(lines(team), expected);
    }

    #[test]
    fn nothing_is_lost_and_no_line_is_too_long() {
        for length in 1..=60 {
            let text: String = "市场监督管理局（知识产权）分局".chars().cycle().take(length).collect();
            let lines = lines(&text);
            assert_eq!(lines.concat(), text);
            assert!(lines.iter().all(|line| line.chars().count() <= LONGEST), "{lines:?}");
        }
    }
}

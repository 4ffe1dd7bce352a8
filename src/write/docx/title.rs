//! The title in lines: words kept whole, lines of like length (GB/T 9704—2012, 7.3.1).

use std::collections::BTreeMap;

/// Characters of 22 pt on 156 mm, less one, so that a line never runs over in another font.
const LONGEST: usize = 19;

/// The name of an agency is best broken after one of these…
const ENDS: &str = "省市州盟县区旗局委会厅府院所处办室心、";
/// …unless it belongs to the word that follows.
const WORDS: [&str; 15] = [
    "市场", "市政", "市容", "区域", "县域", "局部", "委会", "委员", "会议", "会计", "处理", "所有", "办事", "办公",
    "办理",
];
/// What such a break is worth: the lines may differ by some characters more.
const WORTH: usize = 40;
/// Signs that no line begins with, and signs and words that none ends with.
const NO_START: &str = "，。、；：）》〉”’】〕·";
const NO_END: &str = "（《〈“‘【〔·和及与";

/// What a line more than needed costs: it is taken where it keeps a word whole.
const LINE_MORE: usize = 15;

/// Breaks a line of the title into as few lines as it takes, each about as long as the others.
pub(super) fn lines(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let fewest = chars.len().div_ceil(LONGEST).max(1);
    let [few, more] = [fewest, fewest + 1].map(|count| best(&chars, count));
    let ends = match (few, more) {
        (Some((few_cost, _)), Some((cost, ends))) if few_cost >= WORTH && cost + LINE_MORE < few_cost => ends,
        (Some((_, ends)), _) | (None, Some((_, ends))) => ends,
        (None, None) => vec![chars.len()],
    };
    let starts = [0].into_iter().chain(ends.iter().copied());
    let line = |(start, end): (usize, &usize)| chars[start..*end].iter().collect::<String>().trim().to_owned();
    starts.zip(&ends).map(line).collect()
}

/// The least cost of so many lines, and where each ends: what counts is how far each is from the even length, and
/// whether it ends a word.
fn best(chars: &[char], count: usize) -> Option<(usize, Vec<usize>)> {
    let even = chars.len().div_ceil(count);
    // By where the lines so far end: what they cost, and where each of them ends.
    let mut so_far: BTreeMap<usize, (usize, Vec<usize>)> = BTreeMap::from([(0, (0, Vec::new()))]);
    for _ in 0..count {
        let mut next: BTreeMap<usize, (usize, Vec<usize>)> = BTreeMap::new();
        for (start, (cost, ends)) in &so_far {
            for end in start + 1..=chars.len().min(start + LONGEST) {
                if end < chars.len() && !can_break(chars, end) {
                    continue;
                }
                let worth = if ends_word(chars, end) { 0 } else { WORTH };
                let cost = cost + worth + (end - start).abs_diff(even).pow(2);
                if next.get(&end).is_none_or(|(least, _)| cost < *least) {
                    next.insert(end, (cost, [ends.as_slice(), &[end]].concat()));
                }
            }
        }
        so_far = next;
    }
    so_far.remove(&chars.len())
}

/// 镇人民政府 but not 城镇建设, 赣州市 but not 城市.
fn ends_word(chars: &[char], end: usize) -> bool {
    let before = chars[end - 1];
    let Some(&after) = chars.get(end) else { return true };
    let is_within = WORDS.iter().any(|word| word.chars().eq([before, after]))
        || (before == '市' && end > 1 && "城超".contains(chars[end - 2]));
    !is_within && (after == '（' || ENDS.contains(before) || ("乡镇".contains(before) && after == '人'))
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
        assert!(lines("").concat().is_empty());
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
        let centre = "江西省赣州市南康区东山街道办事处综合便民服务中心";
        assert_eq!(lines(centre), ["江西省赣州市南康区", "东山街道办事处综合便民服务中心"]);
        let bureau = "察布查尔锡伯自治县自然资源和规划局不动产登记中心";
        assert_eq!(lines(bureau), ["察布查尔锡伯自治县", "自然资源和规划局不动产登记中心"]);
    }

    #[test]
    fn a_line_more_keeps_words_whole() {
        let office = "四川省凉山彝族自治州木里藏族自治县白碉苗族乡人民政府办公室（党政综合办公室）";
        assert!(lines(office).iter().all(|line| !line.ends_with("白碉")), "{:?}", lines(office));
        assert_eq!(lines("云溪县AI产业发展局（智慧城市运行管理中心）挂牌单位")[0], "云溪县AI产业发展局");
        assert_eq!(lines("云溪县文化广电和旅游体育局 云溪县文物保护管理局")[1], "云溪县文物保护管理局");
    }

    #[test]
    fn nothing_is_lost_and_no_line_is_too_long() {
        for length in 1..=200 {
            let text: String = "市场监督管理局（知识产权）分局".chars().cycle().take(length).collect();
            let lines = lines(&text);
            assert_eq!(lines.concat(), text);
            assert!(lines.iter().all(|line| line.chars().count() <= LONGEST), "{lines:?}");
        }
    }
}

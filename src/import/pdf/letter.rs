//! Characters as fonts give them, and as they are meant: radicals and doubles of characters are the characters themselves.

/// Adds what a character means to a text: none, one, or the letters of a ligature.
pub(super) fn add_meant(c: char, text: &mut String) {
    match c {
        '\u{00A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\t' | '\n' | '\r' => text.push(' '),
        // Signs of layout and of no meaning: soft hyphens, marks of direction, characters of one font only.
        '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}' => {}
        '\u{E000}'..='\u{F8FF}' | '\u{FE00}'..='\u{FE0F}' => {}
        '\u{FB00}' => text.push_str("ff"),
        '\u{FB01}' => text.push_str("fi"),
        '\u{FB02}' => text.push_str("fl"),
        '\u{FB03}' => text.push_str("ffi"),
        '\u{FB04}' => text.push_str("ffl"),
        c if c.is_control() => {}
        c => text.push(same(c)),
    }
}

/// The usual character for one that looks the same.
fn same(c: char) -> char {
    let tables = [('\u{2E80}', RADICALS), ('\u{2F00}', KANGXI), ('\u{F900}', COMPATIBLE)];
    let found = tables.iter().rev().find(|(first, _)| c >= *first).and_then(|(first, table)| {
        let at = u32::from(c).checked_sub(u32::from(*first))?;
        table.chars().nth(usize::try_from(at).ok()?)
    });
    found.filter(|found| *found != '\u{3000}').unwrap_or(c)
}

/// From U+2E80: radicals of dictionaries; a blank where there is no character of the kind.
const RADICALS: &str = "\
    \u{3000}厂\u{3000}\u{3000}乙亻\u{3000}\u{3000}刀\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}兀\u{3000}尢\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}忄\u{3000}扌\u{3000}\u{3000}\u{3000}\u{3000}月歺母民氵氺灬\u{3000}爫丬\u{3000}犭王\u{3000}目示礻竹\u{3000}纟\u{3000}罒\u{3000}\u{3000}\u{3000}羊羊\
    羊耂\u{3000}\u{3000}月\u{3000}艹\u{3000}\u{3000}虎衤覀西见角\u{3000}讠贝足车辶\u{3000}\u{3000}\u{3000}钅長\u{3000}长门\u{3000}阝雨青韦页风飞食\u{3000}\u{3000}饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜\
    龙龜亀龟";

/// From U+2F00: the radicals of Kangxi.
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋\
    弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石\
    示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長\
    門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// From U+F900: characters that stand twice in Unicode.
const COMPATIBLE: &str = "\
    豈更車賈滑串句龜龜契金喇奈懶癩羅蘿螺裸邏樂洛烙珞落酪駱亂卵欄爛蘭鸞嵐濫藍襤拉臘蠟廊朗浪狼郎來冷勞擄櫓爐盧老蘆虜路\
    露魯鷺碌祿綠菉錄鹿論壟弄籠聾牢磊賂雷壘屢樓淚漏累縷陋勒肋凜凌稜綾菱陵讀拏樂諾丹寧怒率異北磻便復不泌數索參塞省葉說\
    殺辰沈拾若掠略亮兩凉梁糧良諒量勵呂女廬旅濾礪閭驪麗黎力曆歷轢年憐戀撚漣煉璉秊練聯輦蓮連鍊列劣咽烈裂說廉念捻殮簾獵\
    令囹寧嶺怜玲瑩羚聆鈴零靈領例禮醴隸惡了僚寮尿料樂燎療蓼遼龍暈阮劉杻柳流溜琉留硫紐類六戮陸倫崙淪輪律慄栗率隆利吏履\
    易李梨泥理痢罹裏裡里離匿溺吝燐璘藺隣鱗麟林淋臨立笠粒狀炙識什茶刺切度拓糖宅洞暴輻行降見廓兀嗀\u{3000}\u{3000}塚\u{3000}晴\u{3000}\u{3000}凞猪益\
    礼神祥福靖精羽\u{3000}蘒\u{3000}諸\u{3000}\u{3000}逸都\u{3000}\u{3000}\u{3000}飯飼館鶴郞隷侮僧免勉勤卑喝嘆器塀墨層屮悔慨憎懲敏既暑梅海渚漢煮爫琢碑社祉祈祐\
    祖祝禍禎穀突節練縉繁署者臭艹艹著褐視謁謹賓贈辶逸難響頻恵𤋮舘\u{3000}\u{3000}並况全侀充冀勇勺喝啕喙嗢塚墳奄奔婢嬨廒廙彩徭惘慎\
    愈憎慠懲戴揄搜摒敖晴朗望杖歹殺流滛滋漢瀞煮瞧爵犯猪瑱甆画瘝瘟益盛直睊着磌窱節类絛練缾者荒華蝹襁覆視調諸請謁諾諭謹\
    變贈輸遲醙鉶陼難靖韛響頋頻鬒龜𢡊𢡄𣏕㮝䀘䀹𥉉𥳐𧻓齃龎";

/// Whether a character is of the Chinese script, its signs included, and needs no blanks around it.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..)
        || matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_as_they_are_meant() {
        let mut text = String::new();
        "⼀⽂⻓⻔⻳凉龠ﬁ\u{00A0}\u{200B}\u{F0B7}金１".chars().for_each(|c| add_meant(c, &mut text));
        assert_eq!(text, "一文长门龟凉龠fi 金１");
        assert_eq!(COMPATIBLE.chars().count(), 0xFADA - 0xF900);
    }
}

"""Writes forms at the limits of the format: large figures, many decimals, every text there is."""
import pathlib
import re
import sys

HEAD = """year = {year}
[agency]
name = "某某自治州某某县某某镇人民政府"
level = "乡级"
kind = "政府"
former_names = ["某某乡人民政府"]
[publication]
date = "{year}年12月31日"
issuer = "某镇"
website = "http://www.example.gov.cn/a?b=1&c=<2>"
office = "党政办公室"
address = "某某路1号"
postcode = "030000"
phone = "0351-1234567"
fax = "0351-7654321"
email = "a&b@example.gov.cn"
[notes]
disclosure = "注：本年制发件数含修订{{{{disclosure.normative_documents.{column}}}}}件。"
applications = "注：**有关**说明。"
reviews = "注：含上年结转。"
[layout]
body = "方正仿宋_GBK"
[narrative]
overview = '''
（一）主动公开情况
“引号”、—— 破折号、……省略号、<尖括号>、& 和 "直引号"。**加粗**的字。=SUM(A1)
1.数字{{{{applications.received.total}}}}件。
'''
problems = "= 1 + 1\\n@ 开头\\n- 开头"
others = "无。"
"""


def form(version, count, amount):
    """A form of the edition whose every count is the same, and whose balance therefore leaves nothing over."""
    text = pathlib.Path(f"tests/official/{version}.txt").read_text(encoding="utf-8")
    rows, table, order = {}, None, []
    for line in text.splitlines():
        if match := re.fullmatch(r"\[(\w+)\]", line):
            table = match[1]
        elif match := re.search(r"\t=(\w+)\.(\w+)$", line):
            key = (table, match[1])
            if key not in rows:
                rows[key] = []
                order.append(key)
            rows[key].append(amount if match[2] == "amount" else str(count))
    handled = sum(1 for t, r in order if t == "applications") - 2
    rows["applications", "received"] = [str(count * handled)] * 6
    year, column = (2020, "created") if version == 2019 else (2030, "issued")
    out = HEAD.format(year=year, column=column)
    for table in ("disclosure", "applications", "reviews"):
        out += f"[{table}]\n"
        for key in (key for key in order if key[0] == table):
            out += f"{key[1]} = [{', '.join(rows[key])}]\n"
    return out


target = pathlib.Path(sys.argv[1])
for version in (2019, 2021):
    for name, count, amount in (
        ("noughts", 0, "0"),
        ("digits", 7, "0.50"),
        # The largest total of table three then has six digits.
        ("six-digits", 7900, "123456.7800"),
        ("large", 40_000_000_000, "99999999999.9999"),
    ):
        folder = target / f"{name}-{version}"
        folder.mkdir(parents=True)
        (folder / "form.toml").write_text(form(version, count, amount), encoding="utf-8")

"""Rolls units up and reads the workbook back with openpyxl and LibreOffice.

Arguments: the program, a folder to write to, and folders of the generator: forms, previous, roster.toml. The sums that
Excel would show are those of the rows that are counted, of every node those of `--json`; where the workbook is small
enough, LibreOffice works out the same from the formulas alone; of any size it opens.
"""
import decimal
import json
import pathlib
import subprocess
import sys
import tempfile

import openpyxl

work = pathlib.Path(tempfile.mkdtemp())
LISTS = ["主要指标", "表二明细", "表三明细", "表三分申请人", "表四明细"]
SHEETS = ["报送情况", "汇总表", *LISTS, "审核结果", "同比", "文字雷同", "图"]
MAIN = {
    "新收": "applications.received.total",
    "办结": "applications.handled.total",
    "不予公开": "applications.refused.total",
    "结转": "applications.carried_out.total",
    "复议总数": "reviews.reconsideration.total",
    "诉讼总数": "reviews.litigation.total",
    "规范性文件现行有效": "disclosure.normative_documents.in_force",
    "许可": "disclosure.licensing.decisions",
    "收费（万元）": "disclosure.fees.amount",
}
WIDEST = "表三分申请人"
HEADS, TOTAL = 4, 5  # rows of headings, and the row of the total
LARGE = 1000  # units from which LibreOffice only opens the file


def roll_up(program, units, out):
    command = [program, "rollup", units / "forms", "--roster", units / "roster.toml", "--previous", units / "previous", "-o", out, "--json"]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode in (0, 1), run.stderr
    return json.loads(run.stdout)


def at(figures, place):
    for key in place.split("."):
        figures = figures[key]
    return decimal.Decimal(str(figures))


def number(cell):
    return decimal.Decimal(str(round(cell, 4))) if isinstance(cell, (int, float)) else None


def check_list(name, rows, nodes):
    """The total and every subtotal against the rows; of the main figures, against what the program says."""
    labels, total, units = rows[HEADS - 1], rows[TOTAL - 1], rows[TOTAL:]
    counted = [row for row in units if row[2] == "计"]
    for column in range(5, len(labels)):
        known = [number(row[column]) for row in counted]
        if None not in known:
            assert sum(known) == number(total[column]), f"{name} {labels[column]}: {sum(known)} is not {total[column]}"
    absent = [row for row in units if row[2] in ("缺报", "不计")]
    assert all(cell is None for row in absent for cell in row[5:]), f"{name}: a figure of a unit that is not counted"
    if name != LISTS[0]:
        return
    for row in [row for row in units if row[2] == "小计"]:
        for column, label in enumerate(labels):
            if label in MAIN and number(row[column]) is not None:
                wanted = at(nodes[row[0]], MAIN[label])
                assert number(row[column]) == wanted, f"{row[0]} {label}: {row[column]} is not {wanted}"
    for column, label in enumerate(labels):
        if label in MAIN:
            wanted = at(nodes[ROOT], MAIN[label])
            assert number(total[column]) == wanted, f"{label}: {total[column]} is not {wanted}"


def convert(file, to):
    out = work / to
    profile = f"-env:UserInstallation=file://{work}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", to, "--outdir", out, file]
    subprocess.run(command, check=True, capture_output=True)
    return out / f"{file.stem}.{to}"


def cells(workbook, names):
    return {(name, cell.coordinate): cell.value for name in names for row in workbook[name].iter_rows() for cell in row if cell.value is not None}


def check_recalculated(file):
    """Saved without results, and worked out anew."""
    formulas = openpyxl.load_workbook(file)
    names = ["汇总表", *LISTS, "同比", *formulas.sheetnames[len(SHEETS):]]
    live = [key for key, value in cells(formulas, names).items() if isinstance(value, str) and value.startswith("=")]
    assert len(live) > 200
    formulas.save(work / "bare.xlsx")
    cached = cells(openpyxl.load_workbook(file, data_only=True), names)
    anew = cells(openpyxl.load_workbook(convert(work / "bare.xlsx", "xlsx"), data_only=True), names)
    for key in live:
        one, other = cached.get(key), anew.get(key)
        assert number(one) == number(other) if number(one) is not None else (one or "") == (other or ""), f"{key}: {one} is {other} in LibreOffice"
    return len(live)


program, out, *folders = sys.argv[1:]
for folder in map(pathlib.Path, folders):
    result = pathlib.Path(out) / folder.name
    said = roll_up(program, folder, result)
    ROOT = next(iter(line.split('"')[1] for line in (folder / "roster.toml").read_text(encoding="utf-8").splitlines() if line.startswith("name")))
    file = result / "汇总.xlsx"
    workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
    assert workbook.sheetnames[: len(SHEETS)] == SHEETS, workbook.sheetnames
    expected, received = said["units"]["expected"], said["units"]["received"]
    assert f"应报{expected}、实报{received}" in workbook["汇总表"]["A2"].value
    # Of tens of thousands of units one list is as wide as all others together: read at the smaller sizes.
    for name in LISTS if expected < LARGE else [name for name in LISTS if name != WIDEST]:
        check_list(name, list(workbook[name].iter_rows(values_only=True)), said["nodes"])
    if expected < LARGE:
        live = check_recalculated(file)
        print(f"{folder.name}: {live} formulas come to the same in LibreOffice")
    else:
        assert convert(file, "csv").stat().st_size > 0
    print(f"{folder.name}: expected {expected}, received {received}, sums as read by openpyxl")

"""Reads every DOCX and XLSX back, cell by cell, with python-docx and openpyxl.

Labels and merges are those of tests/official, figures those of `nianbao check --json`.
"""
import decimal
import json
import pathlib
import re
import subprocess
import sys

import docx
import openpyxl
from openpyxl.utils.cell import range_boundaries

SHEET_TOP = 2  # rows above the grid on a sheet


def official(version):
    """The tables: lists of (first row, first column, last row, last column, text), from 0."""
    tables, text = [], pathlib.Path(f"tests/official/{version}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            tables.append((line.strip("[]"), []))
        elif line and not line.startswith("#"):
            area, label = line.split("\t")
            c1, r1, c2, r2 = range_boundaries(area)
            tables[-1][1].append((r1 - 1, c1 - 1, r2 - 1, c2 - 1, label.split(" := ")[0], " := " in label))
    return tables


def expected(derived, table, label):
    """The figure a cell must show, or its label."""
    if not label.startswith("="):
        return label
    row, column = label[1:].split(".")
    return str(derived[table][row][column])


def check(program, folder):
    form = folder / "form.toml"
    run = subprocess.run([program, "check", "--json", form], capture_output=True, text=True, check=True)
    derived = json.loads(run.stdout)["derived"]
    year = int(re.search(r"^year\s*=\s*(\d+)", form.read_text(encoding="utf-8"), re.M)[1])
    tables = official(2019 if year <= 2020 else 2021)
    (word,), (sheets,) = folder.glob("*.docx"), folder.glob("*.xlsx")
    document = docx.Document(word)
    cached, live = openpyxl.load_workbook(sheets, data_only=True), openpyxl.load_workbook(sheets)
    assert len(document.tables) == 3
    beside = ["同比"] if (folder / "last.toml").exists() else []
    assert cached.sheetnames[3:] == ["校核", "本年度办理结果", *beside], cached.sheetnames
    for row in cached["同比"].iter_rows(min_row=4) if beside else []:
        own, last, change = (decimal.Decimal(str(cell.value)) for cell in row[3:6])
        assert own - last == change, [cell.value for cell in row]
    assert all(row[6].value == "平衡" for row in cached["校核"].iter_rows(min_row=4)), word
    compared = 0
    for at, (key, cells) in enumerate(tables):
        grid, sheet, formulas = document.tables[at], cached.worksheets[at], live.worksheets[at]
        merges = set()
        for r1, c1, r2, c2, label, is_derived in cells:
            want = expected(derived, key, label)
            for r in range(r1, r2 + 1):
                for c in range(c1, c2 + 1):
                    assert grid.cell(r, c).text == want, (word, key, r, c, grid.cell(r, c).text, want)
            value = sheet.cell(r1 + 1 + SHEET_TOP, c1 + 1).value
            if label.startswith("="):
                assert isinstance(value, (int, float)), (sheets, key, r1, c1, value)
                assert float(value) == float(want), (sheets, key, r1, c1, value, want)
                formula = str(formulas.cell(r1 + 1 + SHEET_TOP, c1 + 1).value)
                assert formula.startswith("=") == is_derived, (sheets, key, r1, c1, formula)
                compared += 1
            else:
                assert (value or "") == want, (sheets, key, r1, c1, value, want)
            if (r1, c1) != (r2, c2):
                merges.add((c1 + 1, r1 + 1 + SHEET_TOP, c2 + 1, r2 + 1 + SHEET_TOP))
        # Above the grid stands the title, below it notes.
        last = SHEET_TOP + max(cell[2] for cell in cells) + 1
        grid_only = {area.bounds for area in sheet.merged_cells.ranges if SHEET_TOP < area.min_row <= last}
        assert grid_only == merges, (sheets, key)
    print(f"{compared} figures in each of {word.name} and {sheets.name}")


program, forms = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
folders = sorted(path for path in forms.iterdir() if path.is_dir())
assert len(folders) >= 12, folders
for folder in folders:
    check(program, folder)

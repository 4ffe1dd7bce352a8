"""Fills the workbooks of `nianbao new` with openpyxl as people do; `nianbao import` must find what was filled in.

Arguments: the program, and a folder of workbooks made by `nianbao new --format xlsx`. Each is filled at random, read,
converted by LibreOffice, which works the totals out again, and read once more.
"""
import datetime
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import tomllib

import openpyxl

work = pathlib.Path(tempfile.mkdtemp())
random.seed(711)
TEXT = "（一）“引号”、——破折号，{{applications.received.total}}件。\n= 1 + 1\n@ 开头 <尖括号> & 'x' \"y\""


def official(version):
    """The given figures and the formulas of the tables, by name: a formula is a list of (sign, name)."""
    given, formulas, cells, key = [], {}, {}, None
    for line in pathlib.Path(f"tests/official/{version}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            key, cells = line.strip("[]"), {}
            continue
        if not line or line.startswith("#") or "\t=" not in line:
            continue
        area, label = line.split("\t")
        name, _, formula = label[1:].partition(" := ")
        cells[area.split(":")[0]] = name = f"{key}.{name}"
        if formula:
            formulas[name] = (dict(cells), formula, cells)
        else:
            given.append(name)
    return given, formulas


def terms(formula, cells):
    """The names that a formula adds up, with their signs."""
    if ":" in formula:
        first, last = (re.fullmatch(r"([A-Z]+)(\d+)", end).groups() for end in formula.split(":"))
        inside = lambda cell: first[0] <= cell[0] <= last[0] and int(first[1]) <= int(cell[1:]) <= int(last[1])
        return [(1, name) for cell, name in cells.items() if inside(cell)]
    return [(-1 if sign == "-" else 1, cells[cell]) for sign, cell in re.findall(r"([+-]?)([A-Z]+\d+)", formula)]


def total(name, filled, formulas):
    """What a cell must show: the sum of what there is, and nothing of nothing."""
    if name not in formulas:
        return filled.get(name)
    _, formula, cells = formulas[name]
    known = [(sign, total(term, filled, formulas)) for sign, term in terms(formula, cells)]
    known = [sign * value for sign, value in known if value is not None]
    return sum(known) if known else None


def cell_of(workbook, name):
    (sheet, address), = workbook.defined_names[name].destinations
    return workbook[sheet][address.split(":")[0]]


def answer(name):
    """Something to fill in for a cell that is no figure of the tables."""
    table, _, key = name.partition(".")
    if name.startswith("stated."):
        return random.randrange(100)
    if table in ("narrative", "notes"):
        return f"{key}：{TEXT}"
    choices = {"level": "县级", "kind": "政府", "date": datetime.date(2027, 1, 20), "cases": 3, "amount": 380.5, "name": "某县人民政府"}
    return choices.get(key, f"{key} 0351-03")


def fill(source, target, share):
    """Fills a share of the figures and all else; tells what was filled in by name."""
    workbook = openpyxl.load_workbook(source)
    version = cell_of(workbook, "form.edition").value
    given, formulas = official(version)
    filled = {}
    for name in workbook.defined_names:
        if name in formulas or name in ("form.year", "form.edition"):
            continue
        cell = cell_of(workbook, name)
        assert not cell.protection.locked, (name, cell)
        if name in given and random.random() >= share:
            cell.value = None
        elif name.endswith(".amount") and name in given:
            cell.value = filled[name] = random.randrange(10**9) / 10 ** random.randrange(5)
        elif name in given:
            least = -999 if name.endswith(".change") else 0
            cell.value = filled[name] = random.randrange(least, random.choice([2, 1000, 10**6]))
        else:
            cell.value = filled[name] = answer(name)
    workbook.save(target)
    return version, formulas, filled


def check(program, book, version, filled):
    """The form that a workbook gives has what was filled in, exactly, and nothing else."""
    form = book.with_suffix(".toml")
    run = subprocess.run([program, "import", book, "-o", form], capture_output=True, text=True, check=True)
    assert "※" not in run.stdout, run.stdout
    found = tomllib.loads(form.read_text(encoding="utf-8"), parse_float=str)
    given, formulas = official(version)
    for table in ("disclosure", "applications", "reviews"):
        rows = dict.fromkeys(name.split(".")[1] for name in [*given, *formulas] if name.startswith(table + "."))
        for row in rows:
            columns = [name for name in given if name.startswith(f"{table}.{row}.")]
            # Of a row that follows the office's own counts are asked.
            names = columns or [f"stated.{name}" for name in formulas if name.startswith(f"{table}.{row}.")]
            wanted = [filled.get(name, "") for name in names]
            value = found[table].get(row, [])
            value = value if isinstance(value, list) else [value] * (1 if len(names) == 1 else 6 if table == "applications" else len(names))
            if all(figure == "" for figure in wanted):
                assert value == [], (book, table, row, value)
                continue
            wanted = wanted[:-1] if not columns else wanted
            assert [f if f == "" else float(f) for f in value] == [f if f == "" else float(f) for f in wanted], (book, table, row, value, wanted)
    for name, value in filled.items():
        table, _, key = name.partition(".")
        if table in ("agency", "publication", "narrative", "notes", "information_fee"):
            value = [value] if key == "former_names" else float(value) if table == "information_fee" else value
            same = found[table][key]
            same = float(same) if table == "information_fee" else same.strip() if isinstance(same, str) else same
            assert same == value, (book, name, same, value)


def convert(files):
    out = work / "converted"
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{work}/profile", "--convert-to", "xlsx", "--outdir", out, *files]
    subprocess.run(command, check=True, capture_output=True)
    return [out / file.name for file in files]


program, books = pathlib.Path(sys.argv[1]).resolve(), sorted(pathlib.Path(sys.argv[2]).glob("*.xlsx"))
assert len(books) >= 4, books
jobs = []
for book in books:
    for share in (0, 0.3, 1):
        target = work / f"{book.stem}-{share}.xlsx"
        jobs.append((target, *fill(book, target, share)))
converted = convert([job[0] for job in jobs])
for (target, version, formulas, filled), again in zip(jobs, converted):
    check(program, target, version, filled)
    check(program, again, version, filled)
    shown = openpyxl.load_workbook(again, data_only=True)
    for name in formulas:
        value = cell_of(shown, name).value
        wanted = total(name, filled, formulas)
        assert (value if value not in ("", None) else None) == wanted, (again, name, value, wanted)
    verdicts = {row[6] for row in shown["校核"].iter_rows(min_row=4, values_only=True)}
    assert not any(str(verdict).startswith("#") for verdict in verdicts), (again, verdicts)
    is_whole = all(name in filled for name in official(version)[0])
    assert ("未填全" in verdicts) != is_whole, (again, verdicts)
    print(f"{target.name}: {len(filled)} cells, {len(formulas)} totals")

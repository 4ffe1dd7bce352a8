#!/usr/bin/env python3
"""Runs a program that dist/build made beside the native one: what they print and what they write must be the same.

    dist/try.py [--read FILE]... NATIVE PROGRAM [RUNNER]...

RUNNER runs a program that this system does not: wine64, qemu-aarch64-static. FILE is one more report to be read in.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
arguments = argparse.ArgumentParser()
arguments.add_argument("--read", action="append", default=[])
arguments.add_argument("native")
arguments.add_argument("program")
arguments.add_argument("runner", nargs="*")
given = arguments.parse_args()
NATIVE = [str(pathlib.Path(given.native).resolve())]
TRIED = [*given.runner, str(pathlib.Path(given.program).resolve())]
IS_WINDOWS = given.program.endswith(".exe")

work = pathlib.Path(tempfile.mkdtemp())
# A folder as people have: Chinese, a blank, signs that mean something to a shell.
NAME = "年报 & 测试（一）"
environment = {**os.environ, "LC_ALL": "C.UTF-8", "NIANBAO_TODAY": "2027-01-15", "WINEDEBUG": "-all"}
environment["WINEPREFIX"] = str(work / "wine")
passed = 0


def run(command, folder, *words):
    said = subprocess.run([*command, *words], cwd=folder, env=environment, capture_output=True, stdin=subprocess.DEVNULL)
    text = (said.stderr + said.stdout).decode("utf-8").replace("\r\n", "\n")
    return said.returncode, text.replace("\\", "/") if IS_WINDOWS else text


def files(folder):
    """What lies in a folder; texts that people edit have the ends of line of their system, digests are its own."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != ".nianbao-digests":
            content = path.read_bytes()
            is_form = path.suffix == ".toml"
            found[path.relative_to(folder).as_posix()] = content.replace(b"\r\n", b"\n") if is_form else content
    return found


def check(what, is_so, told=""):
    global passed
    if not is_so:
        sys.exit(f"× {what}: {told}")
    passed += 1
    print(f"√ {what}", flush=True)


def both(what, *words, code=0, wanted=""):
    """The same command in two folders: the same exit code, the same words, the same files."""
    native, tried = run(NATIVE, folders[0], *words), run(TRIED, folders[1], *words)
    check(f"{what}: says the same", native == tried and tried[0] == code and wanted in tried[1], f"{native}\n{tried}")
    one, other = (files(folder) for folder in folders)
    odd = [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)]
    check(f"{what}: {len(other)} files, byte for byte", not odd, odd)


folders = [work / "native" / NAME, work / "tried" / NAME]
for folder in folders:
    shutil.copytree(ROOT / "examples", folder / "例")
    shutil.copytree(ROOT / "tests/cases/b01-carried-out", folder / "错")

# The first start under wine makes a Windows, and says so.
run(TRIED, folders[1], "--version")
code, text = run(TRIED, folders[1], "--version")
check(f"--version: {text.strip()}", code == 0 and text.startswith("nianbao ") and "（" in text, text)
code, text = run(TRIED, folders[1])
check("without a terminal: no menu", code == 2 and text.startswith("没有写命令。"), text)
both("new", "new", "--year", "2026", "--agency", "某县某镇人民政府", "--format", "toml,xlsx", "-o", "新 建/")
both("new --from", "new", "--from", "例/jinhu-2023/form.toml", "--format", "xlsx", "-o", "金湖-2024.xlsx")
for example in sorted(path.name for path in folders[0].glob("例/*/")):
    both(f"check {example}", "check", f"例/{example}/form.toml")
    both(f"build {example}", "build", f"例/{example}/form.toml", "-o", f"报告/{example}")
both("check, with errors", "check", "错/form.toml", code=1, wanted="错误 B01")
both("build --draft", "build", "错/form.toml", "--draft", "-o", "草稿", code=1)
both("fix", "fix", "例/qinghe-2020/form.toml")
built = sorted((folders[0] / "报告" / "jinhu-2023").glob("金湖*"))
for report in [*built, *map(pathlib.Path, given.read)]:
    for folder in folders:
        shutil.copy(report, folder / f"来{report.suffix}")
    both(f"import {report.suffix}", "import", f"来{report.suffix}", "-o", f"读入/{report.suffix[1:]}.toml")
both("a filled workbook", "import", "新 建/某县某镇人民政府-2026.xlsx", "-o", "读入/工作簿.toml")
units = ["例/changle-2020", "例/qinghe-2020", "例/xiuwu-2020"]
both("rollup", "rollup", *units, "--roster", "例/roster-2020.toml", "-o", "汇 总")
for folder in folders:
    shutil.copy(folder / "例/jinhu-2023/form.toml", folder / "拖 & 放 ^1%.toml")
both("a dropped form", "拖 & 放 ^1%.toml", wanted="已生成")
both("a dropped report", "来.docx")

if IS_WINDOWS:
    # Deeper than 260 signs, as far as the system below allows.
    deep = "/".join(["很深很深的文件夹"] * 12)
    both("a long path", "build", "例/fudian-2020/form.toml", "-o", f"{folders[1].name[:2]}/{deep}/{deep}/{deep}")
    holder = work / "hold.exe"
    subprocess.run(["x86_64-w64-mingw32-gcc", "-municode", str(ROOT / "dist/hold.c"), "-o", str(holder)], check=True)
    held = next(path for path in (folders[1] / "报告/jinhu-2023").glob("*.docx"))
    form = folders[1] / "例/jinhu-2023/form.toml"
    form.write_text(form.read_text(encoding="utf-8").replace("人民政府办公室\"", "政府办公室\""), encoding="utf-8")
    before = files(held.parent)
    command = [*given.runner, str(holder), held.name]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    holding = subprocess.Popen(command, cwd=held.parent, env=environment, text=True, **pipes)
    check("a file is held open", holding.stdout.readline().strip() == "held")
    code, text = run(TRIED, folders[1], "build", "例/jinhu-2023/form.toml", "-o", "报告/jinhu-2023")
    told = [line for line in text.splitlines() if line.startswith("写不了")]
    check("a held file is told of in a sentence", code == 2 and len(told) == 1 and "WPS、Word" in told[0], text)
    check("and all the others stay as they were", files(held.parent) == before)
    holding.communicate("\n")
    code, text = run(TRIED, folders[1], "build", "例/jinhu-2023/form.toml", "-o", "报告/jinhu-2023")
    check("once it is closed, all is written", code == 0 and "已生成" in text, text)

if IS_WINDOWS:
    run([*given.runner, "wineboot", "--kill"], work)
shutil.rmtree(work, ignore_errors=True)
print(f"{passed} passed, 0 failed")

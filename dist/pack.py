#!/usr/bin/env python3
"""Packs a program with the manual, the examples and a note into what people download.

    dist/pack.py PROGRAM METADATA nianbao-VERSION-SYSTEM.zip|.tar.gz [PAGE]

METADATA is what `cargo metadata` says of the program's target; PAGE is the page in which the form is filled in.

The same files make the same bytes: sorted, of the day in SOURCE_DATE_EPOCH, owned by nobody.
"""
import gzip
import io
import json
import os
import pathlib
import posixpath
import re
import struct
import sys
import tarfile
import time
import urllib.parse
import zipfile
import zlib

import markdown

ROOT = pathlib.Path(__file__).resolve().parent.parent
DAY = max(int(os.environ["SOURCE_DATE_EPOCH"]), 315_619_200)  # ZIP knows no day before 1980-01-02.
STYLE = (
    "body{max-width:56em;margin:2em auto;padding:0 1em;line-height:1.7;font-family:'Microsoft YaHei','Noto Sans CJK SC',"
    "sans-serif}pre{background:#f4f4f4;padding:.8em;overflow:auto;line-height:1.4}code{font-family:NSimSun,monospace}"
    "table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2em .6em;vertical-align:top}img{max-width:100%}"
)


def slug(title, _separator):
    """By what name a code host links to a heading."""
    return "".join("-" if c == " " else c for c in title.lower() if c.isalnum() or c in " -_")


def page(name):
    """A page of the manual for those who have a browser and nothing for Markdown."""
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    text = re.sub(r"\]\(\.\./examples/(?:README\.md)?\)", "](../示例/说明.html)", text)
    text = re.sub(r"\[([^\]]*)\]\(\.\./README\.md[^)]*\)", r"\1", text)
    text = text.replace("](../examples/", "](../示例/").replace("](汇总能力.md", "](汇总能力.html")
    return html(text, name.removesuffix(".md"))


def html(text, title):
    text = re.sub(r"\]\(([^):]*)\.md(#[^)]*)?\)", r"](\1.html\2)", text)
    extensions = ["tables", "fenced_code", "toc", "sane_lists"]
    body = markdown.markdown(text, extensions=extensions, extension_configs={"toc": {"slugify": slug}})
    # Two Chinese signs on either side of a line's end have no blank between them.
    body = re.sub(r"(?<=[^\x00-\x7f])\n(?=[^\x00-\x7f])", "", body)
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'.encode()


def licences(metadata):
    """What the packages in the program ask to be handed on with it: their licences, each text once."""
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    found, open_ones = set(), [metadata["resolve"]["root"]]
    while open_ones:
        for used in nodes[open_ones.pop()]["deps"]:
            if used["pkg"] not in found and any(kind["kind"] is None for kind in used["dep_kinds"]):
                found.add(used["pkg"])
                open_ones.append(used["pkg"])
    texts = {}
    for package in sorted((packages[id] for id in found), key=lambda package: (package["name"], package["version"])):
        name = f"{package['name']} {package['version']}（{package['license'] or '见下'}）"
        files = sorted(pathlib.Path(package["manifest_path"]).parent.glob("*"))
        own = [file for file in files if re.match("(LICEN[CS]E|COPYING|NOTICE|UNLICENSE|COPYRIGHT)", file.name, re.I) and file.is_file()]
        for text in [file.read_text(encoding="utf-8", errors="replace") for file in own] or ["（没有附许可文本）"]:
            texts.setdefault("\n".join(line.rstrip() for line in text.strip().splitlines()), []).append(name)
    head = "程序里用到的其他项目，和它们的许可。Rust 标准库：MIT OR Apache-2.0；musl：MIT；mingw-w64：ZPL-2.1。\n"
    return head + "".join(f"\n{'=' * 72}\n" + "\n".join(names) + f"\n\n{text}\n" for text, names in texts.items())


def contents(program, metadata, is_windows, pages):
    """The files by their names, sorted, and whether each is to be run."""
    version = re.search(r'^version = "(.*)"', (ROOT / "Cargo.toml").read_text(), re.M)[1]
    files = {("nianbao.exe" if is_windows else "nianbao"): program.read_bytes()}

    def text(content):
        # Notepad of Windows 7 knows neither a bare line feed nor UTF-8 without a mark.
        return content.replace("\n", "\r\n").encode("utf-8-sig") if is_windows else content.encode()

    note = (ROOT / "dist" / "先看我.txt").read_text(encoding="utf-8")
    wanted, other = ("windows", "linux") if is_windows else ("linux", "windows")
    note = re.sub(rf"^{other}\|.*\n", "", note, flags=re.M).replace(f"{wanted}|", "").replace("@VERSION@", version)
    files["先看我.txt"] = text(note)
    files["第三方许可.txt"] = text(licences(metadata))
    for path in (ROOT / "docs").glob("*.md"):
        files[f"手册/{path.stem}.html"] = page(path.name)
    examples = ROOT / "examples"
    guide = (examples / "README.md").read_text(encoding="utf-8").replace("](../docs/", "](../手册/")
    files["示例/说明.html"] = html(guide, "例子")
    for path in sorted(examples.rglob("*")):
        if path.is_file() and path.name != "README.md":
            is_text = path.suffix in (".toml", ".txt")
            content = text(path.read_text(encoding="utf-8")) if is_text else path.read_bytes()
            files[f"示例/{path.relative_to(examples).as_posix()}"] = content
    for path in ROOT.glob("LICENSE-*"):
        files[f"{path.name}.txt"] = text(path.read_text(encoding="utf-8"))
    lost = list(dangling(files))
    assert not lost, lost
    files |= {path.name: path.read_bytes() for path in pages}
    return sorted((f"nianbao-{version}/{name}", content) for name, content in files.items())


class Entry(zipfile.ZipInfo):
    """A file whose name old Windows reads in its own code page, and newer programs in UTF-8 beside it."""

    def __init__(self, name, day):
        super().__init__(name, day)
        raw, name = name.encode("gbk"), name.encode()
        if raw != name:
            # Info-ZIP's Unicode Path.
            self.extra = struct.pack("<HHBL", 0x7075, 5 + len(name), 1, zlib.crc32(raw)) + name

    def _encodeFilenameFlags(self):
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def dangling(files):
    """The links of the pages that lead nowhere."""
    pages = {name: content.decode() for name, content in files.items() if name.endswith(".html")}
    for name, text in pages.items():
        for link in re.findall(r'(?:href|src)="(?!http)([^"]*)"', text):
            file, _, anchor = map(urllib.parse.unquote, link.partition("#"))
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
            is_folder = any(other.startswith(f"{target}/") for other in files)
            if target not in files and not is_folder or anchor and f'id="{anchor}"' not in pages[target]:
                yield f"{name}: {link}"


def zipped(files):
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files:
            entry = Entry(name, time.gmtime(DAY)[:6])
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = 0o100755 << 16 if name.endswith(".exe") else 0o100644 << 16
            archive.writestr(entry, content)
    return package.getvalue()


def tarred(files):
    package = io.BytesIO()
    with tarfile.open(fileobj=package, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name, content in files:
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime = len(content), DAY
            entry.mode = 0o755 if name.endswith("/nianbao") else 0o644
            archive.addfile(entry, io.BytesIO(content))
    return gzip.compress(package.getvalue(), 9, mtime=0)


program, metadata, target, *pages = map(pathlib.Path, sys.argv[1:])
is_windows = target.suffix == ".zip"
packed = contents(program, json.loads(metadata.read_text(encoding="utf-8")), is_windows, pages)
target.write_bytes(zipped(packed) if is_windows else tarred(packed))

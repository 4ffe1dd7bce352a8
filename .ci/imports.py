"""Reports that other programs have saved anew, imported: the same figures, and from what holds text the same texts.

imports.py NIANBAO FORMS [CHROMIUM]: FORMS holds folders with a form.toml and the report built of it.
"""

import decimal
import json
import pathlib
import subprocess
import sys
import tempfile
import tomllib

NIANBAO, FORMS = sys.argv[1], pathlib.Path(sys.argv[2])
CHROMIUM = sys.argv[3] if len(sys.argv) > 3 else None
NAMES = ["changle-2020", "jinhu-2023", "hualong-2020", "full"]
# What a report is saved as, and what it is saved from. The second step of a way goes on from the first.
WAYS = {
    "docx saved anew": [("docx", "docx:MS Word 2007 XML")],
    "docx by way of odt": [("docx", "odt"), ("odt", "docx:MS Word 2007 XML")],
    "docx as html": [("docx", "html")],
    "docx as pdf": [("docx", "pdf")],
    "xlsx saved anew": [("xlsx", "xlsx:Calc MS Excel 2007 XML")],
    "xlsx as xls": [("xlsx", "xls:MS Excel 97")],
}


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, encoding="utf-8")


def convert(file, to, folder):
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", to, "--outdir", folder, file)
    made = folder / (file.stem + "." + to.split(":")[0])
    assert made.exists(), f"{file} was not converted to {to}"
    return made


def derived(form):
    """Every figure of a form by place, given and derived."""
    report = json.loads(run(NIANBAO, "check", "--json", form).stdout.splitlines()[0])["derived"]
    return {(t, r, c): decimal.Decimal(str(v)) for t, rows in report.items() for r, row in rows.items() for c, v in row.items()}


def stated(form):
    """How many totals a form states: the seventh figures of table three, the fifth of table four, the rows that follow."""
    form = tomllib.loads(form.read_text(encoding="utf-8"))
    rows = [*form["applications"].values(), *form["reviews"].values()]
    assert {"handled", "carried_out"} <= form["applications"].keys()
    return sum(len(row) in (5, 7) for row in rows if isinstance(row, list))


def texts(form):
    narrative = tomllib.loads(form.read_text(encoding="utf-8"))["narrative"]
    squeezed = lambda text: "".join(text.replace("**", "").split())
    return {key: squeezed(narrative.get(key, "")) for key in ("overview", "problems", "others")}


def check(name, way, report, folder, expected, words):
    form = folder / f"{name} {way}.toml"
    output = run(NIANBAO, "import", report, "-o", form)
    assert output.returncode == 0, f"{name}, {way}: {output.stderr}"
    found = derived(form)
    wrong = {place: (figure, found.get(place)) for place, figure in expected.items() if found.get(place) != figure}
    assert not wrong, f"{name}, {way}: {wrong}"
    if words:
        # LibreOffice draws no sign that hangs over the end of a line; its PDFs lack a comma here and there.
        same = (lambda text: "".join(filter(str.isalnum, text))) if "pdf" in way else str
        for key, text in texts(form).items():
            assert same(text) == same(words[key]), f"{name}, {way}, {key}:\n{text}\n{words[key]}"
    return stated(form)


def main():
    count = totals = 0
    with tempfile.TemporaryDirectory() as work:
        for name in NAMES:
            source = FORMS / name
            folder = pathlib.Path(work) / name
            folder.mkdir()
            built = {path.suffix[1:]: path for path in source.glob("*年度报告.*")}
            expected = derived(source / "form.toml")
            text_form = folder / "text.toml"
            assert run(NIANBAO, "import", built["txt"], "-o", text_form).returncode == 0
            words = texts(text_form)
            for way, steps in WAYS.items():
                made = folder / way.replace(" ", "-")
                made.mkdir()
                file = built[steps[0][0]]
                for _, to in steps:
                    file = convert(file, to, made)
                has_text = steps[0][0] == "docx"
                totals += check(name, way, file, folder, expected, words if has_text else None)
                count += 1
            if CHROMIUM:
                printed = folder / "printed.pdf"
                run(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                    f"--user-data-dir={folder / 'chromium'}", f"--print-to-pdf={printed}", built["html"].as_uri())
                totals += check(name, "html printed", printed, folder, expected, words)
                count += 1
    print(f"{count} reports saved by other programs came back whole, with {totals} rows of stated totals")


main()

"""What LibreOffice makes of the files: pages that hold what belongs together, sheets that follow a changed input.

Arguments: the program, and a folder of folders with a form.toml, its DOCX and its XLSX each.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import docx
import openpyxl

work = pathlib.Path(tempfile.mkdtemp())
THREE, FOUR = "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"


def convert(files, to):
    """Converts files, all in one go; their new paths by the old ones."""
    out = work / to
    profile = f"-env:UserInstallation=file://{work}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", to, "--outdir", out, *files]
    subprocess.run(command, check=True, capture_output=True)
    return {file: out / f"{file.stem}.{to}" for file in files}


def pages_of(pdf):
    """The pages as lists of words: text, left, right, top, from the top down."""
    xml = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, text=True).stdout
    xml = re.sub(r"[^\t\n\r\x20-\uffff]", "", xml)
    pages = []
    for page in ElementTree.fromstring(xml).iter("{http://www.w3.org/1999/xhtml}page"):
        words = [(w.text or "", float(w.get("xMin")), float(w.get("xMax")), float(w.get("yMin"))) for w in page.iter("{http://www.w3.org/1999/xhtml}word")]
        pages.append((float(page.get("width")), sorted(words, key=lambda w: (round(w[3]), w[1]))))
    return pages


def derived(program, form):
    run = subprocess.run([program, "check", "--json", form], capture_output=True, text=True, check=True)
    return json.loads(run.stdout)["derived"]


def check_pages(name, pages, figures, headings, has_notes):
    texts = ["".join(word[0] for word in words) for _, words in pages]
    where = lambda text: [at for at, page in enumerate(texts) if text in page]
    (three,), (four,) = where(THREE), where(FOUR)
    assert "二、上年结转政府信息公开申请数量" in texts[three], f"{name}: table three begins under its heading"
    assert "四、结转下年度继续办理" in texts[three], f"{name}: table three ends on the page it begins on"
    assert "复议后起诉" in texts[four], f"{name}: table four stands under its heading"
    assert three == four or has_notes, f"{name}: tables three and four share a page"
    # Every figure of tables three and four stands there whole.
    found = collections.Counter(word[0] for at in {three, four} for word in pages[at][1])
    printed = lambda table: [figure for key, row in figures[table].items() for column, figure in row.items() if is_printed(key, column)]
    wanted = collections.Counter(str(figure) for figure in printed("applications") + printed("reviews"))
    assert not wanted - found, f"{name}: broken or missing {wanted - found}"
    for at, (width, words) in enumerate(pages, 1):
        *body, foot = lines(words)
        assert "".join(w[0] for w in foot) == f"—{at}—", f"{name}: page {at} ends with {foot}"
        is_right = foot[0][1] > width / 2
        assert is_right == (at % 2 == 1), f"{name}: page number {at}"
        last = "".join(w[0] for w in body[-1])
        assert not any(last == heading for heading in headings), f"{name}: {last} alone at the foot of page {at}"


def lines(words):
    """Words by line."""
    found = []
    for word in words:
        if found and abs(found[-1][0][3] - word[3]) < 4:
            found[-1].append(word)
        else:
            found.append([word])
    return found


def is_printed(row, column):
    groups = {"refused", "unavailable", "not_processed", "otherwise_handled", "litigation"}
    return row not in groups and column != "organizations"


def changed(sheets, target):
    """A copy of a workbook without cached results, with one more application of a natural person."""
    workbook = openpyxl.load_workbook(sheets)
    cell = cell_of(workbook, "applications.received.natural_person")
    cell.value += 5
    workbook.save(target)


def broken(sheets, target):
    """A copy with a total typed over, and an input that is no count."""
    workbook = openpyxl.load_workbook(sheets)
    cell_of(workbook, "applications.received.total").value = 123456
    cell_of(workbook, "reviews.reconsideration.upheld").value = -1
    workbook.save(target)


def cell_of(workbook, place):
    (sheet, address), = workbook.defined_names[place].destinations
    return workbook[sheet][address]


def verdicts(workbook):
    """The verdicts on what must hold between cells; a number that the office stated does not move with them."""
    rows = workbook["校核"].iter_rows(min_row=4, values_only=True)
    return [row[6] for row in rows if not row[2].startswith("填报的数")]


def check_sheets(name, original, same, more, wrong):
    kept, again, more, wrong = (openpyxl.load_workbook(file, data_only=True) for file in (original, same, more, wrong))
    compared = 0
    for sheet in kept.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                other = again[sheet.title][cell.coordinate].value
                assert (cell.value or "") == (other or "") or float(cell.value) == float(other), (name, cell, other)
                compared += isinstance(cell.value, (int, float))
    value = lambda workbook, place: cell_of(workbook, place).value
    for place in ("received.total", "carried_out.natural_person", "carried_out.total"):
        before, after = (value(workbook, f"applications.{place}") for workbook in (kept, more))
        assert after == before + 5, (name, place, before, after)
    assert set(verdicts(more)) == {"平衡"}, (name, verdicts(more))
    bad = [verdict for verdict in verdicts(wrong) if verdict != "平衡"]
    assert {verdict[:2] for verdict in bad} >= {"差 ", "有格"}, (name, bad)
    assert re.search(r"其余[1-9]\d*项", wrong["校核"]["A2"].value), wrong["校核"]["A2"].value
    return compared


program, forms = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
folders = sorted(path for path in forms.iterdir() if path.is_dir())
documents, workbooks = {}, {}
for folder in folders:
    (word,), (sheets,) = folder.glob("*.docx"), folder.glob("*.xlsx")
    # One folder takes all that is converted, so that names must differ.
    documents[folder] = work / f"{folder.name}.docx"
    documents[folder].write_bytes(word.read_bytes())
    workbooks[folder] = [work / f"{folder.name}-{kind}.xlsx" for kind in ("same", "more", "wrong")]
    openpyxl.load_workbook(sheets).save(workbooks[folder][0])
    changed(sheets, workbooks[folder][1])
    broken(sheets, workbooks[folder][2])
pdfs = convert(list(documents.values()), "pdf")
recalculated = convert([file for files in workbooks.values() for file in files], "xlsx")
for folder in folders:
    form = folder / "form.toml"
    pages = pages_of(pdfs[documents[folder]])
    paragraphs = docx.Document(documents[folder]).paragraphs
    headings = {p.text.replace(" ", "") for p in paragraphs if p.style.name.startswith("Heading")}
    has_notes = any(p.style.name == "Table Note" for p in paragraphs)
    check_pages(folder.name, pages, derived(program, form), headings, has_notes)
    (sheets,) = folder.glob("*.xlsx")
    compared = check_sheets(folder.name, sheets, *(recalculated[file] for file in workbooks[folder]))
    print(f"{folder.name}: {len(pages)} pages, {compared} figures recalculated")

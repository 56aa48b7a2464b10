"""Makes the files that people really send: damaged, oddly encoded, too large, or not a table at all.

    python tests/bad_input/make.py FOLDER

expected.csv beside this file says what must come of each. Two files stand beside it as they are, since their programs
are not at hand: protected.xlsx (encrypted with the password "secret") and old.xls.
"""

from __future__ import annotations

import io
import json
import struct
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

HERE = Path(__file__).parent
ROMANIAN = (
    "Companie;Ofertă sau cerere;Descriere;Cantitate;Unitate;Perioadă;Localitate\n"
    "Moara Câmpia;ofertă;Tărâțe de grâu;1.234,5;t;an;Târgu Mureș\n"
    "Ferma Țiglari;cerere;Așternut pentru păsări;12;t;lună;Iași\n"
)
NORWEGIAN = (
    "Virksomhet;Tilbud eller behov;Beskrivelse;Mengde;Enhet;Periode;Sted\n"
    "Smelteverket på Øya;tilbud;Slagg fra lysbueovn;1 234,5;tonn;år;Ålesund\n"
    "Fôrfabrikken;behov;Råstoff til fiskefôr;300-400;kg;uke;Tromsø\n"
)
TWO_FLOWS = "side,text,quantity,unit,period\nhave,Slag,10,t,year\nwant,Clinker substitute,20,t,year\n"


def book(*sheets: tuple[str, Sequence[Sequence[Any]]], change: Callable[[Workbook], None] = lambda _: None) -> bytes:
    """A workbook of the *sheets*, each a title and its lines, after *change*."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, lines in sheets:
        sheet = workbook.create_sheet(title)
        for line in lines:
            sheet.append(list(line))
    change(workbook)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def merged() -> bytes:
    """A title over all columns, and a site's name merged over its three flows."""
    lines = [
        ["Flows of the park in 2026"],
        [],
        ["Site", "Have or want", "Resource", "Quantity (t/year)"],
        ["Alfa SA", "have", "Slag", 10],
        [None, "have", "Gypsum", 1.234],
        [None, "want", "Sand", 30],
        ["Beta SA", "want", "Steam", None],
    ]

    def merge(workbook: Workbook) -> None:
        workbook.worksheets[0].merge_cells("A1:D1")
        workbook.worksheets[0].merge_cells("A4:A6")

    return book(("Flows", lines), change=merge)


def formulas() -> bytes:
    """Formulas whose results were never saved, an error value, and a text that only looks like a formula."""
    lines = [
        ["side", "text", "quantity", "unit"],
        ["have", "Slag", "=10*2", "t"],
        ["want", "=1+1 is a text", 5, "t"],
        ["want", "Sand", "#DIV/0!", "t"],
    ]

    def as_text(workbook: Workbook) -> None:
        workbook.worksheets[0]["B3"].data_type = "s"
        workbook.worksheets[0]["C4"].data_type = "e"

    return book(("Flows", lines), change=as_text)


def sheets() -> bytes:
    """Haves and wants on sheets of their own, notes between them, and one sheet hidden."""
    haves = [["Resource", "Place"], ["Slag", "Galați"], ["Whey", "Cluj-Napoca"]]
    wants = [["Beskrivelse", "Sted"], ["Varme til veksthus", "Stavanger"]]
    notes = [["Collected by phone"], ["Ask again in May"]]
    hidden = [["side", "text"], ["have", "Old pallets"]]

    def hide(workbook: Workbook) -> None:
        workbook["Draft"].sheet_state = "hidden"

    return book(("Haves", haves), ("Notes", notes), ("Behov", wants), ("Draft", hidden), change=hide)


def zip_of(parts: dict[str, bytes]) -> bytes:
    """A zip archive of the *parts*."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def bomb() -> bytes:
    """A workbook whose sheet is forty million zeros."""
    return zip_of({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"0" * 40_000_000})


def lying_bomb() -> bytes:
    """The same, but the archive declares that the sheet has a hundred bytes."""
    return bomb().replace(struct.pack("<I", 40_000_000), struct.pack("<I", 100))


def entities() -> bytes:
    """A workbook whose XML declares entities that grow without end."""
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    return zip_of({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": laughs})


def many_rows(count: int = 100_000) -> bytes:
    """A CSV of *count* flows."""
    lines = (f"{'have' if number % 2 else 'want'},Flow {number},{number % 977},t,year" for number in range(count))
    return ("side,text,quantity,unit,period\n" + "\n".join(lines) + "\n").encode()


FILES: dict[str, Callable[[], bytes]] = {
    "empty.csv": lambda: b"",
    "only-spaces.csv": lambda: b"\xef\xbb\xbf \r\n\t\r\n",
    "heading-only.csv": lambda: b"side,text\n",
    "no-heading.csv": lambda: b"1,2,3\n4,5,6\n",
    "missing-text.csv": lambda: b"side,quantity,unit,site\nhave,10,t,Alfa\n",
    "missing-side.csv": lambda: b"text,quantity,unit\nSlag,10,t\n",
    "haves.csv": lambda: (
        b"id,text,language,ewc,nace,kind,hazardous,place,country,quantity,unit\n"
        b"H1,Slag,en,10 02 02,24.10,material,0,Oslo,NO,20,t/yr\n"
    ),
    "colon.csv": lambda: TWO_FLOWS.replace(",", ":").encode(),
    "slash.csv": lambda: TWO_FLOWS.replace(",", "/").encode(),
    "pipe.csv": lambda: TWO_FLOWS.replace(",", "|").encode(),
    "tab.csv": lambda: TWO_FLOWS.replace(",", "\t").encode(),
    "changing-delimiter.csv": lambda: b"side,text,quantity\nhave;Slag;10\nwant,Sand,5\n",
    "sep-hint.csv": lambda: b"sep=;\r\nside;text\r\nhave;Slag, granulated\r\n",
    "quoted-lines.csv": lambda: b'"side,text,quantity"\n"have,""Slag, granulated"",10"\n',
    "open-quote.csv": lambda: b'side,text\nhave,"Slag\n' + b"want,Sand\n" * 60,
    "too-many-cells.csv": lambda: b"side,text,quantity\nhave,Slag,granulated,10\n",
    "title-above.csv": lambda: b"Flows of the park;;\nCollected in May;;\n;;\nSide;Text;Quantity\nhave;Slag;10 t\n",
    "bom.csv": lambda: b"\xef\xbb\xbf" + TWO_FLOWS.encode(),
    "windows-1250.csv": lambda: ROMANIAN.replace("ș", "ş").replace("ț", "ţ").replace("Ț", "Ţ").encode("cp1250"),
    "windows-1252.csv": lambda: NORWEGIAN.encode("cp1252"),
    "iso-8859-16.csv": lambda: ROMANIAN.encode("iso8859-16"),
    "utf-16.csv": lambda: ROMANIAN.encode("utf-16"),
    "utf-16-le-no-mark.csv": lambda: NORWEGIAN.encode("utf-16-le"),
    "utf-16-be-no-mark.csv": lambda: NORWEGIAN.encode("utf-16-be"),
    "broken-utf-8.csv": lambda: ROMANIAN.encode().replace("ț".encode(), b"\xc8", 1),
    "duplicate-ids.csv": lambda: b"id,side,text\nA,have,Slag\nA,want,Sand\n,want,Steam\n",
    "numbers.csv": lambda: b"side;text;quantity;unit\nhave;Slag;1.234;t\nhave;Sand;1 234,5;t\nhave;Ash;7,25;t\n",
    "ambiguous.csv": lambda: b"side;text;quantity;unit\nhave;Slag;1.234;t\n",
    "units.csv": lambda: (
        b"side,text,quantity,unit\nhave,Slag,10,bushels\nhave,Sand,10,\nhave,Ash,some,t\nhave,Tar,-3,t\n"
    ),
    "codes.csv": lambda: (
        b"side,text,code,hazardous\nhave,Slag,10 02 07*,\nhave,Ash,100101,\nhave,Mud,10.01.99.,\n"
        b"have,Tar,99 01 01,\nhave,Oil,none,\nhave,Acid,06 01 01*,no\n"
    ),
    "mixed-languages.csv": lambda: (
        "side,text,language,hazardous\noferă,Zgură granulată,română,nu\nønsker,Råstoff til fôr,norsk,nei\n"
        "have,Fly ash,English,no\nhave,Lehm,deutsch,\n"
    ).encode(),
    "formula-text.csv": lambda: b'side,text,condition\nhave,=cmd|calc,"@sum +1 -1"\n',
    "markup.csv": lambda: b'side,text\nhave,"<img src=x onerror=alert(1)> **slag**"\n',
    "rows.json": lambda: b'[{"side": "have", "text": "Slag", "quantity": 1.234, "unit": "t", "hazardous": false}]',
    "flows.json": lambda: json.dumps({"flows": [{"side": "want", "Beskrivelse": "Sand", "x": 1}, 7]}).encode(),
    "broken.json": lambda: b'[{"side": "have",\n "text": }]',
    "no-list.json": lambda: b'{"name": "park"}',
    "deep.json": lambda: b"[" * 100_000,
    "merged.xlsx": merged,
    "formulas.xlsx": formulas,
    "sheets.xlsx": sheets,
    "empty.xlsx": lambda: book(("Sheet", [])),
    "bomb.xlsx": bomb,
    "lying-bomb.xlsx": lying_bomb,
    "entities.xlsx": entities,
    "half.xlsx": lambda: merged()[:2000],
    "no-parts.xlsx": lambda: zip_of({"xl/workbook.xml": b"<workbook/>"}),
    "protected.xlsx": lambda: (HERE / "protected.xlsx").read_bytes(),
    "old.xls": lambda: (HERE / "old.xls").read_bytes(),
    "page.xls": lambda: b"<html><table><tr><td>side</td></tr></table></html>",
    "letter.docx": lambda: zip_of({"word/document.xml": b"<w/>"}),
    "table.ods": lambda: zip_of(
        {"content.xml": b"<o/>", "mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}
    ),
    "table.xlsb": lambda: zip_of({"xl/workbook.bin": b"\x00"}),
    "photos.zip": lambda: zip_of({"a.jpg": b"\xff\xd8\xff"}),
    "report.pdf": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "photo.csv": lambda: b"\x89PNG\r\n\x1a\n\x00\x00",
    "binary.csv": lambda: bytes(range(32)) * 40,
}


def main(folder: str) -> None:
    """Write all files into *folder*."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, content in FILES.items():
        (Path(folder) / name).write_bytes(content())


if __name__ == "__main__":
    main(*sys.argv[1:2])

"""The parts of a DOCX that do not depend on what stands in it: styles, lists, header, footer, properties, relations."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from xml.etree.ElementTree import Element, SubElement

from matcher import tables
from matcher.documents.blocks import Document
from matcher.model import Language
from matcher.writing import FORBIDDEN_IN_XML

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TAGS: Mapping[Language, str] = {"en": "en-GB", "ro": "ro-RO", "no": "nb-NO"}
OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{OFFICE}.wordprocessingml"

CONTENT_TYPES = f"""{DECLARATION}<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/>
<Override PartName="/word/numbering.xml" ContentType="{WORD}.numbering+xml"/>
<Override PartName="/word/settings.xml" ContentType="{WORD}.settings+xml"/>
<Override PartName="/word/header1.xml" ContentType="{WORD}.header+xml"/>
<Override PartName="/word/footer1.xml" ContentType="{WORD}.footer+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
<Override PartName="/docProps/app.xml" ContentType="{OFFICE}.extended-properties+xml"/>
</Types>"""

RELATIONS = f"""{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>
<Relationship Id="rId3" Type="{R}/extended-properties" Target="docProps/app.xml"/>
</Relationships>"""

APPLICATION = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>CATALYST Hub</Application></Properties>"
)

OWN_RELATIONS = {
    "styles": ("styles", "styles.xml"),
    "numbering": ("numbering", "numbering.xml"),
    "settings": ("settings", "settings.xml"),
    "header": ("header", "header1.xml"),
    "footer": ("footer", "footer1.xml"),
}


def styles(language: Language) -> str:
    """The styles, with the language that spelling is checked in."""
    found = tables.packaged("documents/word-styles.xml") or b""
    return found.decode().replace("{language}", TAGS[language])


def numbering(numbered_lists: int) -> str:
    """One kind of bullets, and one numbered list after the other, each of which begins with 1."""
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{mark}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="397" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
        for number, form, mark in ((0, "bullet", "•"), (1, "decimal", "%1."))
    )
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number in range(2, numbered_lists + 2)
    )
    return (
        f'{DECLARATION}<w:numbering xmlns:w="{W}">{kinds}'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{lists}</w:numbering>'
    )


def settings(language: Language) -> str:
    """How the document is to be treated: as one of today's Word, in its own language."""
    return (
        f'{DECLARATION}<w:settings xmlns:w="{W}"><w:defaultTabStop w:val="708"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        f'</w:compat><w:themeFontLang w:val="{TAGS[language]}"/></w:settings>'
    )


def clean(text: str) -> str:
    """*text* without the characters that no XML may hold."""
    return FORBIDDEN_IN_XML.sub("", text)


def _safe(text: str) -> str:
    return escape(clean(text))


def header(text: str) -> str:
    """What stands above every page but the first."""
    return (
        f'{DECLARATION}<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{_safe(text)}</w:t></w:r></w:p></w:hdr>'
    )


def footer(phrase: str) -> str:
    """The number of the page and of all pages, in the places that *phrase* marks with %1 and %2."""
    before, _, rest = phrase.partition("%1")
    between, _, after = rest.partition("%2")
    runs = f"{_run(before)}{_field('PAGE')}{_run(between)}{_field('NUMPAGES')}{_run(after)}"
    return f'{DECLARATION}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{runs}</w:p></w:ftr>'


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def properties(document: Document) -> str:
    """What the file says of itself: title, subject, language and the date of the plan."""
    date = document.made_on or "2026-01-01"
    day = f'<dcterms:{{0}} xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:{{0}}>'
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_safe(document.title)}</dc:title><dc:subject>{_safe(document.subtitle)}</dc:subject>"
        f"<dc:creator>CATALYST Hub</dc:creator>{day.format('created')}{day.format('modified')}"
        f"<dc:language>{TAGS[document.language]}</dc:language></cp:coreProperties>"
    )


def document_relations(links: Mapping[str, str]) -> str:
    """Where the document finds its other parts, and the addresses that it leads to."""
    own = "".join(
        f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}"/>'
        for name, (kind, target) in OWN_RELATIONS.items()
    )
    outward = "".join(
        f'<Relationship Id="{name}" Type="{R}/hyperlink" Target="{escape(address)}" TargetMode="External"/>'
        for address, name in links.items()
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{own}{outward}</Relationships>'


def page_layout() -> Element:
    """A4 upright, with header and footer from the second page on."""
    layout = Element("w:sectPr")
    SubElement(layout, "w:headerReference", {"w:type": "default", "r:id": "header"})
    SubElement(layout, "w:footerReference", {"w:type": "default", "r:id": "footer"})
    SubElement(layout, "w:pgSz", {"w:w": "11906", "w:h": "16838"})
    margins = {"top": 1247, "right": 1134, "bottom": 1134, "left": 1134, "header": 567, "footer": 567, "gutter": 0}
    SubElement(layout, "w:pgMar", {f"w:{side}": str(width) for side, width in margins.items()})
    SubElement(layout, "w:titlePg")
    return layout


def table_properties(style: str, width: int, *, has_heading: bool) -> Element:
    """A table of the *style*, as wide as the text, whose first row or first column is its heading."""
    told = Element("w:tblPr")
    SubElement(told, "w:tblStyle", {"w:val": style})
    SubElement(told, "w:tblW", {"w:w": str(width), "w:type": "dxa"})
    SubElement(told, "w:tblLayout", {"w:type": "fixed"})
    look = {"firstRow": has_heading, "firstColumn": not has_heading}
    rest = dict.fromkeys(("lastRow", "lastColumn"), False) | dict.fromkeys(("noHBand", "noVBand"), True)
    bits = 0x0600 | (0x0020 if has_heading else 0x0080)
    SubElement(
        told,
        "w:tblLook",
        {"w:val": f"{bits:04X}"} | {f"w:{name}": str(int(is_on)) for name, is_on in (look | rest).items()},
    )
    return told

"""The look of the slides in a file for PowerPoint: colours, fonts, the master and three layouts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.util import Inches

from site_plugins.course.faces import DISPLAY, TEXT
from site_plugins.course.layout import (
    FOOTER,
    HEADING,
    HEIGHT,
    INDENT,
    LARGE_LOGO,
    LEADING,
    LICENCE,
    LOGO,
    NAME,
    NUMBER,
    PICTURE,
    PLACE,
    POINTS,
    POINTS_BESIDE,
    SPACE_AFTER,
    WIDTH,
    Box,
)

PETROL, LINK, AMBER, WARM, TINT, INK = "0B4A52", "0A6470", "F2A65A", "9C4A0F", "E9F2F0", "10272B"
PALE, LINE, MUTED = "CFE2E0", "D5DEDB", "48605F"
TITLE_SIZE, POINT_SIZE, SMALL = 34, 32, 12  # points
FOOT_AT, NUMBER_AT = 11, 12  # Under these numbers a slide knows its foot and its number.
COLOURS = {
    **{"dk1": INK, "lt1": "FFFFFF", "dk2": PETROL, "lt2": TINT, "hlink": LINK, "folHlink": MUTED},
    **{f"accent{place}": colour for place, colour in enumerate((PETROL, AMBER, LINK, WARM, "2F9C95", MUTED), start=1)},
}
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)


def with_the_look(logo: bytes, light_logo: bytes) -> Any:
    """An empty presentation that has the hub's look: layouts 0 with a name, 1 with points, 2 with a picture."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    made._element.find("{*}sldSz").attrib.pop("type")  # It would still say that the slides are 4 to 3.
    _name_notes_master(made)
    master = made.slide_master
    title, points, picture = (made.slide_layouts[place] for place in (0, 1, 8))
    for layout in list(made.slide_layouts):
        if layout not in (title, points, picture):
            made.slide_layouts.remove(layout)
    _set_theme(master)
    _fill(master, _master_shapes())
    _set_text_styles(master)
    _fill(title, _title_shapes(), PETROL)
    _fill(points, [*_heading(), _placeholder("body", 1, POINTS, "Points"), *_foot()])
    picture_shapes = [_placeholder("body", 2, POINTS_BESIDE, "Points"), _placeholder("pic", 1, PICTURE, "Picture")]
    _fill(picture, [*_heading(), *picture_shapes, *_foot()])
    for name, layout in (("Lesson", title), ("Points", points), ("Points and picture", picture)):
        layout._element.cSld.set("name", name)
    _put_logo(master, logo, LOGO)
    _put_logo(title, light_logo, LARGE_LOGO)
    title._element.set("showMasterSp", "0")
    _drop_thumbnail(made)
    return made


def _name_notes_master(made: Any) -> None:
    """The library makes a master for the notes, but leaves it out of the presentation's own list."""
    relation = made.part.relate_to(made.part.notes_master_part, RELATIONSHIP_TYPE.NOTES_MASTER)
    listed = f'<p:notesMasterIdLst {NAMESPACES}><p:notesMasterId r:id="{relation}"/></p:notesMasterIdLst>'
    made._element.find("{*}sldMasterIdLst").addnext(parse_xml(listed))


def _drop_thumbnail(made: Any) -> None:
    """The library's own empty presentation carries a picture of itself, which would stand for ours in a folder."""
    package = made.part.package
    for name, relation in list(package._rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.drop_rel(name)


def _set_theme(master: Any) -> None:
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode()
    for name, colour in COLOURS.items():
        text = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf'\1<a:srgbClr val="{colour}"/>\2', text, flags=re.DOTALL)
    for kind, family in (("major", DISPLAY), ("minor", TEXT)):
        font = f'<a:latin typeface="{family}"/><a:ea typeface=""/><a:cs typeface=""/>'
        pattern = rf"(<a:{kind}Font>).*?(</a:{kind}Font>)"
        text = re.sub(pattern, rf"\1{font}\2", text, flags=re.DOTALL)
    part._blob = re.sub(r'name="Office[^"]*"', 'name="CATALYST Hub"', text).encode()


def _fill(sheet: Any, shapes: Iterable[str], background: str = "") -> None:
    """Put *shapes* into a master or a layout in place of what it had."""
    tree = sheet._element.cSld.spTree
    for shape in list(tree)[2:]:
        tree.remove(shape)
    for number, shape in enumerate(shapes, start=2):
        tree.append(parse_xml(shape.replace('id="0"', f'id="{number}"', 1)))
    if background:
        tree.addprevious(parse_xml(f"<p:bg {NAMESPACES}><p:bgPr>{_solid(background)}<a:effectLst/></p:bgPr></p:bg>"))


def _set_text_styles(master: Any) -> None:
    styles = parse_xml(
        f"<p:txStyles {NAMESPACES}><p:titleStyle>{_level(TITLE_SIZE, PETROL, '+mj-lt', spacing=LEADING)}</p:titleStyle>"
        f"<p:bodyStyle>{_level(POINT_SIZE, INK, '+mn-lt', bullet=True, spacing=LEADING)}</p:bodyStyle>"
        f"<p:otherStyle>{_level(18, INK, '+mn-lt')}</p:otherStyle></p:txStyles>"
    )
    old = master._element.find("{*}txStyles")
    old.addprevious(styles)
    master._element.remove(old)


def _level(size: int, colour: str, font: str, bullet: bool = False, spacing: float = 1) -> str:
    mark = (
        f'<a:buClr><a:srgbClr val="{AMBER}"/></a:buClr><a:buSzPct val="60000"/><a:buFont typeface="Arial"/>'
        '<a:buChar char="■"/>'
        if bullet
        else "<a:buNone/>"
    )
    hang = Inches(INDENT) if bullet else 0
    after = SPACE_AFTER * 100 if bullet else 0
    return (
        f'<a:lvl1pPr marL="{hang}" indent="{-hang}" algn="l" eaLnBrk="1" hangingPunct="1">'
        f'<a:lnSpc><a:spcPct val="{round(spacing * 100000)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="{after}"/></a:spcAft>{mark}'
        f'<a:defRPr sz="{size * 100}" b="{int(font == "+mj-lt")}" kern="1200">{_solid(colour)}'
        f'<a:latin typeface="{font}"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl1pPr>'
    )


def _master_shapes() -> Sequence[str]:
    """The placeholders that the layouts inherit from; the stripe beside the heading, and the line above the foot."""
    return [
        _rectangle(Box(0, HEADING.top + 0.16, 0.2, 0.72), AMBER, "Stripe"),
        _rectangle(Box(0.75, 6.78, 11.85, 0.015), LINE, "Line"),
        *_heading(),
        _placeholder("body", 1, POINTS, "Points"),
        *_foot(),
    ]


def _title_shapes() -> Sequence[str]:
    name = _level(54, "FFFFFF", "+mj-lt", spacing=LEADING)
    below = _level(22, PALE, "+mn-lt")
    hub = _level(22, "FFFFFF", "+mj-lt")
    return [
        _rectangle(Box(0.95, 4.6, 1.3, 0.08), AMBER, "Stripe"),
        _placeholder("ctrTitle", None, NAME, "Lesson", anchor="b", style=name),
        _placeholder("subTitle", 1, PLACE, "Place in the course", style=below),
        _placeholder("ftr", FOOT_AT, LICENCE, "Licence", anchor="b", style=_level(SMALL, PALE, "+mn-lt")),
        _text_box(Box(1.8, 0.7, 6, 0.8), "CATALYST Hub", hub),
    ]


def _heading() -> Sequence[str]:
    return [_placeholder("title", None, HEADING, "Heading", anchor="ctr")]


def _foot() -> Sequence[str]:
    small = _level(SMALL, MUTED, "+mn-lt")
    right = small.replace('algn="l"', 'algn="r"', 1)
    field = '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:rPr/><a:t>‹#›</a:t></a:fld>'
    return [
        _placeholder("ftr", FOOT_AT, FOOTER, "Foot", anchor="ctr", style=small),
        _placeholder("sldNum", NUMBER_AT, NUMBER, "Number", anchor="ctr", style=right, content=field),
    ]


def _placeholder(
    kind: str, idx: int | None, box: Box, name: str, anchor: str = "t", style: str = "", content: str = ""
) -> str:
    number = "" if idx is None else f' idx="{idx}"'
    return _shape(
        name,
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}"{number}/></p:nvPr>',
        f'{_place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>',
        _text(anchor, style, content),
    )


def _rectangle(box: Box, colour: str, name: str) -> str:
    look = f'{_place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_solid(colour)}<a:ln><a:noFill/></a:ln>'
    return _shape(name, '<p:cNvSpPr/><p:nvPr userDrawn="1"/>', look, _text("t", "", ""))


def _text_box(box: Box, text: str, style: str) -> str:
    look = f'{_place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
    content = f'<a:r><a:rPr lang="en-GB"/><a:t>{text}</a:t></a:r>'
    return _shape(text, '<p:cNvSpPr txBox="1"/><p:nvPr userDrawn="1"/>', look, _text("ctr", style, content))


def _shape(name: str, kind: str, look: str, text: str) -> str:
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="0" name="{name}"/>{kind}</p:nvSpPr>'
        f"<p:spPr>{look}</p:spPr>{text}</p:sp>"
    )


def _text(anchor: str, style: str, content: str) -> str:
    return (
        f'<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}">'
        f"<a:normAutofit/></a:bodyPr><a:lstStyle>{style}</a:lstStyle>"
        f'<a:p>{content}<a:endParaRPr lang="en-GB"/></a:p></p:txBody>'
    )


def _place(box: Box) -> str:
    left, top, width, height = (Inches(one) for one in box)
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _put_logo(sheet: Any, logo: bytes, box: Box) -> None:
    """Put the mark onto a master or a layout, where those who do not see it need no word of it."""
    _, relation = sheet.part.get_or_add_image_part(BytesIO(logo))
    number = 1 + max(int(one.get("id")) for one in sheet._element.iter("{*}cNvPr"))
    sheet._element.cSld.spTree.append(
        parse_xml(
            f'<p:pic {NAMESPACES}><p:nvPicPr><p:cNvPr id="{number}" name="Logo" descr=""/>'
            '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr userDrawn="1"/></p:nvPicPr>'
            f'<p:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
            f'<p:spPr>{_place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )
    )

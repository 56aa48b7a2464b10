"""The hub's fonts as whole files of one weight each, for what is not a page: pictures, slides and handbooks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from fontTools.merge import Merger
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from site_plugins.fonts import PACKAGES, SCRIPTS

TEXT = "Source Sans 3"
DISPLAY = "Bricolage Grotesque"
# Small figures and letters that the packages leave out, each by the large one and how high it stands, in ems.
SMALL = {
    **{0x2080 + digit: (ord("0") + digit, -0.14) for digit in range(10)},
    **{0x2070 + digit: (ord("0") + digit, 0.34) for digit in (0, *range(4, 10))},
    **{0x207B: (0x2212, 0.34), 0x207F: (ord("n"), 0.34)},
}
SMALL_SIZE = 0.6  # of the large ones


class Face(NamedTuple):
    """A style of a family: the package that carries it, and the weight it is taken at."""

    family: str
    package: str
    style: str
    weight: int
    told_weight: int

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.package}-{self.style}-{self.told_weight}.ttf"


# A title's weight lies between semibold and bold; it is told as bold, so that a converter asks for nothing else.
FACES = (
    Face(TEXT, "source-sans-3", "normal", 400, 400),
    Face(TEXT, "source-sans-3", "normal", 600, 600),
    Face(TEXT, "source-sans-3", "normal", 700, 700),
    Face(TEXT, "source-sans-3", "italic", 400, 400),
    Face(DISPLAY, "bricolage-grotesque", "normal", 680, 700),
)


def sources(root: Path) -> list[Path]:
    """The files of the packages that the faces are made of."""
    return [path for face in FACES for path in _parts(face, root / PACKAGES)]


def make_faces(root: Path, target: Path) -> None:
    """Write each face as one file into the folder *target*: the scripts of its family, joined at its weight."""
    for face in FACES:
        with TemporaryDirectory() as workplace:
            parts = list(_instances(face, root / PACKAGES, Path(workplace)))
            font = Merger().merge(parts)
        _add_small(font)
        _name(font, face)
        font.save(target / face.file)


def _parts(face: Face, packages: Path) -> list[Path]:
    files = packages / face.package / "files"
    return [files / f"{face.package}-{script}-wght-{face.style}.woff2" for script in SCRIPTS]


def _instances(face: Face, packages: Path, workplace: Path) -> Iterator[str]:
    for part in _parts(face, packages):
        font = TTFont(part)
        font.flavor = None
        instantiateVariableFont(font, {"wght": face.weight}, inplace=True)
        font.save(workplace / part.with_suffix(".ttf").name)
        yield str(workplace / part.with_suffix(".ttf").name)


def _add_small(font: Any) -> None:
    """Draw the small figures of CO₂ and 10⁻⁶ from the large ones."""
    font.setGlyphOrder([*font.getGlyphOrder(), *(f"uni{code:04X}" for code in SMALL)])
    letters, em = font.getBestCmap(), font["head"].unitsPerEm
    for code, (large, rise) in SMALL.items():
        pen, name = TTGlyphPen(font.getGlyphSet()), f"uni{code:04X}"
        pen.addComponent(letters[large], (SMALL_SIZE, 0, 0, SMALL_SIZE, 0, rise * em))
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = tuple(round(measure * SMALL_SIZE) for measure in font["hmtx"][letters[large]])
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name


def _name(font: Any, face: Face) -> None:
    """Call a face what style sheets call it: the packages name a variable font after its thinnest weight."""
    style = {400: "Regular", 600: "SemiBold", 700: "Bold"}[face.told_weight]
    style = "Italic" if face.style == "italic" else style
    names = font["name"]
    for record in list(names.names):
        if record.nameID in (16, 17, 21, 22, 25):
            names.removeNames(nameID=record.nameID)
    told = {1: face.family, 2: style, 3: f"{face.family} {style}", 4: f"{face.family} {style}"}
    told |= {6: f"{face.family.replace(' ', '')}-{style}", 16: face.family, 17: style}
    for number, text in told.items():
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = face.told_weight
    font["OS/2"].fsSelection = {"Italic": 1, "Bold": 32}.get(style, 64)
    font["head"].macStyle = {"Italic": 2, "Bold": 1}.get(style, 0)

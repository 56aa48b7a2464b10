"""The map of the cases: four drawings, each point the way to its case, with names where there is room for them.

outlines.mjs makes the outlines while the site is built. They are a file of their own, so that the page is there before
them and no point waits for them; the page colours them.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import combinations
from math import hypot
from pathlib import Path
from typing import NamedTuple

from site_plugins.app.runtime import node
from site_plugins.cases.reading import Case

OUTLINES = Path(__file__).parent / "outlines.mjs"
LAND = "assets/cases/land.svg"
KEYS = "case-keys"  # What tells how the map is walked through with the keyboard.
NORTH = ("NO", "SE", "FI", "DK", "IS")
EUROPE = ((36, 60), (-11, 31))  # Degrees of latitude and of longitude.
# In units of the drawing: how far points keep from each other and from the edge, and how large names are.
APART = 15.0
EDGE = 9.0
LETTER = 5.1
LINE = 10.0
SIGN = 5.0  # Half of what a point covers.
ASIDE = 8.0  # From a point to its name beside it.
ABOVE = 14.0  # From a point to the middle of its name above or below it.
ROUNDS = 80
MOVED = 2.5  # From here on a line shows where the place lies.
# Where a name may stand, the best first: the anchor of the text, and which way from the point.
SIDES = (
    ("start", 1.0, 0.0),
    ("end", -1.0, 0.0),
    ("start", 1.0, 0.55),
    ("start", 1.0, -0.55),
    ("end", -1.0, 0.55),
    ("end", -1.0, -0.55),
    ("middle", 0.0, -1.0),
    ("middle", 0.0, 1.0),
)
SIGNS = {
    "running": '<circle class="case-sign" r="4.5"/>',
    "other": '<circle class="case-sign" r="4.5"/>',  # Hollow: the style says so.
    "failed": '<path class="case-sign" d="M-4,-4L4,4M-4,4L4,-4"/>',
}


class Point(NamedTuple):
    """A place of a drawing, from its upper left corner."""

    x: float
    y: float


class Box(NamedTuple):
    """A part of a drawing that something takes up."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share any place."""
        return not (
            self.right <= other.left or other.right <= self.left or self.bottom <= other.top or other.bottom <= self.top
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing without its points: the land of our two countries, that around them, and where all cases lie.

    The land is drawn in tenths of the drawing's unit.
    """

    width: int
    height: int
    around: str
    own: str
    points: Mapping[str, Point]

    def holds(self, point: Point) -> bool:
        """Whether *point* lies within the drawing."""
        return 0 <= point.x <= self.width and 0 <= point.y <= self.height


@dataclass(frozen=True, slots=True)
class Mark:
    """A case on a sheet: where it lies, where its point is drawn, and on which of SIDES its name stands, if on any."""

    case: Case
    place: Point
    point: Point
    side: int | None = None

    @property
    def name(self) -> str:
        """The place without the region that it lies in."""
        return self.case.place.partition(",")[0]


class Wording(NamedTuple):
    """What the reader is told: what a sheet and a case are called, and the addresses of the land and of a case."""

    land: str
    sheets: Mapping[str, str]
    titles: Mapping[str, str]
    addresses: Mapping[str, str]


def sheets(listed: Sequence[Case]) -> Mapping[str, Sheet]:
    """The drawings by name, made by a script from the outlines that a package ships."""
    asked = json.dumps([[one.position[1], one.position[0]] for one in listed])
    command = [node(), str(OUTLINES)]
    answer = subprocess.run(command, input=asked, capture_output=True, text=True, encoding="utf-8", check=False)
    if answer.returncode:
        raise RuntimeError(f"{OUTLINES.name} could not draw the outlines: {answer.stderr[-2000:]}")
    drawn = json.loads(answer.stdout)
    names = [one.name for one in listed]
    return {
        name: Sheet(**{**sheet, "points": {one: Point(*at) for one, at in zip(names, sheet["points"], strict=True)}})
        for name, sheet in drawn.items()
    }


def sheet_of(one: Case) -> str:
    """The drawing that a case has its point on."""
    if one.country == "RO":
        return "romania"
    if one.country in NORTH:
        return "north"
    is_within = all(low <= degrees <= high for degrees, (low, high) in zip(one.position, EUROPE, strict=True))
    return "europe" if is_within else "world"


def land(drawn: Mapping[str, Sheet]) -> str:
    """The outlines of all sheets as one SVG file, each part named after its sheet; whoever uses one colours it."""
    parts = (
        f'<path id="{name}" transform="scale(.1)" d="{outline}"/>'
        for sheet_name, sheet in drawn.items()
        for name, outline in ((f"{sheet_name}-around", sheet.around), (f"{sheet_name}-own", sheet.own))
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>\n'


def drawing(listed: Sequence[Case], drawn: Mapping[str, Sheet], said: Wording) -> str:
    """All sheets with their points, as HTML."""
    return "".join(
        _figure(name, sheet, [one for one in listed if sheet_of(one) == name], listed, said)
        for name, sheet in drawn.items()
    )


def _figure(name: str, sheet: Sheet, own: Sequence[Case], listed: Sequence[Case], said: Wording) -> str:
    label = escape(said.sheets[name])
    marks = placed(own, sheet)
    far = (one for one in listed if one not in own and sheet.holds(sheet.points[one.name]))
    return (
        f'<figure class="case-sheet case-sheet-{name}"><figcaption>{label}</figcaption>'
        f'<svg viewBox="0 0 {sheet.width} {sheet.height}" role="group" aria-label="{label}" aria-describedby="{KEYS}">'
        f'<use class="case-land" href="{said.land}#{name}-around"/>'
        f'<use class="case-land case-own" href="{said.land}#{name}-own"/>'
        f"{''.join(_far(one, sheet.points[one.name]) for one in far)}"
        f"{''.join(_leader(mark) for mark in marks)}{''.join(_mark(mark, said) for mark in marks)}</svg></figure>"
    )


def _far(one: Case, at: Point) -> str:
    """A case that has its point on another sheet: seen, but nothing to press."""
    return f'<circle class="case-far" data-of="{one.name}" cx="{at.x:g}" cy="{at.y:g}" r="1.8"/>'


def _leader(mark: Mark) -> str:
    if hypot(mark.point.x - mark.place.x, mark.point.y - mark.place.y) < MOVED:
        return ""
    way = f"M{mark.place.x:g},{mark.place.y:g}L{mark.point.x:g},{mark.point.y:g}"
    return f'<path class="case-leader" data-of="{mark.case.name}" d="{way}"/>'


def _mark(mark: Mark, said: Wording) -> str:
    one, title = mark.case, escape(f"{mark.name} · {said.titles[mark.case.name]}")
    state = one.outcome if one.outcome in SIGNS else "other"
    anchor, right, down = SIDES[mark.side or 0]
    name = (
        f'<text x="{right * ASIDE:g}" y="{4 + down * ABOVE:g}" text-anchor="{anchor}"'
        f"{'' if mark.side is not None else ' class=case-aside'}>{escape(mark.name)}</text>"
    )
    return (
        f'<a class="case-mark case-is-{state}" data-of="{one.name}" href="{escape(said.addresses[one.name])}"'
        f' aria-label="{title}" transform="translate({mark.point.x:g},{mark.point.y:g})"><title>{title}</title>'
        f'<circle class="case-reach" r="{APART / 2:g}"/>{SIGNS[state]}{name}</a>'
    )


def placed(own: Sequence[Case], sheet: Sheet) -> list[Mark]:
    """The marks of the cases, from north to south: none on another, and named where a name covers nothing."""
    places = [sheet.points[one.name] for one in own]
    marks = [Mark(*one) for one in zip(own, places, apart(places, sheet.width, sheet.height), strict=True)]
    return _named(sorted(marks, key=lambda mark: (mark.point.y, mark.case.name)), sheet)


def apart(places: Sequence[Point], width: float, height: float) -> list[Point]:
    """The *places*, those that are too near to each other pushed apart, all within the drawing.

    >>> apart([Point(50, 50), Point(50, 50)], 100, 100)
    [Point(x=57.5, y=50.0), Point(x=42.5, y=50.0)]
    """
    points = list(places)
    for _ in range(ROUNDS):
        for one, other in combinations(range(len(points)), 2):
            points[one], points[other] = _pushed(points[one], points[other])
        points = [
            Point(round(min(max(x, EDGE), width - EDGE), 1), round(min(max(y, EDGE), height - EDGE), 1))
            for x, y in points
        ]
    return points


def _pushed(one: Point, other: Point) -> tuple[Point, Point]:
    right, down = one.x - other.x, one.y - other.y
    distance = hypot(right, down)
    if distance >= APART:
        return one, other
    right, down = (right / distance, down / distance) if distance else (1.0, 0.0)
    push = (APART - distance) / 2
    return (
        Point(one.x + right * push, one.y + down * push),
        Point(other.x - right * push, other.y - down * push),
    )


def _named(marks: Sequence[Mark], sheet: Sheet) -> list[Mark]:
    """The marks, each with the first side on which its name covers neither a point nor another name."""
    taken = [Box(x - SIGN, y - SIGN, x + SIGN, y + SIGN) for x, y in (mark.point for mark in marks)]
    named = []
    for mark in marks:
        room = [(side, box) for side, box in enumerate(_boxes(mark)) if _is_free(box, taken, sheet)]
        if room:
            taken.append(room[0][1])
        named.append(replace(mark, side=room[0][0] if room else None))
    return named


def _boxes(mark: Mark) -> Iterable[Box]:
    """What the name of a mark would take up on each of SIDES."""
    (x, y), length = mark.point, len(mark.name) * LETTER
    begins = {"start": 0.0, "end": -length, "middle": -length / 2}
    for anchor, right, down in SIDES:
        left, middle = x + right * ASIDE + begins[anchor], y + down * ABOVE
        yield Box(left, middle - LINE / 2, left + length, middle + LINE / 2)


def _is_free(box: Box, taken: Iterable[Box], sheet: Sheet) -> bool:
    is_inside = box.left >= 0 and box.top >= 0 and box.right <= sheet.width and box.bottom <= sheet.height
    return is_inside and not any(box.meets(other) for other in taken)

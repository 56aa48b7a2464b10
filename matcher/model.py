"""The words of the trade as values: flows, resources, findings, synergies, problems."""

from __future__ import annotations

from typing import Literal, NamedTuple

Language = Literal["en", "ro", "no"]
Side = Literal["have", "want"]

LANGUAGES: tuple[Language, ...] = ("en", "ro", "no")
KINDS: tuple[str, ...] = (
    "material",
    "energy",
    "water",
    "logistics",
    "capacity",
    "expertise",
    "equipment",
    "space",
)


class Range(NamedTuple):
    """A figure that is not known exactly: its lowest, its most likely and its highest value."""

    low: float
    mid: float
    high: float


class Place(NamedTuple):
    """A town or municipality, with its position in degrees."""

    name: str
    country: str
    latitude: float
    longitude: float


class Quantity(NamedTuple):
    """An amount as it was given: a number, a unit and the period it holds for.

    ``unit`` and ``period`` are ids of units.csv and periods.csv; ``per_year`` is the amount in ``base_unit``
    (t, m3, MWh, piece, hour, person, m2 …) over one year, or None where the period is unknown or "once".
    """

    number: float
    unit: str
    period: str
    per_year: float | None
    base_unit: str


class Problem(NamedTuple):
    """What is wrong with something the user gave, where it stands, and how to mend it.

    ``code`` is a key of the wording tables ("problem.<code>" and "cure.<code>"); ``details`` fills their blanks.
    ``row`` counts as a spreadsheet does: the heading is row 1.
    ``severity`` is "error" (the row was left out) or "notice" (the row was kept, something in it was not).
    """

    code: str
    severity: Literal["error", "notice"] = "error"
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    details: tuple[tuple[str, str], ...] = ()


class Flow(NamedTuple):
    """A resource that a site has to spare (side "have") or could use (side "want").

    Only ``id``, ``side`` and some text or code are certain; an empty string or None means "not told".
    ``code`` is a List of Waste code as six digits, or two or four where only the chapter is known.
    ``sector`` is a NACE Rev. 2.1 code with its dot ("23.51").
    ``resources`` are the ids that the user chose or confirmed by hand: they go before whatever is recognised.
    """

    id: str
    side: Side
    text: str
    site: str = ""
    language: Language | None = None
    kind: str = ""
    code: str = ""
    is_hazardous: bool | None = None
    sector: str = ""
    quantity: Quantity | None = None
    place: Place | None = None
    country: str = ""
    season: str = ""
    condition: str = ""
    resources: tuple[str, ...] = ()


class Finding(NamedTuple):
    """What one criterion says of a pair: the level it reaches, and its worth in points."""

    criterion: str
    level: str
    points: float
    details: tuple[tuple[str, str], ...] = ()


class Caution(NamedTuple):
    """A reason why a pair must not be made without a check, and the rule it comes from."""

    code: str
    source: str
    is_forbidding: bool = False


class Synergy(NamedTuple):
    """A have and a want that fit, with the findings that say why, the cautions, and the score (0 to 100)."""

    have: Flow
    want: Flow
    score: float
    level: str
    findings: tuple[Finding, ...]
    cautions: tuple[Caution, ...] = ()

    @property
    def key(self) -> str:
        """What a project keeps decisions under: the ids of the have and the want, joined by a plus."""
        return f"{self.have.id}+{self.want.id}"

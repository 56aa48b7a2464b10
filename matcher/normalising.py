"""Words as the tables know them: folded, stemmed, compounds taken apart, each with its place in the sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple, Protocol

from matcher import tables
from matcher.model import Language
from matcher.remembering import remembered_word

WORD = re.compile(r"\d+(?:[.,]\d+)?|[a-z]+[0-9]*[a-z0-9]*|[,;:()/.–]")
# A number of three figures and more may be a grade, as in 304 stainless or EN 450.
GRADE = re.compile(r"\d{3,}")
# A letter that is doubled counts once. English tells words apart by *ee* and *oo* (*reed, red*), and by an early *ll*
# (*ball, bale*); Norwegian by *kk* and *rr* (*bekk, bek*; *lokk, løk*).
DOUBLED: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(r"([^elo])(?=\1)|(?<=.{4})l(?=l)"),
    "ro": re.compile(r"(.)(?=\1)"),
    "no": re.compile(r"([^kr])(?=\1)"),
}
LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "ô": "oo", "đ": "d", "ß": "ss", "ł": "l", "₂": "2", "₃": "3", "₄": "4", "’": "'"}
)
LONGEST_SUFFIX = 9
# The fewest letters that a root has.
SHORTEST_ROOT = 4
# Romanian breaks a vowel in one form and not in the other: *cuptor, cuptoare*; *teava, tevi*; *piatra, pietre*.
BROKEN = re.compile(r"(oa|ea|ia)(?=[^aeiou]+$)")
MENDED = {"oa": "o", "ea": "e", "ia": "ie"}
SHORTEST_PART = 4
SPLITTING = ("no", "en")
# A letter alone before another word belongs to it: *e-waste*, *C&D waste*.
LETTER_BEFORE = re.compile(r"\b([a-z])[-&](?=[a-z])")
# Folded, the Romanian *in* (flax) looks as *în* does; only flax stands after *de* and *din*.
FLAX = re.compile(r"\b(de|din) in\b")
# So do other words: the Norwegian *måling* (measuring) and *maling* (paint), *hår* (hair) and the small word *har*,
# *tønne* (barrel) and *tonner* (tonnes), *søt* (sweet) and *sot* (soot), *grøt* (porridge) and *GROT* (branches and
# tops); the Romanian *viță* (vine) and *vită* (cattle), *pături* (blankets) and *paturi* (beds),
# *pomi* (fruit trees) and the plastic *POM*.
KEPT_APART: Mapping[Language, tuple[tuple[re.Pattern[str], str], ...]] = {
    "no": (
        (re.compile("måling", re.IGNORECASE), "metring"),
        (re.compile(r"\bhår\b", re.IGNORECASE), "haar"),
        (re.compile("tønne", re.IGNORECASE), "tønde"),
        (re.compile("søtt?e?", re.IGNORECASE), "sødme"),
        (re.compile("grøt", re.IGNORECASE), "graut"),
    ),
    "ro": (
        (re.compile(r"\bvi[țţ][aăe]\b|\bvita(?=[ -]de[ -]vie)", re.IGNORECASE), "vie"),
        (re.compile(r"\bpătur(?:[aă]|i|ii|ile|ilor)\b", re.IGNORECASE), "pled"),
        (re.compile(r"\bPOM\b"), "poliacetal"),
    ),
}
# What English writes as one word or as two is one: *waste water, saw dust*, but not *waste water-based paint*.
WRITTEN_AS_TWO = re.compile(
    r"\b(saw(?=[\s-]+dust\b)"
    r"|(?:waste|rain|ground|storm|sea)(?=[\s-]+waters?\b(?![\s-]+(?:based|soluble|borne|proof))))[\s-]+",
    re.IGNORECASE,
)
# The stems that deny what stands right before them, as *asbestos free felt* and *støvfri* do.
DENYING = {"en": "fre", "no": "fri"}
DENIED = "-"
# What denies a purpose that follows at once, unless it only leaves something open: *cooked or not*.
NOT, OR = frozenset(("not", "nu", "ikke")), frozenset(("or", "sau", "ori", "eller"))
LINKS = ("", "s", "e")
# Hardly any Norwegian word begins with two consonants but these.
UNSPEAKABLE = re.compile(
    "(?![bfgkpv][lr]|[dtw]r|[bdfghklmnpst]j|[fgks]n|[dhkst]v|s[cfklmpt]|pn|ps|ch|sh|th|tw)[b-df-hj-np-tv-xz]{2}"
)
# The functions of words that are content (all others of markers.csv are small words), and of those the functions
# that tell what the words beside the core are, where such a word is the core: *gypsum factory*, *clinker substitute*,
# *fluoride removal*.
STEMMED = ("weak", "part", "made", "replaced", "deed")
TURNING_CORES = {"made": "made", "replaced": "replaced", "deed": "purpose"}
NAMING = ("head", "modifier", "origin")


class Parts(Protocol):
    """The stems that compounds may be made of, which stay as they are: what a word is made of is remembered."""

    def __contains__(self, stem: object, /) -> bool: ...

    def __hash__(self) -> int: ...


class Word(NamedTuple):
    """One content word of a text: its stem or a part of it, where it stands, and how it was written.

    ``place`` is "head" (what the text is about), "attribute", "origin" (after *from*), "purpose" (after *for*),
    "replaced" (after *instead of*),
    "modifier" (the front of a compound), "made" (what a plant or its maker is named after) or "negated" (after
    *without*). ``is_core`` marks the word that names the thing itself; ``trust`` is lower where a slip of the pen had
    to be mended.
    """

    stem: str
    place: str
    is_core: bool
    written: str
    trust: float = 1.0


class Grammar(NamedTuple):
    """What one language needs for reading a card: suffixes, the small words with their functions, and the weak ones.

    ``own_stems`` are the stems of words that an ending would make another of: *containers* are no *contain*.
    Weak words (*plant*, *used*, *material*) are content, but tell little of which resource is meant.
    ``short_parts`` are the stems of three letters or fewer that compounds may be made of.
    ``derivations`` are the endings that make another word of one: *absorb, absorbent*.
    ``cores`` are words that, as the core, tell that what stands beside them is not the thing itself: it is "made"
    (*factory*, *producer*), "replaced" (*substitute*), or something that is done is its "purpose" (*removal*).
    """

    language: Language
    suffixes: Mapping[str, tuple[int, str]]
    own_stems: Mapping[str, str]
    markers: Mapping[tuple[str, ...], str]
    core_comes_first: bool
    weak: frozenset[str] = frozenset()
    short_parts: frozenset[str] = frozenset()
    derivations: frozenset[str] = frozenset()
    cores: Mapping[str, str] = {}


def fold(text: str) -> str:
    """*text* in small letters without diacritics.

    >>> fold("Cenușă zburătoare, Øyer")
    'cenusa zburatoare, oyer'
    """
    text = text.casefold()
    if text.isascii():
        return text
    text = text.translate(LETTERS)
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


@cache
def grammar(language: Language) -> Grammar:
    """The reading rules of *language*, from suffixes.csv, own-stems.csv, derivations.csv and markers.csv."""
    suffixes = {
        row["suffix"]: (int(row["least_stem"]), row["leaves"])
        for row in tables.rows("suffixes")
        if row["language"] == language
    }
    own_stems = {
        word: row["stem"]
        for row in tables.rows("own-stems")
        if row["language"] == language
        for word in tables.cells(row, "words")
    }
    derivations = frozenset(
        ending
        for row in tables.rows("derivations")
        if row["language"] == language
        for ending in tables.cells(row, "endings")
    )
    functions: dict[str, list[str]] = {}
    for row in tables.rows("markers"):
        if row["language"] == language:
            functions[row["function"]] = [fold(word) for word in tables.cells(row, "words")]
    markers = {
        tuple(word.split()): function
        for function, listed in functions.items()
        if function not in STEMMED
        for word in listed
    }
    rules = Grammar(language, suffixes, own_stems, markers, core_comes_first=language == "ro")
    stemmed = {name: frozenset(stem(word, rules) for word in functions.get(name, ())) for name in STEMMED}
    weak = stemmed["weak"] | stemmed["made"] | stemmed["replaced"]
    cores = {core: place for name, place in TURNING_CORES.items() for core in stemmed[name]}
    return rules._replace(weak=weak, short_parts=stemmed["part"], derivations=derivations, cores=cores)


def stem(word: str, rules: Grammar) -> str:
    """The folded *word* without its ending and without doubled letters, so that inflected forms meet.

    >>> [stem(word, grammar("ro")) for word in ("deseuri", "deseurilor", "deseul")]
    ['dese', 'dese', 'dese']
    >>> [stem(word, grammar("ro")) for word in ("piatra", "pietre", "cuptor", "cuptoare", "apa", "apelor")]
    ['pietr', 'pietr', 'cuptor', 'cuptor', 'apa', 'apa']
    >>> [stem(word, grammar("no")) for word in ("glass", "glasset", "ovnsgass", "filter", "filtrene")]
    ['glas', 'glas', 'ovnsgas', 'filter', 'filter']
    """
    if word in rules.own_stems:
        return rules.own_stems[word]
    if len(word) < 4 or word[-1].isdigit():
        return _undoubled(word, rules) if rules.language == "no" and word.isalpha() else word
    return _undoubled(_base(word, rules), rules)


def _undoubled(word: str, rules: Grammar) -> str:
    """The same with each doubled letter once; short words but Norwegian ones stay as they are."""
    return DOUBLED[rules.language].sub("", word) if len(word) > 3 or rules.language == "no" else word


def _base(word: str, rules: Grammar) -> str:
    """What the forms of a word have in common, its letters still doubled."""
    if rules.language == "no":
        word = word.replace("aa", "a").replace("oe", "o")
    for start in range(max(0, len(word) - LONGEST_SUFFIX), len(word)):
        least, leaves = rules.suffixes.get(word[start:], (len(word), ""))
        if start >= least:
            word = word[:start] + leaves
            break
    return BROKEN.sub(lambda found: MENDED[found[0]], word) if rules.language == "ro" else word


def root(stem: str, rules: Grammar) -> str:
    """What a stem shares with those of words that are made of the same, and with what denies it: it without the longest
    ending of those that make words of others, SHORTEST_ROOT letters at least.

    >>> [root(one, grammar("en")) for one in ("absorb", "absorbent", "absorbanc", "-absorb")]
    ['absorb', 'absorb', 'absorb', 'absorb']
    """
    plain = stem.removeprefix(DENIED)
    ends = (end for end in range(SHORTEST_ROOT, len(plain)) if plain[end:] in rules.derivations)
    return plain[: next(ends, len(plain))]


def split(whole: str, body: str, parts: Container[str], rules: Grammar) -> tuple[str, ...]:
    """The known *parts* that a word is made of, its head last; its stem, *whole*, alone where it is simple.

    *body* is the word without its ending, its letters still doubled, which tell where it may be cut: *gipsstein* is
    *gips-stein*, no *gips-tein*.

    >>> split("gipstein", "gipsstein", {"gips", "stein", "tein"}, grammar("no"))
    ('gips', 'stein')
    >>> split("slamask", "slamask", {"slam", "mask"}, grammar("no"))
    ('slam', 'ask')
    """
    if rules.language not in SPLITTING or (rules.language == "en" and whole in parts):
        return (whole,)
    return _split(body, parts, rules, 3) or (whole,)


def split_as_written(word: str, parts: Container[str], rules: Grammar) -> tuple[str, ...]:
    """The two known *parts* of a compound whose last part a longer ending hides from ``split``; else empty.

    >>> split_as_written("skiferflis", {"skif", "flis"}, grammar("no"))
    ('skif', 'flis')
    """
    if rules.language != "no":
        return ()
    for start in range(SHORTEST_PART, len(word) - 2):
        tail = stem(word[start:], rules)
        if _is_part(tail, parts, rules):
            for link in LINKS:
                front = word[: start - len(link)] if word[:start].endswith(link) else ""
                root = front if front in parts else stem(front, rules)
                if _is_part(root, parts, rules) and (root,) not in rules.markers:
                    return (root, tail)
    return ()


def half_known(word: str, parts: Container[str], rules: Grammar) -> tuple[str, str]:
    """What is known of a compound that ``split`` cannot take apart: its longest front, and its longest tail.

    The tail may be a compound itself.

    >>> half_known("friksjonsstein", {"stein"}, grammar("no")), half_known("blåleiredeponi", {"deponi"}, grammar("no"))
    (('', 'stein'), ('', 'leiredeponi'))
    """
    if rules.language != "no":
        return "", ""
    tails = (stem(word[start:], rules) for start in range(2, len(word) - 3))
    known = (one for one in tails if len(one) >= SHORTEST_PART and (one in parts or _split(one, parts, rules, 2)))
    tail = next(known, "")
    fronts = (stem(word[:end], rules) for end in range(len(word) - 3, SHORTEST_PART - 1, -1))
    front = next((one for one in fronts if len(one) >= SHORTEST_PART and one in parts), "")
    return front, tail


def _split(word: str, parts: Container[str], rules: Grammar, most: int) -> tuple[str, ...]:
    """The same for a compound of at most *most* parts, the longest head tried first; empty where there is none.

    Only where there is no other way both parts are given a letter that may belong to either: *bark-kompost* is often
    written *barkompost*, but *slamaske* is *slam-aske*.
    """
    tails = {start: _undoubled(word[start:], rules) for start in range(2, len(word) - 1)}
    heads = [start for start, tail in tails.items() if _is_head(tail, parts, rules)]
    # An *e* before what is a part too is a link: *plate-avfall* is waste of boards, no *e-avfall*.
    heads = sorted(heads, key=lambda start: word[start] == "e" and start + 1 in heads)
    for root, front, start in _cuts(word, heads, parts, rules):
        if _is_part(root, parts, rules) and (root,) not in rules.markers:
            return (root, tails[start])
        if most > 2 and (rest := _split(front, parts, rules, most - 1)):
            return (*rest, tails[start])
    return ()


def _cuts(word: str, heads: Sequence[int], parts: Container[str], rules: Grammar) -> Iterable[tuple[str, str, int]]:
    """What may stand before each of *heads*, as a stem and as it is written, and where the head begins.

    A link is left out; last of all the first letter of the head is tried as the last of the front, too.
    """
    for start in heads:
        before = word[:start]
        for front in (before.removesuffix(link) for link in LINKS if before.endswith(link)):
            plain = _undoubled(front, rules)
            yield plain if _is_part(plain, parts, rules) else stem(front, rules), front, start
    yield from ((word[: start + 1], word[: start + 1], start) for start in heads)


def _is_head(stem_: str, parts: Container[str], rules: Grammar) -> bool:
    """Whether a compound may end so: not with a word that has a letter before it, as *N-kilde* (source of nitrogen)."""
    return _is_part(stem_, parts, rules) and not (rules.language == "no" and UNSPEAKABLE.match(stem_))


def _is_part(stem_: str, parts: Container[str], rules: Grammar) -> bool:
    return stem_ in rules.short_parts or (len(stem_) >= SHORTEST_PART and stem_ in parts)


def sentence(text: str, rules: Grammar) -> list[tuple[str, str, str]]:
    """The content words of *text* as (stem, place, as folded), cut at its small words.

    >>> [(word, place) for word, place, _ in sentence("Clean ash from straw, for soil", grammar("en"))]
    [('clean', 'head'), ('ash', 'head'), ('straw', 'origin'), ('soil', 'purpose')]
    >>> [(word, place) for word, place, _ in sentence("Powder to replace clinker in cement", grammar("en"))]
    [('powder', 'head'), ('clink', 'replaced'), ('cement', 'purpose')]
    >>> [(word, place) for word, place, _ in sentence("Remove zinc from water", grammar("en"))]
    [('remov', 'head'), ('zinc', 'purpose'), ('water', 'purpose')]
    >>> [(word, place) for word, place, _ in sentence("Clear water, not for drinking", grammar("en"))]
    [('clear', 'head'), ('water', 'head'), ('drink', 'negated')]
    """
    for word, other in KEPT_APART.get(rules.language, ()):
        text = word.sub(other, text)
    if rules.language == "en":
        text = WRITTEN_AS_TWO.sub(r"\1", text)
    folded = LETTER_BEFORE.sub(r"\1", fold(text)).replace("-free", "free").replace("(oh)", "oh")
    if rules.language == "ro":
        folded = FLAX.sub(r"\1 inul", folded)
    pieces = WORD.findall(folded.replace("-", " ").replace("'s", ""))
    words: list[tuple[str, str, str]] = []
    place, number = "head", 0
    while number < len(pieces):
        function, length = _function(pieces, number, rules)
        if length == 0 or function == "doing":
            piece = pieces[number]
            if GRADE.fullmatch(piece) or (len(piece) > 1 and not piece[0].isdigit()):
                words.append((stem(piece, rules), place, piece))
            place = "purpose" if function == "doing" and place == "head" else place
            length = 1
        elif function == "purpose" and denies(pieces, number - 1):
            place = "negated"
        elif function in ("purpose", "replacing", "origin", "negation", "attribute"):
            place = _next_place(place, function)
        elif function == "comma":
            place = "attribute" if place in ("head", "origin", "negated") and words else place
        number += length
    return words


def denies(pieces: Sequence[str], number: int) -> bool:
    """Whether the folded piece at *number* denies the purpose that is told right after it: *not for drinking*.

    >>> denies(["water", "not", "for", "drinking"], 1), denies(["warm", "or", "not", "for", "drinking"], 2)
    (True, False)
    """
    return number >= 0 and pieces[number] in NOT and (number == 0 or pieces[number - 1] not in OR)


def _function(pieces: list[str], number: int, rules: Grammar) -> tuple[str, int]:
    """What the small word or words at *number* do, and how many they are; ("", 0) for a content word."""
    if pieces[number] in ",;:().–":
        return "comma", 1
    if pieces[number] == "/":
        return "stop", 1
    for length in (3, 2, 1):
        function = rules.markers.get(tuple(pieces[number : number + length]))
        if function:
            return function, length
    return "", 0


def _next_place(place: str, function: str) -> str:
    if function in ("purpose", "replacing"):
        return {"purpose": "purpose", "replacing": "replaced"}[function]
    if place == "replaced" and function == "attribute":
        return "purpose"
    if place in ("purpose", "replaced"):
        return "negated" if function == "negation" else place
    return {"origin": "origin", "negation": "negated", "attribute": "attribute"}[function]


def words(text: str, rules: Grammar, parts: Parts) -> list[Word]:
    """The words of *text* with compounds taken apart and the core of its head marked.

    In a compound only the last part names the thing; those before it are marked "modifier".
    The stem of what is denied is another word: *without peat* speaks of "-peat".
    """
    cut = []
    for number, (whole, place, written) in enumerate(sentence(text, rules)):
        if whole.isdigit() and whole not in parts:
            continue
        *before, last = _taken_apart(whole, written, parts, rules.language)
        cut += [(part, "modifier" if place == "head" else place, written, number) for part in before]
        cut.append((last, place, written, number))
    heads = [number for number, (_, place, _, _) in enumerate(cut) if place == "head"]
    core = (heads[0] if rules.core_comes_first else heads[-1]) if heads else -1
    beside = rules.cores.get(cut[core][0]) if heads else None
    return [
        Word(
            DENIED + part if place == "negated" else part,
            beside if beside and number != core and place in NAMING else place,
            number == core,
            written,
        )
        for number, (part, place, written, _) in enumerate(_without_free(cut, rules))
    ]


@remembered_word
def _taken_apart(whole: str, written: str, parts: Parts, language: Language) -> tuple[str, ...]:
    """The known parts of a word by its stem or else as it is written, its head last; the stem alone where none are."""
    rules = grammar(language)
    found = split(whole, _body(whole, written, rules), parts, rules)
    if len(found) == 1 and whole not in parts:
        return split_as_written(written, parts, rules) or found
    return found


def _body(whole: str, written: str, rules: Grammar) -> str:
    """What a word is taken apart by: as it is written, without its ending, unless its stem is quite another."""
    body = _base(written, rules)
    return body if _undoubled(body, rules) == whole else whole


def _without_free(cut: list[tuple[str, str, str, int]], rules: Grammar) -> list[tuple[str, str, str, int]]:
    """The same, with what *-free* and *-fri* deny marked as negated: the word right before it in the same part.

    A free *free* denies only before another word: a kitchen that is free at night is still a kitchen.
    """
    denying = DENYING.get(rules.language)
    if denying not in [part for part, _, _, _ in cut]:
        return cut
    denied = {
        number
        for number, (one, other) in enumerate(pairwise(cut))
        if other[0] == denying
        and one[1] in ("modifier", other[1])
        and (one[3] == other[3] or [after[1] for after in cut[number + 2 : number + 3]] == [other[1]])
    }
    return [
        (part, "negated" if number in denied else place, written, whole)
        for number, (part, place, written, whole) in enumerate(cut)
    ]


def stems(phrase: str, rules: Grammar) -> list[str]:
    """The stems of a table's *phrase*, small words left out."""
    return [word for word, _, _ in sentence(phrase, rules)]


def all_parts(phrases: Iterable[str], rules: Grammar) -> frozenset[str]:
    """The stems that stand alone somewhere in *phrases*: what compounds may be made of.

    In Norwegian those that are compounds of shorter ones themselves are left out, so that a compound is taken apart
    in the same way wherever it stands.
    """
    alone: dict[str, str] = {}
    for phrase in phrases:
        for word, _, written in sentence(phrase, rules):
            if len(word) >= 3:
                # However it is written, more letters tell more of where it may be cut.
                alone[word] = max(alone.get(word, ""), _body(word, written, rules), key=len)
    if rules.language != "no":
        return frozenset(alone)
    simple: set[str] = set()
    for word in sorted(alone, key=lambda word: (len(word), word)):
        if split(word, alone[word], simple, rules) == (word,):
            simple.add(word)
    return frozenset(simple)

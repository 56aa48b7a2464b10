"""What visitors browse is what the tables say: complete, in their language, and each entry findable from the others."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from site_plugins.explorer import KNOWLEDGE, cautions, explorable, file_of, kept, names, read, shipped, with_explorer
from site_plugins.languages import LANGUAGES, words

GOLDEN = Path(__file__).parent / "golden"
SCRIPT = Path(__file__).parent.parent.parent / "overrides" / "assets" / "js" / "explore.js"
PAGE = '<head></head><body><div id="explorer" class="explorer"></div></body>'


@pytest.fixture(scope="module")
def real() -> dict[str, Any]:
    """What the hub's own tables tell in English."""
    sentences = json.loads((KNOWLEDGE / "wording" / "en.json").read_text(encoding="utf-8"))
    return explorable(read(KNOWLEDGE), sentences, "en")


def test_a_tiny_set_of_tables_becomes_what_was_agreed() -> None:
    sentences = json.loads((GOLDEN / "knowledge" / "wording" / "no.json").read_text(encoding="utf-8"))
    told = explorable(read(GOLDEN / "knowledge"), sentences, "no")
    assert json.loads(json.dumps(told)) == json.loads((GOLDEN / "explore.no.json").read_text(encoding="utf-8"))


def test_what_was_made_is_kept_until_a_table_changes(tmp_path: Path) -> None:
    tables, cache = tmp_path / "tables", tmp_path / "cache"
    shutil.copytree(GOLDEN / "knowledge", tables)
    for language in ("en", "ro"):
        shutil.copyfile(tables / "wording" / "no.json", tables / "wording" / f"{language}.json")
    assert kept(tables, cache) == kept(tables, cache) == shipped(tables)
    (before,) = cache.iterdir()
    sources = tables / "sources.csv"
    sources.write_text(sources.read_text(encoding="utf-8").replace("20", "19"), encoding="utf-8")
    assert kept(tables, cache) == shipped(tables)
    assert before not in cache.iterdir()


def test_names_begin_with_the_label_and_stand_once() -> None:
    rows = [{"en": "Whey", "words_en": "cheese whey; Whey;cheese whey"}]
    assert names(rows, "en") == ["Whey;cheese whey"]


def test_cautions_forbid_first_and_say_nothing_twice() -> None:
    columns = ("trait", "purpose", "verdict", "code")
    rules = [
        ("oily", "any", "check", "permit"),
        ("oily", "feed", "forbid", "no oil in feed"),
        ("oily", "food", "forbid", "no oil in food"),
        ("oily", "cosmetics", "forbid", "no oil in food"),
        ("sick", "feed", "forbid", "no sickness in feed"),
        ("sick", "land", "forbid", "no sickness on land"),
        ("sick", "food", "check", "fit for food?"),
        ("sick", "cosmetics", "insist", "fit for skin and food?"),
        ("sick", "land", "hint", "fit for soil?"),
        ("sick", "unknown", "hint", "where to?"),
        ("sick", "near-skin", "insist", "fit for skin and food?"),
        ("sad", "feed", "forbid", "no sadness in feed"),
    ]
    screening = [dict(zip(columns, rule, strict=True)) for rule in rules]
    sentences = {code: code.capitalize() for *_, code in rules}
    told = partial(cautions, screening=screening, purposes=["feed", "food", "cosmetics", "land"], sentences=sentences)
    oily = ["No oil in feed", "No oil in food"]
    assert told(["oily"]) == [["oily"], oily, ["Permit"], 0]
    assert told(["oily", "sick"]) == [["oily", "sick"], [*oily, "No sickness on land"], ["Permit"], 1]
    assert told(["sick"])[2] == ["Fit for food?"]


def test_no_resource_carries_a_long_list_of_cautions(real: dict[str, Any]) -> None:
    told = [forbidden + checks for _, forbidden, checks, _ in real["cautions"]]
    assert max(map(len, told)) <= 8
    assert all(len(set(sentences)) == len(sentences) for sentences in told)


def test_the_name_of_a_file_tells_its_content() -> None:
    (one, content), (other, _) = file_of("en", ["a"]), file_of("en", ["b"])
    assert one != other
    assert content == b'["a"]'
    assert re.fullmatch(r"assets/explore/en-[0-9a-f]{12}\.json", one)


def test_a_page_gets_words_and_addresses_only_where_it_keeps_a_place() -> None:
    files = {one: {"knowledge": (f"k-{one}.json", b""), "names": (f"n-{one}.json", b"")} for one in LANGUAGES}
    assert with_explorer("<head></head>", "../", "ro", files, "c-ro.json") == "<head></head>"
    html = with_explorer(PAGE, "../../", "ro", files, "c-ro.json")
    settings = json.loads(re.search(r'id="explorer-settings">(.*?)</script>', html)[1])  # type: ignore[index]
    assert settings["knowledge"] == "../../k-ro.json"
    assert settings["names"] == {"en": "../../n-en.json", "nb": "../../n-no.json"}
    assert settings["words"]["nature.role"] == "Rol"
    assert (
        'data-keep="../../k-ro.json ../../c-ro.json ../../assets/js/explore-finding.js ../../assets/js/parts.js"'
        in html
    )


def test_nothing_of_the_tables_is_lost(real: dict[str, Any]) -> None:
    assert len(real["resources"]) == len(list(table("resources")))
    assert len(real["uses"]) == len({(row["have"], row["want"]) for row in table("uses")})
    assert len(real["codes"]) == len(list(table("waste-list")))
    flows = {row["code"] for row in table("sector-flows")}
    assert flows <= {sector[0] for sector in real["sectors"]}


def test_every_address_that_the_page_offers_exists(real: dict[str, Any]) -> None:
    known = {
        "resource": {one[0] for one in real["resources"]},
        "sector": {one[0] for one in real["sectors"]},
        "code": {one[0] for one in real["codes"]},
    }
    offered = re.findall(r'"(resource|sector|code)=([\w.-]+)"', SCRIPT.read_text(encoding="utf-8"))
    assert len(offered) == 5
    assert not [(view, key) for view, key in offered if key not in known[view]]


def test_traits_changes_and_reasons_have_words(real: dict[str, Any]) -> None:
    needed = {f"trait.{trait}" for one in real["cautions"] for trait in one[0]}
    needed |= {f"change.{one[4]}" for one in real["codes"] if one[4]}
    needed |= {f"reason.{one[6]}" for one in real["codes"] if one[6]}
    assert not [key for key in sorted(needed) if "explore." + key not in words("en")]


def test_every_phrase_that_the_script_asks_for_exists() -> None:
    asked = set(re.findall(r'\bwords(?:\.(\w+)|\["([\w.-]+)"\])', SCRIPT.read_text(encoding="utf-8")))
    keys = {one or other for one, other in asked}
    assert len(keys) > 30
    assert not [key for key in sorted(keys) if "explore." + key not in words("en")]


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the hub's own tables."""
    single = KNOWLEDGE / f"{name}.csv"
    for file in [single] if single.exists() else sorted((KNOWLEDGE / name).glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)

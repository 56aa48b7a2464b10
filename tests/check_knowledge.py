"""Say what is wrong in the knowledge tables, for one family or for all of them.

    python tests/check_knowledge.py [FAMILY]
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "matcher" / "data"
NATURES = {"group", "stream", "product", "role"}
KINDS = {"material", "energy", "water", "logistics", "capacity", "expertise", "equipment", "space"}
TRAITS = set(
    "hazardous manure sewage catering abp1 abp2 abp3 animal-protein ruminant mycotoxin flue-gas non-potable "
    "treated-wood contaminated mineral-oil asbestos pops radioactive pathogen waste-mixed".split()
)
PURPOSES = set(
    "feed ruminant-feed pet-food food bedding land irrigation drinking-water potable-use construction greenhouse "
    "cosmetics aquaculture".split()
)


def read(folder: str) -> list[dict[str, str]]:
    rows = []
    for path in sorted((DATA / folder).glob("*.csv")):
        with open(path, encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines), start=2):
                rows.append({**row, "_file": path.stem, "_row": number})
    return rows


def cells(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(";") if part.strip()]


def folded(text: str) -> str:
    text = text.casefold().replace("ø", "o").replace("æ", "ae")
    return re.sub(r"\W+", " ", "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))).strip()


def main(family: str = "") -> int:
    resources, uses = read("resources"), read("uses")
    treatments, conditions, sources = ({row["id"] for row in read(name)} for name in ("treatments", "conditions", "sources"))
    codes = set()
    for line in csv.DictReader(open(Path("/work/shared/reference/list_of_waste_2014_en_ro_no.csv"), encoding="utf-8")):
        codes.add(line["code"])
    by_id = {row["id"]: row for row in resources}
    faults = defaultdict(list)

    def fault(row: dict, text: str) -> None:
        faults[row["_file"]].append(f"{row['_file']}.csv row {row['_row']} ({row.get('id') or row.get('have')}): {text}")

    seen: dict[str, dict] = {}
    for row in resources:
        if row["id"] in seen:
            fault(row, f"id stands also in {seen[row['id']]['_file']}")
        seen[row["id"]] = row
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["id"] or ""):
            fault(row, "id must be lower case with hyphens")
        if None in row:
            fault(row, "too many cells")
        if row["nature"] not in NATURES:
            fault(row, f"nature {row['nature']!r}")
        if row["kind"] not in KINDS:
            fault(row, f"kind {row['kind']!r}")
        if row["parent"] and row["parent"] not in by_id:
            fault(row, f"parent {row['parent']!r} unknown")
        if not row["parent"] and row["nature"] not in ("group", "role"):
            fault(row, "no parent")
        for column in ("en", "ro", "no"):
            if not (row[column] or "").strip():
                fault(row, f"label {column} missing")
            if row["nature"] in ("stream", "product") and len(cells(row["words_" + column])) < 2:
                fault(row, f"words_{column} too few")
        if re.search("[şţŞŢ]", (row["ro"] or "") + (row["words_ro"] or "")):
            fault(row, "cedilla instead of comma below")
        for code in cells(row["codes"]):
            if code not in codes and not code.startswith(("1606", "1605", "1910", "1912", "2001", "0911", "1014", "1912")):
                fault(row, f"code {code} not in the List of Waste")
        for trait in cells(row["traits"]):
            if trait.lstrip("-") not in TRAITS:
                fault(row, f"trait {trait!r}")
        for purpose in cells(row["purposes"]):
            if purpose not in PURPOSES:
                fault(row, f"purpose {purpose!r}")
        if row["source"] and row["source"] not in sources:
            fault(row, f"source {row['source']!r} unknown")
        if not row["source"] and row["nature"] in ("stream", "product"):
            fault(row, "no source")
    for row in resources:
        trail, node = set(), row
        while node and node["parent"]:
            if node["id"] in trail:
                fault(row, "kinship runs in a circle")
                break
            trail.add(node["id"])
            node = by_id.get(node["parent"])
    pairs = set()
    for row in uses:
        for column in ("have", "want"):
            if row[column] not in by_id:
                fault(row, f"{column} {row[column]!r} unknown")
        if (row["have"], row["want"]) in pairs:
            fault(row, f"use stands twice: {row['have']} -> {row['want']}")
        pairs.add((row["have"], row["want"]))
        if row["strength"] not in ("established", "practised", "tried"):
            fault(row, f"strength {row['strength']!r}")
        for column, known in (("treatment", treatments), ("conditions", conditions), ("source", sources)):
            for cell in cells(row[column]):
                if cell not in known:
                    fault(row, f"{column} {cell!r} unknown")
        if not row["source"]:
            fault(row, "no source")
        for sector in cells(row["sectors"]):
            if not re.fullmatch(r"\d\d(\.\d{1,2})?", sector):
                fault(row, f"sector {sector!r}")
    for language in ("en", "ro", "no"):
        owners = defaultdict(set)
        for row in resources:
            for phrase in [row[language] or ""] + cells(row["words_" + language]):
                owners[folded(phrase)].add(row["id"])
        for phrase, ids in owners.items():
            files = {by_id[i]["_file"] for i in ids}
            if len(ids) > 1:
                for file in files:
                    faults[file].append(f"phrase {phrase!r} ({language}) shared by {', '.join(sorted(ids))}")
    shown = {family: faults[family]} if family else faults
    for file, lines in shown.items():
        for line in lines[:80]:
            print(line)
        if len(lines) > 80:
            print(f"... and {len(lines) - 80} more in {file}")
    print(f"{len(resources)} resources, {len(uses)} uses; {family or 'all'}: "
          f"{sum(r['_file'] == family for r in resources) if family else len(resources)} resources, "
          f"{sum(r['_file'] == family for r in uses) if family else len(uses)} uses, "
          f"{sum(map(len, shown.values()))} faults")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))

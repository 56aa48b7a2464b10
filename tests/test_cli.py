"""The command line: ranking, reasons and problems in the language asked for, and exit codes that mean something."""

from __future__ import annotations

import csv
import json

import pytest

from matcher.cli import DONE, FAILED, LEFT_OUT, main

FLOWS = """\
site,side,text,quantity,unit,period
Dairy,have,Sweet whey,3000,t,year
Farm,want,Liquid feed for pigs,2500,t,year
"""


@pytest.fixture
def flows(tmp_path):
    path = tmp_path / "flows.csv"
    path.write_text(FLOWS, encoding="utf-8")
    return path


def test_match_prints_a_ranking_with_reasons(flows, capsys):
    assert main(["match", str(flows)]) == DONE
    told = capsys.readouterr().out
    assert "Sweet whey" in told
    assert "Source:" in told


@pytest.mark.parametrize("form", ["csv", "json", "markdown"])
def test_match_writes_other_formats(flows, tmp_path, form):
    out = tmp_path / f"out.{form}"
    assert main(["match", str(flows), "--format", form, "--out", str(out), "--language", "ro"]) == DONE
    assert "Zer dulce" in out.read_text(encoding="utf-8-sig") or "Sweet whey" in out.read_text(encoding="utf-8-sig")


def test_a_row_that_is_left_out_shows_in_the_exit_code_and_by_its_place(tmp_path, capsys):
    path = tmp_path / "flows.csv"
    path.write_text(FLOWS + "Shop,have,,1,t,year\nShop,perhaps,whey,1,t,year\n", encoding="utf-8")
    assert main(["match", str(path), "--language", "no"]) == LEFT_OUT
    assert "flows.csv" in capsys.readouterr().err


def test_what_is_not_recognised_is_told_beside_the_results(flows, tmp_path, capsys):
    flows.write_text(FLOWS + "Shop,want,qwerty blorp,1,t,year\n", encoding="utf-8")
    assert main(["match", str(flows), "--language", "ro"]) == DONE
    told = capsys.readouterr().err
    assert "„qwerty blorp” nu a fost recunoscut" in told
    assert "whey" not in told


def test_a_table_of_synergies_names_the_flows_by_their_ids(tmp_path):
    path, out = tmp_path / "flows.json", tmp_path / "out.csv"
    ends = [{"id": "H7", "side": "have", "text": "fly ash"}, {"id": "W3", "side": "want", "text": "fly ash"}]
    path.write_text(json.dumps(ends), encoding="utf-8")
    assert main(["match", str(path), "--format", "csv", "--out", str(out)]) == DONE
    (row,) = csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines())
    assert (row["Id of the have"], row["Id of the want"]) == ("H7", "W3")


def test_a_file_that_is_not_there_is_named(tmp_path, capsys):
    assert main(["match", str(tmp_path / "nothing.csv")]) == FAILED
    assert "nothing.csv" in capsys.readouterr().err


def test_explain_takes_a_score_apart(capsys):
    assert main(["explain", "--have", "Zer dulce", "--want", "Våtfôr til slaktegris", "--language", "en"]) == DONE
    told = capsys.readouterr().out
    assert "Sweet whey" in told
    assert "Resource" in told


def test_template_writes_a_workbook(tmp_path):
    out = tmp_path / "template.xlsx"
    assert main(["template", "--out", str(out), "--language", "no"]) == DONE
    assert out.read_bytes().startswith(b"PK")


def test_rank_writes_a_run_best_first(tmp_path):
    haves, wants, out = tmp_path / "h.csv", tmp_path / "w.csv", tmp_path / "run.csv"
    haves.write_text(
        "id,text,language,ewc,nace,kind,hazardous,place,country,quantity,unit\n"
        "H1,Myse fra ysteri,no,,10.51,material,0,,,,\n"
        "H2,Waste sulphuric acid,en,06 01 01*,,material,1,,,,\n",
        encoding="utf-8",
    )
    wants.write_text("id,text\nW1,Hrană lichidă pentru porci\n", encoding="utf-8")
    asked = ["rank", "--haves", str(haves), "--wants", str(wants), "--want-language", "ro", "--out", str(out)]
    assert main(asked) == DONE
    with out.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert (rows[0]["want_id"], rows[0]["have_id"], rows[0]["warning"]) == ("W1", "H1", "")
    assert float(rows[0]["score"]) > 50
    assert all(row["warning"] for row in rows if row["have_id"] == "H2")


def test_json_output_can_be_read_again(flows, capsysbinary):
    assert main(["match", str(flows), "--format", "json"]) == DONE
    assert json.loads(capsysbinary.readouterr().out)


PROJECT = {
    "format": "catalyst-project",
    "version": 1,
    "language": "en",
    "flows": [
        {
            "id": "w",
            "site": "Dairy",
            "side": "have",
            "text": "Sweet whey",
            "quantity": "3000",
            "unit": "t",
            "period": "year",
        },
        {
            "id": "p",
            "site": "Farm",
            "side": "want",
            "text": "Liquid feed for pigs",
            "quantity": "2500",
            "unit": "t/year",
        },
    ],
    "synergies": {"w+p": {"status": "negotiation", "owner": "Ana", "date": "2027-02-15"}},
}


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "park.catalyst.json"
    path.write_text(json.dumps(PROJECT), encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ["value", "allocate", "network", "plan"])
@pytest.mark.parametrize("language", ["en", "ro", "no"])
def test_a_project_is_told_of_in_each_language(project, capsys, command, language):
    assert main([command, str(project), "--language", language, "--today", "2026-11-29"]) == DONE
    assert "Dairy" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["json", "csv", "markdown", "html", "docx", "xlsx"])
def test_the_plan_is_written_in_every_form(project, tmp_path, form):
    out = tmp_path / f"plan.{form}"
    assert main(["plan", str(project), "--format", form, "--out", str(out), "--today", "2026-11-29"]) == DONE
    content = out.read_bytes()
    if form in ("docx", "xlsx"):
        assert content.startswith(b"PK")
    else:
        assert "Ana" in content.decode("utf-8-sig")


def test_flow_files_and_projects_are_merged_to_one_project(project, flows, tmp_path, capsys):
    out = tmp_path / "all.catalyst.json"
    assert main(["merge", str(project), str(flows), "--out", str(out)]) == DONE
    found = json.loads(out.read_text(encoding="utf-8"))
    assert len(found["flows"]) == 3
    assert found["synergies"] == PROJECT["synergies"]
    assert "flows.csv" in capsys.readouterr().err


def test_a_damaged_project_shows_in_the_exit_code_and_the_rest_goes_on(tmp_path, capsys):
    path = tmp_path / "cut.catalyst.json"
    path.write_text(json.dumps(PROJECT)[:-40], encoding="utf-8")
    assert main(["plan", str(path), "--language", "ro"]) == LEFT_OUT
    told = capsys.readouterr()
    assert "se întrerupe" in told.err
    assert "Dairy" in told.out


def test_a_redacted_project_names_nobody(project, capsys):
    assert main(["merge", str(project), "--redacted"]) == DONE
    told = capsys.readouterr().out
    assert "Dairy" not in told
    assert "Ana" not in told
    assert "3000–10000" in told

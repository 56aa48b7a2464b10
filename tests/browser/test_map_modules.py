"""The parts of the application by themselves: what is shipped, its wording, and its scripts run by Node."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from site_plugins.app import runtime, shipping

HERE = Path(shipping.__file__).parent
LANGUAGES = ("en", "ro", "no")
PLURALS = {"en": {"one", "other"}, "ro": {"one", "few", "other"}, "no": {"one", "other"}}


def wording(language: str) -> dict[str, str | dict[str, str]]:
    told: dict[str, str | dict[str, str]] = json.loads(
        (HERE / "wording" / f"{language}.json").read_text(encoding="utf-8")
    )
    return told


def run(script: str) -> str:
    """What Node prints of *script*, which imports the application's modules from "APP/"."""
    folder = (HERE / "browser").as_uri()
    command = [runtime.node(), "--input-type=module", "--eval", script.replace("APP/", folder + "/")]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_the_same(language: str) -> None:
    source, told = wording("en"), wording(language)
    assert list(told) == list(source)
    for key, sentence in told.items():
        blanks = set(re.findall(r"\{\w+\}", json.dumps(source[key])))
        forms = sentence.values() if isinstance(sentence, dict) else [sentence]
        for form in forms:
            assert set(re.findall(r"\{\w+\}", form)) <= blanks, key
        if isinstance(sentence, dict):
            assert set(sentence) == PLURALS[language], key


def test_no_word_is_asked_for_that_is_not_there() -> None:
    scripts = "".join(path.read_text(encoding="utf-8") for path in (HERE / "browser").rglob("*.js"))
    asked = set(re.findall(r'\bsay\(\s*"([\w.-]+)"', scripts)) | set(
        re.findall(r'\b(?:named|told)\("([\w.-]+)"', scripts)
    )
    assert asked
    assert asked <= set(wording("en"))


def test_romanian_has_three_plural_forms() -> None:
    script = """
      import { createWording } from "APP/wording.js";
      import fs from "node:fs";
      const { say } = createWording("ro", JSON.parse(fs.readFileSync(new URL("APP/../wording/ro.json"))));
      console.log([1, 2, 20, 101, 120].map((count) => say("results.count", { count })).join("|"));
    """
    assert run(script) == "1 sinergie|2 sinergii|20 de sinergii|101 sinergii|120 de sinergii"


def test_cells_from_a_spreadsheet_keep_their_quotes_and_line_ends() -> None:
    script = """
      import { cellsOf } from "APP/clipboard.js";
      console.log(JSON.stringify(cellsOf('a\\t"b ""c""\\nd"\\r\\n\\te"f\\n\\n')));
    """
    assert json.loads(run(script)) == [["a", 'b "c"\nd'], ["", 'e"f']]


def test_typing_in_one_cell_is_one_step_back() -> None:
    script = """
      import { createFlows } from "APP/flows.js";
      const flows = createFlows({ onChange() {} });
      const [key] = flows.add([{ side: "have" }]);
      for (const text of ["s", "sl", "slag"]) flows.set(key, "text", text);
      flows.set(key, "site", "A");
      flows.undo();
      const before = flows.rows[0].text;
      flows.undo();
      console.log(before, flows.rows[0].text, JSON.stringify(flows.told));
    """
    assert run(script) == "slag undefined []"


ENGINE = """
  import { createEngine, Superseded, WorkerLost } from "APP/engine.js";
  Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });
  const workers = [];
  globalThis.Worker = class {
    constructor() { workers.push(this); this.asked = []; this.dies = workers.length <= (globalThis.deaths ?? 0); }
    postMessage(message) {
      if (message.type === "ask") this.asked.push(message);
      else if (this.dies) setTimeout(() => this.onerror({ message: "broken" }));
      else setTimeout(() => this.onmessage({ data: { id: message.id, type: "answer", answer: {} } }));
    }
    reply(at, answer) { this.onmessage({ data: { id: this.asked[at].id, type: "answer", answer } }); }
    terminate() {}
  };
  const start = (message) => {
    const worker = new Worker();
    worker.postMessage(message);
    return { worker, lock: "lock", compiled: Promise.resolve() };
  };
  const turn = () => new Promise((resolve) => setTimeout(resolve, 5));
"""


def test_a_late_answer_never_overwrites_a_newer_one() -> None:
    script = (
        ENGINE
        + """
      const engine = createEngine(start);
      const told = [];
      const keep = (name) => [(a) => told.push(name + a.n), (e) => told.push(name + (e instanceof Superseded))];
      engine.ask({}, { channel: "match" }).then(...keep("old "));
      await turn();
      engine.ask({}, { channel: "match" }).then(...keep("new "));
      await turn();
      workers[0].reply(1, { n: 2 });
      workers[0].reply(0, { n: 1 });
      await turn();
      console.log(told.join(", "));
      process.exit(0);
    """
    )
    assert run(script) == "new 2, old true"


def test_a_worker_lost_at_work_rejects_what_waits_and_the_next_start_succeeds() -> None:
    script = (
        ENGINE
        + """
      const engine = createEngine(start);
      const states = [];
      engine.listen(({ state }) => states.at(-1) === state || states.push(state));
      const waiting = engine.ask({}).catch((error) => error instanceof WorkerLost);
      await turn();
      workers[0].onerror({ message: "out of memory" });
      states.push(await waiting);
      await engine.warm();
      console.log(states.join(" "));
      process.exit(0);
    """
    )
    assert run(script) == "loading ready lost true loading ready"


def test_a_start_that_breaks_on_its_image_goes_on_without_it() -> None:
    script = (
        "globalThis.deaths = 1;"
        + ENGINE
        + """
      const engine = createEngine(start);
      await engine.warm();
      console.log(workers.length);
      process.exit(0);
    """
    )
    assert run(script) == "2"


def test_modules_are_joined_in_the_order_of_their_needs() -> None:
    modules = {
        "last.js": 'import { b } from "./b.js";\nimport { A, c } from "./a.js";\nconsole.log(b(), new A().n, c);\n',
        "b.js": 'import { c } from "./a.js";\n\nexport function b() {\n  return c + 1;\n}\n',
        "a.js": "export class A {\n  n = 7;\n}\nexport const c = 1;\n",
    }
    whole = shipping.joined(modules, "last.js")
    assert whole.index("module_a =") < whole.index("module_b =") < whole.index("module_last =")
    command = [runtime.node(), "--input-type=module", "--eval", whole]
    assert subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.strip() == "2 7 1"


def test_a_page_without_the_place_stays_as_it_is() -> None:
    empty = shipping.Shipment({}, {"view": ""}, {}, "")
    assert shipping.with_app("<html><head></head></html>", "../", "en", empty) == "<html><head></head></html>"


def test_the_page_is_told_the_pages_beside_it() -> None:
    empty = shipping.Shipment({}, {"view": "v/"}, {"no": {}}, "")
    page = '<html><head><link rel="x"></head><body><div id="matcher-app"></div></body></html>'
    html = shipping.with_app(page, "../../", "no", empty, ["no/map/", "no/map/explore/"], "assets/cases/no.json")
    assert '"area":["no/map/","no/map/explore/"]' in html
    assert 'data-keep="../../assets/cases/no.json"' in html


def test_text_in_a_page_cannot_end_its_script_element() -> None:
    empty = shipping.Shipment({}, {"view": "v/"}, {"en": '{"a": "</script>"}'}, "")
    page = '<html><head><link rel="x"></head><body><div id="matcher-app"></div></body></html>'
    assert shipping.with_app(page, "../", "en", empty).count("</script>") == 5


def test_a_choice_is_set_at_its_path_and_taken_away_without_a_trace() -> None:
    script = """
      import { createProject } from "APP/project.js";
      const project = createProject({ onChange() {} });
      project.set(["synergies", "a+b", "owner"], "Ana");
      project.set(["synergies", "a+b", "owner"], "Anca");
      const told = JSON.stringify(project.choices.synergies);
      project.set(["synergies", "a+b", "owner"], undefined);
      const without = JSON.stringify(project.choices.synergies);
      project.undo();
      project.undo();
      console.log(told, without, JSON.stringify(project.choices.synergies), JSON.stringify(project.choices.goal));
    """
    assert run(script) == '{"a+b":{"owner":"Anca"}} {} {} {"benefit":1,"diverted":0,"co2e":0}'


def test_choices_of_two_tabs_are_put_together() -> None:
    script = """
      import { merged } from "APP/project.js";
      const base = { synergies: { a: { status: "idea", notes: "first" } }, exclusions: ["x"] };
      const mine = { synergies: { a: { status: "agreed", notes: "mine" } }, exclusions: ["x", "y"] };
      const a = { status: "idea", notes: "theirs" };
      const theirs = { synergies: { a, b: { owner: "Ana" } }, exclusions: ["x", "z"] };
      const told = [merged(base, mine, theirs), merged(base, base, { exclusions: ["x"] })];
      console.log(told.map((one) => JSON.stringify(one)).join(" "));
    """
    assert run(script) == (
        '{"synergies":{"a":{"status":"agreed","notes":"mine\\ntheirs"},"b":{"owner":"Ana"}},"exclusions":["x","y","z"]}'
        ' {"exclusions":["x"]}'
    )


def test_rows_get_ids_once_and_keep_them_through_a_step_back() -> None:
    script = """
      import { createFlows } from "APP/flows.js";
      const flows = createFlows({ onChange() {} });
      const ids = () => (flows.identify(), flows.rows.map(({ id }) => id ?? "-").join(" "));
      flows.add([{ side: "have", text: "slag", id: "f1" }, { side: "have", text: "ash" }, { side: "want" }]);
      flows.add([{ side: "have", text: "whey" }], 0);
      const given = ids();
      flows.undo();
      console.log(given, "|", ids());
    """
    assert run(script) == "f2 f1 f3 - | f1 f3 -"


def test_rows_of_several_files_that_bear_the_same_id_are_told_apart() -> None:
    script = """
      import { createFlows } from "APP/flows.js";
      const flows = createFlows({ onChange() {} });
      const ids = () => (flows.identify(), flows.rows.map(({ id }) => id).join(" "));
      flows.add(["1", "2", "1", "2", "1", "1-3"].map((id) => ({ side: "have", text: "slag", id })));
      console.log(ids(), "|", ids());
    """
    assert run(script) == "1 2 1-2 2-2 1-4 1-3 | 1 2 1-2 2-2 1-4 1-3"


def test_a_site_in_no_exchange_is_drawn_as_what_its_flows_are() -> None:
    script = """
      import { roleOf } from "APP/parts/links.js";
      const links = [{ from: "a", to: "b" }];
      const site = (id, haves, wants) => roleOf({ id, haves, wants }, links);
      console.log(site("a", 1, 1), site("b", 1, 1), site("c", 0, 2), site("d", 1, 0), site("e", 1, 1));
    """
    assert run(script) == "gives takes takes gives both"


@pytest.mark.parametrize(
    ("written", "language", "number"),
    [
        ("1.5", "en-GB", 1.5),
        ("1,5", "ro-RO", 1.5),
        ("1.5", "ro-RO", 1.5),
        ("1.234", "ro-RO", 1234),
        ("1,234", "en-GB", 1234),
        ("1 234,5", "nb-NO", 1234.5),
        ("−12", "nb-NO", -12),
        ("12 t", "en-GB", None),
        ("1e3", "en-GB", None),
        ("", "en-GB", None),
    ],
)
def test_a_number_is_read_as_the_language_writes_it(written: str, language: str, number: float | None) -> None:
    script = 'import { readNumber } from "APP/parts/amounts.js"; console.log(JSON.stringify(readNumber(WHAT)));'
    assert json.loads(run(script.replace("WHAT", f"{json.dumps(written)}, {json.dumps(language)}"))) == number

// The view Plan: the pipeline, what to do first, the roadmap by quarter, and the action plan as a file.

import { button, element } from "../elements.js";
import { answerOf } from "../parts/answers.js";
import { benefitFigure } from "../parts/benefit.js";
import { decidingForm, reasonField, statusField, today } from "../parts/deciding.js";
import { amountsOf } from "../parts/money.js";
import { numbered } from "../parts/names.js";
import { tableOf } from "../parts/tables.js";
import { sectionOf, viewOf, wallButton } from "../parts/view.js";

const FORMATS = { docx: "Word", html: "HTML", markdown: "Markdown", xlsx: "Excel" };
const CARDS_AT_ONCE = 12;
const STEPS_AT_ONCE = 10;

export function create(host) {
  const { wording, project, language } = host;
  const { say } = wording;
  const number = (value) => amountsOf(host).number(value);
  const euro = (value) => amountsOf(host).euro(value);
  let documentLanguage = language;

  const view = viewOf(host, { ask, draw, look: "cx-plan" });
  return view;

  async function ask(onProgress) {
    const [told, lists] = await Promise.all([answerOf(host, "plan", { today: today() }, onProgress), answerOf(host, "choices")]);
    return { told, lists };
  }

  function draw({ told, lists }) {
    const named = numbered(told.pipeline.rows, say("results.unnamed-site"));
    return [
      headPart(told.summary),
      boardPart(told.pipeline, named, lists),
      gridPart(told, named, lists),
      roadmapPart(told.roadmap, named),
      followPart(told.indicators),
    ];
  }

  // ---- The plan as a whole

  function headPart({ synergies, quick_wins: quick, late, agreed }) {
    const field = (name) =>
      element(
        "label",
        { className: "cx-labelled" },
        element("span", {}, say(`plan.${name}`)),
        element("input", { type: "text", value: project.choices[name] ?? "", "data-at": name, oninput: ({ target }) => project.set([name], target.value) }),
      );
    const facts = [
      say("plan.count", { count: synergies }),
      say("plan.quick-wins", { count: quick }),
      say("plan.agreed", { count: agreed }),
      late > 0 && say("plan.late", { count: late }),
    ].filter(Boolean);
    return element(
      "div",
      {},
      element("div", { className: "cx-filters" }, field("name"), field("park")),
      element("p", { className: "cx-count" }, facts.join(" · ")),
      downloads(),
    );
  }

  function downloads() {
    const languages = element(
      "select",
      { className: "cx-select", "aria-label": say("plan.language"), "data-at": "language", onchange: ({ target }) => (documentLanguage = target.value) },
      ...host.described.languages.map(({ id, label }) => element("option", { value: id, selected: id === documentLanguage }, label)),
    );
    const ways = Object.entries(FORMATS).map(([format, label]) =>
      button(label, () => host.download({ type: "plan", project: host.whole(), today: today(), format, language: documentLanguage }), {
        look: "cx-format",
        "aria-label": say("plan.download-as", { format: label }),
        "data-at": `plan-${format}`,
      }),
    );
    return element(
      "div",
      { className: "cx-toolbar" },
      element("span", { className: "cx-toolbar-label" }, say("plan.download")),
      languages,
      ...ways,
      button(say("download.print"), () => print(), { symbol: "print", look: "cx-quiet" }),
      button(say("download.project"), host.saveProject, { symbol: "download", look: "cx-quiet", "data-at": "save" }),
      button(say("redacted.open"), host.askToRedact, { look: "cx-quiet", "data-at": "redacted" }),
      wallButton(view.root, say),
    );
  }

  // ---- The pipeline

  function boardPart({ statuses, rows }, named, lists) {
    const stage = ({ label, count }) => element("li", { className: count ? "" : "cx-is-empty" }, label, " ", element("span", { className: "cx-board-count" }, number(count)));
    const column = ({ code, label, count, step }) => {
      const own = rows.filter(({ status }) => status === code);
      const list = element("ol", { className: "cx-board-cards" }, ...own.slice(0, CARDS_AT_ONCE).map((row) => cardOf(named.get(row.id), lists)));
      const more = own.length - CARDS_AT_ONCE;
      const addAll = ({ target }) => {
        target.remove();
        list.append(...own.slice(CARDS_AT_ONCE).map((row) => cardOf(named.get(row.id), lists)));
      };
      return element(
        "li",
        { className: "cx-board-column" },
        element("h4", {}, label, " ", element("span", { className: "cx-board-count" }, number(count))),
        element("p", { className: "cx-facts" }, say("plan.usual-step", { step })),
        list,
        more > 0 && button(say("results.more", { count: more }), addAll, { look: "cx-quiet cx-small" }),
      );
    };
    return sectionOf(
      say("plan.pipeline"),
      element("p", {}, say("plan.pipeline-note")),
      element("ol", { className: "cx-stages" }, ...statuses.map(stage)),
      element("ul", { className: "cx-board" }, ...statuses.filter(({ count }) => count).map(column)),
      element("details", { className: "cx-same", "data-at": "pipeline-table" }, element("summary", {}, say("picture.table")), pipelineTable(rows, named)),
    );
  }

  function cardOf(row, lists) {
    const facts = [row.owner, row.date, row.benefit !== null && say("plan.a-year", { amount: euro(row.benefit) })].filter(Boolean).join(" · ");
    return element(
      "li",
      { className: "cx-board-card", "data-synergy": row.id },
      element("p", { className: "cx-board-name" }, element("strong", {}, `${row.number}. `), row.name),
      (row.is_quick_win || row.is_late) && element("p", { className: "cx-badges" }, row.is_quick_win && element("span", { className: "cx-badge" }, say("plan.quick-win")), row.is_late && element("span", { className: "cx-badge cx-is-late" }, say("plan.is-late"))),
      facts && element("p", { className: "cx-facts" }, facts),
      row.next_step && element("p", { className: "cx-facts" }, row.next_step),
      statusField(host, row.id, lists, row.name),
      reasonField(host, row.id, lists, row.name),
      button(say("synergy.work-on"), () => edit(row, lists), { look: "cx-quiet cx-small", "aria-label": say("synergy.work-on-this", { synergy: row.name }), "data-at": `edit-${row.id}` }),
    );
  }

  function edit(row, lists) {
    const close = host.openDialog(
      { title: row.name, look: "cx-is-wide" },
      decidingForm(host, row.id, lists),
      element("div", { className: "cx-dialog-actions" }, button(say("plan.done"), () => close(), { look: "cx-primary" })),
    );
  }

  function pipelineTable(rows, named) {
    return tableOf({
      caption: say("plan.pipeline"),
      say,
      columns: [
        { label: say("plan.synergy") },
        { label: say("synergy.status") },
        { label: say("synergy.owner") },
        { label: say("synergy.next-step") },
        { label: say("synergy.date") },
        { label: say("network.benefit"), isNumber: true },
        { label: say("plan.ease"), isNumber: true },
      ],
      rows: rows.map((row) => [`${named.get(row.id).number}. ${named.get(row.id).name}`, [row.status_label, row.why_rejected_label].filter(Boolean).join(": "), row.owner, row.next_step || row.usual_step, row.date, euro(row.benefit), number(row.ease)]),
    });
  }

  // ---- What to do first

  function gridPart({ grid, measure }, named, lists) {
    const figure = benefitFigure({ grid, measure, named, amounts: amountsOf(host), say, onSelect: (id) => edit(named.get(id), lists) });
    return figure ?? sectionOf(say("plan.grid"), element("p", {}, say("plan.grid-none")));
  }

  // ---- Until when

  function roadmapPart(roadmap, named) {
    if (!roadmap.length) return undefined;
    const quarter = ({ quarter: code, steps }) => element("li", { className: "cx-quarter" }, element("h4", {}, quarterName(code)), ...stepsOf(steps, named));
    return sectionOf(say("plan.roadmap"), element("p", {}, say("plan.roadmap-note")), element("ul", { className: "cx-quarters" }, ...roadmap.map(quarter)));
  }

  function quarterName(code) {
    const [year, quarter] = code.split("-Q");
    return code ? say("plan.quarter", { year, quarter }) : say("plan.undated");
  }

  // What is to be done alike for several synergies is said once.
  function stepsOf(steps, named) {
    const sentence = ({ text, is_proposed: isProposed }) => (isProposed ? say("plan.proposed", { step: text }) : text);
    return [...Map.groupBy(steps, sentence)].flatMap(([text, alike]) => {
      const line = ({ id, owner, date }) => {
        const facts = [owner, date].filter(Boolean).join(" · ");
        return element("li", {}, named.get(id)?.name ?? id, facts && element("small", {}, facts));
      };
      const list = element("ul", { className: "cx-lines" }, ...alike.slice(0, STEPS_AT_ONCE).map(line));
      const more = alike.length - STEPS_AT_ONCE;
      const addAll = ({ target }) => {
        target.remove();
        list.append(...alike.slice(STEPS_AT_ONCE).map(line));
      };
      return [element("p", { className: "cx-step" }, text), list, ...(more > 0 ? [button(say("results.more", { count: more }), addAll, { look: "cx-quiet cx-small" })] : [])];
    });
  }

  function followPart(indicators) {
    return sectionOf(
      say("plan.follow"),
      tableOf({
        caption: say("plan.follow-note"),
        say,
        columns: [{ label: say("network.figure") }, { label: say("plan.unit") }, { label: say("plan.now"), isNumber: true }, { label: say("plan.how") }],
        rows: indicators.map(({ label, unit, now, how }) => [label, unit, number(now?.mid ?? now), how]),
      }),
    );
  }
}

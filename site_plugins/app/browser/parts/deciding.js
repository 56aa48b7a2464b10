// What can be decided about one synergy: its status, who does what until when, what stands in the way, and notes.

import { element } from "../elements.js";

/** Today as the project file writes it. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** The changes of a project that give the synergy *id* another *status*, and remember it. */
export function statusChange(choices, id, status, date) {
  const history = choices.synergies[id]?.history ?? [];
  return [
    [["synergies", id, "status"], status],
    [["synergies", id, "history"], [...history, { date, status, note: "" }]],
    ...(status === "rejected" ? [] : [[["synergies", id, "reason"], undefined]]),
  ];
}

/** The measures that help against *barriers*, those that were chosen already first. */
export function measuresFor(barriers, chosen, lists) {
  const helping = barriers.flatMap((code) => lists.barriers.find((barrier) => barrier.code === code)?.measures ?? []);
  return [...new Set([...chosen, ...helping])];
}

/** A list to choose the status of the synergy *id* from; *lists* are those of `choices`. */
export function statusField(host, id, lists, name) {
  const { say } = host.wording;
  const { project } = host;
  const status = project.choices.synergies[id]?.status ?? "idea";
  const options = lists.statuses.map(({ code, label }) => element("option", { value: code, selected: code === status }, label));
  const take = ({ target }) => {
    project.setMany(statusChange(project.choices, id, target.value, today()));
    host.announce(say("synergy.status-set", { status: target.selectedOptions[0].textContent }), { undo: project.undo });
  };
  return element("select", { className: "cx-select cx-status", "aria-label": say("synergy.status-of", { synergy: name }), "data-at": `status-${id}`, onchange: take }, ...options);
}

/** Why a rejected synergy is rejected. */
export function reasonField(host, id, lists, name) {
  const { say } = host.wording;
  const { project } = host;
  const { status, reason = "" } = project.choices.synergies[id] ?? {};
  if (status !== "rejected") return undefined;
  const options = [{ code: "", label: say("synergy.reason-choose") }, ...lists.reasons];
  return element(
    "select",
    { className: "cx-select cx-status", "aria-label": say("synergy.reason-of", { synergy: name }), "data-at": `reason-${id}`, onchange: ({ target }) => project.set(["synergies", id, "reason"], target.value || undefined) },
    ...options.map(({ code, label }) => element("option", { value: code, selected: code === reason }, label)),
  );
}

/** The form of all that is decided about the synergy *id*. */
export function decidingForm(host, id, lists) {
  const { say } = host.wording;
  const { project } = host;
  const choice = () => project.choices.synergies[id] ?? {};
  const status = lists.statuses.find(({ code }) => code === (choice().status ?? "idea"));
  const measures = element("div");
  const form = element(
    "div",
    { className: "cx-deciding" },
    element("div", { className: "cx-deciding-fields" }, written("owner"), written("next_step", status?.step), dated()),
    ticks("barriers", lists.barriers, () => drawMeasures()),
    measures,
    notes(),
    historyOf(),
  );
  drawMeasures();
  return form;

  function set(name, value) {
    const isEmpty = value === "" || value?.length === 0;
    project.set(["synergies", id, name], isEmpty ? undefined : value);
  }

  function labelled(name, field, look = "") {
    return element("label", { className: `cx-labelled ${look}` }, element("span", {}, say(`synergy.${name}`)), field);
  }

  function written(name, placeholder = "") {
    const field = element("input", { type: "text", value: choice()[name] ?? "", placeholder, "data-at": `${name}-${id}`, oninput: ({ target }) => set(name, target.value) });
    return labelled(name.replace("_", "-"), field, placeholder ? "cx-is-long" : "");
  }

  function dated() {
    return labelled("date", element("input", { type: "date", value: choice().date ?? "", "data-at": `date-${id}`, onchange: ({ target }) => set("date", target.value) }));
  }

  function notes() {
    const field = element("textarea", { rows: 3, className: "cx-entry", "data-at": `notes-${id}`, oninput: ({ target }) => set("notes", target.value) });
    field.value = choice().notes ?? "";
    return labelled("notes", field, "cx-is-whole");
  }

  function ticks(name, options, act = () => {}) {
    const chosen = choice()[name] ?? [];
    const own = chosen.filter((code) => !options.some((option) => option.code === code)).map((code) => ({ code, label: code }));
    const boxes = [...options, ...own].map(({ code, label }) => {
      const box = element("input", { type: "checkbox", checked: chosen.includes(code), "data-at": `${name}-${code}-${id}` });
      box.addEventListener("change", () => {
        const others = (choice()[name] ?? []).filter((each) => each !== code);
        set(name, box.checked ? [...others, code] : others);
        act();
      });
      return element("label", { className: "cx-tick" }, box, element("span", {}, label));
    });
    return element("fieldset", { className: "cx-deciding-ticks" }, element("legend", {}, say(`synergy.${name}`)), ...boxes);
  }

  function drawMeasures() {
    const { barriers = [], measures: chosen = [] } = choice();
    const codes = measuresFor(barriers, chosen, lists);
    const options = lists.measures.filter(({ code }) => codes.includes(code));
    measures.replaceChildren(...(codes.length ? [ticks("measures", options)] : []));
  }

  function historyOf() {
    const { history = [] } = choice();
    if (!history.length) return undefined;
    const labelOf = (code) => lists.statuses.find((each) => each.code === code)?.label ?? code;
    const lines = history.map(({ date, status: code, note }) => element("li", {}, [date, labelOf(code), note].filter(Boolean).join(" · ")));
    return element("div", { className: "cx-facts" }, element("p", {}, say("synergy.history")), element("ul", {}, ...lines));
  }
}


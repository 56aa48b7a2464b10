// The tools of the toolbox: compares parks by weighted criteria, and sums up how ready a park is.
// What is entered stays on this device.

import { button, csv, element, filled, keep, kept, save } from "./parts.js";

const STORE = { scorecard: "catalyst-scorecard", readiness: "catalyst-readiness" };
const MOST = 5; // points for one criterion, and the highest weight
const scorecard = document.querySelector(".scorecard");
const readiness = document.querySelector("form.readiness");

if (scorecard) startScorecard(scorecard);
if (readiness) startReadiness(readiness);

// ---- Choosing a park

function startScorecard(place) {
  const { criteria, words } = JSON.parse(place.dataset.told);
  const weights = Object.fromEntries(criteria.map(({ id, weight }) => [id, weight]));
  const fresh = { weights, parks: [newPark(1), newPark(2)] };
  let state = kept(STORE.scorecard, fresh);
  const said = (key, blanks) => filled(words[key], blanks);
  const result = element("div", { className: "scorecard-result", role: "status" });
  draw();

  function newPark(number) {
    return { name: words["park.new"].replace("{number}", number), points: {} };
  }

  function draw() {
    const head = element("tr", {}, element("th", { scope: "col", textContent: said("criterion") }), element("th", { scope: "col", textContent: said("weight") }));
    state.parks.forEach((park, at) => head.append(element("th", { scope: "col" }, nameField(park, at))));
    const body = criteria.map((criterion) => row(criterion));
    const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
    const scroll = element("div", { className: "scorecard-table", tabIndex: 0, role: "region", "aria-label": said("scorecard") }, table);
    const bar = element(
      "p",
      { className: "scorecard-bar" },
      button(said("park.add"), () => change(() => state.parks.push(newPark(state.parks.length + 1))), { disabled: state.parks.length >= 6 }),
      button(said("download"), download),
      button(said("clear"), () => change(() => (state = structuredClone(fresh)))),
    );
    place.replaceChildren(scroll, bar, result);
    judge();
  }

  function row({ id, name, help }) {
    const title = element("th", { scope: "row" }, name, element("small", { textContent: help }));
    const weight = choice(said("weight.of", { name }), state.weights[id], (value) => (state.weights[id] = value), false);
    const cells = state.parks.map((park) => {
      const set = (value) => (value === undefined ? delete park.points[id] : (park.points[id] = value));
      return cellOf(park.name, choice(said("points.of", { name, park: park.name }), park.points[id], set, true));
    });
    return element("tr", {}, title, cellOf(said("weight"), weight), ...cells);
  }

  // On a narrow screen the heading of its column stands over the field.
  function cellOf(label, field) {
    return element("td", { "data-label": label }, field);
  }

  function choice(label, chosen, set, mayBeUnknown) {
    const options = [...Array(MOST + 1).keys()].map((value) => new Option(value, value, false, value === chosen));
    const field = element("select", { "aria-label": label }, ...(mayBeUnknown ? [new Option("?", "", false, chosen === undefined)] : []), ...options);
    field.addEventListener("change", () => {
      set(field.value === "" ? undefined : Number(field.value));
      keep(STORE.scorecard, state);
      judge();
    });
    return field;
  }

  function nameField(park, at) {
    const field = element("input", { value: park.name, maxLength: 40, "aria-label": said("park.name", { number: at + 1 }) });
    field.addEventListener("change", () => change(() => (park.name = field.value.trim() || said("park.new", { number: at + 1 }))));
    const remove = button("×", () => change(() => state.parks.splice(at, 1)), { disabled: state.parks.length < 2, "aria-label": said("park.remove", { name: park.name }) });
    return element("span", { className: "scorecard-park" }, field, remove);
  }

  function change(act) {
    act();
    keep(STORE.scorecard, state);
    draw();
  }

  function judge() {
    const ranked = ranking(state.parks, state.weights);
    if (!ranked.some(({ isKnown }) => isKnown)) return result.replaceChildren(element("p", { textContent: said("nothing") }));
    const lines = ranked.map(({ park, low, high }) =>
      element("li", {}, element("strong", { textContent: park.name }), ` ${span(low, high)}`),
    );
    const changes = shifts(state.parks, state.weights, criteria, ranked[0].park);
    const told = changes.map(({ name, how, first }) => element("li", { textContent: said(`shift.${how}`, { name, park: first.name }) }));
    result.replaceChildren(
      element("h3", { textContent: said("order") }),
      element("ol", {}, ...lines),
      element("p", { textContent: said("order.note") }),
      element("h3", { textContent: said("sensitivity") }),
      told.length ? element("ul", {}, ...told) : element("p", { textContent: said("shift.none") }),
    );
  }

  function span(low, high) {
    const round = (share) => Math.round(100 * share);
    return round(low) === round(high) ? `${round(low)} %` : `${round(low)}–${round(high)} %`;
  }

  function download() {
    const heading = [said("criterion"), said("weight"), ...state.parks.map(({ name }) => name)];
    const lines = criteria.map(({ id, name }) => [name, state.weights[id], ...state.parks.map(({ points }) => points[id] ?? "")]);
    save("parks.csv", `\ufeff${csv([heading, ...lines])}`, "text/csv");
  }
}

/** The parks, best first: the share of all points that each has at least (what is unknown counts 0) and at most. */
export function ranking(parks, weights) {
  const all = MOST * sum(Object.values(weights));
  const judged = parks.map((park) => {
    const given = Object.entries(weights).map(([id, weight]) => ({ weight, points: park.points[id] }));
    const low = all ? sum(given.map(({ weight, points = 0 }) => weight * points)) / all : 0;
    const high = all ? sum(given.map(({ weight, points = MOST }) => weight * points)) / all : 0;
    return { park, low, high, isKnown: given.some(({ points }) => points !== undefined) };
  });
  return judged.sort((one, other) => other.low + other.high - one.low - one.high);
}

/** Which criteria decide: where the first place changes as one is left out or counts double. */
export function shifts(parks, weights, criteria, first) {
  const tried = criteria.flatMap(({ id, name }) => [
    { name, how: "without", weights: { ...weights, [id]: 0 } },
    { name, how: "double", weights: { ...weights, [id]: 2 * weights[id] } },
  ]);
  const found = tried.map((one) => ({ ...one, first: ranking(parks, one.weights)[0].park }));
  return found.filter((one) => one.first !== first);
}

function sum(numbers) {
  return numbers.reduce((total, one) => total + one, 0);
}

// ---- Is a park ready?

function startReadiness(form) {
  const words = JSON.parse(form.dataset.words);
  const questions = [...form.querySelectorAll("fieldset")];
  const result = form.querySelector(".readiness-result");
  const worth = { yes: 1, partly: 0.5, no: 0, unknown: 0 };
  const before = kept(STORE.readiness);

  for (const input of form.querySelectorAll("input")) input.checked = before[input.name] === input.value;
  form.addEventListener("change", () => {
    keep(STORE.readiness, Object.fromEntries(new FormData(form)));
    show();
  });
  show();

  function show() {
    for (const question of questions) {
      const chosen = answerTo(question);
      question.querySelector(".readiness-next").hidden = chosen === undefined || chosen === "yes";
    }
    const areas = grouped(questions);
    const rows = [...areas].map(([area, asked]) => summary(area, asked)).filter(Boolean);
    const clear = button(words.clear, () => (form.reset(), keep(STORE.readiness, {}), show()));
    result.replaceChildren(
      element("h3", { textContent: words["readiness.result"] }),
      ...(rows.length ? [element("ul", { className: "readiness-areas" }, ...rows), clear] : [element("p", { textContent: words.nothing })]),
    );
  }

  function grouped(list) {
    const found = new Map();
    for (const one of list) found.set(one.dataset.area, [...(found.get(one.dataset.area) ?? []), one]);
    return found;
  }

  function answerTo(question) {
    return question.querySelector("input:checked")?.value;
  }

  function summary(area, asked) {
    const answers = asked.map(answerTo).filter(Boolean);
    if (!answers.length) return undefined;
    const share = Math.round((100 * sum(answers.map((one) => worth[one]))) / answers.length);
    const told = filled(words["readiness.share"], { share, answered: answers.length, asked: asked.length });
    const meter = element("meter", { min: 0, max: 100, value: share, "aria-hidden": "true" });
    return element("li", {}, element("strong", { textContent: words[`area.${area}`] }), ` ${told} `, meter);
  }
}

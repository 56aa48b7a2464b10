// Law and safety of one synergy: the outcome so far, and the questions with their articles. Never a verdict.

import { element } from "../elements.js";

const ANSWERS = ["yes", "no", "unknown"];

/** What a *screen* comes to so far, as a mark for the strip of a card. */
export function outcomeMark({ outcome, outcome_label: label, open }, say) {
  const text = open ? say("law.open", { outcome: label, count: open }) : label;
  return element("span", { className: `cx-outcome cx-outcome-${outcome}` }, text);
}

/** The questions of a *screen* with the answers known, to be answered; *note* says that they are no verdict. */
export function lawInFull(host, screen, note) {
  const { say } = host.wording;
  const { project } = host;
  return element(
    "div",
    { className: "cx-law" },
    element("p", {}, element("strong", {}, screen.outcome_label), " ", element("small", {}, note)),
    listOf(screen.why),
    ...screen.questions.map(questionOf),
    screen.authorities.length > 0 && element("div", {}, element("p", { className: "cx-subhead" }, say("law.authorities")), listOf(screen.authorities.map(authorityOf))),
    screen.steps.length > 0 && element("div", {}, element("p", { className: "cx-subhead" }, say("law.steps")), listOf(screen.steps)),
  );

  function questionOf(question) {
    const { code, text, help, articles, answer, because, is_firm: isFirm, is_bad: isBad } = question;
    const name = `law-${screen.id}-${code}`;
    const options = ANSWERS.map((each) =>
      element(
        "label",
        { className: "cx-tick" },
        element("input", { type: "radio", name, value: each, checked: each === answer, disabled: isFirm, "data-at": `${name}-${each}`, onchange: () => set(code, each) }),
        element("span", {}, say(`law.answer-${each}`)),
      ),
    );
    return element(
      "fieldset",
      { className: `cx-question${isBad ? " cx-is-bad" : ""}` },
      element("legend", {}, text),
      element("div", { className: "cx-answers" }, ...options),
      because && element("p", { className: "cx-facts" }, isFirm ? say("law.firm", { because }) : because),
      help && element("p", { className: "cx-facts" }, help),
      element("p", { className: "cx-facts" }, ...articles.flatMap((article, at) => [at > 0 && "; ", articleOf(article)])),
    );
  }

  function set(code, answer) {
    project.set(["synergies", screen.id, "answers", code], answer === "unknown" ? undefined : answer);
  }

  function articleOf({ label, address, country, read }) {
    const facts = [country, read && say("law.read", { date: read })].filter(Boolean).join(", ");
    return element("span", {}, linked(label, address), facts && ` (${facts})`);
  }

  function authorityOf({ name, country, address, for: reasons }) {
    return element("span", {}, linked(name, address), `, ${country}`, reasons.length > 0 && `: ${reasons.join(", ")}`);
  }
}

function linked(text, address) {
  return address.startsWith("https://") ? element("a", { href: address, target: "_blank", rel: "noopener" }, text) : text;
}

function listOf(lines) {
  return lines.length > 0 && element("ul", { className: "cx-lines" }, ...lines.map((line) => element("li", {}, line)));
}

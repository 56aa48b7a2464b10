// The survey: keeps on this device what is filled in, and saves it as a file. It sends nothing.

import { filled, forget, keep, kept, save } from "./parts.js";

const STORE = { answers: "catalyst-survey", contact: "catalyst-survey-contact" };
const { words, free } = JSON.parse(document.getElementById("survey-settings").textContent);
const place = document.getElementById("survey");
const answers = document.getElementById("survey-answers");
const contact = document.getElementById("survey-contact");
const status = place.querySelector(".survey-kept");
const verdict = place.querySelector(".survey-verdict");

for (const part of place.querySelectorAll(".survey-actions")) part.hidden = false;
restore();
answers.addEventListener("input", (event) => (standAlone(event.target), checkNumbers(), remember()));
contact.addEventListener("input", remember);
for (const form of [answers, contact]) form.addEventListener("submit", (event) => event.preventDefault());
on("survey-save", saveAnswers);
on("survey-save-contact", saveContact);
on("survey-print", () => print());
on("survey-clear", clear);

function on(id, act) {
  document.getElementById(id).addEventListener("click", act);
}

// ---- What is filled in

/** What a form holds: a text, a code, or a list of codes, by question; empty ones are left out. */
function answersIn(form) {
  const found = {};
  for (const question of form.querySelectorAll("[data-question]")) {
    const { question: id, type } = question.dataset;
    const chosen = [...question.querySelectorAll("input:checked")].map(({ value }) => value);
    if (type === "several") found[id] = chosen;
    else if (type === "one" || type === "scale") found[id] = chosen[0] ?? "";
    else found[id] = question.querySelector("input, textarea").value.trim();
    if (!found[id].length) delete found[id];
  }
  return found;
}

function fill(form, told) {
  for (const question of form.querySelectorAll("[data-question]")) {
    const given = [told[question.dataset.question] ?? []].flat();
    for (const field of question.querySelectorAll("input, textarea")) {
      if (field.type === "radio" || field.type === "checkbox") field.checked = given.includes(field.value);
      else field.value = given[0] ?? "";
    }
  }
}

/** "None of these" goes out when another is ticked, and the others when it is. */
function standAlone(box) {
  if (box.type !== "checkbox" || !box.checked || box.id === "survey-consent") return;
  for (const other of box.closest("fieldset").querySelectorAll("input")) {
    if (other !== box && ("alone" in box.dataset || "alone" in other.dataset)) other.checked = false;
  }
}

/** A number as people write it, 1 234,5 or 1234.5; NaN where it is none or out of bounds. */
function numberOf({ dataset, value }) {
  const bare = value.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  const number = /^\d+(\.\d+)?$/.test(bare) ? Number(bare) : NaN;
  return number >= Number(dataset.low) && number <= Number(dataset.high) ? number : NaN;
}

/** Tell under each number what is wrong with it; returns the first field that is wrong. */
function checkNumbers() {
  let first;
  for (const question of answers.querySelectorAll("[data-type=number]")) {
    const field = question.querySelector("input");
    const { low, high } = question.dataset;
    const isWrong = field.value.trim() !== "" && Number.isNaN(numberOf({ dataset: question.dataset, value: field.value }));
    field.setAttribute("aria-invalid", isWrong);
    const told = isWrong ? filled(words.number, { low, high }) : "";
    const error = question.querySelector(".survey-error");
    if (error.textContent !== told) error.textContent = told;
    if (isWrong) first ??= field;
  }
  return first;
}

// ---- What is kept

function remember() {
  const now = { id: kept(STORE.answers).id ?? crypto.randomUUID?.() ?? String(Math.random()).slice(2), told: answersIn(answers) };
  const isKept = keep(STORE.answers, now) && keep(STORE.contact, answersIn(contact));
  say(status, isKept ? words.kept : words.unkept); // Then the file is what remains.
  return now.id;
}

function restore() {
  const { told = {} } = kept(STORE.answers);
  const who = kept(STORE.contact);
  fill(answers, told);
  fill(contact, who);
  checkNumbers();
  if (Object.keys(told).length || Object.keys(who).length) say(status, words.restored);
}

function clear() {
  if (!confirm(words.sure)) return;
  forget(...Object.values(STORE));
  for (const form of [answers, contact]) form.reset();
  checkNumbers();
  say(status, "");
  say(verdict, words.cleared);
}

// ---- What is saved

function saveAnswers() {
  const wrong = checkNumbers();
  if (wrong) return ask(words.wrong, wrong);
  const told = answersIn(answers);
  if (!told.country) return ask(words.country, answers.querySelector("[name=country]"));
  const consent = document.getElementById("survey-consent");
  if (!consent.checked) return ask(words.consent, consent);
  for (const question of answers.querySelectorAll("[data-type=number]")) {
    const id = question.dataset.question;
    if (id in told) told[id] = numberOf({ dataset: question.dataset, value: told[id] });
  }
  const own = Object.fromEntries(free.filter((id) => id in told).map((id) => [id, told[id]]));
  const chosen = Object.fromEntries(Object.entries(told).filter(([id]) => !free.includes(id)));
  const id = remember();
  const file = { form: "catalyst-survey", version: 1, id, consent: true, answers: chosen, words: own };
  const name = `survey-answers-${id.slice(0, 8)}.json`;
  offer(name, file);
  say(verdict, filled(words.saved, { name }));
}

function saveContact() {
  const line = contact.querySelector(".survey-verdict");
  const who = answersIn(contact);
  if (!Object.keys(who).length) return say(line, words.empty);
  const name = "survey-contact.json";
  offer(name, { form: "catalyst-survey-contact", version: 1, contact: who });
  say(line, filled(words["saved-contact"], { name }));
}

function ask(told, field) {
  say(verdict, told);
  field.focus();
}

function say(line, told) {
  line.textContent = told;
}

function offer(name, told) {
  save(name, JSON.stringify(told, null, 2) + "\n");
}

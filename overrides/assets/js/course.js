// The course: checks answers, uncovers why, and keeps on this device what is done.

const STORE = "catalyst-course";
const forms = [...document.querySelectorAll("form.question")];
const words = JSON.parse(document.getElementById("course-words")?.textContent ?? "{}");

for (const form of forms) form.addEventListener("submit", (event) => (event.preventDefault(), answer(form)));
showDone();

/** What has been done so far: {lessons: {key: true}, questions: {id: {tries, first, right}}, assessment}. */
export function progress() {
  try {
    return { lessons: {}, questions: {}, ...JSON.parse(localStorage.getItem(STORE) ?? "{}") };
  } catch {
    return { lessons: {}, questions: {} }; // A browser that forbids storage keeps nothing.
  }
}

export function keep(next) {
  try {
    localStorage.setItem(STORE, JSON.stringify(next));
  } catch {
    // Then the course works without a memory.
  }
}

// ---- One question

function answer(form) {
  const found = CHECKS[form.dataset.kind](form);
  const verdict = form.querySelector(".question-verdict");
  if (found === undefined) {
    verdict.textContent = words.unanswered;
    return;
  }
  const hint = form.querySelector(".question-hint");
  if (hint) hint.hidden = found;
  form.dataset.state = found ? "right" : "wrong";
  verdict.textContent = words[found ? "right" : "wrong"];
  remember(form.dataset.id, found);
}

// Each tells whether the answer is right, and undefined where there is none.
const CHECKS = {
  one: checkOptions,
  many: checkOptions,

  number(form) {
    const asked = form.querySelector(".question-number");
    const given = readings(asked.querySelector("input").value);
    if (given.includes(NaN)) return undefined;
    return given.some((one) => Math.abs(one - Number(asked.dataset.value)) <= Number(asked.dataset.within));
  },

  sort(form) {
    const things = [...form.querySelectorAll(".question-thing")];
    const chosen = things.map((thing) => thing.querySelector("select").value);
    if (chosen.includes("")) return undefined;
    const right = things.map((thing, at) => thing.dataset.box === chosen[at]);
    things.forEach((thing, at) => mark(thing, right[at]));
    return right.every(Boolean);
  },
};

function checkOptions(form) {
  const options = [...form.querySelectorAll(".question-option")];
  const chosen = options.map((option) => option.querySelector("input").checked);
  if (!chosen.includes(true)) return undefined;
  options.forEach((option, at) => {
    if (chosen[at]) mark(option, option.dataset.right === "true");
    else unmark(option);
  });
  return options.every((option, at) => (option.dataset.right === "true") === chosen[at]);
}

function mark(part, isRight) {
  part.dataset.state = isRight ? "right" : "wrong";
  part.querySelector(".question-because").hidden = false;
}

function unmark(part) {
  delete part.dataset.state;
  part.querySelector(".question-because").hidden = true;
}

/** A number as people of three countries write it: 1 234,5 or 1,234.5. */
export function readNumber(written) {
  const bare = written.trim().replace(/[\s\u00a0\u202f]/g, "").replace("−", "-");
  if (!/^-?[\d.,]+$/.test(bare)) return NaN;
  const last = Math.max(bare.lastIndexOf(","), bare.lastIndexOf("."));
  if (last < 0) return Number(bare);
  const isGroup = bare.split(bare[last]).length > 2;
  const whole = bare.slice(0, isGroup ? undefined : last).replace(/[.,]/g, "");
  return Number(isGroup ? whole : `${whole}.${bare.slice(last + 1)}`);
}

/** What a written number may mean: 6.000 is six to one and six thousand to another, so both are looked at. */
export function readings(written) {
  const isThousandsToSome = /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(written.trim());
  return [readNumber(written), ...(isThousandsToSome ? [readNumber(written.replace(/[.,]/, ""))] : [])];
}

// ---- What is kept

function remember(id, isRight) {
  const now = progress();
  const before = now.questions[id] ?? { tries: 0, first: isRight };
  now.questions[id] = { ...before, tries: before.tries + 1, right: before.right || isRight };
  keep(now);
}

export function showDone() {
  const { lessons } = progress();
  for (const line of document.querySelectorAll(".lesson-done")) {
    line.hidden = false;
    const box = line.querySelector("input");
    box.checked = Boolean(lessons[box.dataset.lesson]);
    box.addEventListener("change", () => {
      const now = progress();
      now.lessons[box.dataset.lesson] = box.checked;
      keep(now);
    });
  }
  for (const cell of document.querySelectorAll("[data-lesson-state]")) {
    cell.textContent = lessons[cell.dataset.lessonState] ? words.done : "";
  }
}

// Takes what was done in the course to another device, as a file; nothing is sent.

import { keep, progress, showDone } from "../course.js";
import { button, element, FileProblem, fileDrop, readJson, save, say, today } from "./parts.js";

const FORMAT = "catalyst-progress";
const place = document.getElementById("course-progress");
const told = element("p", { role: "status" });

place.append(
  element("p", {}, button(say("progress.save"), saveProgress)),
  fileDrop(say("progress.open"), ".json,application/json", (files) => files[0] && openProgress(files[0])),
  told,
);

function saveProgress() {
  const content = { format: FORMAT, version: 1, date: today(), ...progress() };
  save(`catalyst-course-${today()}.json`, `${JSON.stringify(content, null, 1)}\n`);
}

async function openProgress(file) {
  try {
    keep(joined(progress(), await readJson(file, FORMAT)));
    showDone();
    told.textContent = say("progress.opened", { file: file.name });
  } catch (problem) {
    if (!(problem instanceof FileProblem)) throw problem;
    told.textContent = say(problem.key, { file: file.name });
  }
}

/** What was done on this device and on the other, together: nothing that was done is lost. */
export function joined(here, there) {
  const lessons = { ...here.lessons };
  for (const [key, isDone] of Object.entries(plain(there.lessons))) lessons[key] = Boolean(lessons[key] || isDone);
  const questions = { ...here.questions };
  for (const [id, found] of Object.entries(plain(there.questions))) questions[id] = more(questions[id], found);
  const assessment = here.assessment ?? (isPlain(there.assessment) ? there.assessment : undefined);
  return { ...here, lessons, questions, ...(assessment && { assessment }) };
}

// Of two counts of the same tries the larger one holds; right once is right.
function more(mine, found) {
  const theirs = { tries: Number(found?.tries) || 0, first: found?.first === true, right: found?.right === true };
  if (!mine) return theirs;
  const { tries, first } = theirs.tries > mine.tries ? theirs : mine;
  return { tries, first, right: mine.right || theirs.right };
}

const isPlain = (found) => typeof found === "object" && found !== null && !Array.isArray(found);
const plain = (found) => (isPlain(found) ? found : {});

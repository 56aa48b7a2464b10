// The visitor's flows and choices, kept on this device between visits.

import { saysSomething } from "./flows.js";
import { merged } from "./project.js";
import { dropImages } from "./stored.js";

const DATABASE = "catalyst-map";
const STORE = "drafts";
const KEY = "draft";
const STAMP = "catalyst-draft-saved";

export async function loadDraft() {
  return act("readonly", (store) => store.get(KEY));
}

/**
 * Keep *rows* and *choices*; a full or forbidden store is told by the name of the error, as the browser names it.
 *
 * Where another draft is kept by now than *known*, {saved, choices} as this tab last saw it, another tab has changed it:
 * its rows are kept too, above these, and told as `others`; its choices are put together with these.
 */
export async function saveDraft(rows, choices, known) {
  const saved = `${Date.now()}-${Math.random()}`;
  const told = await act("readwrite", (store, hear) => {
    const earlier = store.get(KEY);
    earlier.onsuccess = hear(() => {
      const draft = earlier.result?.saved === known.saved ? undefined : earlier.result;
      const others = draft ? lacking(draft.rows, rows) : [];
      const together = draft?.choices ? merged(known.choices, choices, draft.choices) : choices;
      store.put({ rows: [...others, ...rows], choices: together, saved }, KEY);
      return { saved, others, choices: together };
    });
  });
  mark([...told.others, ...rows].some(saysSomething), saved);
  return told;
}

/** Those of *theirs* that say something that is not among *mine*; the id, which the page may have given, does not count. */
function lacking(theirs, mine) {
  const said = ({ id, ...row }) => JSON.stringify(row);
  const known = new Set(mine.map(said));
  return theirs.filter((row) => saysSomething(row) && !known.has(said(row)));
}

/** `act(wasDeleted)` hears when another tab has kept or deleted flows. */
export function onOtherTab(act) {
  window.addEventListener("storage", ({ key, newValue }) => key === STAMP && act(newValue === null));
}

// Noted where the page's head can see it before anything else is loaded (see early.js), and where other tabs hear of it.
function mark(isThere, saved) {
  try {
    if (isThere) localStorage.setItem("catalyst-has-draft", "yes");
    else localStorage.removeItem("catalyst-has-draft");
    if (saved) localStorage.setItem(STAMP, saved);
    else localStorage.removeItem(STAMP);
  } catch {
    // Without the notes the matcher only starts somewhat later, and other tabs look when they are next seen.
  }
}

/** Remove the flows, the kept matcher and the kept pages from this device. */
export async function deleteEverything() {
  await act("readwrite", (store) => store.clear());
  mark(false);
  await dropImages().catch(() => {}); // Where a browser keeps no files, there are none.
  const names = (await globalThis.caches?.keys()) ?? [];
  await Promise.all(names.filter((name) => name.startsWith("catalyst-")).map((name) => caches.delete(name)));
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  const ours = registrations.filter(({ active }) => active?.scriptURL.endsWith("/service-worker.js"));
  await Promise.all(ours.map((registration) => registration.unregister()));
}

// `work` gives a request whose result is wanted, or tells what is wanted by what it wraps in `told`.
async function act(mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      let result;
      const told = (step) => () => {
        try {
          result = step();
        } catch (error) {
          reject(error);
        }
      };
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE), told);
      transaction.oncomplete = () => resolve(request ? request.result : result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? request?.error);
    });
  } finally {
    database.close();
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

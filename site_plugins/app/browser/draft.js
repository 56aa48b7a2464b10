// The visitor's flows, kept on this device between visits.

import { saysSomething } from "./flows.js";

const DATABASE = "catalyst-map";
const STORE = "drafts";
const KEY = "draft";
const STAMP = "catalyst-draft-saved";

export async function loadDraft() {
  return act("readonly", (store) => store.get(KEY));
}

/**
 * Keep *rows*; a full or forbidden store is told by the name of the error, as the browser names it.
 *
 * Where another draft is kept by now than the one of the stamp *known*, another tab has changed it:
 * its rows are kept too, above these, and told as `others`.
 */
export async function saveDraft(rows, known) {
  const saved = `${Date.now()}-${Math.random()}`;
  const others = await act("readwrite", (store, told) => {
    const earlier = store.get(KEY);
    earlier.onsuccess = told(() => {
      const found = earlier.result && earlier.result.saved !== known ? lacking(earlier.result.rows, rows) : [];
      store.put({ rows: [...found, ...rows], saved }, KEY);
      return found;
    });
  });
  mark([...others, ...rows].some(saysSomething), saved);
  return { saved, others };
}

/** Those of *theirs* that say something that is not among *mine*. */
function lacking(theirs, mine) {
  const known = new Set(mine.map((row) => JSON.stringify(row)));
  return theirs.filter((row) => saysSomething(row) && !known.has(JSON.stringify(row)));
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

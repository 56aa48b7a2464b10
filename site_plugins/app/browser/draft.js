// The visitor's flows, kept on this device between visits.

const DATABASE = "catalyst-map";
const STORE = "drafts";
const KEY = "draft";

export async function loadDraft() {
  return act("readonly", (store) => store.get(KEY));
}

/** Keep *draft*; a full or forbidden store is told by the name of the error, as the browser names it. */
export async function saveDraft(draft) {
  return act("readwrite", (store) => store.put(draft, KEY));
}

/** Note where the page's head can see it before anything else is loaded that there is a draft (see early.js). */
export function markDraft(isThere) {
  try {
    if (isThere) localStorage.setItem("catalyst-has-draft", "yes");
    else localStorage.removeItem("catalyst-has-draft");
  } catch {
    // Without the note the matcher only starts somewhat later.
  }
}

/** Remove the flows, the kept matcher and the kept pages from this device. */
export async function deleteEverything() {
  markDraft(false);
  await act("readwrite", (store) => store.clear());
  const names = (await globalThis.caches?.keys()) ?? [];
  await Promise.all(names.filter((name) => name.startsWith("catalyst-")).map((name) => caches.delete(name)));
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  const ours = registrations.filter(({ active }) => active?.scriptURL.endsWith("/service-worker.js"));
  await Promise.all(ours.map((registration) => registration.unregister()));
}

async function act(mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? request.error);
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

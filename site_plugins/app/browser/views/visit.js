// Keeping a visit with the service worker, for later visits and for those without a network; fetched once there is time.

/**
 * Register the *serviceWorker*. What is promised has it keep this page, what below *root* was fetched so far, and *more*.
 */
export async function keeping(serviceWorker, root) {
  await navigator.serviceWorker.register(serviceWorker);
  const { active } = await navigator.serviceWorker.ready;
  return (more) => answered(active, { type: "keep", addresses: [...new Set([...visited(root), ...more])] });
}

/** The addresses of *pages* and of all that they name: scripts, styles, pictures and what they will fetch later. */
export async function withNeeds(pages) {
  const found = await Promise.all(pages.map((page) => needsOf(page).catch(() => [])));
  return [...pages, ...found.flat()];
}

async function needsOf(page) {
  const response = await fetch(page);
  if (!response.ok) return [];
  const told = new DOMParser().parseFromString(await response.text(), "text/html");
  const named = Array.from(told.querySelectorAll("script[src], img[src], link[rel=stylesheet], [data-keep]"), namesOf);
  return named.flat().map((name) => new URL(name, page).href);
}

const namesOf = ({ dataset, attributes: { src, href } }) => dataset.keep?.split(" ") ?? [(src ?? href).value];

function visited(root) {
  const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
  return [location.href.split("#")[0], ...fetched].filter((name) => name.startsWith(root));
}

function answered(worker, message) {
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(message, [port2]);
  return new Promise((resolve) => (port1.onmessage = resolve));
}

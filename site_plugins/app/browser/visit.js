// Keeping a visit with the service worker, for later visits and for those without a network.

/** Register the *serviceWorker*; what is promised is how to have it keep addresses. */
export async function keeping(serviceWorker) {
  await navigator.serviceWorker.register(serviceWorker);
  const { active } = await navigator.serviceWorker.ready;
  return (addresses) => answered(active, { type: "keep", addresses: [...new Set(addresses)] });
}

/** This page, and what below *root* it has fetched so far. */
export function visited(root) {
  const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
  return [location.href.split("#")[0], ...fetched].filter((name) => name.startsWith(root));
}

function answered(worker, message) {
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(message, [port2]);
  return new Promise((resolve) => (port1.onmessage = resolve));
}

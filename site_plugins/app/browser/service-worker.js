// Keeps the matcher, and the pages that were visited with it, for later visits and for visits without a network.
//
// The build fills in VERSION and the list of files. Their names carry a digest of their content, so a kept copy is
// always the right one. A new version waits until no page of the old one is open, and then removes what it replaces.

const VERSION = "{{version}}";
const FILES = {{files}};
const LATER = {{later}}; // Kept by whoever needs them first.
const RUNTIME = "catalyst-runtime";
const PAGES = "catalyst-pages";
const DIGEST = /-[0-9a-f]{12}(?=\.json$)/;
const addressOf = (file) => new URL(file, self.registration.scope).href;
const kept = new Set([...FILES, ...LATER].map(addressOf));

self.addEventListener("install", (event) => {
  event.waitUntil(Promise.all([keepRuntime(), giveRoutes(event)]));
});
self.addEventListener("activate", (event) => {
  const preload = self.registration.navigationPreload?.enable();
  event.waitUntil(Promise.all([dropReplaced(), preload, self.clients.claim()]));
});

self.addEventListener("message", (event) => {
  if (event.data?.type !== "keep") return;
  event.waitUntil(keepPages(event.data.addresses).then(() => event.ports[0].postMessage("kept")));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.cache === "only-if-cached") return; // The page asks for the browser's own copy: see early.js.
  if (kept.has(address.href)) event.respondWith(fromRuntime(request));
  else event.respondWith(fromNetwork(request, event.preloadResponse));
});

// Browsers that know routes fetch the runtime straight from its cache, without waking this worker; of the interpreter
// they have a copy of their own, and the page looks into the cache itself where that is gone. All else is asked of the
// network at once, while this worker wakes and tries for itself.
async function giveRoutes(event) {
  const { pathname } = new URL("./", self.registration.scope);
  const at = (urlPattern, source) => ({ condition: { urlPattern: { pathname: `${pathname}${urlPattern}` } }, source });
  await event.addRoutes?.([at("assets/map/*.wasm", "network"), at("assets/map/*", { cacheName: RUNTIME })])?.catch(() => {});
  await event.addRoutes?.(at("*", "race-network-and-fetch-handler"))?.catch(() => {});
}

async function keepRuntime() {
  const cache = await caches.open(RUNTIME);
  for (const file of FILES.map(addressOf)) {
    if (!(await cache.match(file))) await cache.add(file);
  }
}

async function dropReplaced() {
  const cache = await caches.open(RUNTIME);
  for (const request of await cache.keys()) {
    if (!kept.has(request.url)) await cache.delete(request);
  }
}

async function keepPages(addresses) {
  const [runtime, pages] = [await caches.open(RUNTIME), await caches.open(PAGES)];
  for (const address of addresses) {
    const cache = kept.has(address) ? runtime : pages;
    const isThere = (cache === runtime || DIGEST.test(address)) && (await cache.match(address));
    if (!isThere) await cache.add(address).catch(() => {});
  }
  await dropOutdated(pages, addresses.filter((address) => DIGEST.test(address)));
}

// A file whose name carries a digest takes the place of those that differ from it in the digest alone.
async function dropOutdated(cache, addresses) {
  const bare = (address) => address.replace(DIGEST, "");
  const newest = new Map(addresses.map((address) => [bare(address), address]));
  for (const { url } of await cache.keys()) {
    if ((newest.get(bare(url)) ?? url) !== url) await cache.delete(url);
  }
}

async function fromRuntime(request) {
  const cache = await caches.open(RUNTIME);
  return (await cache.match(request.url)) ?? fetch(request);
}

async function fromNetwork(request, preloaded) {
  try {
    const response = (await preloaded) ?? (await fetch(request));
    const cache = await caches.open(PAGES);
    if (response.ok && (await cache.match(request, { ignoreSearch: true }))) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const stored = await caches.match(request, { cacheName: PAGES, ignoreSearch: true });
    if (stored) return stored;
    throw error;
  }
}

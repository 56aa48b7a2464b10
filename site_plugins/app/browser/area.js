// The pages that a visitor of Map your flows may want without a network, and what these need.

/** The addresses of *pages* and of all that they name: scripts, styles, pictures and what they will fetch later. */
export async function withNeeds(pages) {
  const found = await Promise.all(pages.map((page) => needsOf(page).catch(() => [])));
  return [...new Set([...pages, ...found.flat()])];
}

async function needsOf(page) {
  const response = await fetch(page);
  if (!response.ok) return [];
  const told = new DOMParser().parseFromString(await response.text(), "text/html");
  const named = Array.from(told.querySelectorAll("script[src], img[src], link[rel=stylesheet], [data-keep]"), namesOf);
  return named.flat().map((name) => new URL(name, page).href);
}

const namesOf = ({ dataset, attributes: { src, href } }) => dataset.keep?.split(" ") ?? [(src ?? href).value];

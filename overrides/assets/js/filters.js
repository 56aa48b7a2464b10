// Lists with filters: hides the entries that do not pass, with what stands for them on a map, and keeps the choice in the address.

for (const place of document.querySelectorAll(".filtered")) start(place);

function start(place) {
  const words = JSON.parse(place.dataset.words);
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const fields = [...place.querySelectorAll(".filter-bar select")];
  const entries = [...place.querySelectorAll(".filter-entry")];
  const marks = [...place.querySelectorAll("[data-of]")];
  const count = place.querySelector(".filter-count");

  const asked = new URLSearchParams(location.hash.slice(1));
  for (const field of fields) {
    const { name } = field;
    if ([...field.options].some(({ value }) => value === asked.get(name))) field.value = asked.get(name);
    field.addEventListener("change", () => (filter(), remember()));
  }
  filter();

  function filter() {
    for (const entry of entries) entry.hidden = !fields.every((field) => passes(entry, field));
    const shown = entries.filter((entry) => !entry.hidden);
    const names = new Set(shown.map(({ dataset }) => dataset.entry));
    for (const mark of marks) mark.classList.toggle("filter-out", !names.has(mark.dataset.of));
    count.textContent = words[plural.select(shown.length)].replace("{count}", shown.length);
  }

  function passes(entry, { name, value }) {
    return !value || entry.dataset[name].split(" ").includes(value);
  }

  function remember() {
    const chosen = fields.filter(({ value }) => value).map(({ name, value }) => [name, value]);
    history.replaceState(history.state, "", chosen.length ? `#${new URLSearchParams(chosen)}` : location.pathname + location.search);
  }
}

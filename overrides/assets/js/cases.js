// The case library: hides the cases that do not pass the filters, and keeps the choice in the address.

const place = document.getElementById("case-library");
if (place) start(place);

function start(library) {
  const words = JSON.parse(library.dataset.words);
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const fields = [...library.querySelectorAll("select")];
  const cards = [...library.querySelectorAll(".case-card")];
  const count = library.querySelector(".case-count");

  library.querySelector(".case-filters").hidden = false;
  const asked = new URLSearchParams(location.hash.slice(1));
  for (const field of fields) {
    const { name } = field;
    if ([...field.options].some(({ value }) => value === asked.get(name))) field.value = asked.get(name);
    field.addEventListener("change", () => (filter(), remember()));
  }
  filter();

  function filter() {
    for (const card of cards) card.hidden = !fields.every((field) => passes(card, field));
    const shown = cards.filter((card) => !card.hidden).length;
    count.textContent = words[plural.select(shown)].replace("{count}", shown);
  }

  function passes(card, { name, value }) {
    return !value || card.dataset[name].split(" ").includes(value);
  }

  function remember() {
    const chosen = fields.filter(({ value }) => value).map(({ name, value }) => [name, value]);
    history.replaceState(history.state, "", chosen.length ? `#${new URLSearchParams(chosen)}` : location.pathname + location.search);
  }
}

// The menu of narrow screens as a button, for keyboards and screen readers too: the theme knows the pointer only.

const button = document.querySelector("[data-drawer]");
const toggle = document.getElementById("__drawer");

button.addEventListener("click", () => toggle.click());
toggle.addEventListener("change", () => button.setAttribute("aria-expanded", toggle.checked));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !toggle.checked) return;
  toggle.click();
  button.focus();
});

// Shows a lesson's slides one by one; with "?page" they stay a page with all notes, to read and to print.

const asked = new URLSearchParams(location.search);
const words = JSON.parse(document.getElementById("deck-words").textContent);
const notes = document.getElementById("deck-notes");
const button = (name) => document.querySelector(`[data-do=${name}]`);
if (asked.has("page")) uncover("page");
else show();

async function show() {
  const folder = new URL(document.body.dataset.reveal, location.href).href;
  const [{ default: Reveal }] = await Promise.all([import(folder + "reveal.js"), style(folder + "reveal.css")]);
  document.documentElement.classList.add("deck-runs");
  uncover("shown");
  const deck = new Reveal(document.querySelector(".reveal"), {
    width: 1280,
    height: 720,
    margin: 0,
    center: false,
    embedded: true,
    hash: true,
    help: false,
    slideNumber: "c/t",
    transition: "none",
    backgroundTransition: "none",
    scrollActivationWidth: null,
    keyboardCondition: isForSlides,
    keyboard: { 78: showNotes, 83: () => openWindow(deck), 70: fillScreen },
  });
  await deck.initialize();
  sayInLanguage();
  deck.on("slidechanged", () => tellNotes(deck));
  tellNotes(deck);
  for (const [name, act] of Object.entries({ notes: showNotes, window: () => openWindow(deck), full: fillScreen })) {
    button(name).addEventListener("click", act);
  }
  if (asked.has("notes")) {
    showNotes();
    walkTogether(deck);
  }
  new ResizeObserver(() => deck.layout()).observe(document.querySelector(".reveal"));
}

/** Show what only makes sense when the slides are shown one by one, or when they are a page. */
function uncover(when) {
  for (const part of document.querySelectorAll(`[data-when=${when}]`)) part.hidden = false;
}

const PRESSING = [" ", "Enter"];
const SCROLLING = ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", " "];

/** Keys press the button that has the focus, and scroll the notes that have it, before they move slides. */
function isForSlides({ target, key }) {
  if (target.closest("button, a")) return !PRESSING.includes(key);
  return target !== notes || !SCROLLING.includes(key);
}

function style(address) {
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => reject(new Error(`no style sheet at ${address}`)));
    document.head.prepend(link);
  });
}

/** The library names its buttons in English only. */
function sayInLanguage() {
  for (const [name, key] of [["left", "before"], ["right", "after"]]) {
    document.querySelector(`.controls .navigate-${name}`).setAttribute("aria-label", words[key]);
  }
  const resume = document.querySelector(".resume-button");
  if (resume) resume.textContent = words.resume;
}

function tellNotes(deck) {
  notes.innerHTML = deck.getCurrentSlide().querySelector("aside.notes").innerHTML;
  notes.scrollTop = 0;
}

function showNotes() {
  notes.hidden = !notes.hidden;
  button("notes").setAttribute("aria-pressed", String(!notes.hidden));
}

function fillScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.querySelector("main").requestFullscreen();
}

// ---- A second window, which shows the notes to the speaker: the two show the same slide.

let together;

function openWindow(deck) {
  walkTogether(deck);
  open(`${location.pathname}?notes${location.hash}`, "deck-notes", "popup,width=900,height=800");
}

function walkTogether(deck) {
  if (together) return;
  together = new BroadcastChannel(`deck ${location.pathname}`);
  deck.on("slidechanged", () => together.postMessage(deck.getIndices().h));
  together.addEventListener("message", ({ data }) => data !== deck.getIndices().h && deck.slide(data));
}

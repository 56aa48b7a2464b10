// Shows what a term means while its link has the pointer or the focus. The link itself leads to the glossary.

const terms = [...document.querySelectorAll("a.term")];
const note = Object.assign(document.createElement("div"), { id: "term-note", className: "term-note", hidden: true });
note.setAttribute("role", "tooltip");
let shown;
let closing;

if (terms.length) {
  document.body.append(note);
  for (const term of terms) {
    term.addEventListener("focus", () => show(term));
    term.addEventListener("blur", hide);
    term.addEventListener("pointerenter", ({ pointerType }) => pointerType === "mouse" && show(term));
    term.addEventListener("pointerleave", hideSoon);
  }
  // One may move onto the note to read or to select it, and put it away by Escape.
  note.addEventListener("pointerenter", () => clearTimeout(closing));
  note.addEventListener("pointerleave", hideSoon);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  window.addEventListener("scroll", hide, { passive: true });
}

function show(term) {
  clearTimeout(closing);
  hide();
  shown = term;
  note.textContent = term.dataset.says;
  note.hidden = false;
  term.setAttribute("aria-describedby", note.id);
  place(term.getClientRects()[0]);
}

function place({ left, top, bottom }) {
  const { offsetWidth: width, offsetHeight: height } = note;
  const margin = 8;
  const isRoomAbove = top - height - margin > margin;
  note.style.left = `${Math.max(margin, Math.min(left, document.documentElement.clientWidth - width - margin))}px`;
  note.style.top = `${isRoomAbove ? top - height - margin : bottom + margin}px`;
}

function hideSoon() {
  closing = setTimeout(hide, 200);
}

function hide() {
  clearTimeout(closing);
  note.hidden = true;
  shown?.removeAttribute("aria-describedby");
  shown = undefined;
}

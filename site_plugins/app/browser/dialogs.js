// What stands before the page until it is answered; Escape closes it.

import { element } from "./elements.js";

let made = 0;

/** Open a dialog of *title* and *content* within *place*; gives the function that closes it. */
export function openDialog(place, { title, look = "", onClose = () => {} }, ...content) {
  const name = `cx-dialog-${++made}`;
  const dialog = element(
    "dialog",
    { className: `cx-dialog ${look}`, "aria-labelledby": name, onclose: () => (dialog.remove(), onClose()) },
    element("h2", { id: name }, title),
    ...content,
  );
  place.append(dialog);
  dialog.showModal();
  return () => dialog.close();
}

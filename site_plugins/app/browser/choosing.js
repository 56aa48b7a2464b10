// Asks the visitor what a flow is, where the matcher did not understand it or not rightly.

import { openDialog } from "./dialogs.js";
import { button, element } from "./elements.js";
import { createPicker } from "./picker.js";

/** `suggest(text)` promises resources {resource, label, kin}; `onChoose` hears the one that was chosen. */
export function askForResource({ place, say, text, suggest, onChoose, onClose }) {
  const picker = createPicker({
    label: say("choose.field"),
    text,
    search: async (typed) => (typed.trim() ? (await suggest(typed)).map(asOption) : []),
    told: (count) => (count ? say("choose.found", { count }) : say("choose.none")),
    onChoose: ({ id, label }) => {
      close();
      onChoose({ resource: id, label });
    },
  });
  const title = text ? say("choose.title", { text }) : say("choose.title-empty");
  const cancel = element("div", { className: "cx-dialog-actions" }, button(say("choose.cancel"), () => close()));
  const close = openDialog(place, { title, onClose, look: "cx-is-wide" }, picker.root, cancel);
  picker.field.focus();
  picker.field.select();
  if (text) picker.find();
}

const asOption = ({ resource, label, kin }) => ({ id: resource, label, note: kin });

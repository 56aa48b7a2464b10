// Files that come in by choosing or dropping, and files that go out.

const BEGINNING = 10_000; // signs, among which a project file says that it is one

/** The files as the bridge takes them. */
export function encoded(files) {
  return Promise.all(Array.from(files, async (file) => ({ name: file.name, base64: await base64Of(file) })));
}

function base64Of(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

/** The project files among *files*, each as {name, text}, and the others. */
export async function projectsAmong(files) {
  const read = await Promise.all(Array.from(files, async (file) => ({ file, text: await beginningOf(file) })));
  const isProject = ({ text }) => /"format"\s*:\s*"catalyst-project"/.test(text);
  const projects = read.filter(isProject).map(async ({ file }) => ({ name: file.name, text: await file.text() }));
  return { projects: await Promise.all(projects), others: read.filter((each) => !isProject(each)).map(({ file }) => file) };
}

async function beginningOf(file) {
  return file.name.toLowerCase().endsWith(".json") ? file.slice(0, BEGINNING).text() : "";
}

/** Offer a file that the bridge made for saving. */
export function save({ name, mime, base64 }) {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: mime }));
  const link = document.createElement("a");
  Object.assign(link, { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Let files be dropped anywhere on *place*. */
export function acceptDrops(place, onFiles) {
  let depth = 0;
  const mark = (change) => {
    depth = Math.max(0, depth + change);
    place.classList.toggle("cx-is-dropping", depth > 0);
  };
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  place.addEventListener("dragenter", (event) => carriesFiles(event) && (event.preventDefault(), mark(1)));
  place.addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
  place.addEventListener("dragleave", (event) => carriesFiles(event) && mark(-1));
  place.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    mark(-depth);
    onFiles(event.dataTransfer.files);
  });
}

// The memory image that this device made for itself in idle time: it holds what was looked up once besides.
// Without it everything works the same.

const BEGINNING = "catalyst-image-";
const nameFor = (library) => BEGINNING + library.split("/").at(-1);

/** The image that was made from *library*; undefined where none is, or another page has it in hand. In a worker only. */
export async function storedImage(library) {
  try {
    const folder = await navigator.storage.getDirectory();
    const file = await (await folder.getFileHandle(nameFor(library))).createSyncAccessHandle({ mode: "read-only" });
    const image = new Uint8Array(file.getSize());
    file.read(image);
    file.close();
    return image.buffer;
  } catch {
    return undefined;
  }
}

/** Keep the *image* that was made from *library*, in the place of any other. In a worker only. */
export async function storeImage(library, image) {
  await dropImages();
  const folder = await navigator.storage.getDirectory();
  const file = await (await folder.getFileHandle(nameFor(library), { create: true })).createSyncAccessHandle();
  file.write(new Uint8Array(image));
  file.close();
}

export async function dropImages() {
  const folder = await navigator.storage.getDirectory();
  for await (const name of folder.keys()) if (name.startsWith(BEGINNING)) await folder.removeEntry(name);
}

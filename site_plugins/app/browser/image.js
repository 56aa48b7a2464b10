// A memory image of the started interpreter: makes one, reads one, and puts one into a new interpreter's memory.
//
// Only the stretches are kept that differ from what a new interpreter's memory holds anyway. An image is words of 32
// bits: a sum; the length of the memory, up to where it is not empty from the beginning, the length of the snapshot's
// own heading, and the number of stretches; where each stretch begins and ends; then the heading and the stretches.

const PREFACE = 5; // words
const BLOCK = 1024; // bytes

/** The image of a *snapshot* as Pyodide makes it; *fresh* is the memory of an interpreter that has not been started. */
export async function imageOf(snapshot, fresh = new Uint8Array()) {
  const heading = wordsOf(snapshot)[1];
  const memory = snapshot.subarray(heading);
  const filled = fresh.findLastIndex(Boolean) + 1;
  const stretches = differing(wordsOf(memory), wordsOf(fresh));
  const kept = stretches.map(([start, end]) => memory.subarray(start, end));
  const preface = Uint32Array.of(0, memory.length, filled, heading, stretches.length, ...stretches.flat());
  const image = await new Blob([preface, snapshot.subarray(0, heading), ...kept]).arrayBuffer();
  new Uint32Array(image)[0] = sumOf(new Uint32Array(image, 4));
  return image;
}

/** What is in a *stored* image; undefined where it is none, or not whole. */
export function imageIn(stored) {
  if (!stored?.byteLength || stored.byteLength % 4) return undefined;
  const [sum, memory, filled, heading, count] = new Uint32Array(stored, 0, PREFACE);
  if (sum !== sumOf(new Uint32Array(stored, 4))) return undefined;
  const stretches = new Uint32Array(stored, 4 * PREFACE, 2 * count);
  return { memory, filled, heading, stretches, rest: new Uint8Array(stored, 4 * PREFACE + stretches.byteLength) };
}

/**
 * Have Pyodide start *module*, which it has just made, from an image.
 * It would take a whole snapshot and copy it; here the stretches go straight to their places in its memory.
 */
export function layInto(module, { filled, heading, stretches, rest }) {
  const { API, HEAPU8 } = module;
  const restore = API.restoreSnapshot;
  API.restoreSnapshot = () => {
    let at = heading;
    let before = filled;
    for (let stretch = 0; stretch < stretches.length; stretch += 2) {
      const [start, end] = stretches.subarray(stretch, stretch + 2);
      if (start > before) HEAPU8.fill(0, before, start);
      HEAPU8.set(rest.subarray(at, at + end - start), start);
      at += end - start;
      before = Math.max(before, end);
    }
    HEAPU8.fill(0, before);
    return restore(rest.subarray(0, heading));
  };
  return module;
}

function differing(memory, fresh) {
  const found = [];
  const step = BLOCK / 4;
  for (let block = 0; block < memory.length; block += step) {
    let at = block;
    while (at < block + step && memory[at] === (fresh[at] ?? 0)) at++;
    if (at === block + step) continue;
    const [start, end] = [4 * block, 4 * (block + step)];
    if (found.at(-1)?.[1] === start) found.at(-1)[1] = end;
    else found.push([start, end]);
  }
  return found;
}

function wordsOf(bytes) {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
}

// Tells a whole image from a cut or damaged one; a digest would take as long as the rest of the reading.
function sumOf(words) {
  let sum = words.length;
  for (let at = 0; at < words.length; at++) sum = (Math.imul(sum, 31) + words[at]) | 0;
  return sum >>> 0;
}

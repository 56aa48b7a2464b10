// The page's side of the worker: sends requests, tells progress, and starts a new worker where one ends.

const SILENCE_LIMIT = 45_000; // ms without a sign of life while the interpreter loads and starts

export class Cancelled extends Error {}
export class Superseded extends Error {}
export class WorkerLost extends Error {}
export class BridgeFailure extends Error {
  constructor({ message, detail }) {
    super(message);
    this.detail = detail;
  }
}

/**
 * An engine answers requests of docs/bridge.md.
 *
 * `onState` hears {state: "idle" | "loading" | "ready" | "lost", …}; loading begins with `warm` or the first `ask`.
 */
export function createEngine(runtime, { onState }) {
  const pending = new Map();
  const newest = new Map();
  let worker = null;
  let booted = null;
  let compiled;
  let lastId = 0;
  let imageIsTrusted = true;

  function post(target, message, onProgress = () => {}) {
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      pending.set(id, { resolve, reject, onProgress });
      target.postMessage({ ...message, id });
    });
  }

  function receive({ data: { id, type, ...message } }) {
    const waiting = pending.get(id);
    if (!waiting) return;
    if (type === "progress") return waiting.onProgress(message);
    pending.delete(id);
    if (type === "answer") return waiting.resolve(message.answer);
    waiting.reject(new WorkerLost(message.detail));
    lose(message.detail);
  }

  function end(reason) {
    worker?.terminate();
    worker = booted = null;
    const waiting = [...pending.values()];
    pending.clear();
    for (const { reject } of waiting) reject(reason);
  }

  function lose(detail) {
    if (!worker) return;
    end(new WorkerLost(detail));
    onState({ state: "lost", detail });
  }

  async function start() {
    onState({ state: "loading", stage: "download", done: 0, total: 1 });
    const own = await newWorker(runtime.worker);
    worker = own;
    own.onmessage = receive;
    own.onerror = (event) => own === worker && lose(event.message);
    own.onmessageerror = () => own === worker && lose("messageerror");
    const lock = `catalyst-${Date.now()}-${Math.random()}`;
    const watchdog = silenceWatch(() => own === worker && fallBack());
    try {
      const message = { type: "boot", runtime, module: compiled, useImage: imageIsTrusted, lock };
      const { module } = await post(own, message, (progress) => {
        watchdog.alive();
        onState({ state: "loading", ...progress });
      });
      compiled = module;
      navigator.locks?.request(lock, () => own === worker && lose("ended"));
      onState({ state: "ready" });
    } finally {
      watchdog.stop();
    }
  }

  // A stored image that hangs must not keep the visitor out: the next start goes without it.
  function fallBack() {
    imageIsTrusted = false;
    globalThis.caches?.delete("catalyst-image");
    lose("silence");
  }

  function warm() {
    booted ??= start().catch((error) => {
      booted = null;
      if (!(error instanceof Cancelled || error instanceof WorkerLost)) onState({ state: "lost", detail: error.message });
      throw error;
    });
    return booted;
  }

  /** The answer to *request*; of two requests on one *channel* only the newer is ever answered. */
  async function ask(request, { channel, onProgress } = {}) {
    const turn = Symbol(channel);
    if (channel) newest.set(channel, turn);
    await warm();
    const answer = await post(worker, { type: "ask", request }, onProgress);
    if (channel && newest.get(channel) !== turn) throw new Superseded();
    if (answer.failure) throw new BridgeFailure(answer.failure);
    return answer;
  }

  /** Stop whatever is being computed; a fresh worker starts at once. */
  function cancel() {
    end(new Cancelled());
    return warm();
  }

  /** Make the memory image that shortens the next visit, in a worker of its own. */
  async function keepImage(rehearsal) {
    const own = await newWorker(runtime.worker);
    own.onmessage = receive;
    const watchdog = silenceWatch(() => own.terminate());
    try {
      return await post(own, { type: "image", runtime, rehearsal });
    } finally {
      watchdog.stop();
      own.terminate();
    }
  }

  return { warm, ask, cancel, keepImage };
}

// A worker from a blob: address inherits the policy of the page; one from a plain address would not.
async function newWorker(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  const blob = URL.createObjectURL(new Blob([await response.text()], { type: "text/javascript" }));
  try {
    return new Worker(blob, { type: "module", name: "matcher" });
  } finally {
    setTimeout(() => URL.revokeObjectURL(blob), 10_000);
  }
}

function silenceWatch(act) {
  let timer = setTimeout(act, SILENCE_LIMIT);
  return {
    alive() {
      clearTimeout(timer);
      timer = setTimeout(act, SILENCE_LIMIT);
    },
    stop: () => clearTimeout(timer),
  };
}

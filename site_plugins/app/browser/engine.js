// The page's side of the worker: sends requests, tells progress, and starts a new worker where one ends.

import { dropImages } from "./stored.js";

// Milliseconds without a sign of life while the interpreter loads and starts.
const SILENCE_LIMIT = 45_000;
const IMAGE_SILENCE_LIMIT = 20_000;

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
 * An engine answers requests of docs/bridge.md; loading begins with `warm` or the first `ask`.
 *
 * *startWorker* is `start` of early.js; *early* is a worker that was started with it before this one could be loaded.
 * Who listens hears {state: "loading" | "ready" | "lost", …}, beginning with the present state.
 */
export function createEngine(startWorker, early) {
  const pending = new Map();
  const newest = new Map();
  let worker = null;
  let booted = null;
  let compiled;
  let lastId = 0;
  let imageIsTrusted = true;
  let isReady = false;
  let earlyExample;
  let state;
  let listener = () => {};

  function onState(next) {
    state = next;
    listener(state);
  }

  function listen(heard) {
    listener = heard;
    if (state) listener(state);
  }

  function post(target, message, onProgress) {
    const id = ++lastId;
    target.postMessage({ ...message, id });
    return answerTo(id, onProgress);
  }

  function answerTo(id, onProgress = () => {}) {
    return new Promise((resolve, reject) => pending.set(id, { resolve, reject, onProgress }));
  }

  function hear(own) {
    own.onmessage = ({ data: { id, type, ...message } }) => {
      const waiting = pending.get(id);
      if (!waiting) return;
      if (type === "progress") return waiting.onProgress(message);
      pending.delete(id);
      if (type === "answer") return waiting.resolve(message.answer);
      waiting.reject(message.isFatal ? new WorkerLost(message.detail) : new BridgeFailure(message));
      if (message.isFatal && own === worker) lose(message.detail);
    };
    own.onerror = (event) => own === worker && lose(event.message);
    own.onmessageerror = () => own === worker && lose("messageerror");
  }

  function end(reason) {
    worker?.terminate();
    worker = null;
    isReady = false;
    const waiting = [...pending.values()];
    pending.clear();
    for (const { reject } of waiting) reject(reason);
  }

  // Before it is ready, whoever started the worker tells of the loss, or tries once more.
  function lose(detail) {
    const wasReady = isReady;
    end(new WorkerLost(detail));
    if (!wasReady) return;
    booted = null;
    onState({ state: "lost", detail });
  }

  // A stored image that hangs or breaks must not keep the visitor out: then the start goes without it.
  async function start() {
    onState({ state: "loading", stage: "download", done: 0, total: 1 });
    try {
      await startOnce(imageIsTrusted ? IMAGE_SILENCE_LIMIT : SILENCE_LIMIT);
    } catch (error) {
      if (error instanceof Cancelled || !imageIsTrusted) throw error;
      imageIsTrusted = false;
      await dropImages().catch(() => {});
      await startOnce(SILENCE_LIMIT);
    }
    onState({ state: "ready" });
  }

  async function startOnce(limit) {
    const watchdog = silenceWatch(limit, () => end(new WorkerLost("silence")));
    let isStarting = true;
    const onProgress = (progress) => {
      if (!isStarting) return; // A download may go on after the start has failed.
      watchdog.alive();
      onState({ state: "loading", ...progress });
    };
    const begun = early ?? begin("boot", {}, { useImage: imageIsTrusted, report: onProgress });
    const own = begun.worker;
    worker = own;
    hear(own);
    const booting = early ? adopt(onProgress) : answerTo(begun.id, onProgress);
    try {
      await booting;
      compiled = await begun.compiled;
      isReady = true;
      navigator.locks?.request(begun.lock, () => own === worker && lose("ended"));
    } finally {
      isStarting = false;
      watchdog.stop();
    }
  }

  function begin(type, message, options) {
    const id = ++lastId;
    const begun = startWorker({ type, id, ...message }, { module: compiled, ...options });
    begun.compiled.catch(() => {});
    return { ...begun, id };
  }

  // The worker that was started early has its requests in hand; what it has said so far is heard now.
  function adopt(onProgress) {
    const { worker: own, heard, example: asked } = early;
    const booting = answerTo("boot", onProgress);
    if (asked) earlyExample = { example: asked, answer: answerTo("example") };
    earlyExample?.answer.catch(() => {});
    early.tell = (event) => own.onmessage(event);
    early = undefined;
    for (const event of heard) (event.type === "error" ? own.onerror : own.onmessage)(event);
    return booting;
  }

  function warm() {
    booted ??= start().catch((error) => {
      if (error instanceof Cancelled) throw error;
      booted = null;
      onState({ state: "lost", detail: error.message });
      throw error;
    });
    return booted;
  }

  /** The answer to *request*; of two requests on one *channel* only the newer is ever answered.
   *door* is another than the matcher's: see worker.js. */
  async function ask(request, { channel, onProgress, door } = {}) {
    const turn = Symbol(channel);
    if (channel) newest.set(channel, turn);
    await warm();
    const answer = await post(worker, { type: "ask", request, door }, onProgress);
    if (channel && newest.get(channel) !== turn) throw new Superseded();
    return unlessFailed(answer);
  }

  /** The rows of an example and, in the same answer, what is found in them. */
  async function example(language, id, onProgress) {
    const begun = earlyExample?.example === id ? earlyExample.answer : undefined;
    earlyExample = undefined;
    const ask = async () => {
      await warm();
      return post(worker, { type: "example", language, example: id }, onProgress);
    };
    const isLost = (error) => error instanceof WorkerLost;
    return unlessFailed(await (begun?.catch((error) => (isLost(error) ? ask() : Promise.reject(error))) ?? ask()));
  }

  /** Stop whatever is being computed; a fresh worker starts at once. */
  function cancel() {
    booted = null;
    end(new Cancelled());
    return warm();
  }

  /** Make the memory image that shortens the next visit, in a worker of its own. */
  async function keepImage(rehearsal) {
    const { worker: own, id, rememberImage } = begin("image", { rehearsal }, { useImage: imageIsTrusted });
    hear(own);
    const image = answerTo(id);
    const silence = new Promise((_, reject) => setTimeout(reject, SILENCE_LIMIT, new WorkerLost("silence")));
    try {
      await Promise.race([image, silence]);
      rememberImage();
    } finally {
      own.terminate();
    }
  }

  return {
    listen,
    warm,
    ask,
    example,
    cancel,
    keepImage,
    get isBusy() {
      return pending.size > 0;
    },
  };
}

function unlessFailed(answer) {
  if (answer.failure) throw new BridgeFailure(answer.failure);
  return answer;
}

function silenceWatch(limit, act) {
  let timer = setTimeout(act, limit);
  return {
    alive() {
      clearTimeout(timer);
      timer = setTimeout(act, limit);
    },
    stop: () => clearTimeout(timer),
  };
}

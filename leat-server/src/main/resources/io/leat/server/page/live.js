// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// The one stream of what changes: opened for the topics of the open view, opened again when it breaks.

import { Refused, parse, query, request } from "./requests.js";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
/** The server says something every ten seconds at least: when it does not, the connection is dead though nobody has closed it. */
const SILENCE_MS = 35_000;
/** What does not end within so many characters is not a message of ours. */
const MESSAGE_CHARS = 8 << 20;

/** Cuts a stream of text into messages of server-sent events. */
class Messages {
  #rest = "";

  /** Takes some text and returns the messages that it completes. */
  take(text) {
    const parts = (this.#rest + text).split(/\r?\n\r?\n/);
    this.#rest = parts.pop();
    if (this.#rest.length > MESSAGE_CHARS) throw new Error("a message without an end");
    return parts.map(message).filter((each) => each.data);
  }
}

function message(block) {
  const found = { event: "message", data: "" };
  for (const line of block.split(/\r?\n/)) {
    if (line.startsWith("event:")) found.event = decodeURIComponent(line.slice(6).trim());
    else if (line.startsWith("data:")) found.data += line.slice(5).trim();
  }
  return found;
}

/** Returns what is promised, unless that takes too long. */
function heard(promise) {
  let timer;
  const silence = new Promise((_, reject) => {
    timer = setTimeout(reject, SILENCE_MS, new Error("the server has fallen silent"));
  });
  return Promise.race([promise, silence]).finally(() => clearTimeout(timer));
}

/** Reads the stream and tells its messages, and how it stands: `connecting`, `live`, `waiting`, `denied`. */
export class Live {
  #onMessage;
  #onState;
  #abort = null;
  #wanted = "";
  #failures = 0;
  #reason = null;
  #timer = 0;

  constructor(onMessage, onState) {
    this.#onMessage = onMessage;
    this.#onState = onState;
  }

  /** Reads these topics of a job from now on, and no others. What is in their names is escaped, and so are the events called. */
  open(job, topics) {
    const wanted = "api/live" + query({ job, topics: topics.map(encodeURIComponent).join(",") });
    if (wanted === this.#wanted) return;
    this.close();
    this.#wanted = wanted;
    this.#read(wanted);
  }

  /** Reads nothing any more. */
  close() {
    this.#wanted = "";
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#abort = null;
  }

  /** Does not wait for the next attempt. */
  hurry() {
    if (!this.#wanted || this.#abort) return;
    clearTimeout(this.#timer);
    this.#read(this.#wanted);
  }

  async #read(wanted) {
    const abort = new AbortController();
    this.#abort = abort;
    this.#onState({ state: "connecting", again: this.#failures > 0, reason: this.#reason });
    let failure;
    try {
      const answer = await request(wanted, { signal: abort.signal, headers: { Accept: "text/event-stream" } });
      this.#onState({ state: "live" });
      await this.#pump(answer.body.pipeThrough(new TextDecoderStream()).getReader(), abort.signal);
      failure = new Error("the server closed the stream");
    } catch (error) {
      failure = error;
    }
    if (abort.signal.aborted) return;
    abort.abort();
    this.#abort = null;
    this.#again(wanted, failure);
  }

  async #pump(reader, signal) {
    const messages = new Messages();
    for (;;) {
      const { done, value } = await heard(reader.read());
      if (done || signal.aborted) return;
      for (const each of messages.take(value)) {
        this.#failures = 0;
        this.#onMessage(each.event, parse(each.data));
      }
    }
  }

  #again(wanted, failure) {
    if (failure instanceof Refused && failure.status === 401) {
      this.#wanted = "";
      this.#onState({ state: "denied" });
      return;
    }
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failures++);
    const waitMs = longest * (0.75 + Math.random() / 4);
    this.#reason = failure.message;
    this.#onState({ state: "waiting", reason: this.#reason, retryAtMs: Date.now() + waitMs });
    this.#timer = setTimeout(() => this.#read(wanted), waitMs);
  }
}

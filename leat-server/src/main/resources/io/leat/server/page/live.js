// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// The one stream of what changes: opened for the topics of the open view, opened again when it breaks.

import { Refused, parse, query, request } from "./requests.js";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
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
    if (line.startsWith("event:")) found.event = line.slice(6).trim();
    else if (line.startsWith("data:")) found.data += line.slice(5);
  }
  return found;
}

/** Reads the stream and tells its messages, and how it stands: `connecting`, `live`, `waiting`, `denied`. */
export class Live {
  #onMessage;
  #onState;
  #abort = null;
  #wanted = "";
  #failures = 0;
  #timer = 0;

  constructor(onMessage, onState) {
    this.#onMessage = onMessage;
    this.#onState = onState;
  }

  /** Reads these topics of a job from now on, and no others. */
  open(job, topics) {
    const wanted = "api/live" + query({ job, topics: topics.join(",") });
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
    this.#onState({ state: "connecting", again: this.#failures > 0 });
    let failure;
    try {
      const answer = await request(wanted, { signal: abort.signal, headers: { Accept: "text/event-stream" } });
      this.#onState({ state: "live" });
      await this.#pump(answer.body.pipeThrough(new TextDecoderStream()).getReader());
      failure = new Error("the server closed the stream");
    } catch (error) {
      failure = error;
    }
    if (abort.signal.aborted) return;
    abort.abort();
    this.#abort = null;
    this.#again(wanted, failure);
  }

  async #pump(reader) {
    const messages = new Messages();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
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
    this.#onState({ state: "waiting", reason: failure.message, retryAtMs: Date.now() + waitMs });
    this.#timer = setTimeout(() => this.#read(wanted), waitMs);
  }
}

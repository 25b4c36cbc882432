// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// What is known of the windows of one step, as messages tell more of it.

import { isTime } from "./format.js";

const RESULTS = 2_000;
const LATE = 500;

/** Results and late events by their number, bounded, and the windows that are open. */
export class WindowLog {
  results = [];
  late = [];
  open = [];
  more = false;
  heldUp = false;
  watermarkMs = null;
  loaded = false;
  /** Whether those are here that came before the page was opened. */
  complete = false;

  /** Takes a message; it may repeat what is known. */
  take(message) {
    this.results = merged(this.results, message.results, RESULTS);
    this.late = merged(this.late, message.late, LATE);
    this.#stand(message);
  }

  /** Takes an answer that reaches back further than messages do. Those that came meanwhile may be newer than it, or older. */
  takeBefore(answer) {
    this.results = united(this.results, answer.results, RESULTS);
    this.late = united(this.late, answer.late, LATE);
    this.complete = true;
    if (!this.loaded) this.#stand(answer);
  }

  #stand(message) {
    this.loaded = true;
    this.open = message.open ?? this.open;
    this.more = message.more ?? this.more;
    this.heldUp = message.heldUp ?? false;
    this.watermarkMs = message.watermarkMs ?? this.watermarkMs;
  }
}

/**
 * Returns what was known and what is new in a message that may repeat it, by number, the latest so many. Numbers only grow within a run:
 * what comes with smaller ones only is of another run, and replaces all.
 */
export function merged(known, more = [], bound) {
  if (more.length === 0) return known;
  const sorted = [...more].sort((a, b) => a.number - b.number);
  const last = known.length ? known[known.length - 1].number : -1;
  if (sorted[sorted.length - 1].number < last) return sorted.slice(-bound);
  const fresh = sorted.filter((each) => each.number > last);
  return fresh.length ? known.concat(fresh).slice(-bound) : known;
}

/** Returns what is in one or in both, by number, the latest so many. */
function united(known, more, bound) {
  const all = new Map([...more, ...known].map((each) => [each.number, each]));
  return [...all.values()].sort((a, b) => a.number - b.number).slice(-bound);
}

/** Returns the steps with windows, and the one that is looked at: the one in the address, or the first. */
export function stepsWithWindows(session, parameters) {
  const steps = session.plan?.steps.filter((each) => each.windowed) ?? [];
  return { steps, step: steps.find((each) => each.name === parameters.get("step")) ?? steps[0] };
}

/** Returns the names of the numeric fields of a value that are no times; an empty name stands for the value itself. */
export function numericFields(value, nearMs) {
  if (typeof value === "number") return [""];
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [];
  return Object.keys(value).filter((name) => typeof value[name] === "number" && !isTime(value[name], nearMs));
}

/** Returns the number that a field of a value has, null if it has none. */
export function numberIn(value, field) {
  const found = field === "" ? value : value?.[field];
  return typeof found === "number" ? found : null;
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Requests joined with their completions: each a line from one to the other.

import { h } from "../../lib/preact.js";
import { clock, duration, isInstant } from "../format.js";
import { Table, Time } from "../parts.js";
import { TimeLine } from "../timeline.js";

const ROWS = 12;
const OUTCOMES = {
  ANSWERED: ["answered", ""],
  FAILED: ["failed", "bad"],
  NO_COMPLETION: ["no completion", "warn"],
  NO_REQUEST: ["no request", "warn"],
};

function ms(time) {
  const found = typeof time === "string" ? Date.parse(time) : time;
  return isInstant(found) ? found : null;
}

function exchange({ number, value }) {
  return { ...value, outcome: String(value?.outcome), number, begunMs: ms(value?.begun), endedMs: ms(value?.ended) };
}

/** The join of requests and completions, as samples show it. */
export function Exchanges({ seen, keys, colours }) {
  const all = (seen ?? []).map(exchange).filter((each) => (each.begunMs ?? each.endedMs) !== null);
  if (all.length === 0)
    return [
      h("h2", { key: "h" }, "Requests and their completions"),
      h("p", { key: "p", class: "quiet" }, "None seen yet."),
    ];
  const times = all.flatMap((each) => [each.begunMs, each.endedMs]).filter((time) => time !== null);
  const fromMs = times.reduce((a, b) => Math.min(a, b));
  const toMs = Math.max(
    fromMs + 1_000,
    times.reduce((a, b) => Math.max(a, b)),
  );
  const lanes = keys.map((key) =>
    lane(
      key,
      colours.of(key),
      all.filter((each) => each.instance === key),
    ),
  );
  return [
    h(
      "div",
      { class: "title", key: "h" },
      h("h2", null, "Requests and their completions"),
      h(
        "span",
        { class: "label" },
        "each bar from request to completion, as the join found them; × has no partner or failed",
      ),
    ),
    h(TimeLine, {
      key: "l",
      lanes,
      fromMs,
      toMs,
      label: `${all.length} requests joined with their completions. The table below has the latest.`,
    }),
    h(
      Table,
      {
        key: "t",
        caption: "Latest of the join",
        head: ["Request", "Instance", "Begun", "Ended", ["Latency"], "Outcome"],
      },
      all.slice(-ROWS).reverse().map(row),
    ),
  ];
}

function lane(key, colour, all) {
  const whole = all
    .filter((each) => each.begunMs !== null && each.endedMs !== null)
    .sort((a, b) => a.begunMs - b.begunMs);
  const title = (each) =>
    `request ${each.id}  ${clock(each.begunMs ?? each.endedMs, true)}  ${duration(each.latencyMs)}  ${each.outcome.toLowerCase()}`;
  return {
    label: key,
    colour,
    boxes: whole.map((each) => ({
      id: each.number,
      startMs: each.begunMs,
      endMs: each.endedMs,
      part: 0.7,
      title: title(each),
    })),
    dots: all
      .filter((each) => each.outcome !== "ANSWERED")
      .map((each) => ({
        id: each.number,
        ms: each.endedMs ?? each.begunMs,
        tone: each.outcome === "FAILED" ? "late bad" : "late",
        title: title(each),
      })),
  };
}

function row(each) {
  const [text, tone] = OUTCOMES[each.outcome] ?? [each.outcome, ""];
  return h(
    "tr",
    { key: each.number },
    h("td", null, each.id),
    h("td", null, h("code", null, each.instance)),
    h("td", null, h(Time, { ms: each.begunMs, precise: true })),
    h("td", null, h(Time, { ms: each.endedMs, precise: true })),
    h("td", { class: "num" }, duration(each.latencyMs)),
    h("td", { class: tone }, text),
  );
}

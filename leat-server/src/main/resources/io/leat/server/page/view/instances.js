// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Six instances: a board for the pipeline of the demo, made of the windows and of the join that it has.

import { Component, h } from "../../lib/preact.js";
import { TimeChart } from "../chart.js";
import { count, duration, keyText, percent, range } from "../format.js";
import { HeatMap } from "../heatmap.js";
import { KeyColours } from "../palette.js";
import { Empty, MadeOf, Table, go, goEvents } from "../parts.js";
import { TimeLine } from "../timeline.js";
import { Exchanges } from "./exchanges.js";

const LOAD = "tumbling_10s";
const SESSIONS = "session_2s";
const COST = "cost_10s";
const JOIN = "request_completion";
const NEEDED = [LOAD, "sliding_30s_10s", SESSIONS];
const SPAN_MS = 300_000;
const WINDOW_MS = 10_000;
const LEAST_SPAN_MS = 60_000;

const has = (session, name) => session.plan?.steps.some((step) => step.name === name) ?? false;

/** Returns the field of results as columns by key, as charts want it. */
function columns(results, keys, valueOf) {
  const ends = [...new Set(results.map((each) => each.endMs))].sort((a, b) => a - b);
  const values = new Map(results.map((each) => [keyText(each.key) + "@" + each.endMs, valueOf(each.value)]));
  return [ends, ...keys.map((key) => ends.map((end) => values.get(key + "@" + end) ?? null))];
}

class Instances extends Component {
  #colours = new KeyColours();

  render({ session }) {
    const load = session.windowsOf(LOAD);
    const cost = session.windowsOf(COST);
    const sessions = session.windowsOf(SESSIONS);
    if (load.results.length === 0)
      return h(Empty, { title: "Waiting for the first windows" }, "They take ten seconds.");
    const toMs = Math.ceil((load.watermarkMs ?? load.results[load.results.length - 1].endMs) / 5_000) * 5_000;
    const first = load.results.reduce((least, each) => Math.min(least, each.startMs), toMs);
    const fromMs = Math.max(toMs - SPAN_MS, Math.min(first, toMs - LEAST_SPAN_MS));
    const keys = [...new Set(load.results.map((each) => keyText(each.key)))].sort();
    this.#colours.seed(keys);
    const joined = session.steps.get(JOIN)?.recent;
    return h(
      "div",
      null,
      h(MadeOf, {
        of: [load.results, cost.results, fromMs, toMs],
        draw: () =>
          h(Board, {
            keys,
            fromMs,
            toMs,
            loads: within(load, fromMs),
            costs: has(session, COST) ? within(cost, fromMs) : null,
            colours: this.#colours,
          }),
      }),
      h(
        "div",
        { class: "sheet" },
        h(
          "div",
          { class: "cell" },
          h(Title, { title: "Sessions", says: "an instance at work, until it was silent for two seconds" }),
          h(TimeLine, this.#sessions(sessions, keys, fromMs, toMs)),
        ),
      ),
      has(session, JOIN) &&
        h(MadeOf, {
          of: [Math.floor(performance.now() / 1_000)],
          draw: () =>
            h(
              "div",
              { class: "sheet" },
              h("div", { class: "cell" }, h(Exchanges, { seen: joined, keys, colours: this.#colours })),
            ),
        }),
    );
  }

  #sessions(log, keys, fromMs, toMs) {
    const text = (each) =>
      `${keyText(each.key)}  ${range(each.startMs, each.endMs)}  ${duration(each.endMs - each.startMs)}`;
    const lane = (key) => ({
      label: key,
      colour: this.#colours.of(key),
      boxes: [
        ...log.results
          .filter((each) => keyText(each.key) === key)
          .map((each) => ({
            ...each,
            id: each.number,
            part: 0.6,
            title: text(each),
            onClick: () => go("why", { step: SESSIONS, result: each.number }),
          })),
        ...log.open
          .filter((each) => keyText(each.key) === key)
          .map((each) => ({ ...each, open: true, title: "open: " + text(each) })),
      ].sort((a, b) => a.startMs - b.startMs),
    });
    return {
      lanes: keys.map(lane),
      fromMs,
      toMs: toMs + (toMs - fromMs) * 0.08,
      watermarkMs: log.watermarkMs,
      label: `Sessions of ${keys.length} instances: ${log.results.length} closed, ${log.open.length} open.`,
    };
  }
}

const within = (log, fromMs) => log.results.filter((each) => each.endMs > fromMs);

function Title({ title, says }) {
  return h("div", { class: "title" }, h("h2", null, title), h("span", { class: "label" }, says));
}

/** What is made of the windows of load and cost. */
function Board({ keys, fromMs, toMs, loads, costs, colours }) {
  const lines = (title, format, results, valueOf) =>
    h(
      "div",
      { class: "cell" },
      h(TimeChart, {
        title,
        format,
        fromMs,
        toMs,
        height: 170,
        data: columns(results, keys, valueOf),
        series: keys.map((key) => ({ label: key, colour: colours.of(key) })),
        onPick: (endMs) => goEvents(endMs - WINDOW_MS / 2, WINDOW_MS / 2),
      }),
    );
  return h(
    "div",
    null,
    h(
      "div",
      { class: "head" },
      h("h1", null, "Six instances"),
      h("span", { class: "label" }, `the last ${duration(toMs - fromMs)} of event time, in windows of ten seconds`),
    ),
    h(
      "div",
      { class: "sheet" },
      h("div", { class: "cell" }, h(Standing, { keys, loads, costs: costs ?? [], colours })),
    ),
    h(
      "div",
      { class: "sheet halves" },
      lines("Tokens per window", count, loads, (value) => value.tokens),
      h(
        "div",
        { class: "cell" },
        h(Title, { title: "Mean latency", says: "a row an instance, a cell a window" }),
        h(HeatMap, {
          keys,
          fromMs,
          toMs,
          cells: loads.map(heat),
          format: duration,
          label: "Mean latency by instance and window",
        }),
      ),
      costs && lines("Errors per window", count, costs, (value) => value.errors),
      costs && lines("Cost per window", dollars, costs, (value) => value.usd),
    ),
  );
}

function dollars(n) {
  if (typeof n !== "number") return "–";
  const inCents = n >= 1 || Number.isInteger(Number((n * 100).toFixed(6)));
  return "$" + (n >= 100 || n === 0 ? count(n) : n.toFixed(inCents ? 2 : 4));
}

function heat(each) {
  return {
    key: keyText(each.key),
    startMs: each.startMs,
    endMs: each.endMs,
    value: each.value.avgMs,
    title: `${keyText(each.key)}  ${range(each.startMs, each.endMs)}\nmean ${duration(each.value.avgMs)}, from ${duration(each.value.minMs)} to ${duration(each.value.maxMs)}`,
    onClick: () => go("why", { step: LOAD, result: each.number }),
  };
}

/** The instances in one table: what they did in the time that is shown. */
function Standing({ keys, loads, costs, colours }) {
  const sum = (results, key, valueOf) =>
    results.filter((each) => keyText(each.key) === key).reduce((total, each) => total + (valueOf(each.value) ?? 0), 0);
  const row = (key) => {
    const requests = sum(loads, key, (value) => value.requests);
    const latency = sum(loads, key, (value) => value.avgMs * value.requests) / requests;
    const errors = sum(costs, key, (value) => value.errors);
    const asked = sum(costs, key, (value) => value.requests);
    const model = costs.find((each) => keyText(each.key) === key)?.value.model;
    const slowest = loads
      .filter((each) => keyText(each.key) === key)
      .reduce((most, each) => Math.max(most, each.value.maxMs), 0);
    return h(
      "tr",
      { key },
      h(
        "td",
        null,
        h("i", { class: "dab", style: { background: `var(--${colours.of(key)})` } }),
        h("code", null, key),
        model && h("span", { class: "quiet" }, " ", model),
      ),
      [
        count(requests),
        count(sum(loads, key, (value) => value.tokens)),
        duration(latency),
        duration(slowest),
        costs.length ? count(errors) : "–",
        percent(asked ? errors / asked : NaN),
        costs.length ? dollars(sum(costs, key, (value) => value.usd)) : "–",
      ].map((text, i) => h("td", { key: i, class: "num" }, text)),
    );
  };
  return h(
    Table,
    {
      caption: "The instances",
      head: ["Instance", ["Requests"], ["Tokens"], ["Mean latency"], ["Slowest"], ["Errors"], ["of all"], ["Cost"]],
    },
    keys.map(row),
  );
}

export const instances = {
  name: "instances",
  title: "Six instances",
  appears: (session) => NEEDED.every((name) => has(session, name)),
  topics: (session) =>
    [LOAD, SESSIONS, COST]
      .filter((name) => has(session, name))
      .map((name) => "windows:" + name)
      .concat(has(session, JOIN) ? ["step:" + JOIN] : []),
  Show: Instances,
};

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Windows: what a step's windows give, by key, and on a line of event time with the watermark that closes them.

import { Component, h } from "../../lib/preact.js";
import { TimeChart } from "../chart.js";
import { count, keyText, readable } from "../format.js";
import { KeyColours } from "../palette.js";
import { Choice, Empty, go, MadeOf, Note, Segments, Time } from "../parts.js";
import { TimeLine } from "../timeline.js";
import { numberIn, numericFields, stepsWithWindows } from "../windowlog.js";
import { timeLine } from "./windowline.js";
import { Now, Tables, TimeLineKey, TopKeys } from "./windowtables.js";

const SPANS = [
  [120_000, "2 min"],
  [300_000, "5 min"],
  [600_000, "10 min"],
  [Infinity, "all"],
];
const USUAL_SPAN_MS = 300_000;
const LEAST_SPAN_MS = 60_000;
const TOP = [
  [5, "top 5"],
  [8, "top 8"],
  [24, "top 24"],
];
const FORMS = [
  ["lines", "lines"],
  ["bars", "bars"],
];
/** How many results are looked at to know what all are like. */
const LATEST = 20;
const PREFERRED = ["tokens", "count", "requests", "sum", "total"];

/** Returns the field to be drawn: the chosen one, or one that is likely to be meant. Not every result needs to have a value for each. */
function fieldOf(results, chosen) {
  const fields = [...new Set(results.slice(-LATEST).flatMap(({ value, endMs }) => numericFields(value, endMs)))];
  return {
    fields,
    field: fields.includes(chosen) ? chosen : (PREFERRED.find((name) => fields.includes(name)) ?? fields[0]),
  };
}

/** Returns the results by key, the largest latest value first. */
function byKey(results, field) {
  const groups = new Map();
  for (const result of results) {
    const key = keyText(result.key);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(result);
  }
  const latest = (group) => numberIn(group[group.length - 1].value, field) ?? 0;
  return [...groups].map(([key, group]) => ({ key, group, latest: latest(group) })).sort((a, b) => b.latest - a.latest);
}

/** Returns the span to be shown if none was chosen: the usual one, unless it has room for few windows only. */
function spanOf({ results, open }) {
  const lengths = [...results.slice(-LATEST), ...open].map((each) => each.endMs - each.startMs);
  return 5 * Math.max(0, ...lengths) > USUAL_SPAN_MS ? Infinity : USUAL_SPAN_MS;
}

/** Returns the keys that have open windows only, as `byKey` does. */
function waiting(open, known) {
  const names = new Set(known.map((each) => each.key));
  const others = open.map((each) => keyText(each.key)).filter((key) => !names.has(key));
  return [...new Set(others)].map((key) => ({ key, group: [], latest: 0 }));
}

class Windows extends Component {
  state = { spanMs: null, top: 8, field: null, form: "lines" };
  #colours = new KeyColours();

  render({ session, parameters }, state) {
    const { steps, step } = stepsWithWindows(session, parameters);
    if (!session.plan) return h(Empty, { title: "Waiting for the plan" }, "It comes with the first figures.");
    if (!step) return h(NoWindows);
    const log = session.windowsOf(step.name);
    const { fields, field } = fieldOf(log.results, state.field);
    const spanMs = state.spanMs ?? spanOf(log);
    const toMs = endOf(log, spanMs);
    const fromMs = beginOf(log, toMs, spanMs);
    const recent = log.results.filter((result) => result.endMs >= fromMs);
    const all = byKey(recent, field);
    const open = waiting(log.open, all);
    const lanes = [...all, ...open].slice(0, state.top);
    this.#colours.seed(lanes.map((each) => each.key).sort());
    const shown = { step, log, field, spanMs, fromMs, toMs, recent, lanes, keys: all.slice(0, state.top) };
    const isEmpty = log.loaded && log.results.length === 0 && log.open.length === 0;
    return h(
      "div",
      null,
      this.#head(steps.map((each) => each.name), shown, fields),
      h(Now, { session, step, log, keys: all.length + open.length }),
      log.heldUp && h(HeldUp),
      isEmpty
        ? h(Empty, { title: "No window yet" }, "A window gives its result when the watermark has passed its end.")
        : [
            h(MadeOf, {
              key: "charts",
              of: [step, log.results, field, state.top, state.form, fromMs, toMs],
              draw: () => this.#chart(shown),
            }),
            this.#line(shown),
            h(MadeOf, {
              key: "tables",
              of: [step, log.results, log.late, fromMs],
              draw: () => h(Tables, { step, recent, late: log.late }),
            }),
          ],
    );
  }

  #head(steps, { step, log, field, spanMs }, fields) {
    return h(
      "div",
      { class: "head" },
      h("h1", null, "Windows"),
      h(Choice, { label: "Step", options: steps, value: step.name, onChoose: (name) => go("windows", { step: name }) }),
      fields.length > 1 &&
        h(Choice, {
          label: "Field",
          options: fields,
          value: field,
          onChoose: (name) => this.setState({ field: name }),
        }),
      h(Segments, {
        label: "Time span",
        options: SPANS,
        value: spanMs,
        onChoose: (chosen) => this.setState({ spanMs: chosen }),
      }),
      h(Segments, {
        label: "Drawn as",
        options: FORMS,
        value: this.state.form,
        onChoose: (form) => this.setState({ form }),
      }),
      h(Segments, { label: "Keys", options: TOP, value: this.state.top, onChoose: (top) => this.setState({ top }) }),
      h(
        "span",
        { class: "label end" },
        readable(step.detail),
        " · watermark ",
        h(Time, { ms: log.watermarkMs, precise: true }),
      ),
    );
  }

  #chart({ field, fromMs, toMs, recent, keys }) {
    return h(
      "div",
      { class: "sheet wide-left" },
      h(
        "div",
        { class: "cell" },
        h(TimeChart, {
          title: `${field || "value"} by key`,
          format: count,
          form: this.state.form,
          height: 220,
          fromMs,
          toMs,
          onPick: (ms) => pick(recent, ms),
          ...this.#lines(keys, field),
        }),
      ),
      h("div", { class: "cell" }, h(TopKeys, { keys, field, colours: this.#colours })),
    );
  }

  #line(shown) {
    return h(
      "div",
      { class: "sheet", key: "line" },
      h(
        "div",
        { class: "cell" },
        h("div", { class: "title" }, h("h2", null, "On the line of event time"), h(TimeLineKey)),
        h(TimeLine, timeLine(shown, this.#colours)),
      ),
    );
  }

  #lines(keys, field) {
    const ends = [...new Set(keys.flatMap(({ group }) => group.map((result) => result.endMs)))].sort((a, b) => a - b);
    const columns = keys.map(({ group }) => {
      const values = new Map(group.map((result) => [result.endMs, numberIn(result.value, field)]));
      return ends.map((end) => values.get(end) ?? null);
    });
    const apart = ends.length > 1.5 * Math.max(0, ...keys.map(({ group }) => group.length));
    return {
      series: keys.map(({ key }) => ({
        label: key,
        colour: this.#colours.of(key),
        points: ends.length < 60,
        spanGaps: apart,
      })),
      data: [ends, ...columns],
    };
  }

}

/** A little after the watermark, in whole seconds: so what is drawn moves on once a second, and only the watermark glides. */
function endOf(log, spanMs) {
  const known = log.watermarkMs ?? log.results[log.results.length - 1]?.endMs ?? Date.now();
  const shownMs = Math.min(spanMs, Math.max(LEAST_SPAN_MS, known - firstOf(log, known)));
  return Math.ceil((known + shownMs * 0.12) / 1_000) * 1_000;
}

function firstOf({ results, open }, otherwise) {
  return [...results, ...open].reduce((least, each) => Math.min(least, each.startMs), otherwise);
}

/** As long as there is less than the span to show, that is shown larger. */
function beginOf(log, toMs, spanMs) {
  return Math.max(toMs - spanMs, Math.min(firstOf(log, toMs), toMs - LEAST_SPAN_MS));
}

function NoWindows() {
  return h(
    Empty,
    { title: "No windows" },
    "No step of this pipeline has windows. One gets them by ",
    h("code", null, ".window(Windows.tumbling(…))"),
    ".",
  );
}

function HeldUp() {
  return h(
    Note,
    { tone: "warn" },
    "A thread of the job is held up and did not tell its open windows; those shown are of an earlier moment.",
  );
}

/** Opens the events of the windows that end at a time. */
function pick(results, endMs) {
  const starts = results.filter((each) => each.endMs === endMs).map((each) => each.startMs);
  go("events", { from: Math.min(endMs - 1, ...starts), to: endMs - 1 });
}

const topics = (session, parameters) => {
  const { step } = stepsWithWindows(session, parameters);
  return step ? ["windows:" + step.name] : [];
};

export const windows = { name: "windows", title: "Windows", topics, Show: Windows };

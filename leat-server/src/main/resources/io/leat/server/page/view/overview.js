// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Overview: how the job is doing, in figures and over the last quarter of an hour.

import { Component, h } from "../../lib/preact.js";
import { TimeChart } from "../chart.js";
import { bytes, clock, count, duration, exact, percent, rate } from "../format.js";
import { Bar, Empty, Figure, Note, Segments, Table, Time, goEvents, href } from "../parts.js";
import { Controls } from "./controls.js";

const SPANS = [
  [60, "1 min"],
  [300, "5 min"],
  [900, "15 min"],
];
const REPLAY_LAG_MS = 7 * 86_400_000;

function charts(history) {
  const grown = (name) => history.growth(name);
  return [
    {
      title: "Events",
      format: rate,
      series: [
        ["in", "c1", history.inPerSec, true],
        ["out", "c2", history.outPerSec],
      ],
    },
    {
      title: "Latency",
      format: duration,
      series: [
        ["p50", "c1", history.p50Ms],
        ["p99", "c6", history.p99Ms],
      ],
    },
    { title: "Watermark behind the clock", format: duration, series: [["lag", "c3", history.lagMs, true]] },
    { title: "Heap", format: bytes, series: [["used", "c5", history.heapBytes, true]] },
    { title: "Disk", onDisk: true, format: bytes, series: [["used", "c7", history.diskBytes, true]] },
    { title: "Epochs", onDisk: true, format: duration, series: [["took", "c8", history.epochMs]] },
    {
      title: "Failed and late, a second",
      format: count,
      series: [
        ["failed", "c6", grown("failed")],
        ["late", "c2", grown("late")],
      ],
    },
  ];
}

class Overview extends Component {
  state = { seconds: 300 };

  render({ session }, { seconds }) {
    const { metrics, history, details, plan } = session;
    const durable = session.entry()?.durable ?? true;
    if (!metrics) return h(Empty, { title: "Waiting for the first figures" }, "They come once a second.");
    const toMs = history.atMs.length ? history.atMs[history.atMs.length - 1] : metrics.atMs;
    return h(
      "div",
      null,
      h(Remarks, { session }),
      h(Figures, { metrics, durable }),
      h(
        "div",
        { class: "head" },
        h("h1", null, "Over time"),
        h(Segments, {
          label: "Time span",
          options: SPANS,
          value: seconds,
          onChoose: (id) => this.setState({ seconds: id }),
        }),
        h("span", { class: "label end" }, "a click on a chart shows the events of that time"),
      ),
      h(
        "div",
        { class: "sheet charts" },
        charts(history).map((chart) =>
          h(
            "div",
            { class: "cell", key: chart.title },
            chart.onDisk && !durable ? h(InMemory, chart) : h(TimeChart, properties(chart, history, toMs, seconds)),
          ),
        ),
        h(
          "div",
          { class: "cell" },
          h(Workers, { workers: metrics.workers }),
          durable && h(Epochs, { epoch: metrics.epoch }),
          (details?.lateness ?? [])
            .filter((each) => each.outOfOrder > 0)
            .map((each) => h(Advice, { key: each.step, advice: each })),
          plan && h(Controls, { session }),
        ),
        h("div", { class: "cell" }, h(Partitions, { metrics })),
      ),
    );
  }
}

/** What stands in the place of a chart of what such a job does not have. */
function InMemory({ title }) {
  return [
    h("h2", { key: "h" }, title),
    h(
      "p",
      { key: "p", class: "quiet" },
      "None: the job keeps everything in memory, and begins anew when it is started again.",
    ),
  ];
}

function properties({ title, format, series }, history, toMs, seconds) {
  return {
    title,
    format,
    series: series.map(([label, colour, , fill]) => ({ label, colour, fill })),
    data: [history.atMs, ...series.map(([, , column]) => column)],
    fromMs: Math.max(toMs - seconds * 1_000, Math.min(history.atMs[0] ?? toMs, toMs - 60_000)),
    toMs,
    onPick: (ms) => goEvents(ms - lagAt(history, ms)),
  };
}

/** Charts here go by the clock, events by their own time: what was just coming in then is about at the watermark. */
function lagAt(history, ms) {
  return history.lagMs[history.atMs.indexOf(ms)] ?? 0;
}

function Remarks({ session }) {
  const { metrics, details } = session;
  const failure = session.entry()?.failure ?? details?.failure;
  return [
    failure && h(Note, { tone: "bad", key: "failure" }, h("b", null, "The job failed: "), failure),
    !failure &&
      session.ended() &&
      h(
        Note,
        { key: "ended" },
        h("b", null, `The job is ${metrics.status.toLowerCase()}. `),
        "What is shown is how it stood then.",
      ),
    details?.resumedFrom &&
      h(
        Note,
        { key: "resumed" },
        "Resumed from epoch ",
        exact(details.resumedFrom.epoch),
        ", sealed at ",
        h(Time, { ms: details.resumedFrom.sealedMs }),
        ".",
      ),
  ];
}

function Figures({ metrics: m, durable }) {
  const replay = m.lagMs > REPLAY_LAG_MS;
  return h(
    "dl",
    { class: "sheet figures", "aria-label": "Now" },
    h(Figure, { label: "Events in", value: rate(m.inPerSec), title: exact(m.in) }, count(m.in), " in all"),
    h(Figure, { label: "Results out", value: rate(m.outPerSec), title: exact(m.out) }, count(m.out), " in all"),
    h(Figure, { label: "Latency p50", value: duration(m.p50Ms) }, "last 10 s"),
    h(Figure, { label: "Latency p99", value: duration(m.p99Ms) }, "last 10 s"),
    replay
      ? h(Figure, { label: "Event time", value: h(Time, { ms: m.atMs - m.lagMs }) }, "at the watermark")
      : h(Figure, { label: "Watermark lag", value: duration(m.lagMs) }, "behind the clock"),
    h(Figure, { label: "Heap", value: bytes(m.heapBytes) }, "of ", bytes(m.heapMaxBytes)),
    durable && h(Figure, { label: "Disk", value: bytes(m.diskBytes) }, `epoch ${exact(m.epoch?.sealed)}`),
    h(
      Figure,
      { label: "Late", value: count(m.late), tone: m.late ? "warn" : "" },
      "for some step",
    ),
    h(
      Figure,
      { label: "Failed", value: count(m.failed), tone: m.failed ? "bad" : "" },
      m.failed ? h("a", { href: href("letters") }, "dead letters") : "none",
    ),
  );
}

function Workers({ workers }) {
  return h(
    "div",
    null,
    h("h2", null, "Workers"),
    h(
      "ul",
      { class: "workers" },
      workers.map((each) =>
        h(
          "li",
          { key: each.number },
          h("span", { class: "label" }, "worker ", each.number),
          h(Bar, { part: each.busy }),
          h("span", null, percent(each.busy), " busy"),
          h(Bar, { part: each.blocked, tone: "warn" }),
          h("span", { class: each.blocked > 0.5 ? "warn" : "" }, percent(each.blocked), " blocked"),
        ),
      ),
    ),
  );
}

function Partitions({ metrics }) {
  const row = (p) =>
    h(
      "tr",
      { key: p.source + "/" + p.partition },
      h(
        "td",
        null,
        h("code", null, p.source),
        " ",
        h("span", { class: "quiet" }, p.partition),
        h("div", null, state(p)),
      ),
      h("td", { class: "num" }, h(Time, { ms: p.watermarkMs, precise: true })),
      h("td", { class: "num", title: "latest event: " + clock(p.latestMs, true) }, ahead(p)),
    );
  const state = (p) => {
    if (p.ended) return "ended";
    if (p.idle) return h("span", { title: "nothing has come for so long that nobody waits for it" }, "idle");
    return p.holds ? h("b", { class: "warn" }, "holds time") : "";
  };
  const ahead = (p) =>
    p.latestMs === null || p.watermarkMs === null ? "–" : "+ " + duration(p.latestMs - p.watermarkMs);
  return [
    h("h2", { key: "h" }, "Where time stands"),
    h(
      Table,
      { key: "t", caption: "Partitions of the sources", head: ["Partition", ["Watermark"], ["Latest event"]] },
      metrics.partitions.map(row),
    ),
  ];
}

function Epochs({ epoch }) {
  return [
    h("h3", { key: "h" }, "Epochs"),
    epoch?.sealed
      ? h(
          "p",
          { key: "p" },
          "Epoch ",
          h("b", null, exact(epoch.sealed)),
          " was sealed at ",
          h(Time, { ms: epoch.sealedMs }),
          " and took ",
          duration(epoch.tookMs),
          epoch.waiting ? `; ${epoch.waiting} wait for a sink` : "",
          ".",
        )
      : h("p", { key: "p", class: "quiet" }, "None is sealed yet."),
  ];
}

/** How long to wait for events that are out of order, by what was seen of them. */
function Advice({ advice }) {
  return h(
    "p",
    { class: "advice" },
    h("code", null, advice.step),
    ` had ${count(advice.outOfOrder)} of ${count(advice.events)} events out of order. To lose none, wait ${duration(advice.losingNoneMs)}; one in 1,000, ${duration(advice.losingOneIn1000Ms)}; one in 100, ${duration(advice.losingOneIn100Ms)}.`,
  );
}

export const overview = { name: "overview", title: "Overview", topics: () => [], Show: Overview };

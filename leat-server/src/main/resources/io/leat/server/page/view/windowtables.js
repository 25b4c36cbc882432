// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// What stands beside the charts of windows: counts, the largest keys, and the latest results and late events as tables.

import { h } from "../../lib/preact.js";
import { clock, count, exact, keyText, oneLine, paneText, range } from "../format.js";
import { Bar, href, Table, Time } from "../parts.js";

const ROWS = 60;

/** What the marks of the line of time mean. */
export function TimeLineKey() {
  return h(
    "span",
    { class: "legend" },
    h("span", { class: "entry" }, h("i", { class: "box-key" }), "closed, darker for more"),
    h("span", { class: "entry" }, h("i", { class: "box-key open" }), "open"),
    h("span", { class: "entry" }, h("i", { class: "box-key again" }), "with a late event"),
    h("span", { class: "entry warn" }, "× too late"),
    h("span", { class: "entry" }, h("i", { class: "mark-key" }), "watermark"),
  );
}

/** How many windows there are, of each kind. */
export function Now({ session, step, log, keys }) {
  const f = session.metrics?.steps.find((each) => each.name === step.name);
  const panes = new Map();
  log.results.forEach((result) => panes.set(result.pane, (panes.get(result.pane) ?? 0) + 1));
  return h(
    "p",
    { class: "facts-line" },
    h("span", null, h("b", null, exact(log.open.length), log.more ? "+" : ""), " open"),
    h("span", null, h("b", null, exact(f?.windows)), " opened in all"),
    h("span", null, h("b", null, exact(keys)), " keys seen"),
    [...panes].map(([pane, n]) =>
      h("span", { key: pane, title: "of the results that are shown" }, h("b", null, exact(n)), " results ", paneText(pane)),
    ),
    f?.late > 0 && h("span", { class: "warn" }, h("b", null, exact(f.late)), " events late"),
    f?.partiallyLate > 0 &&
      h("span", { class: "warn" }, h("b", null, exact(f.partiallyLate)), " late for some windows"),
  );
}

/** The keys with the largest latest values. */
export function TopKeys({ keys, field, colours }) {
  const largest = keys.reduce((most, each) => Math.max(most, Math.abs(each.latest)), 0);
  return [
    h("h2", { key: "h" }, `Latest ${field || "value"}`),
    h(
      "ol",
      { class: "tops", key: "l" },
      keys.map(({ key, latest }) =>
        h(
          "li",
          { key, style: { "--tone": `var(--${colours.of(key)})` } },
          h("code", null, key),
          h(Bar, { part: Math.abs(latest) / largest, tone: "keyed" }),
          h("b", null, count(latest)),
        ),
      ),
    ),
  ];
}

/** The latest results and the latest late events. */
export function Tables({ step, recent, late }) {
  return h(
    "div",
    { class: "sheet halves" },
    h("div", { class: "cell" }, h(Results, { step, results: recent })),
    h("div", { class: "cell" }, h(Late, { step, late })),
  );
}

function Ask({ what, step, ...about }) {
  return h("a", { href: href("why", { step: step.name, ...about }), "aria-label": what }, "why");
}

function Results({ step, results }) {
  const rows = results.slice(-ROWS).reverse();
  const row = (r) =>
    h(
      "tr",
      { key: r.number },
      h("td", null, h("code", null, keyText(r.key))),
      h("td", null, range(r.startMs, r.endMs)),
      h("td", null, paneText(r.pane)),
      h("td", { class: "value", title: oneLine(r.value, r.endMs) }, oneLine(r.value, r.endMs)),
      h("td", null, h(Ask, { what: `why ${keyText(r.key)} ${range(r.startMs, r.endMs)}`, step, result: r.number })),
    );
  return [
    h("h2", { key: "h" }, "Latest results"),
    h(Table, { key: "t", caption: "Latest results", head: ["Key", "Window", "Pane", "Value", ""] }, rows.map(row)),
  ];
}

function Late({ step, late }) {
  const row = (l) =>
    h(
      "tr",
      { key: l.number },
      h("td", null, h(Time, { ms: l.timeMs, precise: true })),
      h("td", null, h(Time, { ms: l.watermarkMs, precise: true })),
      h("td", { class: "value", title: oneLine(l.value, l.timeMs) }, oneLine(l.value, l.timeMs)),
      h("td", null, h(Ask, { what: `why ${clock(l.timeMs, true)} was late`, step, late: l.number })),
    );
  const rows = late.slice(-ROWS).reverse();
  return [
    h("h2", { key: "h" }, "Late events"),
    rows.length
      ? h(Table, { key: "t", caption: "Late events", head: ["Event time", "Watermark", "Value", ""] }, rows.map(row))
      : h("p", { key: "p", class: "quiet" }, "None: every event came before the watermark had passed its windows."),
  ];
}

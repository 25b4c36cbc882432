// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Charts: what a pipeline gives to its own charts on this page.

import { h } from "../../lib/preact.js";
import { TimeChart } from "../chart.js";
import { count, exact } from "../format.js";
import { seriesColour } from "../palette.js";
import { Empty, goEvents } from "../parts.js";

function Charts({ session }) {
  const all = session.charts?.charts ?? [];
  if (all.length === 0) {
    return h(
      Empty,
      { title: session.charts ? "No charts" : "Waiting for charts" },
      "A pipeline draws here what it gives to a sink of that kind:",
      h("pre", null, 'loads.to("tokens", Dashboard.chart("tokens by instance"));'),
    );
  }
  return h(
    "div",
    null,
    h("div", { class: "head" }, h("h1", null, "Charts")),
    h(
      "div",
      { class: "sheet charts wide" },
      all.map((chart) => h("div", { class: "cell", key: chart.title }, h(Chart, { chart }))),
    ),
  );
}

function Chart({ chart }) {
  const times = chart.atMs;
  return h(
    "div",
    null,
    h(TimeChart, {
      title: chart.title,
      format: count,
      height: 200,
      form: chart.form,
      series: chart.series.map((label, i) => ({
        label,
        colour: seriesColour(i),
        spanGaps: true,
        points: times.length < 60,
      })),
      data: [times, ...chart.values],
      fromMs: (times[0] ?? Date.now() - 60_000) - gap(times, chart.form),
      toMs: times[times.length - 1] ?? Date.now(),
      onPick: (ms) => goEvents(ms),
    }),
    h(
      "p",
      { class: "label" },
      exact(chart.points),
      " points so far",
      chart.skipped > 0 && `; ${exact(chart.skipped)} results were not drawn: ${chart.lastSkipped}`,
    ),
  );
}

/** Bars stand before their time: the first one needs room. */
function gap(times, form) {
  return form === "bars" && times.length > 1 ? (times[times.length - 1] - times[0]) / (times.length - 1) : 0;
}

export const charts = { name: "charts", title: "Charts", topics: () => ["charts"], Show: Charts };

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// A heat map: a row for each key, a cell for each window, darker for more, on a scale of ratios.

import { h } from "../lib/preact.js";
import { Measured, ticks } from "./timeline.js";
import { part, picture } from "./walk.js";

const ROW = 26;
const LABEL = 56;
const FOOT = 20;
const SHADES = 6;

/** The map. Properties: `keys`, `cells` of `{key, startMs, endMs, value, title, onClick}`, `fromMs`, `toMs`, `format`, `label`. */
export function HeatMap(props) {
  const values = props.cells.map((cell) => cell.value).filter((value) => value > 0);
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), 0);
  const ratio = Math.log(Math.max(1.0001, high / low));
  const shade = (value) => (value > 0 ? Math.min(SHADES - 1, Math.floor((Math.log(value / low) / ratio) * SHADES)) : 0);
  const from = (i) => low * Math.exp((ratio * i) / SHADES);
  return h(
    "div",
    null,
    h(Measured, { draw: (width) => cells(props, width, shade) }),
    values.length > 0 &&
      h(
        "p",
        { class: "legend" },
        Array.from({ length: SHADES }, (_, i) =>
          h(
            "span",
            { class: "entry", key: i },
            h("i", { class: "swatch", style: { background: `var(--h${i})` } }),
            props.format(Number(from(i).toPrecision(2))),
          ),
        ),
      ),
  );
}

function cells({ keys, cells: all, fromMs, toMs, label }, width, shade) {
  const height = keys.length * ROW + FOOT;
  const scale = (ms) =>
    LABEL + ((Math.max(fromMs, Math.min(toMs, ms)) - fromMs) / (toMs - fromMs)) * (width - LABEL - 8);
  const rows = new Map(keys.map((key, i) => [key, i * ROW]));
  return h(
    "svg",
    {
      class: "timeline",
      width,
      height,
      ...picture(`${label}. ${all.length} cells; the table above has the means.`, all.length > 0),
    },
    keys.map((key) => h("text", { key, class: "lane-text", x: 0, y: rows.get(key) + ROW / 2 + 4 }, key)),
    all
      .filter((cell) => rows.has(cell.key) && cell.endMs > fromMs && cell.startMs < toMs)
      .map((cell) =>
        h(
          "rect",
          {
            key: cell.key + cell.startMs,
            class: "heat acts",
            style: { fill: `var(--h${shade(cell.value)})` },
            x: scale(cell.startMs) + 0.5,
            y: rows.get(cell.key) + 1,
            width: Math.max(1, scale(cell.endMs) - scale(cell.startMs) - 1),
            height: ROW - 2,
            ...part(cell.onClick, cell.title),
          },
          h("title", null, cell.title),
        ),
      ),
    ticks(fromMs, toMs, width - LABEL).map(([ms, text]) =>
      h("text", { key: "at" + ms, class: "tick-text", x: scale(ms), y: height - 5, "text-anchor": "middle" }, text),
    ),
  );
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Windows and events on a line of event time: a lane for each key, and the watermark as it moves.

import { Component, h } from "../lib/preact.js";
import { STEPS_MS, clock, markTime } from "./format.js";
import { part, picture } from "./walk.js";

const LANE = 30;
const LANE_MARGIN = 4;
const LEAST_ROW = 9;
const MOST_LABEL = 22;
const FOOT = 22;
const LETTER = 6.7;
const TICK_PIXELS = 96;

/** Calls `draw` with the width that there is, again when it changes. */
export class Measured extends Component {
  componentDidMount() {
    this.observer = new ResizeObserver(() => this.setState({ width: this.base.clientWidth }));
    this.observer.observe(this.base);
  }

  componentWillUnmount() {
    this.observer.disconnect();
  }

  getSnapshotBeforeUpdate() {
    return this.base.contains(document.activeElement);
  }

  /** A part that had the focus may have gone; then the picture has it. */
  componentDidUpdate(before, state, hadFocus) {
    if (hadFocus && !this.base.contains(document.activeElement)) this.base.querySelector("[tabindex]")?.focus();
  }

  render({ draw }, { width }) {
    return h("div", { class: "measured" }, width ? draw(width) : null);
  }
}

/**
 * The time line. Properties: `label` for those who do not see it, `fromMs`, `toMs`, `watermarkMs`, and `lanes` of
 * `{label, colour, boxes, dots}`; a box is `{startMs, endMs, open, part, title, onClick}`, a dot `{ms, title, tone, onClick}`.
 */
export function TimeLine(props) {
  return h(Measured, { draw: (width) => drawn(props, width) });
}

function drawn({ label, lanes, fromMs, toMs, watermarkMs }, width) {
  const laid = laidOut(lanes, fromMs, toMs);
  const height = laid.height + FOOT;
  const left = Math.min(MOST_LABEL, Math.max(8, ...lanes.map((lane) => lane.label.length))) * LETTER + 12;
  const scale = (ms) => left + ((Math.max(fromMs, Math.min(toMs, ms)) - fromMs) / (toMs - fromMs)) * (width - left - 8);
  return h(
    "svg",
    { class: "timeline", width, height, ...picture(label, lanes.some(hasActs)) },
    ticks(fromMs, toMs, width - left).map(([ms, text]) => h(Tick, { key: ms, x: scale(ms), height, text })),
    laid.lanes.map((each, i) => h(Lane, { key: i + each.lane.label, ...each, width, scale, fromMs, toMs })),
    watermarkMs !== null &&
      watermarkMs !== undefined &&
      watermarkMs >= fromMs &&
      watermarkMs <= toMs &&
      h(Watermark, { x: scale(watermarkMs), height: height - FOOT, ms: watermarkMs }),
  );
}

const hasActs = ({ boxes = [], dots = [] }) => boxes.some((box) => box.onClick) || dots.some((dot) => dot.onClick);

/** Returns round times from one to another, as many as there is room for, each with its text. */
export function ticks(fromMs, toMs, width) {
  const atLeast = ((toMs - fromMs) * TICK_PIXELS) / Math.max(1, width);
  const step = STEPS_MS.find((each) => each >= atLeast) ?? atLeast;
  const found = [];
  for (let ms = Math.ceil(fromMs / step) * step; ms <= toMs; ms += step) found.push([ms, markTime(ms, step)]);
  return found;
}

function Tick({ x, height, text }) {
  return h(
    "g",
    null,
    h("line", { class: "tick", x1: x, x2: x, y1: 0, y2: height - FOOT }),
    h("text", { class: "tick-text", x, y: height - 6, "text-anchor": "middle" }, text),
  );
}

/** Returns where each lane is; one whose windows overlap gets as many rows as that takes. */
function laidOut(lanes, fromMs, toMs) {
  let top = 0;
  const laid = lanes.map((lane) => {
    const boxes = (lane.boxes ?? []).filter((box) => box.endMs > fromMs && box.startMs < toMs);
    const { places, rows } = stacked(boxes);
    const height = Math.max(LANE, rows * LEAST_ROW + 2 * LANE_MARGIN);
    top += height;
    return { lane, boxes, places, rows, height, top: top - height };
  });
  return { lanes: laid, height: top };
}

function Lane({ lane, boxes, places, rows, height, top, width, scale, fromMs, toMs }) {
  const high = (height - 2 * LANE_MARGIN) / rows;
  return h(
    "g",
    { transform: `translate(0 ${top})` },
    h("line", { class: "lane", x1: 0, x2: width, y1: height, y2: height }),
    h("text", { class: "lane-text", x: 0, y: height / 2 + 4 }, cut(lane.label)),
    boxes.map((box, i) =>
      h(Box, {
        key: `${box.startMs}-${box.endMs}-${box.open ? "open" : box.id}`,
        box,
        colour: lane.colour,
        x: scale(box.startMs),
        to: scale(box.endMs),
        y: LANE_MARGIN + places[i] * high,
        high: high - (rows > 1 ? 1 : 0),
      }),
    ),
    (lane.dots ?? [])
      .filter((dot) => dot.ms >= fromMs && dot.ms <= toMs)
      .map((dot, i) => h(Dot, { key: dot.id ?? i, dot, x: scale(dot.ms), y: height / 2 })),
  );
}

const cut = (text) => (text.length > MOST_LABEL ? text.slice(0, MOST_LABEL - 1) + "…" : text);

/** Windows that overlap are put into rows of their lane. */
function stacked(boxes) {
  const ends = [];
  const places = boxes.map((box) => {
    const free = ends.findIndex((end) => end <= box.startMs);
    const row = free < 0 ? ends.length : free;
    ends[row] = box.endMs;
    return row;
  });
  return { places, rows: Math.max(1, ends.length) };
}

function Box({ box, colour, x, to, y, high }) {
  return h(
    "rect",
    {
      class:
        "box" +
        (box.open ? " open" : "") +
        (box.onClick ? " acts" : "") +
        (box.chosen ? " chosen" : "") +
        (box.pane && box.pane !== "ON_TIME" ? " pane-" + box.pane.toLowerCase() : ""),
      style: { color: `var(--${colour})` },
      x: x + 0.5,
      y,
      width: Math.max(1.5, to - x - 1),
      height: Math.max(2, high),
      rx: 1.5,
      "fill-opacity": box.open ? 0.08 : 0.18 + 0.74 * (box.part ?? 1),
      ...part(box.onClick, box.title),
    },
    h("title", null, box.title),
  );
}

function Dot({ dot, x, y }) {
  const shape = dot.tone?.startsWith("late")
    ? `M${x - 4} ${y - 4}l8 8m0 -8l-8 8`
    : dot.tone === "to"
      ? `M${x - 4} ${y - 5}l6 5l-6 5z`
      : `M${x} ${y - 6}v12`;
  return h(
    "path",
    { class: "dot " + (dot.tone ?? "") + (dot.onClick ? " acts" : ""), d: shape, ...part(dot.onClick, dot.title) },
    h("title", null, dot.title),
  );
}

function Watermark({ x, height, ms }) {
  return h(
    "g",
    { class: "watermark", style: { transform: `translateX(${x}px)` } },
    h("line", { x1: 0, x2: 0, y1: 0, y2: height }),
    h("path", { d: "M-5 0h10l-5 7z" }),
    h("title", null, "watermark " + clock(ms, true)),
  );
}

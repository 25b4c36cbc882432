// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// A chart over time: uPlot on a canvas, and beside it what those get who see or point at nothing.

import { Component, h } from "../lib/preact.js";
import { STEPS_MS, bytes, clock, duration, markTime } from "./format.js";
import { colour, onTheme } from "./palette.js";

const LEAST_HEIGHT = 136;
const MOST_HEIGHT = 280;
/** How far apart the lines of a scale of durations may be, in ms. */
const DURATIONS = [0.001, 0.01, 0.1, 1, 10, 100].flatMap((unit) => [unit, 2 * unit, 5 * unit]).concat(STEPS_MS.filter((ms) => ms >= 1_000));
/** How far apart the lines of a scale in bytes may be. */
const POWERS = Array.from({ length: 50 }, (_, i) => 2 ** i);
const STEPS = new Map([
  [duration, DURATIONS],
  [bytes, POWERS],
]);

/**
 * Lines over time. Properties: `title`, `series` of `{label, colour, fill, dash}`, `data` as columns with the times first,
 * `fromMs`, `toMs`, `form`, which is `lines` unless it is `bars`, `format` of values, and `onPick`, called with the time that was chosen by click or Enter.
 */
export class TimeChart extends Component {
  #plot = null;
  #holder = null;
  #observer = null;
  #unsubscribe = null;

  componentDidMount() {
    this.#make();
    this.#observer = new ResizeObserver(() => this.#resize());
    this.#observer.observe(this.#holder);
    this.#unsubscribe = onTheme(() => this.#plot.redraw(false));
  }

  componentDidUpdate(before) {
    if (shape(before) !== shape(this.props)) this.#make();
    else if (before !== this.props) this.#plot.setData(drawnData(this.props));
  }

  componentWillUnmount() {
    this.#observer.disconnect();
    this.#unsubscribe();
    this.#plot.destroy();
  }

  #make() {
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(), drawnData(this.props), this.#holder);
  }

  #resize() {
    const width = this.#holder.clientWidth;
    if (width > 0 && width !== this.#plot.width) this.#plot.setSize({ width, height: this.#height() });
  }

  /** Wide charts are high ones. */
  #height() {
    return Math.max(
      this.props.height ?? LEAST_HEIGHT,
      Math.min(MOST_HEIGHT, Math.round(this.#holder.clientWidth * 0.3)),
    );
  }

  #options() {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const font = `${0.6875 * rem}px ${getComputedStyle(this.#holder).fontFamily}`;
    const axis = { stroke: () => colour("ink-3"), font, ticks: { show: false } };
    const grid = { stroke: () => colour("line"), width: 1 };
    return {
      ms: 1,
      width: Math.max(200, this.#holder.clientWidth),
      height: this.#height(),
      padding: [8, 26, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, sync: { key: "time" }, points: { size: 7 } },
      scales: {
        x: { range: () => [Math.min(this.props.fromMs, this.props.toMs - 1_000), this.props.toMs] },
        y: { range: (_, low, high) => fromZero(low, high) },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 24,
          space: 74,
          incrs: STEPS_MS,
          values: (_, times, axis, space, apartMs) => times.map((ms) => markTime(ms, apartMs)),
        },
        {
          ...axis,
          grid,
          size: 62,
          gap: 6,
          space: 26,
          incrs: STEPS.get(this.props.format),
          values: (_, values) => values.map((value) => this.props.format(value)),
        },
      ],
      series: [{}, ...drawnSeries(this.props)],
      hooks: {
        setCursor: [(plot) => this.#point(plot.cursor.idx ?? null)],
        ready: [(plot) => plot.over.addEventListener("click", () => this.#pick())],
      },
    };
  }

  #point(at) {
    if (at !== (this.state.at ?? null)) this.setState({ at });
  }

  #pick() {
    const times = this.props.data[0];
    const at = this.state.at ?? times.length - 1;
    if (this.props.onPick && times[at] !== undefined) this.props.onPick(times[at]);
  }

  #key(event) {
    const times = this.props.data[0];
    const first = Math.max(
      0,
      times.findIndex((ms) => ms >= this.props.fromMs),
    );
    const last = times.length - 1;
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[event.key];
    if (step && last >= 0) {
      const at = Math.max(first, Math.min(last, (this.state.at ?? last) + step));
      this.#plot.setCursor({ left: this.#plot.valToPos(times[at], "x"), top: 1 });
      this.#point(at);
    } else if (event.key === "Enter") {
      this.#pick();
    } else {
      return;
    }
    event.preventDefault();
  }

  render({ title, series, data, format, onPick, height }, { at }) {
    const shown = at !== undefined && at !== null && at < data[0].length ? at : data[0].length - 1;
    return h(
      "figure",
      { class: "chart" },
      h(
        "figcaption",
        { class: "title" },
        h("h2", null, title),
        h(
          "span",
          { class: "legend" },
          at !== undefined && at !== null && h("span", { class: "label" }, clock(data[0][shown])),
          series.map((each, i) =>
            h(
              "span",
              { key: each.label, class: "entry" },
              h("i", { style: { background: `var(--${each.colour})` } }),
              each.label,
              " ",
              h("b", null, format(data[i + 1][shown])),
            ),
          ),
        ),
      ),
      h("div", {
        class: "plot" + (onPick ? " picks" : ""),
        style: { minHeight: (height ?? LEAST_HEIGHT) + "px" },
        ref: (element) => (this.#holder = element),
        tabIndex: 0,
        role: "group",
        "aria-roledescription": "chart",
        "aria-label":
          summary(this.props) + (onPick ? " Arrow keys move along it, Enter shows the events of that time." : ""),
        onKeyDown: (event) => this.#key(event),
        onBlur: () => this.#plot.setCursor({ left: -10, top: -10 }),
      }),
    );
  }
}

const shape = ({ form, series }) =>
  JSON.stringify([form, series.map(({ label, colour, points, spanGaps }) => [label, colour, points, spanGaps])]);

const drawnSeries = ({ form, series }) => (form === "bars" ? [...series].reverse().map(bars) : series.map(line));
const drawnData = ({ form, data }) => (form === "bars" ? stacked(data) : data);

/** Returns columns that lie upon each other, the topmost first: each hides the lower part of the one before. */
function stacked([times, ...columns]) {
  const sums = times.map(() => 0);
  const lying = columns.map((column) => column.map((value, i) => (value === null ? null : (sums[i] += value))));
  return [times, ...lying.reverse()];
}

function bars(series) {
  return {
    label: series.label,
    fill: () => colour(series.colour),
    width: 0,
    paths: uPlot.paths.bars({ size: [0.82, 64], align: -1 }),
    points: { show: false },
  };
}

function line(series) {
  return {
    label: series.label,
    stroke: () => colour(series.colour),
    fill: series.fill ? () => colour(series.colour) + "1f" : undefined,
    dash: series.dash,
    width: 1.5,
    points: { show: series.points ?? false, size: 4 },
    spanGaps: series.spanGaps ?? false,
  };
}

/** The scale begins at zero: a small change must not look like a large one. */
function fromZero(low, high) {
  if (high === null || high === undefined) return [0, 1];
  return [Math.min(0, low), high > 0 ? high * 1.08 : 1];
}

function summary({ title, series, data, format }) {
  const parts = series.map((each, i) => {
    const values = data[i + 1].filter((value) => value !== null && value !== undefined);
    if (values.length === 0) return `${each.label}: nothing yet`;
    const low = values.reduce((a, b) => Math.min(a, b));
    const high = values.reduce((a, b) => Math.max(a, b));
    return `${each.label}: now ${format(values[values.length - 1])}, between ${format(low)} and ${format(high)}`;
  });
  return `${title}. ${parts.join("; ")}.`;
}

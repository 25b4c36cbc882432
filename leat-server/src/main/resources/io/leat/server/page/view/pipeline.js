// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Pipeline: the graph of steps with what flows between them, and a panel for the step that was chosen.

import { Component, h } from "../../lib/preact.js";
import { count, exact, rate, readable } from "../format.js";
import { NODE, curve, layout } from "../graph.js";
import { Empty, go } from "../parts.js";
import { StepPanel } from "./steppanel.js";

const SMALLEST_SCALE = 0.72;
const LARGEST_SCALE = 1.25;
/** Where there is less room, steps are a list. */
const LEAST_GRAPH = 600;
const CHOSEN = '[aria-pressed="true"]';
const INTO_SIGHT = { block: "nearest", inline: "center" };
const STRAINED = 0.5;
const FULL = 0.9;

/** Returns how full the queue before a step is, from 0 to 1. */
const pressure = (figures) => (figures?.queueBound ? figures.queued / figures.queueBound : 0);
const tone = (part) => (part >= FULL ? "full" : part >= STRAINED ? "strained" : "");

class Pipeline extends Component {
  state = { width: document.documentElement.clientWidth, room: 0 };
  #observed = null;
  #plan = null;
  #graph = null;
  #revealed = null;

  componentDidMount() {
    this.observer = new ResizeObserver(() =>
      this.setState({ width: this.base.clientWidth, room: this.#observed?.clientWidth ?? 0 }),
    );
    this.observer.observe(this.base);
    this.componentDidUpdate();
  }

  componentDidUpdate() {
    this.#observe(this.base.querySelector(".graph"));
    this.#reveal();
  }

  /** The panel takes room from the graph. */
  #observe(graph) {
    if (graph === this.#observed) return;
    if (this.#observed) this.observer.unobserve(this.#observed);
    if (graph) this.observer.observe(graph);
    this.#observed = graph;
  }

  componentWillUnmount() {
    this.observer.disconnect();
  }

  /** Brings the chosen step into sight, once. When none is chosen any more, the focus that was in its panel goes back to it. */
  #reveal() {
    const name = this.base.querySelector(CHOSEN) && this.props.parameters.get("step");
    if (name && name !== this.#revealed) this.base.querySelector(CHOSEN).scrollIntoView(INTO_SIGHT);
    this.#revealed = name;
  }

  #close() {
    const button = this.base.querySelector(CHOSEN);
    go("pipeline");
    button?.focus();
  }

  #laidOut(plan) {
    if (this.#plan !== plan) {
      this.#plan = plan;
      this.#graph = layout(plan.steps);
    }
    return this.#graph;
  }

  render({ session, parameters }, { width, room }) {
    const { plan, metrics } = session;
    if (!plan || !metrics)
      return h("div", null, h(Empty, { title: "Waiting for the plan" }, "It comes with the first figures."));
    const chosen = plan.steps.find((step) => step.name === parameters.get("step"));
    const figures = new Map(metrics.steps.map((each) => [each.name, each]));
    const panel =
      chosen &&
      h(StepPanel, {
        key: chosen.name,
        session,
        step: chosen,
        figures: figures.get(chosen.name),
        onClose: () => this.#close(),
      });
    return h(
      "div",
      null,
      h(
        "div",
        { class: "head" },
        h("h1", null, "Pipeline"),
        h("span", { class: "label" }, `${plan.steps.length} steps`),
        h(Key),
      ),
      width < LEAST_GRAPH
        ? h(StepList, { plan, figures, chosen, panel })
        : h("div", { class: chosen ? "split" : "" }, this.#graphOf(plan, figures, chosen, room), panel),
    );
  }

  #graphOf(plan, figures, chosen, room) {
    const graph = this.#laidOut(plan);
    const scale = room ? Math.max(SMALLEST_SCALE, Math.min(LARGEST_SCALE, room / graph.width)) : 1;
    return h(
      "div",
      { class: "graph" },
      h(
        "div",
        { style: { width: graph.width * scale + "px", height: graph.height * scale + "px" } },
        h(
          "div",
          {
            class: "plane",
            style: { width: graph.width + "px", height: graph.height + "px", transform: `scale(${scale})` },
          },
          h(Edges, { graph, plan, figures }),
          plan.steps.map((step) =>
            h(Node, {
              key: step.id,
              step,
              reads: readBy(step, plan),
              at: graph.nodes.get(step.id),
              figures: figures.get(step.name),
              chosen: step === chosen,
            }),
          ),
        ),
      ),
    );
  }
}

/** The steps one below the other, each with what it reads, and the panel below the chosen one. */
function StepList({ plan, figures, chosen, panel }) {
  return h(
    "ol",
    { class: "steps" },
    plan.steps.map((step) =>
      h(
        "li",
        { key: step.id },
        h(
          Node,
          { step, reads: readBy(step, plan), figures: figures.get(step.name), chosen: step === chosen },
          step.inputs.length > 0 &&
            h("span", { class: "reads" }, `reads ${readBy(step, plan)}, ${rate(figures.get(step.name)?.inPerSec)}`),
        ),
        step === chosen && panel,
      ),
    ),
  );
}

/** Returns the names of the steps that a step reads, with the names of their outputs. */
function readBy(step, plan) {
  const name = (id) => plan.steps.find((each) => each.id === id).name;
  return step.inputs.map((input) => name(input.step) + (input.label ? ` (${input.label})` : "")).join(", ");
}

function Key() {
  return h(
    "span",
    { class: "legend end" },
    [
      ["", "queue has room"],
      ["strained", "half full"],
      ["full", "full: holds up what feeds it"],
    ].map(([name, text]) => h("span", { class: "entry", key: text }, h("i", { class: "edge-key " + name }), text)),
  );
}

/** Edges are told to those who do not see them by what each step says it reads. */
function Edges({ graph, plan, figures }) {
  const steps = new Map(plan.steps.map((step) => [step.id, step]));
  const drawn = graph.edges.map((edge) => {
    const to = steps.get(edge.to);
    const perSecond = along(edge, steps.get(edge.from), to, figures);
    const level = tone(pressure(figures.get(to.name)));
    return { ...edge, perSecond, level, shared: to.inputs.length > 1, key: `${edge.from}-${edge.to}.${edge.number}` };
  });
  return h(
    "svg",
    { width: graph.width, height: graph.height, "aria-hidden": "true" },
    drawn.map((edge) =>
      h("path", {
        key: edge.key,
        class: "edge " + edge.level,
        d: curve(edge.points),
        "stroke-width": thickness(edge.perSecond),
      }),
    ),
    drawn.map((edge) => h(EdgeText, { key: edge.key + "t", edge })),
  );
}

/** What flows along an edge, if it can be told: all that a step with one input gets, or all that leaves the main output of another. */
function along(edge, from, to, figures) {
  if (to.inputs.length === 1) return figures.get(to.name)?.inPerSec ?? null;
  return edge.output === 0 ? (figures.get(from.name)?.outPerSec ?? null) : null;
}

const thickness = (perSecond) => (1 + 0.55 * Math.log10(1 + (perSecond ?? 0))).toFixed(2);

/** The text stands where the edge is alone: before the step that it leads to, unless others lead there too. */
function EdgeText({ edge }) {
  const [x, y] = edge.shared ? edge.points[0] : edge.points[edge.points.length - 1];
  const at = { class: "edge-text", x: x + (edge.shared ? 6 : -6), "text-anchor": edge.shared ? "start" : "end" };
  return [
    edge.perSecond !== null && h("text", { ...at, y: edge.shared ? y + 13 : y - 5 }, rate(edge.perSecond)),
    edge.label && h("text", { ...at, y: y + 13 }, edge.label),
  ];
}

/** A step: at its place in the graph if it has one, else where it stands in the list. */
function Node({ step, reads, at, figures, chosen, children }) {
  const part = pressure(figures);
  return h(
    "button",
    {
      class: `node ${step.kind === "from" ? "source" : step.kind === "to" ? "sink" : ""} ${tone(part)}`,
      style: at && { left: at.x + "px", top: at.y + "px", width: NODE.width + "px", height: NODE.height + "px" },
      "aria-pressed": String(chosen),
      "aria-label": spoken(step, reads, figures, part),
      title: [step.name, readable(step.detail), step.code].filter(Boolean).join("\n"),
      onClick: () => go("pipeline", chosen ? {} : { step: step.name }),
    },
    h("span", { class: "kind" }, step.kind, step.guarantee && h("em", null, step.guarantee)),
    h("b", null, step.name),
    h("span", { class: "counts" }, figures ? counters(step, figures) : "…"),
    children,
    h("i", { class: "fill", style: { width: Math.min(1, part) * 100 + "%" } }),
  );
}

function counters(step, f) {
  const main =
    step.kind === "to"
      ? `${count(f.in)} written`
      : step.kind === "from"
        ? `${count(f.out)} read`
        : `${count(f.out)} out`;
  return [
    main,
    f.late > 0 && h("span", { class: "warn", key: "l" }, count(f.late), " late"),
    f.failed > 0 && h("span", { class: "bad", key: "f" }, count(f.failed), " failed"),
    f.entries > 0 && h("span", { key: "e" }, count(f.entries), " kept"),
  ];
}

function spoken(step, reads, f, part) {
  const words = [`${step.name}, ${step.kind}`];
  if (f)
    words.push(
      `${exact(f.in)} in, ${exact(f.out)} out, ${exact(f.late)} late, ${exact(f.failed)} failed`,
      `queue ${Math.round(part * 100)} per cent full`,
    );
  if (step.guarantee) words.push(step.guarantee);
  if (reads) words.push("reads " + reads);
  return words.join("; ");
}

function topics(session, parameters) {
  const step = session.plan?.steps.find((each) => each.name === parameters.get("step"));
  return step ? ["step:" + step.name] : [];
}

export const pipeline = { name: "pipeline", title: "Pipeline", topics, Show: Pipeline };

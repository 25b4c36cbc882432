// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Why: what a result was made of and what closed its window; or which windows an event came too late for, and what had pushed time.

import { Component, h } from "../../lib/preact.js";
import { get, jobPath, query } from "../api.js";
import { EventList, Loading } from "../eventlist.js";
import { clock, duration, keyText, oneLine, pretty, range } from "../format.js";
import { Empty, Note, Table, Time, go, goEvents, href } from "../parts.js";
import { TimeLine } from "../timeline.js";

const LISTED = 40;

/** Returns what is asked about: `{kind: "result" | "late", number}`, or null. */
function question(parameters) {
  const kind = ["result", "late"].find((name) => parameters.has(name));
  return kind && parameters.get("step") ? { kind, number: parameters.get(kind), step: parameters.get("step") } : null;
}

class Why extends Component {
  #asked = null;

  componentDidMount() {
    this.#ask();
  }

  componentDidUpdate() {
    if (this.props.parameters.toString() !== this.#asked) this.#ask();
  }

  async #ask() {
    const asked = (this.#asked = this.props.parameters.toString());
    const about = question(this.props.parameters);
    this.setState({ answer: null, failure: null });
    if (!about) return;
    try {
      const answer = await get(jobPath(this.props.session.job, "why", about.kind) + query({ step: about.step, number: about.number }));
      if (asked === this.#asked) this.setState({ answer });
    } catch (error) {
      if (asked === this.#asked) this.setState({ failure: error.message });
    }
  }

  render({ session, parameters }, { answer, failure }) {
    const about = question(parameters);
    if (!about) return h(Choice, { session, parameters });
    return h(
      "div",
      null,
      h("div", { class: "head" }, h("h1", null, about.kind === "result" ? "Why this result" : "Why this was late"), h("a", { href: href("why", { step: about.step }) }, "another one"), h("a", { href: href("windows", { step: about.step }) }, "windows of ", about.step)),
      failure && h(Note, { tone: "bad" }, failure),
      !answer && !failure && h(Loading, { what: "The inputs are looked for." }),
      answer && (about.kind === "result" ? h(Result, { answer }) : h(Late, { answer })),
    );
  }
}

/** The frame that both kinds of answers have: the sentence, the line of time, what is left to the caller, and the partitions. */
function Answer({ answer, lanes, times, watermarkMs, label, holder, children }) {
  const known = [...times, ...answer.sources.flatMap((each) => [each.watermarkMs, each.latestMs]), watermarkMs].filter((ms) => typeof ms === "number");
  const from = Math.min(...known);
  const to = Math.max(...known);
  const margin = Math.max(1_000, (to - from) * 0.06);
  return [
    h("p", { class: "sentence", key: "s" }, answer.text),
    h(
      "div",
      { class: "sheet", key: "l" },
      h(
        "div",
        { class: "cell" },
        h("div", { class: "title" }, h("h2", null, "On the line of event time"), h(LineKey)),
        h(TimeLine, { lanes: [...lanes, ...answer.sources.map((each) => partitionLane(each, holder))], fromMs: from - margin, toMs: to + margin, watermarkMs, label }),
      ),
    ),
    h("div", { class: "sheet halves", key: "t" }, children, h("div", { class: "cell" }, h("h2", null, "The sources as they stood"), h(Sources, { sources: answer.sources, holder }))),
  ];
}

function LineKey() {
  return h("span", { class: "legend" }, h("span", { class: "entry" }, h("i", { class: "mark-key" }), "watermark of the step"), h("span", { class: "entry" }, h("i", { class: "mark-key thin" }), "watermark of a partition"), h("span", { class: "entry" }, "▸ its latest event"));
}

const isSame = (partition, holder) => holder && partition.source === holder.source && partition.partition === holder.partition;

function partitionLane(each, holder) {
  const dots = [];
  if (typeof each.watermarkMs === "number") dots.push({ id: "w", ms: each.watermarkMs, tone: isSame(each, holder) ? "holds" : "", title: "watermark " + clock(each.watermarkMs, true) });
  if (typeof each.latestMs === "number") dots.push({ id: "l", ms: each.latestMs, tone: "to", title: "latest event " + clock(each.latestMs, true) });
  const boxes = dots.length === 2 && each.latestMs > each.watermarkMs ? [{ id: "b", startMs: each.watermarkMs, endMs: each.latestMs, part: 0, title: `out of order by up to ${duration(each.latestMs - each.watermarkMs)}` }] : [];
  return { label: `${each.source}/${each.partition}`, colour: isSame(each, holder) ? "warn" : "ink-3", dots, boxes };
}

function Result({ answer }) {
  const r = answer.result;
  const inputs = answer.inputs ?? [];
  const lanes = [
    { label: keyText(r.key), colour: "accent", boxes: [{ id: 0, startMs: r.startMs, endMs: r.endMs, part: 0.5, chosen: true, title: range(r.startMs, r.endMs) }] },
    { label: "inputs", colour: "ink-3", dots: inputs.map((each) => ({ id: each.number, ms: each.timeMs, title: clock(each.timeMs, true) + "\n" + oneLine(each.value, each.timeMs) })) },
  ];
  return h(
    Answer,
    { answer, lanes, times: [r.startMs, r.endMs, ...inputs.map((each) => each.timeMs)], watermarkMs: answer.watermarkMs, holder: answer.closedBy, label: answer.text },
    h(
      "div",
      { class: "cell" },
      h("h2", null, h("code", null, keyText(r.key)), " ", range(r.startMs, r.endMs), " ", h("span", { class: "quiet" }, r.pane.toLowerCase().replace("_", " "))),
      h("p", { class: "quiet" }, answer.windows),
      h("pre", null, pretty(r.value)),
    ),
    h(
      "div",
      { class: "cell" },
      h("div", { class: "title" }, h("h2", null, `Inputs, ${inputs.length} `, answer.inputsComplete ? "in all" : "of those that were seen"), h("button", { class: "bare", onClick: () => go("events", { from: r.startMs, to: r.endMs - 1 }) }, "all events of that time")),
      h(EventList, { caption: "Inputs", events: inputs, empty: "None of them is kept any more." }),
    ),
  );
}

function Late({ answer }) {
  const l = answer.late;
  const lanes = [
    { label: "the event", colour: "warn", dots: [{ id: 0, ms: l.timeMs, tone: "late", title: clock(l.timeMs, true) }] },
    { label: "its windows", colour: "accent", boxes: answer.windows.map((each, i) => ({ id: i, ...each, part: 0.4, title: `${range(each.startMs, each.endMs)}, over at ${clock(each.overAtMs, true)}` })) },
  ];
  return h(
    Answer,
    { answer, lanes, times: [l.timeMs, ...answer.windows.flatMap((each) => [each.startMs, each.endMs, each.overAtMs])], watermarkMs: answer.watermarkMs, holder: answer.pushedBy, label: answer.text },
    h(
      "div",
      { class: "cell" },
      h("div", { class: "title" }, h("h2", null, "The event of ", h(Time, { ms: l.timeMs, precise: true })), h("button", { class: "bare", onClick: () => goEvents(l.timeMs) }, "events around it")),
      h("p", { class: "quiet" }, `${duration(answer.watermarkMs - l.timeMs)} behind the watermark when it came`),
      h("pre", null, pretty(l.value)),
    ),
    h(
      "div",
      { class: "cell" },
      h("h2", null, "The windows that it belongs to"),
      answer.windows.length
        ? h(Table, { caption: "Windows", head: ["Window", "Over when the watermark came to"] }, answer.windows.map((each, i) => h("tr", { key: i }, h("td", null, range(each.startMs, each.endMs)), h("td", null, h(Time, { ms: each.overAtMs, precise: true })))))
        : h("p", { class: "quiet" }, "They cannot be told for windows of this kind."),
    ),
  );
}

function Sources({ sources, holder }) {
  const row = (each) =>
    h(
      "tr",
      { key: each.source + "/" + each.partition },
      h("td", null, h("code", null, each.source), " ", h("span", { class: "quiet" }, each.partition)),
      h("td", null, h(Time, { ms: each.watermarkMs, precise: true })),
      h("td", null, h(Time, { ms: each.latestMs, precise: true })),
      h("td", null, isSame(each, holder) ? h("b", { class: "warn" }, "it was this one") : each.ended ? "ended" : each.idle ? "idle" : ""),
    );
  return h(Table, { caption: "Partitions", head: ["Partition", "Watermark", "Latest event", ""] }, sources.map(row));
}

/** What there is to ask about: the latest results and late events of a step. */
function Choice({ session, parameters }) {
  const steps = session.plan?.steps.filter((each) => each.windowed) ?? [];
  const step = steps.find((each) => each.name === parameters.get("step")) ?? steps[0];
  if (!step) return h(Empty, { title: "Nothing to explain" }, "Results of windows, and events that came too late for them, are explained here. This pipeline has no windows.");
  const log = session.windowsOf(step.name);
  const entry = (kind, each, text) => h("li", { key: each.number }, h("a", { href: href("why", { step: step.name, [kind]: each.number }) }, text), h("span", { class: "quiet one" }, oneLine(each.value, each.endMs ?? each.timeMs)));
  const list = (kind, all, text, none) => (all.length ? h("ul", { class: "choice" }, all.slice(-LISTED).reverse().map((each) => entry(kind, each, text(each)))) : h("p", { class: "quiet" }, none));
  return h(
    "div",
    null,
    h("div", { class: "head" }, h("h1", null, "Why"), h("select", { "aria-label": "Step", value: step.name, onChange: (event) => go("why", { step: event.target.value }) }, steps.map((each) => h("option", { key: each.name, value: each.name }, each.name))), h("span", { class: "label" }, "choose a result or a late event")),
    h(
      "div",
      { class: "sheet halves" },
      h("div", { class: "cell" }, h("h2", null, "Why this result?"), list("result", log.results, (r) => `${keyText(r.key)}  ${range(r.startMs, r.endMs)}`, "No result yet.")),
      h("div", { class: "cell" }, h("h2", null, "Why was this late?"), list("late", log.late, (l) => clock(l.timeMs, true), "Nothing was late.")),
    ),
  );
}

function topics(session, parameters) {
  if (question(parameters)) return [];
  const steps = session.plan?.steps.filter((each) => each.windowed) ?? [];
  const step = steps.find((each) => each.name === parameters.get("step")) ?? steps[0];
  return step ? ["windows:" + step.name] : [];
}

export const why = { name: "why", title: "Why", topics, Show: Why };

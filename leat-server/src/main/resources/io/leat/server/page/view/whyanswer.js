// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// An answer to why: the sentence, the line of time with what the sentence speaks of, and the tables behind it.

import { h } from "../../lib/preact.js";
import { EventList } from "../eventlist.js";
import { clock, duration, keyText, oneLine, paneText, pretty, range, readable } from "../format.js";
import { go, goEvents, Table, Time } from "../parts.js";
import { TimeLine } from "../timeline.js";

/** The frame that both kinds of answers have: the sentence, the line of time, what is left to the caller, and the partitions. */
function Answer({ answer, lanes, times, watermarkMs, label, holder, children }) {
  const known = [...times, ...answer.sources.flatMap((each) => [each.watermarkMs, each.latestMs]), watermarkMs].filter(
    (ms) => typeof ms === "number",
  );
  const from = Math.min(...known);
  const to = Math.max(...known);
  const margin = Math.max(1_000, (to - from) * 0.06);
  return [
    h("p", { class: "sentence", key: "s" }, readable(answer.text)),
    new Date().getTimezoneOffset() !== 0 &&
      h("p", { class: "label sentence-zone", key: "z" }, "Times in the sentence are in UTC, below in your zone."),
    h(
      "div",
      { class: "sheet", key: "l" },
      h(
        "div",
        { class: "cell" },
        h("div", { class: "title" }, h("h2", null, "On the line of event time"), h(LineKey)),
        h(TimeLine, {
          lanes: [...lanes, ...answer.sources.map((each) => partitionLane(each, holder))],
          fromMs: from - margin,
          toMs: to + margin,
          watermarkMs,
          label,
        }),
      ),
    ),
    h(
      "div",
      { class: "sheet halves", key: "t" },
      children,
      h(
        "div",
        { class: "cell" },
        h("h2", null, "The sources as they stood"),
        h(Sources, { sources: answer.sources, holder }),
      ),
    ),
  ];
}

function LineKey() {
  return h(
    "span",
    { class: "legend" },
    h("span", { class: "entry" }, h("i", { class: "mark-key" }), "watermark of the step"),
    h("span", { class: "entry" }, h("i", { class: "mark-key thin" }), "watermark of a partition"),
    h("span", { class: "entry" }, "▸ its latest event"),
  );
}

const isSame = (partition, holder) =>
  holder && partition.source === holder.source && partition.partition === holder.partition;

function partitionLane(each, holder) {
  const dots = [];
  if (typeof each.watermarkMs === "number")
    dots.push({
      id: "w",
      ms: each.watermarkMs,
      tone: isSame(each, holder) ? "holds" : "",
      title: "watermark " + clock(each.watermarkMs, true),
    });
  if (typeof each.latestMs === "number")
    dots.push({ id: "l", ms: each.latestMs, tone: "to", title: "latest event " + clock(each.latestMs, true) });
  const boxes =
    dots.length === 2 && each.latestMs > each.watermarkMs
      ? [
          {
            id: "b",
            startMs: each.watermarkMs,
            endMs: each.latestMs,
            part: 0,
            title: `out of order by up to ${duration(each.latestMs - each.watermarkMs)}`,
          },
        ]
      : [];
  return { label: `${each.source}/${each.partition}`, colour: isSame(each, holder) ? "warn" : "ink-3", dots, boxes };
}

/** Why a window gave a result. */
export function Result({ answer }) {
  const r = answer.result;
  const inputs = answer.inputs ?? [];
  const lanes = [
    {
      label: keyText(r.key),
      colour: "accent",
      boxes: [{ id: 0, startMs: r.startMs, endMs: r.endMs, part: 0.5, chosen: true, title: range(r.startMs, r.endMs) }],
    },
    {
      label: "inputs",
      colour: "ink-3",
      dots: inputs.map((each) => ({
        id: each.number,
        ms: each.timeMs,
        title: clock(each.timeMs, true) + "\n" + oneLine(each.value, each.timeMs),
      })),
    },
  ];
  return h(
    Answer,
    {
      answer,
      lanes,
      times: [r.startMs, r.endMs, ...inputs.map((each) => each.timeMs)],
      watermarkMs: answer.watermarkMs,
      holder: answer.closedBy,
      label: answer.text,
    },
    h(
      "div",
      { class: "cell" },
      h(
        "h2",
        null,
        h("code", null, keyText(r.key)),
        " ",
        range(r.startMs, r.endMs),
        " ",
        h("span", { class: "quiet" }, paneText(r.pane)),
      ),
      h("p", { class: "quiet" }, readable(answer.windows)),
      h("pre", null, pretty(r.value)),
    ),
    h(
      "div",
      { class: "cell" },
      h(
        "div",
        { class: "title" },
        h("h2", null, `Inputs, ${inputs.length} `, answer.inputsComplete ? "in all" : "of those that were seen"),
        h(
          "button",
          { class: "bare", onClick: () => go("events", { from: r.startMs, to: r.endMs - 1 }) },
          "all events of that time",
        ),
      ),
      h(EventList, { caption: "Inputs", events: inputs, empty: "None of them is kept any more." }),
    ),
  );
}

/** Why an event was late. */
export function Late({ answer }) {
  const l = answer.late;
  const lanes = [
    { label: "the event", colour: "warn", dots: [{ id: 0, ms: l.timeMs, tone: "late", title: clock(l.timeMs, true) }] },
    {
      label: "its windows",
      colour: "accent",
      boxes: answer.windows.map((each, i) => ({
        id: i,
        ...each,
        part: 0.4,
        title: `${range(each.startMs, each.endMs)}, over at ${clock(each.overAtMs, true)}`,
      })),
    },
  ];
  return h(
    Answer,
    {
      answer,
      lanes,
      times: [l.timeMs, ...answer.windows.flatMap((each) => [each.startMs, each.endMs, each.overAtMs])],
      watermarkMs: answer.watermarkMs,
      holder: answer.pushedBy,
      label: answer.text,
    },
    h(
      "div",
      { class: "cell" },
      h(
        "div",
        { class: "title" },
        h("h2", null, "The event of ", h(Time, { ms: l.timeMs, precise: true })),
        h("button", { class: "bare", onClick: () => goEvents(l.timeMs) }, "events around it"),
      ),
      h("p", { class: "quiet" }, answer.watermarkMs !== null && `${duration(answer.watermarkMs - l.timeMs)} behind the watermark when it came`),
      h("pre", null, pretty(l.value)),
    ),
    h(
      "div",
      { class: "cell" },
      h("h2", null, "The windows that it belongs to"),
      answer.windows.length
        ? h(
            Table,
            { caption: "Windows", head: ["Window", "Over when the watermark came to"] },
            answer.windows.map((each, i) =>
              h(
                "tr",
                { key: i },
                h("td", null, range(each.startMs, each.endMs)),
                h("td", null, h(Time, { ms: each.overAtMs, precise: true })),
              ),
            ),
          )
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
      h(
        "td",
        null,
        isSame(each, holder)
          ? h("b", { class: "warn" }, "it was this one")
          : each.ended
            ? "ended"
            : each.idle
              ? "idle"
              : "",
      ),
    );
  return h(Table, { caption: "Partitions", head: ["Partition", "Watermark", "Latest event", ""] }, sources.map(row));
}

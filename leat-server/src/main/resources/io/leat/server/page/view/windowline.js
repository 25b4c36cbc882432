// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// The windows of a step as a line of event time shows them: closed and open ones by key, and the late events.

import { clock, keyText, oneLine, paneText, range } from "../format.js";
import { go } from "../parts.js";
import { numberIn } from "../windowlog.js";

/** Returns the properties of the line. */
export function timeLine({ step, log, field, fromMs, toMs, recent, lanes: keys }, colours) {
  const largest = Math.max(1e-9, ...recent.map((result) => Math.abs(numberIn(result.value, field) ?? 1)));
  const lanes = keys.map(({ key, group }) => ({
    label: key,
    colour: colours.of(key),
    boxes: [
      ...latestPanes(group).map((result) => closedBox(step, result, field, largest)),
      ...log.open.filter((open) => keyText(open.key) === key && !group.some(sameWindow(open))).map(openBox),
    ].sort((a, b) => a.startMs - b.startMs),
  }));
  lanes.push({
    label: "late events",
    colour: "warn",
    dots: log.late.map((late) => ({
      id: late.number,
      ms: late.timeMs,
      tone: "late",
      title: `late: ${clock(late.timeMs, true)}, behind the watermark ${clock(late.watermarkMs, true)}`,
      onClick: () => go("why", { step: step.name, late: late.number }),
    })),
  });
  return {
    lanes,
    fromMs,
    toMs,
    watermarkMs: log.watermarkMs,
    label: `Windows of ${keys.length} keys: ${recent.length} closed, ${log.open.length} open, ${log.late.length} late events. The table below has them.`,
  };
}

/** Returns the latest result of each window: it has what those before it had. */
function latestPanes(group) {
  const latest = new Map();
  for (const result of group) latest.set(result.startMs + "-" + result.endMs, result);
  return [...latest.values()];
}

const titles = new WeakMap();

/** Written once for each result: there are many of them, in each picture. */
function titleOf(result) {
  if (!titles.has(result)) {
    const nth = result.index ? `, result ${result.index + 1} of this window` : "";
    const window = `${keyText(result.key)}  ${range(result.startMs, result.endMs)}`;
    titles.set(result, `${window}\n${paneText(result.pane)}${nth}\n${oneLine(result.value, result.endMs)}`);
  }
  return titles.get(result);
}

function closedBox(step, result, field, largest) {
  const value = numberIn(result.value, field);
  return {
    id: result.number,
    startMs: result.startMs,
    endMs: result.endMs,
    part: value === null ? 1 : Math.abs(value) / largest,
    pane: result.pane,
    title: titleOf(result),
    onClick: () => go("why", { step: step.name, result: result.number }),
  };
}

/** A window may be kept for a while after its result. */
const sameWindow = (a) => (b) => a.startMs === b.startMs && a.endMs === b.endMs;

function openBox(open) {
  return {
    ...open,
    open: true,
    title: `open: ${keyText(open.key)}  ${range(open.startMs, open.endMs)}\n${oneLine(open.value, open.endMs)}`,
  };
}

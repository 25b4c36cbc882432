// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// A step close up: its figures, where it is in the code, what came in and went out last, what it keeps.

import { Component, h } from "../../lib/preact.js";
import { get, jobPath, query } from "../requests.js";
import { EventList } from "../eventlist.js";
import { bytes, count, duration, exact, keyText, oneLine, percent, range, rate, readable } from "../format.js";
import { Table, Time, href } from "../parts.js";

const LAST = 12;
const OUTPUTS = ["results", "second output", "panes", "changes"];

/** The panel of a step. */
export function StepPanel({ session, step, figures, onClose }) {
  const data = session.steps.get(step.name);
  const inputs = step.inputs.map((input) => ({
    input,
    from: session.plan.steps.find((each) => each.id === input.step),
  }));
  return h(
    "aside",
    { class: "panel", "aria-label": "Step " + step.name },
    h(
      "div",
      { class: "head" },
      h("h2", null, h("code", null, step.name), " ", h("span", { class: "quiet" }, step.kind)),
      h("button", { class: "bare end", "aria-label": "Close the panel", onClick: onClose }, "✕"),
    ),
    step.detail && h("p", null, readable(step.detail)),
    step.code && h("p", null, h("span", { class: "label" }, "in the code "), h("code", { title: step.code }, place(step.code))),
    figures && h(Facts, { step, figures, stateBytes: data?.stateBytes }),
    h(
      "p",
      { class: "links" },
      step.windowed && h("a", { href: href("windows", { step: step.name }) }, "Its windows"),
      h("a", { href: href("events", { step: step.name, output: 0 }) }, "Search what it gave"),
    ),
    inputs.map(({ input, from }, i) =>
      h(Last, { key: i + from.name + input.output, title: `in, from ${from.name}`, events: data?.seenIn?.[i] }),
    ),
    (data?.seen ?? [[]]).map(
      (events, output) =>
        (output === 0 ? step.kind !== "to" : events.length > 0) &&
        h(Last, {
          key: output,
          title: "out, " + (output === 1 && figures?.late ? "late" : OUTPUTS[output]),
          events: data && events,
        }),
    ),
    figures?.entries > 0 && h(Kept, { session, step, entries: figures.entries }),
  );
}

/** Returns a place in the code without the package. */
const place = (code) => /[^.]+\.[^.]+\(.*$/.exec(code)?.[0] ?? code;

function Facts({ step, figures: f, stateBytes }) {
  const facts = [
    ["in", `${exact(f.in)} · ${rate(f.inPerSec)}`],
    ["out", `${exact(f.out)} · ${rate(f.outPerSec)}`],
    [
      "latency",
      f.p50Ms === null || f.p50Ms === undefined ? null : `p50 ${duration(f.p50Ms)} · p99 ${duration(f.p99Ms)}`,
    ],
    [
      "queue",
      f.queueBound ? `${exact(f.queued)} of ${exact(f.queueBound)}, ${percent(f.queued / f.queueBound)}` : null,
    ],
    [
      "watermark",
      f.ended ? "has ended" : f.watermarkMs === null ? null : h(Time, { ms: f.watermarkMs, precise: true }),
    ],
    ["windows opened", f.windows ? exact(f.windows) : null],
    ["filtered", f.filtered ? exact(f.filtered) : null],
    ["late", f.late ? h("a", { class: "warn", href: href("why", { step: step.name }) }, exact(f.late)) : null],
    ["late for some windows", f.partiallyLate ? exact(f.partiallyLate) : null],
    ["in no window", f.unwindowed ? exact(f.unwindowed) : null],
    ["failed", f.failed ? h("a", { class: "bad", href: href("letters") }, exact(f.failed)) : null],
    ["kept", f.entries ? (stateBytes ? `about ${bytes(stateBytes)} in ` : "") + `${exact(f.entries)} entries` : null],
    ["guarantee", step.guarantee],
  ].filter(([, value]) => value);
  return h(
    "dl",
    { class: "facts" },
    facts.flatMap(([name, value]) => [h("dt", { key: name }, name), h("dd", { key: name + "v" }, value)]),
  );
}

function Last({ title, events }) {
  return h(
    "section",
    null,
    h("h3", null, "Last ", title),
    events
      ? h(EventList, {
          caption: "Last " + title,
          events: events.slice(-LAST).reverse(),
          empty: "None seen yet.",
          isLive: true,
        })
      : h("p", { class: "quiet" }, "Asking …"),
  );
}

/** What the step keeps, asked for when somebody wants to know: it costs the job's threads a moment. */
class Kept extends Component {
  async #ask(event) {
    event.preventDefault();
    if (this.state.asking) return;
    const key = new FormData(event.target).get("key");
    this.setState({ asking: true, failure: null });
    try {
      const path = jobPath(this.props.session.job, "steps", this.props.step.name, "state") + query({ key, limit: 100 });
      this.setState({ asking: false, kept: await get(path) });
    } catch (error) {
      this.setState({ asking: false, failure: error.message });
    }
  }

  render({ entries }, { asking, kept, failure }) {
    return h(
      "section",
      null,
      h("h3", null, "Kept, ", count(entries), " entries"),
      h(
        "form",
        { class: "inline", onSubmit: (event) => this.#ask(event) },
        h("input", { name: "key", placeholder: "key, or all", "aria-label": "Key" }),
        h("button", { "aria-disabled": asking ? "true" : undefined }, asking ? "Asking …" : "Look"),
      ),
      failure && h("p", { class: "bad", role: "alert" }, failure),
      kept &&
        (kept.values.length
          ? h(Table, { caption: "What is kept", head: ["Key", "Window", "Value"] }, kept.values.map(row))
          : h("p", { class: "quiet" }, "Nothing is kept for that key, or it cannot be told.")),
      kept?.more && h("p", { class: "label" }, "There is more than is shown."),
    );
  }
}

function row(kept, i) {
  return h(
    "tr",
    { key: i },
    h("td", null, h("code", null, keyText(kept.key))),
    h("td", null, kept.startMs === null || kept.startMs === undefined ? "–" : range(kept.startMs, kept.endMs)),
    h("td", { class: "value", title: oneLine(kept.value, kept.endMs) }, oneLine(kept.value, kept.endMs)),
  );
}

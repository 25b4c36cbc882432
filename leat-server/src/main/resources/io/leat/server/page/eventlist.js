// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Events as rows that open: one line each, and the whole value under the one that was chosen.

import { Component, h } from "../lib/preact.js";
import { keyText, oneLine, pretty } from "./format.js";
import { Empty, Table, Time } from "./parts.js";

/** Rows of events, as `Seen` has them. Properties: `caption`, `events`, `columns` of `time`, `source`, `key`, and `empty`. */
export class EventList extends Component {
  state = { open: null };

  render({ caption, events, columns = ["time", "key"], empty }, { open }) {
    if (events.length === 0) return h("p", { class: "quiet" }, empty ?? "None yet.");
    const shown = columns.filter(
      (name) => name !== "key" || events.some((each) => each.key !== null && each.key !== undefined),
    );
    const id = (event) => (event.source ?? "") + "/" + event.number;
    const toggle = (event) => this.setState({ open: open === id(event) ? null : id(event) });
    const rows = events.flatMap((event) => [
      h(
        "tr",
        { key: id(event), class: "opens", onClick: () => toggle(event) },
        shown.map((name) => h("td", { key: name }, CELLS[name](event))),
        h(
          "td",
          { class: "value" },
          h(
            "button",
            {
              class: "line",
              "aria-expanded": String(open === id(event)),
              onClick: (click) => (click.stopPropagation(), toggle(event)),
            },
            oneLine(event.value, event.timeMs ?? event.atMs),
          ),
        ),
      ),
      open === id(event) &&
        h(
          "tr",
          { key: id(event) + "+", class: "opened" },
          h("td", { colSpan: shown.length + 1 }, h("pre", null, pretty(event.value))),
        ),
    ]);
    return h(Table, { caption, head: [...shown.map((name) => NAMES[name]), "Value"] }, rows);
  }
}

const NAMES = { time: "Event time", source: "Source", key: "Key" };
const CELLS = {
  time: (event) => h(Time, { ms: event.timeMs, precise: true }),
  source: (event) => h("code", null, event.source),
  key: (event) => h("code", null, keyText(event.key)),
};

/** What stands where events are on their way. */
export function Loading({ what }) {
  return h(Empty, { title: "Asking …" }, what);
}

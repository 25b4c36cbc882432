// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Events as rows that open: one line each, and the whole value under the one that was chosen.

import { Component, h } from "../lib/preact.js";
import { keyText, oneLine, pretty } from "./format.js";
import { Empty, Table, Time } from "./parts.js";

/**
 * Rows of events, as `Seen` has them. Properties: `caption`, `events`, `columns` of `time`, `source`, `key`, `empty`, and `isLive`,
 * whether others come by themselves. As long as one is open, or the pointer or the focus is in it, it stands still: what comes meanwhile would push away what is read.
 */
export class EventList extends Component {
  state = { open: null };
  #reasons = new Set();
  #held = null;

  #hold(reason, isHeld) {
    if (isHeld) this.#reasons.add(reason);
    else this.#reasons.delete(reason);
    this.#held = this.#reasons.size > 0 ? (this.#held ?? this.props.events) : null;
    this.forceUpdate();
  }

  #list(events, content) {
    const behind = this.#held !== null && this.#held[0]?.number !== events[0]?.number;
    return h(
      "div",
      {
        onPointerEnter: (event) => event.pointerType === "mouse" && this.#hold("pointer", true),
        onPointerLeave: () => this.#hold("pointer", false),
        onFocusIn: () => this.#hold("focus", true),
        onFocusOut: (event) => this.#hold("focus", event.currentTarget.contains(event.relatedTarget)),
      },
      content,
      h("p", { class: "label held", role: "status" }, behind && "It stands still while you are in it."),
    );
  }

  #toggle(id) {
    const open = this.state.open === id ? null : id;
    this.#hold("open", open !== null);
    this.setState({ open });
  }

  render({ caption, events: latest, columns = ["time", "key"], empty, isLive }, { open }) {
    const events = (isLive && this.#held) || latest;
    if (events.length === 0) return h("p", { class: "quiet" }, empty ?? "None yet.");
    const shown = columns.filter(
      (name) => name !== "key" || events.some((each) => each.key !== null && each.key !== undefined),
    );
    const id = (event) => (event.source ?? "") + "/" + event.number;
    const toggle = (event) => this.#toggle(id(event));
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
    const table = h(Table, { caption, head: [...shown.map((name) => NAMES[name]), "Value"] }, rows);
    return isLive ? this.#list(latest, table) : table;
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

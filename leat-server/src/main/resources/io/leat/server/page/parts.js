// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Small parts that all views are made of.

import { Component, h } from "../lib/preact.js";
import { clock, isInstant, utc } from "./format.js";

/** A time in the viewer's zone, with UTC on hover. */
export function Time({ ms, precise }) {
  if (!isInstant(ms)) return clock(ms);
  return h("time", { dateTime: new Date(ms).toISOString(), title: utc(ms) }, clock(ms, precise));
}

/** A figure under its label. */
export function Figure({ label, value, tone, title, children }) {
  return h(
    "div",
    { class: "cell figure", title },
    h("dt", { class: "label" }, label),
    h("dd", { class: tone }, value, children && h("small", null, children)),
  );
}

/** One of a few choices, as buttons that are pressed. */
export function Segments({ label, options, value, onChoose }) {
  return h(
    "div",
    { class: "segments", role: "group", "aria-label": label },
    options.map(([id, text]) =>
      h("button", { key: id, type: "button", "aria-pressed": String(id === value), onClick: () => onChoose(id) }, text),
    ),
  );
}

/** One of any number of names, such as those of steps. */
export function Choice({ label, options, value, onChoose }) {
  return h(
    "select",
    { "aria-label": label, value, onChange: (event) => onChoose(event.target.value) },
    options.map((name) => h("option", { key: name, value: name }, name)),
  );
}

/** What is said where there is nothing to show: what is missing, and why or what to do. */
export function Empty({ title, children }) {
  return h("div", { class: "empty" }, h("h2", null, title), h("p", null, children));
}

/** A remark above a view. */
export function Note({ tone, children }) {
  return h("div", { class: "note " + (tone ?? ""), role: tone === "bad" ? "alert" : "status" }, h("p", null, children));
}

/** A part of something as a bar, with its text beside it. */
export function Bar({ part, tone }) {
  const width = Math.max(0, Math.min(1, part || 0)) * 100 + "%";
  return h("span", { class: "part " + (tone ?? "") }, h("span", { style: { width } }));
}

/** A table with a caption for those who do not see it. */
export function Table({ caption, head, children }) {
  const cell = (column) =>
    Array.isArray(column) ? h("th", { scope: "col", class: "num" }, column[0]) : h("th", { scope: "col" }, column);
  return h(
    "div",
    { class: "scroll", tabIndex: 0, role: "region", "aria-label": caption },
    h(
      "table",
      null,
      h("caption", { class: "unseen" }, caption),
      h("thead", null, h("tr", null, head.map(cell))),
      h("tbody", null, children),
    ),
  );
}

/**
 * Draws again only when one of the things of which it is made has become another. Properties: `of`, these things, always as many, and `draw`.
 * A component and no kept result of `draw`: Preact's nodes know their parents, so what is kept outside of the tree keeps all trees it was ever in.
 */
export class MadeOf extends Component {
  shouldComponentUpdate({ of }) {
    return of.some((thing, i) => thing !== this.props.of[i]);
  }

  render({ draw }) {
    return draw();
  }
}

let job = null;

/** Has addresses name this job from now on; null where there is only one. */
export function nameJob(name) {
  job = name;
}

/** Returns the address of a view with what it is to show. */
export function href(view, parameters = {}) {
  const given = Object.entries({ job, ...parameters }).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return "#/" + view + (given.length ? "?" + new URLSearchParams(given) : "");
}

/** Opens a view. */
export function go(view, parameters) {
  location.hash = href(view, parameters);
}

/** Opens the events around a time of the stream. */
export function goEvents(aboutMs, halfWidthMs = 5_000, more = {}) {
  go("events", { from: Math.round(aboutMs - halfWidthMs), to: Math.round(aboutMs + halfWidthMs), ...more });
}

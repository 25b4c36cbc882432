// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Events: what went through the job, found by time, key, field and text, and taken away as CSV or JSON.

import { Component, h } from "../../lib/preact.js";
import { download, get, jobPath, query } from "../requests.js";
import { EventList, Loading } from "../eventlist.js";
import { clock, duration, exact, isInstant } from "../format.js";
import { Note, Time, go } from "../parts.js";
import { TimeLine } from "../timeline.js";

const NAMES = ["source", "step", "output", "from", "to", "key", "field", "value", "text", "limit"];
const LIMITS = [100, 500, 1_000];

/** Returns a time as an input of `datetime-local` has it: in the viewer's zone, to the millisecond. */
function localTime(ms) {
  if (!ms || !isInstant(Number(ms))) return "";
  const date = new Date(Number(ms));
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, -1);
}

function asked(parameters) {
  return Object.fromEntries(
    NAMES.map((name) => [name, parameters.get(name) ?? ""]).filter(([, value]) => value !== ""),
  );
}

class Events extends Component {
  #asked = null;
  #abort = null;

  componentDidMount() {
    this.#ask();
  }

  componentDidUpdate() {
    if (this.props.parameters.toString() !== this.#asked) this.#ask();
  }

  componentWillUnmount() {
    this.#abort?.abort();
  }

  async #ask() {
    const { session, parameters } = this.props;
    this.#asked = parameters.toString();
    this.#abort?.abort();
    const abort = (this.#abort = new AbortController());
    this.setState({ asking: true, failure: null });
    try {
      const found = await get(
        jobPath(session.job, "events") + query({ limit: LIMITS[0], ...asked(parameters) }),
        abort.signal,
      );
      if (!abort.signal.aborted) this.setState({ asking: false, found });
    } catch (error) {
      if (!abort.signal.aborted) this.setState({ asking: false, found: null, failure: error.message });
    }
  }

  #submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const given = Object.fromEntries(NAMES.map((name) => [name, form.get(name)]).filter(([, value]) => value));
    const where = form.get("where") || "";
    const [kind, name] = where.split(/:(.*)/s);
    if (kind) given[kind] = name;
    for (const end of ["from", "to"]) if (given[end]) given[end] = new Date(given[end]).getTime();
    if (given.output && where !== this.#where()) delete given.output;
    this.#open(given);
  }

  #where() {
    const { parameters } = this.props;
    const kind = ["source", "step"].find((each) => parameters.get(each));
    return kind ? kind + ":" + parameters.get(kind) : "";
  }

  /** Asks anew if the address stays the same. */
  #open(given) {
    if (new URLSearchParams(given).toString() === this.#asked) this.#ask();
    else go("events", given);
  }

  async #export(format) {
    const { session, parameters } = this.props;
    try {
      await download(
        jobPath(session.job, "events") + query({ limit: 1_000, ...asked(parameters), format }),
        `${session.job}-events.${format}`,
      );
    } catch (error) {
      this.setState({ failure: error.message });
    }
  }

  render({ session, parameters }, { asking, found, failure }) {
    return h(
      "div",
      null,
      h(
        "div",
        { class: "head" },
        h("h1", null, "Events"),
        h(Said, { found }),
        h(
          "span",
          { class: "end" },
          h("button", { onClick: () => this.#export("csv") }, "CSV"),
          " ",
          h("button", { onClick: () => this.#export("json") }, "JSON"),
        ),
      ),
      h(
        "div",
        { class: "sheet" },
        h(
          "div",
          { class: "cell" },
          h(Search, {
            session,
            parameters,
            where: this.#where(),
            onSubmit: (event) => this.#submit(event),
            onNewest: () => this.#open({}),
            asking,
          }),
        ),
      ),
      failure && h(Note, { tone: "bad" }, failure),
      found &&
        h(
          "div",
          { class: "sheet" },
          h(
            "div",
            { class: "cell tall" },
            h(When, { events: found.events }),
            h(EventList, {
              caption: "Events that were found",
              events: found.events,
              columns: ["time", "source", "key"],
              empty: "No event is like that. Widen the time range, or leave out a field.",
            }),
          ),
        ),
      !found && asking && h(Loading, { what: "The job's log is searched." }),
    );
  }
}

/** When the events were, at a glance. */
function When({ events: found }) {
  const dots = found
    .filter((each) => typeof each.timeMs === "number")
    .map((each) => ({ id: (each.source ?? "") + each.number, ms: each.timeMs, title: clock(each.timeMs, true) }));
  if (dots.length < 2) return null;
  const times = dots.map((dot) => dot.ms);
  const fromMs = times.reduce((a, b) => Math.min(a, b));
  const toMs = Math.max(
    fromMs + 1,
    times.reduce((a, b) => Math.max(a, b)),
  );
  return h(TimeLine, {
    lanes: [{ label: "event time", dots }],
    fromMs,
    toMs,
    label: `The events are from between ${clock(fromMs)} and ${clock(toMs)}.`,
  });
}

function Said({ found }) {
  if (!found) return null;
  return h(
    "span",
    { class: "label", role: "status" },
    `${exact(found.events.length)} found, newest first, in ${found.from === "log" ? "the job's log" : "samples of what went by"}`,
    found.complete ? "" : "; there may be more",
    found.oldestMs ? ["; it reaches back to ", h(Time, { ms: found.oldestMs })] : "",
  );
}

/** The form. It stays when something else is asked for, so that the focus does, and has what the address says then. */
class Search extends Component {
  componentDidUpdate(before) {
    if (before.parameters.toString() !== this.props.parameters.toString()) this.base.reset();
  }

  render(properties) {
    return h(Fields, properties);
  }
}

function Fields({ session, parameters, where, onSubmit, onNewest, asking }) {
  const steps = session.plan?.steps ?? [];
  const field = (label, name, more = {}) =>
    h(
      "label",
      null,
      label,
      h("input", { name, defaultValue: parameters.get(name) ?? "", autocomplete: "off", ...more }),
    );
  const time = (label, name) =>
    field(label, name, { type: "datetime-local", step: "0.001", defaultValue: localTime(parameters.get(name)) });
  return h(
    "form",
    { class: "fields", role: "search", onSubmit },
    h(
      "label",
      null,
      "Where",
      h(
        "select",
        { name: "where" },
        h("option", { value: "", defaultSelected: where === "" }, "any source"),
        steps.map((step) => {
          const value = (step.kind === "from" ? "source:" : "step:") + step.name;
          return h(
            "option",
            { key: value, value, defaultSelected: value === where },
            step.kind === "from" ? `source ${step.name}` : `what ${step.name} gave`,
          );
        }),
      ),
    ),
    time("From", "from"),
    time("To", "to"),
    field("Key", "key", { placeholder: "any" }),
    field("Field", "field", { placeholder: "name" }),
    field("has value", "value", { placeholder: "any" }),
    field("Text anywhere", "text", { type: "search" }),
    h(
      "label",
      null,
      "At most",
      h(
        "select",
        { name: "limit" },
        LIMITS.map((n) => h("option", { key: n, value: n, defaultSelected: String(n) === (parameters.get("limit") ?? "100") }, n)),
      ),
    ),
    parameters.get("output") && h("input", { type: "hidden", name: "output", value: parameters.get("output") }),
    h(
      "span",
      { class: "segments-free" },
      h("button", { class: "main-act" }, asking ? "Asking …" : "Search"),
      h("button", { type: "button", onClick: onNewest }, "Newest"),
    ),
    parameters.get("from") &&
      parameters.get("to") &&
      h("span", { class: "label" }, duration(parameters.get("to") - parameters.get("from")), " of event time"),
  );
}

export const events = { name: "events", title: "Events", topics: () => [], Show: Events };

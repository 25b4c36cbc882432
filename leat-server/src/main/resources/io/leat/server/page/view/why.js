// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Why: what a result was made of and what closed its window; or which windows an event came too late for, and what had pushed time.

import { Component, h } from "../../lib/preact.js";
import { get, jobPath, query } from "../requests.js";
import { Loading } from "../eventlist.js";
import { clock, keyText, oneLine, range } from "../format.js";
import { Choice, Empty, go, href, Note } from "../parts.js";
import { stepsWithWindows } from "../windowlog.js";
import { Late, Result } from "./whyanswer.js";

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
      const answer = await get(
        jobPath(this.props.session.job, "why", about.kind) + query({ step: about.step, number: about.number }),
      );
      if (asked === this.#asked) this.setState({ answer });
    } catch (error) {
      if (asked === this.#asked) this.setState({ failure: error.message });
    }
  }

  render({ session, parameters }, { answer, failure }) {
    const about = question(parameters);
    if (!about) return h(Questions, { session, parameters });
    return h(
      "div",
      null,
      h(
        "div",
        { class: "head" },
        h("h1", null, about.kind === "result" ? "Why this result" : "Why this was late"),
        h("a", { href: href("why", { step: about.step }) }, "another one"),
        h("a", { href: href("windows", { step: about.step }) }, "windows of ", about.step),
      ),
      failure && h(Note, { tone: "bad" }, failure),
      !answer && !failure && h(Loading, { what: "The inputs are looked for." }),
      answer?.result && about.kind === "result" && h(Result, { answer }),
      answer?.late && about.kind === "late" && h(Late, { answer }),
    );
  }
}

/** What there is to ask about: the latest results and late events of a step. */
function Questions({ session, parameters }) {
  if (!session.plan) return h(Empty, { title: "Waiting for the plan" }, "It comes with the first figures.");
  const { steps, step } = stepsWithWindows(session, parameters);
  if (!step)
    return h(
      Empty,
      { title: "Nothing to explain" },
      "Results of windows, and events that came too late for them, are explained here. This pipeline has no windows.",
    );
  const log = session.windowsOf(step.name);
  const entry = (kind, each, text) =>
    h(
      "li",
      { key: each.number },
      h("a", { href: href("why", { step: step.name, [kind]: each.number }) }, text),
      h("span", { class: "quiet one" }, oneLine(each.value, each.endMs ?? each.timeMs)),
    );
  const list = (kind, all, text, none) =>
    all.length
      ? h(
          "ul",
          { class: "choice" },
          all
            .slice(-LISTED)
            .reverse()
            .map((each) => entry(kind, each, text(each))),
        )
      : h("p", { class: "quiet" }, none);
  return h(
    "div",
    null,
    h(
      "div",
      { class: "head" },
      h("h1", null, "Why"),
      h(Choice, {
        label: "Step",
        options: steps.map((each) => each.name),
        value: step.name,
        onChoose: (name) => go("why", { step: name }),
      }),
      h("span", { class: "label" }, "choose a result or a late event"),
    ),
    h(
      "div",
      { class: "sheet halves" },
      h(
        "div",
        { class: "cell" },
        h("h2", null, "Why this result?"),
        list("result", log.results, (r) => `${keyText(r.key)}  ${range(r.startMs, r.endMs)}`, "No result yet."),
      ),
      h(
        "div",
        { class: "cell" },
        h("h2", null, "Why was this late?"),
        list("late", log.late, (l) => clock(l.timeMs, true), "Nothing was late."),
      ),
    ),
  );
}

function topics(session, parameters) {
  if (question(parameters)) return [];
  const { step } = stepsWithWindows(session, parameters);
  return step ? ["windows:" + step.name] : [];
}

export const why = { name: "why", title: "Why", topics, Show: Why };

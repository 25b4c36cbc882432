// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Dead letters: what could not be processed, why, and trying it again, mended if need be.

import { Component, h } from "../../lib/preact.js";
import { jobPath, post } from "../requests.js";
import { count, exact, indented, oneLine, pretty } from "../format.js";
import { fromBase64, hexDump } from "../hex.js";
import { Empty, Note, Time, go } from "../parts.js";

class Letters extends Component {
  #chosen = null;

  componentDidMount() {
    this.props.session.loadLetters();
  }

  async #retry(id, json) {
    if (this.state.trying) return;
    this.setState({ trying: true, said: null });
    const segments = id === null ? ["letters", "retry"] : ["letters", id, "retry"];
    try {
      const answer = await post(
        jobPath(this.props.session.job, ...segments),
        json === undefined ? undefined : `{"value":${json}}`,
      );
      this.setState({ trying: false, said: answer });
      await this.props.session.loadLetters();
    } catch (error) {
      this.setState({ trying: false, said: { failure: error.message } });
    }
  }

  /** The letter that is looked at stays, whatever others come: somebody may be mending it. */
  #choose(letters, id) {
    const wanted = id ?? String(this.#chosen?.id);
    const known = this.#chosen && String(this.#chosen.id) === wanted ? this.#chosen : letters[0];
    this.#chosen = letters.find((each) => String(each.id) === wanted) ?? known;
    return this.#chosen;
  }

  render({ session, parameters }, { said, trying }) {
    const found = session.letters;
    if (!found) return h(Empty, { title: "Asking …" }, "Dead letters are fetched.");
    const letters = [...found.letters].sort((a, b) => b.id - a.id);
    const asked = parameters.get("id");
    const chosen = this.#choose(letters, asked);
    return h(
      "div",
      null,
      h(
        "div",
        { class: "head" },
        h("h1", null, "Dead letters"),
        h(
          "span",
          { class: "label" },
          letters.length < found.total
            ? `the latest ${exact(letters.length)} of ${exact(found.total)}`
            : `${exact(found.total)} in all`,
        ),
        letters.length > 0 &&
          h(
            "button",
            {
              class: "end",
              disabled: !letters.some((each) => each.retriable && !each.tried),
              "aria-disabled": trying ? "true" : undefined,
              onClick: () => this.#retry(null),
            },
            trying ? "Trying …" : "Try all again",
          ),
      ),
      said && h(Said, { said }),
      asked && letters.length > 0 && String(chosen.id) !== asked && h(Note, { tone: "warn" }, h(Gone, { id: asked })),
      letters.length === 0
        ? h(
            Empty,
            { title: "None" },
            "An event that a step fails on comes here, with its reason and its bytes, if the pipeline's failure policy says so. The job goes on.",
          )
        : h(
            "div",
            { class: "sheet letters" },
            h("div", { class: "cell" }, h(List, { letters, chosen })),
            h(
              "div",
              { class: "cell" },
              h(Letter, {
                key: chosen.id,
                letter: chosen,
                trying,
                onRetry: (json) => this.#retry(String(chosen.id), json),
              }),
            ),
          ),
    );
  }
}

function Gone({ id }) {
  return ["Letter ", h("code", null, id), " is not among the latest any more. What is shown is another one."];
}

function Said({ said }) {
  if (said.failure) return h(Note, { tone: "bad" }, said.failure);
  return h(
    Note,
    { tone: said.refused.length ? "warn" : "" },
    h("b", null, exact(said.tried)),
    said.tried === 1 ? " was tried again. " : " were tried again. ",
    said.refused.length > 0 &&
      `${exact(said.refused.length)} could not be: ${said.refused
        .slice(0, 3)
        .map((each) => each.reason)
        .join("; ")}${said.refused.length > 3 ? " …" : ""}`,
  );
}

function List({ letters, chosen }) {
  return h(
    "ul",
    { class: "choice tall", "aria-label": "Dead letters" },
    letters.map((each) =>
      h(
        "li",
        { key: each.id },
        h(
          "button",
          { class: "letter", "aria-pressed": String(each === chosen), onClick: () => go("letters", { id: each.id }) },
          h(
            "span",
            { class: "title" },
            h("code", null, each.step),
            h("span", { class: "label" }, each.tried ? "tried again · " : "", h(Time, { ms: each.atMs })),
          ),
          h("span", { class: "bad one" }, each.reason),
          h("span", { class: "quiet one mono" }, each.raw ?? oneLine(each.value, each.timeMs ?? each.atMs)),
        ),
      ),
    ),
  );
}

/** Returns the text to be mended: what can be read is indented, what cannot is left as it is. */
function begun({ edit }) {
  return problem(edit) ? edit : indented(edit);
}

function problem(text) {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error.message;
  }
}

/** One letter, close up. */
class Letter extends Component {
  constructor({ letter }) {
    super();
    this.bytes = letter.bytes
      ? fromBase64(letter.bytes)
      : letter.raw
        ? new TextEncoder().encode(letter.raw)
        : null;
    this.dump = this.bytes && hexDump(this.bytes);
    this.state = {
      text: letter.edit === null ? pretty(letter.value ?? letter.raw ?? "") : begun(letter),
      mended: false,
      wrong: null,
    };
  }

  #edit(text) {
    this.setState({ text, mended: true, wrong: problem(text) });
  }

  render({ letter, trying, onRetry }, { text, mended, wrong }) {
    const possible = mended ? letter.editable && !wrong : letter.retriable;
    return h(
      "article",
      { class: "close-up" },
      h("h2", { class: "bad" }, letter.reason),
      h(
        "dl",
        { class: "facts" },
        h("dt", null, "step"),
        h("dd", null, h("code", null, letter.step)),
        h("dt", null, "from"),
        h("dd", null, h("code", null, letter.origin ?? "–")),
        h("dt", null, "event time"),
        h("dd", null, h(Time, { ms: letter.timeMs, precise: true })),
        h("dt", null, "failed at"),
        h("dd", null, h(Time, { ms: letter.atMs, precise: true })),
        letter.exception && [
          h("dt", { key: "e" }, "exception"),
          h("dd", { key: "f" }, h("code", null, letter.exception)),
        ],
      ),
      h("h3", null, h("label", { for: "mend" }, letter.editable ? "Value, to be mended" : "Value")),
      h("textarea", {
        id: "mend",
        rows: Math.min(16, text.split("\n").length + 1),
        value: text,
        readOnly: !letter.editable,
        spellcheck: false,
        "aria-invalid": wrong ? "true" : undefined,
        "aria-describedby": "mend-wrong",
        onInput: (event) => this.#edit(event.target.value),
      }),
      h("p", { id: "mend-wrong", class: "bad", role: "status" }, wrong),
      h(
        "p",
        { class: "controls" },
        h(
          "button",
          {
            class: "main-act",
            disabled: !possible,
            "aria-disabled": trying ? "true" : undefined,
            onClick: () => onRetry(mended ? text : undefined),
          },
          mended ? "Try the mended one" : "Try again",
        ),
        !letter.retriable &&
          !mended &&
          h(
            "span",
            { class: "quiet" },
            letter.editable
              ? "As it is it cannot be tried again; mend it first."
              : "It cannot be tried again: its value was not kept, or the job has ended.",
          ),
      ),
      letter.raw && letter.raw !== text && [h("h3", { key: "r" }, "As it came"), h("pre", { key: "s" }, letter.raw)],
      this.dump && [
        h("h3", { key: "b" }, `Bytes, ${exact(letter.size)}${this.bytes.length < letter.size ? ", the first of them" : ""}`),
        h("pre", { key: "c" }, this.dump),
      ],
      letter.stack && [h("h3", { key: "t" }, "Stack"), h("pre", { key: "u" }, letter.stack)],
    );
  }
}

export const letters = {
  name: "letters",
  title: "Dead letters",
  topics: () => ["letters"],
  badge: (session) => (session.metrics?.failed ? count(session.metrics.failed) : null),
  badgeTone: "bad",
  Show: Letters,
};

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// The top of the page: the job, how it stands, how the connection stands, and the theme.

import { Component, h } from "../lib/preact.js";
import { duration, utc } from "./format.js";
import { chooseTheme, theme } from "./palette.js";
import { href } from "./parts.js";

const THEMES = { auto: ["light", "◐", "as the system"], light: ["dark", "○", "light"], dark: ["auto", "●", "dark"] };
const TONES = {
  OFFERED: "quiet hollow",
  RUNNING: "good",
  STARTING: "wait good",
  FAILED: "bad square",
  COMPLETED: "quiet square",
};

/** How a job stands, by colour, shape and word. */
function JobState({ status }) {
  return h("span", { class: "state " + (TONES[status] ?? "quiet hollow") }, status.toLowerCase());
}

function Chooser({ session, onJob }) {
  if (session.jobs.length < 2) return h("b", { title: session.job }, session.job);
  return h(
    "select",
    { "aria-label": "Job", value: session.job, onChange: (event) => onJob(event.target.value) },
    session.jobs.map((each) =>
      h("option", { key: each.name, value: each.name }, `${each.name} (${each.status.toLowerCase()})`),
    ),
  );
}

/** How the stream of updates stands. */
class Link extends Component {
  componentDidMount() {
    this.timer = setInterval(
      () => this.props.link.state === "waiting" && !document.hidden && this.forceUpdate(),
      1_000,
    );
  }

  componentWillUnmount() {
    clearInterval(this.timer);
  }

  render({ link, ended }) {
    const [tone, text] = said(link, ended);
    return h(
      "span",
      { class: "state " + tone, role: "status", title: link.reason },
      text[0],
      h("span", { "aria-hidden": "true" }, text[1]),
    );
  }
}

function said(link, ended) {
  if (link.state === "waiting") {
    const seconds = Math.max(0, Math.ceil((link.retryAtMs - Date.now()) / 1_000));
    return ["warn hollow wait", ["disconnected", seconds ? `, again in ${seconds} s` : ", trying …"]];
  }
  if (link.state === "connecting")
    return link.again ? ["warn hollow wait", ["disconnected", ", trying …"]] : ["quiet hollow wait", ["connecting …"]];
  if (link.state === "denied") return ["warn hollow", ["token needed"]];
  return ended ? ["quiet square", ["at rest"]] : ["good", ["live"]];
}

/** The header of the page. */
export function Header({ session, redraw, onJob }) {
  const [next, sign, name] = THEMES[theme()];
  const entry = session.entry();
  const status = session.metrics?.status ?? entry?.status;
  const elapsed = session.metrics?.elapsedMs ?? entry?.elapsedMs;
  return h(
    "header",
    { class: "bar" },
    h("a", { class: "brand", href: href("overview") }, h(Mark), "Leat"),
    entry &&
      h(
        "div",
        { class: "job" },
        h(Chooser, { session, onJob }),
        h(JobState, { status }),
        entry.startedMs &&
          h(
            "span",
            { class: "quiet", title: "started " + utc(entry.startedMs) },
            duration(Math.floor(elapsed / 1_000) * 1_000),
          ),
      ),
    h(
      "div",
      { class: "end" },
      session.jobs && session.job && h(Link, { link: session.link, ended: session.ended() }),
      h(
        "button",
        {
          class: "bare",
          type: "button",
          title: `Theme: ${name}`,
          "aria-label": `Theme: ${name}. Change it`,
          onClick: () => {
            chooseTheme(next);
            redraw();
          },
        },
        sign,
      ),
    ),
  );
}

function Mark() {
  return h(
    "svg",
    { viewBox: "0 0 32 32", "aria-hidden": "true" },
    h("path", {
      d: "M3 10c6.5-6 10 5 15 1.5S24 6 29 10M3 17.5c6.5-6 10 5 15 1.5s6-5.5 11-1.5M3 25c6.5-6 10 5 15 1.5s6-5.5 11-1.5",
      fill: "none",
      stroke: "var(--accent)",
      "stroke-width": "3",
      "stroke-linecap": "round",
    }),
  );
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// The frame: which view is open, the header, the way between views, and when it is drawn.

import { Component, h, render } from "../lib/preact.js";
import { Header } from "./header.js";
import { Empty, Note, Time, go, href, nameJob } from "./parts.js";
import { Session } from "./session.js";
import { TokenForm } from "./tokenform.js";
import { Controls } from "./view/controls.js";
import { charts } from "./view/charts.js";
import { events } from "./view/events.js";
import { instances } from "./view/instances.js";
import { letters } from "./view/letters.js";
import { overview } from "./view/overview.js";
import { pipeline } from "./view/pipeline.js";
import { why } from "./view/why.js";
import { windows } from "./view/windows.js";

const VIEWS = [overview, pipeline, windows, events, why, letters, instances, charts];
/** As often as the server sends news of one thing; each of several would draw all, otherwise. */
const DRAW_EVERY_MS = 250;

/** Returns the view, the job if there is one in it, and the parameters that the address names. */
function route() {
  const [path, given] = location.hash.replace(/^#\/?/, "").split("?");
  const view = VIEWS.find((each) => each.name === path) ?? overview;
  const parameters = new URLSearchParams(given ?? "");
  const job = parameters.get("job");
  parameters.delete("job");
  return { view, job, parameters };
}

/** Draws what is new at most four times a second, and not at all while nobody sees it. */
class Drawing {
  #draw;
  #last = 0;
  #timer = 0;

  constructor(draw) {
    this.#draw = draw;
    document.addEventListener("visibilitychange", () => this.soon());
  }

  /** Draws when it is time. */
  soon() {
    if (this.#timer || document.hidden) return;
    const wait = Math.max(0, this.#last + DRAW_EVERY_MS - performance.now());
    this.#timer = setTimeout(() => this.now(), wait);
  }

  /** Draws at once, for somebody who has asked for something. */
  now() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#last = performance.now();
    this.#draw();
  }
}

/** The navigation; views that the job has nothing for are left out. On a phone it scrolls to the open one. */
class Navigation extends Component {
  #shown = 0;

  componentDidMount() {
    this.#reveal();
  }

  componentDidUpdate(before) {
    if (before.open !== this.props.open || this.#shown !== this.base.childElementCount) this.#reveal();
  }

  #reveal() {
    this.#shown = this.base.childElementCount;
    const current = this.base.querySelector("[aria-current]");
    if (current) this.base.scrollLeft = current.offsetLeft - (this.base.clientWidth - current.offsetWidth) / 2;
  }

  render({ session, open }) {
    const shown = VIEWS.filter((view) => !view.appears || view.appears(session) || view === open);
    return h(
      "nav",
      { class: "nav", "aria-label": "Views" },
      shown.map((view) =>
        h(
          "a",
          { key: view.name, href: href(view.name), "aria-current": view === open ? "page" : undefined },
          view.title,
          h(Badge, { view, session }),
        ),
      ),
    );
  }
}

function Badge({ view, session }) {
  const number = view.badge?.(session);
  return number ? h("span", { class: "n " + (view.badgeTone ?? "quiet") }, number) : null;
}

/** Keeps a failure of one view from taking the page with it. */
class Guard extends Component {
  componentDidCatch(error) {
    console.error(error);
    this.setState({ error });
  }

  render({ children }, { error }) {
    if (error)
      return h(
        Empty,
        { title: "This view failed" },
        `${error.message}. The others are not affected; open another one, and this one again.`,
      );
    return children;
  }
}

function content(session, view, parameters) {
  if (session.denied) return h(TokenForm, { onToken: () => session.start() });
  if (session.jobs === null) {
    return session.failure()
      ? h(Empty, { title: "The server does not answer" }, session.failure() + ". It is tried again every few seconds.")
      : h("p", { class: "first", role: "status" }, "Asking what runs here …");
  }
  if (session.job === null) {
    return h(
      Empty,
      { title: "No job yet" },
      "Nothing has been started here. As soon as a program starts a pipeline, it is shown.",
    );
  }
  if (session.entry()?.status === "OFFERED") return h(Offered, { session });
  return h(Guard, { key: view.name + session.run }, h(view.Show, { session, parameters }));
}

/** A pipeline that the server can start, and has not. */
function Offered({ session }) {
  return h(
    "div",
    { class: "empty" },
    h("h2", null, session.job),
    h("p", null, "It has not been started. The server can do that."),
    h(Controls, { session }),
  );
}

function Page({ session }) {
  const { view, parameters } = route();
  nameJob(session.jobs?.length > 1 ? session.job : null);
  session.watch(["metrics", ...view.topics(session, parameters)]);
  document.title = `${view.title} · ${session.job ?? "Leat"}`;
  return h(
    "div",
    { class: "page" },
    h("a", { class: "skip", href: "#main", onClick: skip }, "To the content"),
    h(Header, { session, redraw: () => drawing.now(), onJob: (job) => go(view.name, { job }) }),
    h(
      "div",
      { class: "body" },
      session.job && !session.denied ? h(Navigation, { session, open: view }) : h("span"),
      h(
        "main",
        { class: "main" + (isStale(session) ? " stale" : ""), id: "main", tabIndex: -1 },
        h(Trouble, { session }),
        content(session, view, parameters),
      ),
    ),
  );
}

/** Whether what is shown is not what is. */
function isStale({ link, metrics }) {
  return metrics !== null && (link.state === "waiting" || Boolean(link.again));
}

function Trouble({ session }) {
  if (session.denied || session.jobs === null) return null;
  if (isStale(session))
    return h(
      Note,
      { tone: "warn" },
      h("b", null, "Disconnected. "),
      "What is shown is how it was at ",
      h(Time, { ms: session.metrics.atMs }),
      ". It is tried again by itself. ",
      session.link.reason && `The reason: ${session.link.reason}.`,
    );
  if (session.failure()) return h(Note, { tone: "bad" }, session.failure(), ". It is tried again by itself.");
  const { wanted, job, jobs } = session;
  return (
    wanted &&
    !jobs.some((each) => each.name === wanted) &&
    h(Note, { tone: "warn" }, "There is no job ", h("code", null, wanted), " here. What is shown is of ", job ?? "none", ".")
  );
}

function skip(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}

const root = document.getElementById("app");
const session = new Session(() => drawing.soon());
const drawing = new Drawing(() => render(h(Page, { session }), root));
window.addEventListener("hashchange", () => {
  session.look(route().job);
  drawing.now();
  window.scrollTo(0, 0);
});
root.textContent = "";
session.look(route().job);
drawing.soon();
session.start();

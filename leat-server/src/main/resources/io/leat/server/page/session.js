// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// What the page knows, and how it comes to know it. Views read it; nothing else holds data.

import { Refused, get, jobPath, query } from "./requests.js";
import { History } from "./history.js";
import { Live } from "./live.js";
import { WindowLog, merged } from "./windowlog.js";

const JOBS_EVERY_MS = 5_000;
/** How many dead letters are kept. */
const LETTERS = 200;
/** How many of the records that left a step are kept. */
const RECENT = 240;
/** How many results of windows are asked for that came before the page was opened. */
const WINDOWS_BEFORE = 1_000;
const WINDOWS = "windows:";

/** What the page knows of the server and of the job that is looked at. */
export class Session {
  jobs = null;
  job = null;
  link = { state: "connecting" };
  denied = false;
  failure = null;
  #changed;
  #live;
  #topics = [];
  #timer = 0;

  /** @param changed called when there is something new to show */
  constructor(changed) {
    this.#changed = changed;
    this.#forget();
    this.#live = new Live(
      (topic, data) => this.#take(topic, data),
      (link) => this.#stands(link),
    );
    document.addEventListener("visibilitychange", () => this.#visible());
    window.addEventListener("online", () => this.#live.hurry());
  }

  /** Asks which jobs there are, now and every few seconds. */
  async start() {
    clearTimeout(this.#timer);
    const before = this.denied ? null : this.entry()?.startedMs;
    try {
      this.jobs = (await get("api/jobs")).jobs;
      this.denied = false;
      this.failure = null;
      if (!this.entry()) this.choose(preferred(this.jobs));
      else if (this.entry().startedMs !== before) this.#begin();
    } catch (error) {
      this.#failed(error);
    }
    if (!this.denied && !document.hidden) this.#timer = setTimeout(() => this.start(), JOBS_EVERY_MS);
    this.#changed();
  }

  /** Looks at another job; null for none. */
  choose(name) {
    if (name === this.job) return;
    this.#live.close();
    this.job = name;
    this.#begin();
    this.#changed();
  }

  #begin() {
    this.#forget();
    this.#load();
    this.#loadWindows();
    this.#listen();
  }

  /** Says what the open view wants to be told. */
  watch(topics) {
    if (topics.join() === this.#topics.join()) return;
    this.#topics = topics;
    this.#loadWindows();
    const kept = (prefix) => (entry) => topics.includes(prefix + entry[0]);
    this.windows = new Map([...this.windows].filter(kept(WINDOWS)));
    this.steps = new Map([...this.steps].filter(kept("step:")));
    this.#listen();
  }

  /** Returns what is known of the windows of a step. */
  windowsOf(step) {
    return this.windows.get(step) ?? new WindowLog();
  }

  /** Returns the entry of the chosen job in the list of jobs. */
  entry() {
    return this.jobs?.find((each) => each.name === this.job) ?? null;
  }

  /** Returns whether the chosen job has ended. */
  ended() {
    return /OFFERED|COMPLETED|FAILED|CANCELLED|STOPPED|SUSPENDED/i.test(
      this.metrics?.status ?? this.entry()?.status ?? "",
    );
  }

  #forget() {
    Object.assign(this, { plan: null, details: null, metrics: null, letters: null, charts: null });
    this.history = new History();
    this.windows = new Map();
    this.steps = new Map();
  }

  async #load() {
    const job = this.job;
    if (job === null || this.entry()?.status === "OFFERED") return;
    try {
      const [plan, history, details, metrics] = await Promise.all(
        [["plan"], ["history"], [], ["metrics"]].map((segments) => get(jobPath(job, ...segments))),
      );
      if (job !== this.job) return;
      Object.assign(this, { plan, details, metrics: this.metrics ?? metrics, history: new History(history) });
      this.failure = null;
    } catch (error) {
      if (job === this.job) this.#failed(error);
    }
    this.#changed();
  }

  /** Messages have the latest windows only: those before them are asked for once. */
  async #loadWindows() {
    const job = this.job;
    if (job === null || this.denied || this.entry()?.status === "OFFERED") return;
    const steps = this.#topics.filter((topic) => topic.startsWith(WINDOWS)).map((topic) => topic.slice(WINDOWS.length));
    for (const step of steps.filter((each) => !this.windows.get(each)?.complete)) {
      try {
        const before = await get(jobPath(job, "steps", step, "windows") + query({ limit: WINDOWS_BEFORE }));
        if (job !== this.job) return;
        const log = new WindowLog();
        log.take(before);
        log.take(this.windowsOf(step));
        log.complete = true;
        this.windows.set(step, log);
      } catch (error) {
        if (job === this.job) this.#failed(error);
      }
    }
    this.#changed();
  }

  #listen() {
    if (this.job === null || this.denied || document.hidden || this.entry()?.status === "OFFERED") return;
    this.#live.open(this.job, this.#topics);
  }

  #take(topic, data) {
    const colon = topic.indexOf(":");
    const kind = colon < 0 ? topic : topic.slice(0, colon);
    const step = topic.slice(colon + 1);
    if (kind === "metrics") {
      this.metrics = data;
      this.history.take(data);
    } else if (kind === "windows") {
      const log = this.windowsOf(step);
      log.take(data);
      this.windows.set(step, log);
    } else if (kind === "step") {
      const recent = merged(this.steps.get(step)?.recent ?? [], data.seen?.[0], RECENT);
      this.steps.set(step, { ...data, recent });
    } else if (kind === "letters") {
      this.letters = withOlder(data, this.letters);
    } else if (kind === "charts") {
      this.charts = data;
    }
    this.#changed();
  }

  #stands(link) {
    const back = link.state === "live" && this.link.state === "waiting";
    this.link = link;
    if (link.state === "denied") this.denied = true;
    if (back) this.#load();
    this.#changed();
  }

  #failed(error) {
    if (error instanceof Refused && error.status === 401) this.denied = true;
    else this.failure = error instanceof TypeError ? "the server cannot be reached" : error.message;
  }

  /** A page that nobody sees costs the job nothing. */
  #visible() {
    if (document.hidden) {
      this.#live.close();
      clearTimeout(this.#timer);
      return;
    }
    this.start();
    this.#load();
    this.#listen();
  }
}

/** Messages have the latest dead letters only; those before them are still as they were. */
function withOlder(message, known) {
  const oldest = message.letters.reduce((least, each) => Math.min(least, each.id), Infinity);
  const older = message.total > 0 ? (known?.letters ?? []).filter((each) => each.id < oldest) : [];
  const letters = [...message.letters, ...older].sort((a, b) => b.id - a.id).slice(0, LETTERS);
  return { ...message, letters };
}

function preferred(jobs) {
  const running = jobs.find((each) => /RUNNING|STARTING/i.test(each.status));
  return (running ?? jobs[0])?.name ?? null;
}

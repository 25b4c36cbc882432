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
  /** The job that the address names; it may not be there. */
  wanted = null;
  /** Counts the runs that were looked at: what is known of one is not known of another, even if both are of the same job. */
  run = 0;
  link = { state: "connecting" };
  denied = false;
  #changed;
  #live;
  #topics = [];
  #timer = 0;
  #failures = new Map();

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
      this.#failures.delete("jobs");
      this.#follow(before);
    } catch (error) {
      this.#failed("jobs", error);
    }
    clearTimeout(this.#timer);
    if (!this.denied && !document.hidden) this.#timer = setTimeout(() => this.start(), JOBS_EVERY_MS);
    this.#changed();
  }

  /** Looks at the job of a name as soon as there is one; null for the one that is looked at, or any. */
  look(name) {
    this.wanted = name ?? this.wanted;
    if (this.jobs) this.#follow(this.entry()?.startedMs);
  }

  #follow(before) {
    const wanted = this.jobs.find((each) => each.name === this.wanted)?.name;
    const job = wanted ?? this.entry()?.name ?? preferred(this.jobs);
    if (job !== this.job) this.#choose(job);
    else if ((this.entry()?.startedMs ?? null) !== (before ?? null)) this.#begin();
    else this.#complete();
  }

  #choose(job) {
    this.job = job;
    this.#begin();
    this.#changed();
  }

  /** Messages of the new run may have come before it was known to be another one: they are asked for again. */
  #begin() {
    this.#live.close();
    this.#forget();
    this.#load();
    this.#loadWindows();
    this.#listen();
  }

  /** Asks again for what an earlier request did not bring. */
  #complete() {
    if (!this.plan) this.#load();
    if (this.#failures.has("letters")) this.loadLetters();
    this.#loadWindows();
  }

  /** Says what the open view wants to be told. */
  watch(topics) {
    if (topics.join() === this.#topics.join()) return;
    this.#topics = topics;
    [...this.#failures.keys()].filter((what) => what.includes(":")).forEach((what) => this.#failures.delete(what));
    const kept = (prefix) => (entry) => topics.includes(prefix + entry[0]);
    this.windows = new Map([...this.windows].filter(kept(WINDOWS)));
    this.steps = new Map([...this.steps].filter(kept("step:")));
    this.#loadWindows();
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

  /** Returns why something that was asked for is not here, null if all is. */
  failure() {
    return this.#failures.values().next().value ?? null;
  }

  #forget() {
    Object.assign(this, { plan: null, details: null, metrics: null, letters: null, charts: null });
    this.run++;
    this.history = new History();
    this.windows = new Map();
    this.steps = new Map();
    this.#failures.clear();
  }

  /** Whether there is a run to ask about. */
  #runs() {
    return this.job !== null && !this.denied && this.entry()?.status !== "OFFERED";
  }

  /** Asks for something of the run that is looked at. An answer about an earlier one is passed over, a failure is told. */
  async #ask(what, asked, take) {
    const run = this.run;
    try {
      const answer = await asked;
      if (run !== this.run) return;
      take(answer);
      this.#failures.delete(what);
    } catch (error) {
      if (run === this.run) this.#failed(what, error);
    }
    this.#changed();
  }

  #load() {
    if (!this.#runs()) return;
    const parts = [["plan"], ["history"], [], ["metrics"]].map((segments) => get(jobPath(this.job, ...segments)));
    this.#ask("plan", Promise.all(parts), ([plan, history, details, metrics]) =>
      Object.assign(this, { plan, details, metrics: this.metrics ?? metrics, history: new History(history) }),
    );
  }

  /** Messages have the latest windows only: those before them are asked for once. */
  #loadWindows() {
    if (!this.#runs()) return;
    for (const topic of this.#topics.filter((each) => each.startsWith(WINDOWS))) {
      const step = topic.slice(WINDOWS.length);
      if (this.windows.get(step)?.complete) continue;
      const path = jobPath(this.job, "steps", step, "windows") + query({ limit: WINDOWS_BEFORE });
      this.#ask(topic, get(path), (before) => {
        if (!this.#topics.includes(topic)) return;
        const log = this.windowsOf(step);
        log.takeBefore(before);
        this.windows.set(step, log);
      });
    }
  }

  /** Asks for the dead letters; messages have the latest only. */
  loadLetters() {
    const path = jobPath(this.job, "letters") + query({ limit: LETTERS });
    return this.#ask("letters", get(path), (letters) => (this.letters = letters));
  }

  #listen() {
    if (this.#runs() && !document.hidden) this.#live.open(this.job, this.#topics);
  }

  #take(topic, data) {
    const colon = topic.indexOf(":");
    const kind = colon < 0 ? topic : topic.slice(0, colon);
    const step = topic.slice(colon + 1);
    if (kind === "metrics") {
      const { status, elapsedMs } = this.metrics ?? data;
      this.metrics = data;
      if (data.status !== status || data.elapsedMs < elapsedMs) this.start();
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
    const back = link.state === "live" && this.link.again;
    this.link = link;
    if (link.state === "denied") this.denied = true;
    if (back) this.#catchUp();
    this.#changed();
  }

  #failed(what, error) {
    if (error instanceof Refused && error.status === 401) this.denied = true;
    else this.#failures.set(what, error.message);
  }

  /** Asks for what was missed while nothing was read; the job may have been started anew meanwhile. */
  #catchUp() {
    this.windows.forEach((log) => (log.complete = false));
    this.#load();
    if (this.letters) this.loadLetters();
    this.start();
  }

  /** A page that nobody sees costs the job nothing. */
  #visible() {
    if (document.hidden) {
      this.#live.close();
      clearTimeout(this.#timer);
      return;
    }
    this.#catchUp();
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

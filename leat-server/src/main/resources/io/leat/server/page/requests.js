// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Requests to the server. Addresses are relative to this file, so that the page works behind a proxy with a path of its own.

const ROOT = new URL("../", import.meta.url);
const MANY_DIGITS = /[[:,]\s*-?\d{16}/;
const STORED = "leat.token";
/** A server that says nothing for so long is not waited for. */
const PATIENCE_MS = 30_000;

let token = null;
try {
  token = sessionStorage.getItem(STORED);
} catch {
  // Storage may be forbidden; then the token is asked for again in each tab.
}

const UNREACHED = "the server cannot be reached; see whether it still runs";

/** What the server refused, with its own words. */
export class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** Takes the token to be sent from now on; kept until the tab is closed if that is wanted. */
export function useToken(text, keep) {
  token = text;
  try {
    if (keep) sessionStorage.setItem(STORED, text);
    else sessionStorage.removeItem(STORED);
  } catch {
    // As above.
  }
}

/** Sends a request and returns the answer when its head has come. Throws `Refused` if it is not a success. */
export async function request(path, options = {}) {
  const headers = { ...options.headers };
  if (token) headers.Authorization = "Bearer " + token;
  const sent = { ...options, headers, cache: "no-store", credentials: "omit" };
  const answer = await fetch(new URL(path, ROOT), sent).catch((error) => {
    throw error instanceof TypeError ? new Error(UNREACHED) : error;
  });
  if (!answer.ok) throw new Refused(answer.status, await reason(answer));
  return answer;
}

async function reason(answer) {
  const fallback = `the server answered ${answer.status} ${answer.statusText}`;
  if (!(answer.headers.get("Content-Type") || "").includes("json")) return fallback;
  const problem = await answer.json().catch(() => ({}));
  return problem.detail || fallback;
}

/** Returns the JSON at a path. */
export async function get(path, signal = AbortSignal.timeout(PATIENCE_MS)) {
  return parse(await (await request(path, { signal })).text());
}

/** Sends JSON text, or nothing, and returns the JSON that is answered. */
export async function post(path, json) {
  const body = json === undefined ? {} : { body: json, headers: { "Content-Type": "application/json" } };
  return parse(await (await request(path, { method: "POST", ...body })).text());
}

/** Returns what JSON says. Whole numbers that JavaScript has no room for, such as ids of 64 bits, stay text, digit by digit. */
export function parse(json) {
  return MANY_DIGITS.test(json) ? JSON.parse(json, exactly) : JSON.parse(json);
}

function exactly(_, value, context) {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? (context?.source ?? value) : value;
}

/** Returns the path of something of a job, its segments escaped. */
export function jobPath(job, ...segments) {
  return ["api", "jobs", job, ...segments].map((segment) => encodeURIComponent(segment)).join("/");
}

/** Returns `?a=1&b=2` of what has a value. */
export function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return given.length ? "?" + new URLSearchParams(given) : "";
}

/** Lets the browser keep what a path gives as a file. */
export async function download(path, name) {
  const blob = await (await request(path)).blob();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}

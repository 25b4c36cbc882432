// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Requests to the server. Addresses are relative to this file, so that the page works behind a proxy with a path of its own.

const ROOT = new URL("../", import.meta.url);
const STORED = "leat.token";

let token = null;
try {
  token = sessionStorage.getItem(STORED);
} catch {
  // Storage may be forbidden; then the token is asked for again in each tab.
}

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
  const answer = await fetch(new URL(path, ROOT), { ...options, headers, cache: "no-store", credentials: "omit" });
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
export async function get(path, signal) {
  return (await request(path, { signal })).json();
}

/** Sends JSON, or nothing, and returns the JSON that is answered. */
export async function post(path, value) {
  const body = value === undefined ? {} : { body: JSON.stringify(value), headers: { "Content-Type": "application/json" } };
  return (await request(path, { method: "POST", ...body })).json();
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

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// How numbers, times and values are written. All figures of the page come through here.

const UNITS = ["", " k", " M", " G", " T"];
const ABSENT = "–";
const ISO_DURATION = /\bPT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?\b/g;
/** What JSON is made of; a string is one token, whatever is in it. */
const TOKEN = /"(?:[^"\\]|\\.)*"|\{\s*\}|\[\s*\]|[{}[\],:]|\s+/g;
const DAY_MS = 86_400_000;
const YEAR_MS = 366 * DAY_MS;
/** Whole numbers below this, three years of milliseconds, are counts rather than times. */
const LEAST_TIME_MS = 1e11;
/** A date can be no further from 1970 than this. */
const FURTHEST_MS = 8_640_000_000_000_000;

/** How far apart the marks on an axis of time may be. */
export const STEPS_MS = [0.001, 0.01, 0.1, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600]
  .map((seconds) => seconds * 1_000)
  .concat([1, 2, 5, 10, 30, 90, 365, 1_825, 3_650, 36_500].map((days) => days * DAY_MS));

const CLOCK = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const DATE = { day: "numeric", month: "short", year: "numeric" };
const DAY = new Intl.DateTimeFormat(undefined, DATE);
const DAY_OF_ERA = new Intl.DateTimeFormat(undefined, { ...DATE, era: "short" });

const isNumber = (n) => typeof n === "number" && Number.isFinite(n);
const text = (absent) => (absent === null || absent === undefined ? ABSENT : String(absent));

function threeDigits(n) {
  const size = Math.abs(n);
  if (size >= 100 || Number.isInteger(n)) return String(Math.round(n));
  return size < 0.01 ? n.toPrecision(2) : n.toFixed(size >= 10 ? 1 : 2);
}

/** Returns a number in three digits and a unit, such as 1.24 M; whole ones below 10,000 as they are. */
export function count(n) {
  if (!isNumber(n)) return ABSENT;
  if (Math.abs(n) < 10_000) return Number.isInteger(n) ? String(n) : threeDigits(n);
  if (Math.abs(n) >= 1e15) return n.toExponential(2);
  let unit = 0;
  let left = n;
  while (Math.abs(left) >= 999.5 && unit < UNITS.length - 1) {
    left /= 1000;
    unit++;
  }
  return threeDigits(left) + UNITS[unit];
}

/** Returns a rate, such as 1.24 M/s. */
export function rate(n) {
  return isNumber(n) ? count(n) + "/s" : ABSENT;
}

/** Returns a number with all its digits, grouped. */
export function exact(n) {
  return isNumber(n) ? n.toLocaleString() : ABSENT;
}

/** Returns how long something takes, such as 12 ms, 1.50 s, 4 min. */
export function duration(ms) {
  if (!isNumber(ms)) return ABSENT;
  const size = Math.abs(ms);
  if (size > 0 && size < 0.1) return Math.sign(ms) * Math.max(1, Math.round(size * 1_000)) + " µs";
  if (size < 1_000) return (size < 10 && !Number.isInteger(ms) ? ms.toFixed(1) : String(Math.round(ms))) + " ms";
  if (size < 60_000) return threeDigits(ms / 1_000) + " s";
  if (size < 3_600_000) return pair(ms, 60_000, "min", 1_000, "s");
  if (size < 86_400_000) return pair(ms, 3_600_000, "h", 60_000, "min");
  return pair(ms, 86_400_000, "d", 3_600_000, "h");
}

function pair(ms, large, largeUnit, small, smallUnit) {
  const whole = Math.trunc(ms / large);
  const rest = Math.floor(Math.abs(ms % large) / small);
  return `${whole} ${largeUnit}` + (rest ? ` ${rest} ${smallUnit}` : "");
}

/** Returns a size in bytes, such as 12.5 MiB. */
export function bytes(n) {
  if (!isNumber(n)) return ABSENT;
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let unit = 0;
  let left = n;
  while (left >= 1024 && unit < units.length - 1) {
    left /= 1024;
    unit++;
  }
  return threeDigits(left) + " " + units[unit];
}

/** Returns a part of 1 as per cent. */
export function percent(part) {
  if (!isNumber(part)) return ABSENT;
  if (part > 0 && part < 0.001) return "< 0.1 %";
  return (part > 0 && part < 0.1 ? (part * 100).toFixed(1) : Math.round(part * 100)) + " %";
}

/** Returns whether a date can be made of a number: the times of events may be any. */
export function isInstant(ms) {
  return isNumber(ms) && Math.abs(ms) <= FURTHEST_MS;
}

/** Returns the time of day in the viewer's zone; with the day if it is another one than today. What no date can be made of stays a number. */
export function clock(ms, withMs = false) {
  if (!isInstant(ms)) return text(ms);
  const time = shortClock(ms, withMs);
  return isSameDay(ms, Date.now()) ? time : day(ms) + " " + time;
}

/** Returns the time of day alone, for axes and for what is near another time that has its day. */
export function shortClock(ms, withMs = false) {
  if (!isInstant(ms)) return text(ms);
  const date = new Date(ms);
  return CLOCK.format(date) + (withMs ? "." + String(date.getMilliseconds()).padStart(3, "0") : "");
}

/** Returns a time as it stands at the mark of an axis, whose marks are so far apart. */
export function markTime(ms, apartMs) {
  return apartMs >= DAY_MS && isInstant(ms) ? day(ms) : shortClock(ms, ms % 1_000 !== 0);
}

const isSameDay = (a, b) => new Date(a).toDateString() === new Date(b).toDateString();

function day(ms) {
  const date = new Date(ms);
  return (date.getFullYear() < 1 ? DAY_OF_ERA : DAY).format(date);
}

/** Returns a time in UTC, as it is written on hover. */
export function utc(ms) {
  return isInstant(ms) ? new Date(ms).toISOString().replace("T", " ").replace("Z", " UTC") : "";
}

/** Returns from when to when; to the millisecond, and with the day of both, where they need it. */
export function range(startMs, endMs) {
  const isPrecise = startMs % 1_000 !== 0 || endMs % 1_000 !== 0;
  const end = isSameDay(startMs, endMs) ? shortClock : clock;
  return `${clock(startMs, isPrecise)} – ${end(endMs, isPrecise)}`;
}

/** Returns whether a number within a value is likely to be a time: it is large, and no more than a year from that of the event. */
export function isTime(number, nearMs) {
  return (
    Number.isInteger(number) &&
    Math.abs(number) >= LEAST_TIME_MS &&
    isNumber(nearMs) &&
    Math.abs(number - nearMs) < YEAR_MS
  );
}

/** Returns a value on one line: records as `name value` pairs, with their times as such, all else as JSON. */
export function oneLine(value, nearMs) {
  if (value === null || value === undefined) return ABSENT;
  if (typeof value === "string") return value;
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return JSON.stringify(value);
  const written = (field) =>
    isTime(field, nearMs) ? clock(field, true) : typeof field === "object" ? JSON.stringify(field) : field;
  return Object.entries(value)
    .map(([name, field]) => `${name} ${written(field)}`)
    .join("   ");
}

/** Returns a text in which durations such as PT1M30S are written as people do. */
export function readable(text) {
  return text.replace(ISO_DURATION, (_, hours, minutes, seconds) =>
    duration(3_600_000 * (hours ?? 0) + 60_000 * (minutes ?? 0) + 1_000 * (seconds ?? 0)),
  );
}

/** Returns JSON with line breaks and indented, token by token: numbers keep all their digits. */
export function indented(json) {
  let depth = 0;
  return json.replace(TOKEN, (token) => {
    if (token === "{" || token === "[") return token + "\n" + "  ".repeat(++depth);
    if (token === "}" || token === "]") return "\n" + "  ".repeat(Math.max(0, --depth)) + token;
    if (token === ",") return ",\n" + "  ".repeat(depth);
    return token === ":" ? ": " : token.trim();
  });
}

/** Returns how a pane is called in a sentence, such as `on time`. */
export function paneText(pane) {
  return pane.toLowerCase().replace("_", " ");
}

/** Returns a value as indented JSON. */
export function pretty(value) {
  return typeof value === "string" ? value : indented(JSON.stringify(value) ?? ABSENT);
}

/** Returns the text of a key; null is the key of everything, and an empty text is seen. */
export function keyText(key) {
  if (key === null || key === undefined) return "all";
  if (key === "") return '""';
  return typeof key === "object" ? JSON.stringify(key) : String(key);
}

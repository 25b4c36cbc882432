// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// How numbers, times and values are written. All figures of the page come through here.

const UNITS = ["", " k", " M", " G", " T"];
const ABSENT = "–";
const ISO_DURATION = /\bPT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?\b/g;
/** What JSON is made of; a string is one token, whatever is in it. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|\s+/g;
const YEAR_MS = 366 * 86_400_000;

const CLOCK = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });

const isNumber = (n) => typeof n === "number" && Number.isFinite(n);

function threeDigits(n) {
  const size = Math.abs(n);
  return size >= 100 || Number.isInteger(n) ? String(Math.round(n)) : n.toFixed(size >= 10 ? 1 : 2);
}

/** Returns a number in three digits and a unit, such as 1.24 M; whole ones below 10,000 as they are. */
export function count(n) {
  if (!isNumber(n)) return ABSENT;
  if (Math.abs(n) < 10_000) return Number.isInteger(n) ? String(n) : threeDigits(n);
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
  if (size > 0 && size < 0.1) return Math.max(1, Math.round(ms * 1_000)) + " µs";
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

/** Returns the time of day in the viewer's zone; with the day if it is another one than today. */
export function clock(ms, withMs = false) {
  if (!isNumber(ms)) return ABSENT;
  const date = new Date(ms);
  const text = CLOCK.format(date) + (withMs ? "." + String(date.getMilliseconds()).padStart(3, "0") : "");
  return date.toDateString() === new Date().toDateString() ? text : DAY.format(date) + " " + text;
}

/** Returns the time of day alone, for axes and for what is near another time that has its day. */
export function shortClock(ms) {
  return isNumber(ms) ? CLOCK.format(new Date(ms)) : ABSENT;
}

/** Returns a time in UTC, as it is written on hover. */
export function utc(ms) {
  return isNumber(ms) ? new Date(ms).toISOString().replace("T", " ").replace("Z", " UTC") : "";
}

/** Returns from when to when. */
export function range(startMs, endMs) {
  return `${clock(startMs)} – ${shortClock(endMs)}`;
}

/** Returns whether a number within a value is likely to be a time: it is no more than a year from that of the event. */
export function isTime(number, nearMs) {
  return Number.isInteger(number) && isNumber(nearMs) && Math.abs(number - nearMs) < YEAR_MS;
}

/** Returns a value on one line: records as `name value` pairs, with their times as such, all else as JSON. */
export function oneLine(value, nearMs) {
  if (value === null || value === undefined) return ABSENT;
  if (typeof value === "string") return value;
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return JSON.stringify(value);
  const text = (field) =>
    isTime(field, nearMs) ? clock(field, true) : typeof field === "object" ? JSON.stringify(field) : field;
  return Object.entries(value)
    .map(([name, field]) => `${name} ${text(field)}`)
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

/** Returns a value as indented JSON. */
export function pretty(value) {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

/** Returns the text of a key; null is the key of everything. */
export function keyText(key) {
  if (key === null || key === undefined) return "all";
  return typeof key === "object" ? JSON.stringify(key) : String(key);
}

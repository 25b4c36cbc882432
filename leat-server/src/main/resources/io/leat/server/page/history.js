// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// What a job did in the last quarter of an hour, a value a second, in columns of a fixed length.

const SECONDS = 900;
const COLUMNS = [
  "atMs",
  "inPerSec",
  "outPerSec",
  "p50Ms",
  "p99Ms",
  "lagMs",
  "heapBytes",
  "diskBytes",
  "epochMs",
  "failed",
  "late",
];

/** Columns of the latest 900 seconds. Never longer. */
export class History {
  constructor(columns = {}) {
    for (const name of COLUMNS) this[name] = (columns[name] || []).slice(-SECONDS);
  }

  /** Takes the figures of a second; those of the same second again replace what is there. */
  take(metrics) {
    const last = this.atMs.length - 1;
    const same = last >= 0 && metrics.atMs - this.atMs[last] < 900;
    if (last >= 0 && metrics.atMs < this.atMs[last]) return;
    const row = { ...metrics, epochMs: metrics.epoch?.tookMs };
    for (const name of COLUMNS) {
      const column = this[name];
      const value = row[name] ?? null;
      if (!same) column.push(value);
      else if (name !== "atMs") column[last] = value;
      if (column.length > SECONDS) column.shift();
    }
  }

  /** Returns how much a running total grew from each second to the next. */
  growth(name) {
    const column = this[name];
    return column.map((value, i) =>
      i === 0 || value === null || column[i - 1] === null ? null : Math.max(0, value - column[i - 1]),
    );
  }
}

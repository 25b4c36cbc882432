// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Bytes as people read them.

const ROW = 16;
const SHOWN = 4_096;

/** Returns the bytes that base64 text stands for. */
export function fromBase64(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Returns bytes as rows of offset, hex and text, at most 4 KiB of them. */
export function hexDump(bytes) {
  const rows = [];
  for (let at = 0; at < Math.min(bytes.length, SHOWN); at += ROW) rows.push(row(bytes.subarray(at, at + ROW), at));
  if (bytes.length > SHOWN) rows.push(`… and ${bytes.length - SHOWN} more bytes`);
  return rows.join("\n");
}

function row(bytes, at) {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"));
  const text = Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·"));
  const halves = [hex.slice(0, 8).join(" "), hex.slice(8).join(" ")].join("  ");
  return `${at.toString(16).padStart(6, "0")}  ${halves.padEnd(ROW * 3)}  ${text.join("")}`;
}

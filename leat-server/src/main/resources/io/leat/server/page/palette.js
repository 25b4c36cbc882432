// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Colours by name, as the theme has them. What is drawn on a canvas asks here; all else uses the variables themselves.

const SERIES = 8;

/** Returns a colour of the theme, such as `ink-3`. */
export function colour(name) {
  return getComputedStyle(document.documentElement)
    .getPropertyValue("--" + name)
    .trim();
}

/** Returns the name of the colour of a series; a ninth one begins again. */
export function seriesColour(i) {
  return "c" + ((i % SERIES) + 1);
}

/** Gives each key a colour, the same for as long as the page is open. */
export class KeyColours {
  #names = new Map();

  /** Returns the name of the colour of a key. */
  of(key) {
    if (!this.#names.has(key) && this.#names.size < 1_000) this.#names.set(key, seriesColour(this.#names.size));
    return this.#names.get(key) ?? "ink-3";
  }

  /** Lets keys have their colours in this order, if they have none yet. */
  seed(keys) {
    keys.forEach((key) => this.of(key));
  }
}

const listeners = new Set();

/** Calls back when the theme becomes another; returns what ends that. */
export function onTheme(action) {
  listeners.add(action);
  return () => listeners.delete(action);
}

const tell = () => listeners.forEach((action) => action());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);

/** Returns the chosen theme: `auto`, `light` or `dark`. */
export function theme() {
  return document.documentElement.dataset.theme ?? "auto";
}

/** Chooses a theme, for this and later visits. */
export function chooseTheme(name) {
  if (name === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
  try {
    localStorage.setItem("leat.theme", name);
  } catch {
    // Storage may be forbidden; then it is for this visit.
  }
  tell();
}

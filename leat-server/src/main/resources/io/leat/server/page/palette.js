// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Colours by name, as the theme has them. What is drawn on a canvas asks here; all else uses the variables themselves.

const SERIES = 8;
const KEYS = 1_000;

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

/** Gives each key a colour, the same for as long as it is among the thousand that were asked for last. */
export class KeyColours {
  #names = new Map();
  #given = 0;

  /** Returns the name of the colour of a key. */
  of(key) {
    const name = this.#names.get(key) ?? seriesColour(this.#given++);
    this.#names.delete(key);
    this.#names.set(key, name);
    if (this.#names.size > KEYS) this.#names.delete(this.#names.keys().next().value);
    return name;
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

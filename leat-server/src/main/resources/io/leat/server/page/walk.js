// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Pictures whose parts can be chosen, without a mouse: the picture has the focus, arrow keys go to its parts, Enter chooses one.
// Attributes of SVG are written as in its markup.

/** Returns the properties of a picture with this label; `isWalked` is whether it has parts to choose. */
export function picture(label, isWalked) {
  if (!isWalked) return { role: "img", "aria-label": label };
  const told = label + " Arrow keys go along its parts, Enter says why one of them is as it is.";
  return { role: "group", tabindex: 0, "aria-label": told, onKeyDown: walk };
}

/** Returns the properties of a part that calls `onClick` when it is chosen; none if there is nothing to call. */
export function part(onClick, label) {
  return onClick ? { role: "link", tabindex: -1, "aria-label": label, onClick } : {};
}

function walk(event) {
  const parts = [...event.currentTarget.querySelectorAll('[role="link"]')];
  const at = parts.indexOf(event.target);
  if (event.key === "Enter" && at >= 0) event.target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  else if (event.key.startsWith("Arrow")) next(parts, parts[at], event.key)?.focus();
  else return;
  event.preventDefault();
}

/** Returns the part that is nearest in a direction, the last one to begin with. */
function next(parts, from, key) {
  if (!from) return parts[parts.length - 1];
  const here = middle(from);
  const isAcross = key === "ArrowUp" || key === "ArrowDown";
  const sign = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
  const distance = (part) => {
    const there = middle(part);
    const along = sign * (isAcross ? there.y - here.y : there.x - here.x);
    const aside = Math.abs(isAcross ? there.x - here.x : there.y - here.y);
    return along > 0.5 ? along + AWRY * aside : Infinity;
  };
  const best = parts.reduce((a, b) => (distance(b) < distance(a) ? b : a));
  return distance(best) < Infinity ? best : null;
}

/** How much further a part seems that is not straight ahead. */
const AWRY = 8;

function middle(element) {
  const box = element.getBoundingClientRect();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

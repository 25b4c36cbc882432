// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Runs before the first paint, so that a page whose theme was chosen does not flash in the other one.
try {
  const chosen = localStorage.getItem("leat.theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // Storage may be forbidden; then the system's theme it is.
}

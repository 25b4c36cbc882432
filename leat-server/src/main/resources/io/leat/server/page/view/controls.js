// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// What can be done with a job: asked twice, since it cannot be taken back.

import { Component, h } from "../../lib/preact.js";
import { clock } from "../format.js";
import { jobPath, post } from "../requests.js";

const RUNNING = [
  ["suspend", "Suspend", "It stops at an epoch, and can be started again where it was."],
  ["stop", "Stop", "It finishes what is open, gives its last results and ends."],
  ["cancel", "Cancel", "It ends at once; open windows give no result."],
];
const ENDED = [["start", "Start", "It goes on from its last epoch if it is durable, else from the beginning."]];
const WAITING = [
  ["start", "Start", "It is started at once, instead of after the pause."],
  ["cancel", "Hold", "It is not started again until somebody does so."],
];

/** Returns what can be done with the job as it is now: name, what a button says, what it does. */
function possible(session) {
  const { durable, startable, restartMs } = session.entry() ?? {};
  if (!session.ended()) return durable ? RUNNING : RUNNING.filter(([action]) => action !== "suspend");
  if (restartMs) return WAITING;
  return startable ? ENDED : [];
}

/** Buttons that stop or start the job. The focus goes to what stands in the place of the one that was pressed, and does no harm. */
export class Controls extends Component {
  #pressed = false;

  componentDidUpdate() {
    if (this.#pressed) this.base.querySelector(this.state.asked ? "button:last-of-type" : "button")?.focus();
    this.#pressed = false;
  }

  #ask(action, said) {
    this.#pressed = true;
    this.setState({ asked: action, said });
  }

  async #do(action) {
    const { session } = this.props;
    this.#ask(null, "…");
    try {
      const letBe = possible(session) === WAITING && action !== "start";
      const answer = await post(jobPath(session.job, action));
      this.setState({ said: letBe ? "not started again" : answer.status.toLowerCase() });
      session.start();
    } catch (error) {
      this.setState({ said: error.message });
    }
  }

  render({ session }, { asked, said }) {
    const actions = possible(session);
    const chosen = actions.find(([action]) => action === asked);
    const restartMs = session.entry()?.restartMs;
    return h(
      "div",
      { class: "controls" },
      chosen
        ? [
            h("span", { role: "status" }, chosen[2]),
            h("button", { class: "main-act", onClick: () => this.#do(chosen[0]) }, chosen[1] + " it"),
            h("button", { onClick: () => this.#ask(null, null) }, "Leave it"),
          ]
        : actions.map(([action, name]) =>
            h("button", { key: action, onClick: () => this.#ask(action, null) }, name, " …"),
          ),
      h("span", { role: "status", class: "quiet" }, said ?? (actions === WAITING ? "started again at " + clock(restartMs) : null)),
    );
  }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// What can be done with a job: asked twice, since it cannot be taken back.

import { Component, h } from "../../lib/preact.js";
import { jobPath, post } from "../requests.js";

const RUNNING = [
  ["suspend", "Suspend", "It stops at an epoch, and can be started again where it was."],
  ["stop", "Stop", "It finishes what is open, gives its last results and ends."],
  ["cancel", "Cancel", "It ends at once; open windows give no result."],
];
const ENDED = [["start", "Start", "It goes on from its last epoch if it is durable, else from the beginning."]];

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
      const answer = await post(jobPath(session.job, action));
      this.setState({ said: answer.status.toLowerCase() });
      session.start();
    } catch (error) {
      this.setState({ said: error.message });
    }
  }

  render({ session }, { asked, said }) {
    const { durable, startable } = session.entry() ?? {};
    const possible = (session.ended() ? ENDED : RUNNING).filter(
      ([action]) => (action !== "suspend" || durable) && (action !== "start" || startable),
    );
    const chosen = possible.find(([action]) => action === asked);
    return h(
      "div",
      { class: "controls" },
      chosen
        ? [
            h("span", { role: "status" }, chosen[2]),
            h("button", { class: "main-act", onClick: () => this.#do(chosen[0]) }, chosen[1] + " it"),
            h("button", { onClick: () => this.#ask(null, null) }, "Leave it"),
          ]
        : possible.map(([action, name]) =>
            h("button", { key: action, onClick: () => this.#ask(action, null) }, name, " …"),
          ),
      h("span", { role: "status", class: "quiet" }, said),
    );
  }
}

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

/** Buttons that stop or start the job. */
export class Controls extends Component {
  async #do(action) {
    this.setState({ asked: null, said: "…" });
    try {
      const answer = await post(jobPath(this.props.session.job, action));
      this.setState({ said: answer.status.toLowerCase() });
    } catch (error) {
      this.setState({ said: error.message });
    }
  }

  render({ session }, { asked, said }) {
    const possible = (session.ended() ? ENDED : RUNNING).filter(
      ([action]) => action !== "suspend" || session.entry()?.durable,
    );
    const chosen = possible.find(([action]) => action === asked);
    return h(
      "div",
      { class: "controls" },
      chosen
        ? [
            h("span", null, chosen[2]),
            h("button", { class: "main-act", onClick: () => this.#do(chosen[0]) }, chosen[1] + " it"),
            h("button", { onClick: () => this.setState({ asked: null }) }, "Leave it"),
          ]
        : possible.map(([action, name]) =>
            h("button", { key: action, onClick: () => this.setState({ asked: action, said: null }) }, name, " …"),
          ),
      h("span", { role: "status", class: "quiet" }, said),
    );
  }
}

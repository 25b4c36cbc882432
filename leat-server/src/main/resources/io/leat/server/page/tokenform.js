// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Asked for when the server has a token.

import { Component, h } from "../lib/preact.js";
import { Refused, get, useToken } from "./requests.js";

/** What a header can have, and so a token of a server. */
const SENDABLE = /^[\x21-\x7e]+$/;

/** A form for the token. It is kept in this page's memory, in the tab's if wanted, and never put into an address. */
export class TokenForm extends Component {
  /** At once, and not again with each picture. */
  #focus = (input) => input?.focus();

  async #submit(event) {
    event.preventDefault();
    if (this.state.asking) return;
    const form = new FormData(event.target);
    const token = form.get("token").trim();
    this.setState({ asking: true, refused: null });
    try {
      if (!SENDABLE.test(token)) throw new Refused(401, "no header can have it");
      useToken(token, form.has("keep"));
      await get("api/jobs");
      await this.props.onToken();
      this.setState({ asking: false });
    } catch (error) {
      this.setState({
        asking: false,
        refused: error.status === 401 ? "That is not the server's token." : error.message,
      });
    }
  }

  render(_, { asking, refused }) {
    return h(
      "form",
      { class: "token", onSubmit: (event) => this.#submit(event) },
      h("h1", null, "This server asks for its token"),
      h(
        "p",
        { class: "quiet" },
        "Whoever started it has it. It is sent in a header to this server only, and never becomes part of an address.",
      ),
      h("label", { for: "token" }, "Token"),
      h("input", {
        id: "token",
        name: "token",
        type: "password",
        autocomplete: "off",
        required: true,
        ref: this.#focus,
        "aria-invalid": refused ? "true" : undefined,
        "aria-describedby": "refused",
      }),
      h("p", { id: "refused", class: "bad", role: "alert" }, refused),
      h(
        "label",
        { class: "check" },
        h("input", { type: "checkbox", name: "keep" }),
        " Keep it until this tab is closed",
      ),
      h("button", { class: "main-act", "aria-disabled": String(Boolean(asking)) }, asking ? "Asking …" : "Open"),
    );
  }
}

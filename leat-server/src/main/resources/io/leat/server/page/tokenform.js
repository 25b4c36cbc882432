// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

// Asked for when the server has a token.

import { Component, h } from "../lib/preact.js";
import { get, useToken } from "./requests.js";

/** A form for the token. It is kept in this page's memory, in the tab's if wanted, and never put into an address. */
export class TokenForm extends Component {
  async #submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    useToken(form.get("token").trim(), form.has("keep"));
    this.setState({ asking: true, refused: null });
    try {
      await get("api/jobs");
      this.props.onToken();
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
        autofocus: true,
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
      h("button", { class: "main-act", disabled: asking }, asking ? "Asking …" : "Open"),
    );
  }
}

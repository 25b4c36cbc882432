// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.server.LeatServer;
import org.junit.jupiter.api.Test;

/** A server with a token: the page asks for it, and it is nowhere but in the header. */
class TokenTest {
    @Test
    void whenTheServerHasAToken_thenThePageAsksForItAndKeepsItToItself() throws Exception {
        String token = LeatServer.randomToken();
        try (Browser browser = Browser.start();
                Shown shown = Shown.nothing(options -> options.token(token))) {
            shown.demo("history=30s");
            browser.open(shown.page(), "pipeline");
            browser.find("#token").sendKeys("not-the-token-not-the-token-not-the-token");
            browser.find("form.token button").click();
            browser.await("document.querySelector('#refused').textContent !== ''");
            assertThat(browser.texts(".node, .figures, #refused")).containsExactly("That is not the server's token.");

            browser.find("#token").clear();
            browser.find("#token").sendKeys(token);
            browser.find("form.token button").click();
            browser.await("document.querySelectorAll('.node').length > 10");

            assertThat((String) browser.run(
                            "return location.href + document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"
                                    + " + document.documentElement.outerHTML"))
                    .doesNotContain(token);
            browser.driver.navigate().refresh();
            browser.find("#token").sendKeys(token);
            browser.find("input[name=keep]").click();
            browser.find("form.token button").click();
            browser.await("document.querySelector('.node')");
            browser.driver.navigate().refresh();
            browser.await("document.querySelector('.node')");
        }
    }
}

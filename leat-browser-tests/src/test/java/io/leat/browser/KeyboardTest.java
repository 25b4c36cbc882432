// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page without a mouse. */
class KeyboardTest {
    private static final int MOST_STEPS = 60;

    private static final String FOCUSED =
            "(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent)";

    @Test
    void whenThereIsNoMouse_thenAllCanBeReachedAndSeen() throws Exception {
        try (Browser browser = Browser.start();
                Shown shown = Shown.runningDemo(60, 24)) {
            browser.open(shown.page(), "overview");
            browser.await("document.querySelector('.figures')");

            browser.press(Keys.TAB);
            assertThat(browser.run("return " + FOCUSED)).isEqualTo("To the content");
            for (String view : List.of("Pipeline", "Windows", "Events", "Why", "Dead letters", "Six instances")) {
                tabTo(browser, view);
                assertThat(browser.run("return getComputedStyle(document.activeElement).outlineStyle"))
                        .as("the outline of " + view)
                        .isNotEqualTo("none");
                browser.press(Keys.ENTER);
                browser.await("document.querySelector('nav [aria-current]').textContent.startsWith('" + view + "')");
            }
            browser.turnTo("pipeline");
            browser.await("document.querySelector('.node')");
            tabTo(browser, "tumbling_10s, window");
            browser.press(Keys.ENTER);
            browser.await("document.querySelector('.panel')");
            tabTo(browser, "Close the panel");
            browser.press(Keys.ENTER);
            browser.await("!document.querySelector('.panel')");
            browser.turnTo("letters");
            browser.await("document.querySelector('.letter')");
            tabTo(browser, "check");
            browser.press(Keys.ENTER);
            tabTo(browser, "Try again");
            browser.press(Keys.ENTER);
            browser.await("document.querySelector('.note')?.textContent.includes('1')");
            browser.assertNoComplaints();
        }
    }

    private static void tabTo(Browser browser, String name) {
        for (int i = 0; i < MOST_STEPS; i++) {
            browser.press(Keys.TAB);
            if (Boolean.TRUE.equals(browser.run("return " + FOCUSED + ".startsWith(arguments[0])", name))) {
                return;
            }
        }
        throw new AssertionError(MOST_STEPS + " steps do not lead to '" + name + "'");
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.connector.memory.Generator;
import io.leat.server.LeatServer;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What an open page shows when what it shows becomes another: the server, the run of a job, the job. */
class ChangesTest {
    private static final String ROWS = "document.querySelectorAll('.halves .cell:first-child tbody tr').length";

    private static Browser browser;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        Shown.close(browser, null);
    }

    /** What the browser complains of when a server is closed under an open page is of no test. */
    @BeforeEach
    void leave() {
        browser.driver.get("about:blank");
        browser.complaints();
    }

    @Test
    void whenTheServerComesBack_thenThePageHasWhatWasMissed() throws IOException {
        try (Shown shown = Shown.runningDemo(60, 24)) {
            URI page = shown.page();
            browser.open(page, "windows?step=tumbling_10s");
            browser.await(ROWS + " > 5");
            shown.server.close();
            browser.await("document.querySelector('.note.warn')?.textContent.startsWith('Disconnected')");
            browser.run(
                    "const get = window.fetch; window.asked = [];"
                            + " window.fetch = (url, ...more) => { window.asked.push(String(url)); return get(url, ...more); }");
            try (LeatServer again = LeatServer.start(shown.leat, options -> options.port(page.getPort()))) {
                browser.await("!document.querySelector('.note') && document.querySelector('.bar .end .state.good')");
                browser.await(
                        "['/plan', '/history', '/windows?'].every(part => window.asked.some(url => url.includes(part)))");
                assertThat(again.uri()).isEqualTo(page);
            }
        }
    }

    @Test
    void whenTheJobIsStartedAnew_thenThePageShowsTheNewRunOnly() throws Exception {
        try (Shown shown = Shown.nothing(options -> {})) {
            shown.demo("history=30s", "live=1s").awaitCompletion();
            browser.open(shown.page(), "pipeline?step=check");
            browser.await(
                    "document.querySelectorAll('.node').length > 20 && document.querySelector('.panel tr.opens')");

            shown.leat.start(Pipeline.of(
                    "demo", p -> p.from("numbers", Generator.of(10, n -> n)).to("check", Sink.of(n -> {}))));
            browser.await("document.querySelectorAll('.node').length === 2");
            browser.await("document.querySelectorAll('.panel tr.opens').length === 10");
            assertThat(browser.texts(".panel td.value").get(0)).isEqualTo("9");
            browser.assertNoComplaints();
        }
    }

    @Test
    void whenThereAreTwoJobs_thenAnAddressSaysWhichOfThemIsMeant() throws Exception {
        try (Shown shown = Shown.nothing(options -> {})) {
            shown.demo("history=30s", "live=1s").awaitCompletion();
            shown.start("other job", "history=30s", "live=1s").awaitCompletion();
            browser.open(shown.page(), "pipeline?job=other+job");
            browser.await("document.querySelector('.bar select')?.value === 'other job'");
            browser.await("document.querySelector('.nav a').hash === '#/overview?job=other+job'");

            browser.run("const jobs = document.querySelector('.bar select'); jobs.value = 'demo';"
                    + " jobs.dispatchEvent(new Event('change', {bubbles: true}))");
            browser.await("location.hash === '#/pipeline?job=demo' && document.querySelector('.node')");
            browser.turnTo("pipeline?job=none");
            browser.await("document.querySelector('.note')?.textContent.includes('There is no job none here')");
            browser.assertNoComplaints();
        }
    }

    @Test
    void whenAnEventIsRead_thenItIsNotPushedAway() throws IOException {
        try (Shown shown = Shown.runningDemo(30, 60)) {
            browser.open(shown.page(), "pipeline?step=check");
            browser.await("document.querySelector('.panel tr.opens')");
            browser.run("document.querySelector('.panel tr.opens button').click()");
            String read = browser.text(".panel tr.opened pre");
            browser.await("document.querySelector('.held').textContent !== ''");
            assertThat(browser.text(".panel tr.opened pre")).isEqualTo(read);

            browser.run("document.querySelector('.panel tr.opens button').click()");
            browser.await("document.querySelector('.held').textContent === ''");
            browser.assertNoComplaints();
        }
    }

    @Test
    void whenThereIsNoMouse_thenAWindowIsReachedOnTheLineOfTime() throws Exception {
        try (Shown shown = Shown.nothing(options -> {})) {
            shown.demo("history=60s", "live=1s").awaitCompletion();
            browser.open(shown.page(), "windows?step=tumbling_10s");
            browser.await("document.querySelector('svg.timeline .box.acts')");
            browser.run("document.querySelector('svg.timeline').focus()");
            browser.press(Keys.ARROW_LEFT);
            browser.press(Keys.ARROW_UP);
            browser.await("document.activeElement.matches('.box.acts')");
            browser.press(Keys.ENTER);
            browser.find(".sentence");
            assertThat((String) browser.run("return location.hash")).contains("why?step=tumbling_10s&result=");
            browser.assertNoComplaints();
        }
    }
}

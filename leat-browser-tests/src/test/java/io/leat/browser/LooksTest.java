// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;

/**
 * How each view looks, in light and dark, on a desk and on a phone. With {@code -Dscreenshots=true} the pictures in {@code docs/images} are
 * taken anew.
 */
class LooksTest {
    private static final Path IMAGES = Path.of("../docs/images");
    private static final boolean TAKING = Boolean.getBoolean("screenshots");
    private static final Dimension PICTURE = new Dimension(1280, 860);

    private static Browser browser;
    private static Shown shown;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
        shown = Shown.runningDemo(TAKING ? 0 : 120, 24);
        browser.open(shown.page(), "overview");
        browser.await("document.querySelector('.charts canvas')");
        if (TAKING) { // so that there is something on the charts that go by the clock
            Files.createDirectories(IMAGES);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(4))
                    .until(() -> shown.api("/metrics").get("elapsedMs").asLong() > 160_000);
        }
    }

    @AfterAll
    static void stop() {
        Shown.close(browser, shown);
    }

    @ParameterizedTest
    @CsvSource({
        "overview, overview, .charts canvas",
        "pipeline, pipeline?step=tumbling_10s, .panel tr.opens",
        "windows, windows?step=tumbling_10s, .main canvas",
        "events, events?source=requests, tr.opens",
        "why, why?step=tumbling_10s, .choice a",
        "letters, letters, .letter",
        "instances, instances, .main canvas",
        "charts, charts, .charts canvas"
    })
    void whenAViewIsOpen_thenItFitsInLightAndDark(String name, String view, String ready) throws IOException {
        browser.size(PICTURE);
        browser.turnTo(view);
        browser.find(ready);
        if (name.equals("why")) {
            browser.find(ready).click();
            browser.find(".sentence");
        }
        browser.theme("light");
        assertThat(lightness()).isGreaterThan(0.8);
        take(name + "-light");
        browser.theme("dark");
        assertThat(lightness()).isLessThan(0.25);
        take(name + "-dark");

        browser.size(Browser.PHONE);
        settle();
        browser.await("document.documentElement.scrollWidth === " + Browser.PHONE.width);
        assertThat(browser.run(SMALLEST_TEXT)).isEqualTo(true);
        if (name.equals("overview") || name.equals("instances")) {
            browser.theme("light");
            take(name + "-phone");
        }
        browser.assertNoComplaints();
    }

    /** Nothing that is to be read is written smaller than this. */
    private static final String SMALLEST_TEXT = "return [...document.querySelectorAll('.main *')]"
            + ".filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.checkVisibility())"
            + ".every(e => parseFloat(getComputedStyle(e).fontSize) >= 9)";

    /** Of the background, from 0 for black to 1 for white. */
    private static double lightness() {
        String colour = (String)
                browser.run("const c = document.createElement('canvas').getContext('2d', {willReadFrequently: true});"
                        + " c.fillStyle = getComputedStyle(document.documentElement).backgroundColor; c.fillRect(0, 0, 1, 1);"
                        + " return [...c.getImageData(0, 0, 1, 1).data].join()");
        String[] parts = colour.split(",", -1);
        return (Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]) + Integer.parseInt(parts[2])) / 765.0;
    }

    /** Waits for two pictures: what observes sizes draws with the second one. For photographs, until the next update as well. */
    private static void settle() {
        browser.run("window.__settled = false; setTimeout(() => requestAnimationFrame(() =>"
                + " requestAnimationFrame(() => window.__settled = true)), " + (TAKING ? 1_500 : 0) + ")");
        browser.await("window.__settled");
    }

    @Test
    void whenThereIsLittleRoom_thenThePipelineIsAListAndElseAGraph() {
        browser.size(Browser.PHONE);
        browser.turnTo("pipeline");
        browser.await(
                "document.querySelectorAll('.steps > li > .node').length > 20 && !document.querySelector('.graph')");
        browser.run(
                "[...document.querySelectorAll('.node')].find(n => n.textContent.includes('tumbling_10s')).click()");
        browser.await("document.querySelector('.node[aria-pressed=true] + .panel')");

        browser.size(Browser.DESK);
        browser.await("document.querySelectorAll('.graph .node').length > 20 && !document.querySelector('.steps')");
    }

    private static void take(String name) throws IOException {
        if (TAKING) {
            settle();
            Files.write(IMAGES.resolve(name + ".png"), browser.driver.getScreenshotAs(OutputType.BYTES));
        }
    }
}

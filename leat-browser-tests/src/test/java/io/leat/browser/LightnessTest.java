// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How fast the page is there, how much of it there is, and that it does not grow while it is open. */
class LightnessTest {
    private static final long FIRST_PAINT_MS = 500;
    private static final long WEIGHT_BYTES = 300_000;
    private static final int LOADS = 5;
    /** Other work on the machine may hold up all loads of a round. */
    private static final int ROUNDS = 3;

    /** How long a page is left open; {@code -Dopen=3600} for a longer look. */
    private static final Duration OPEN = Duration.ofSeconds(Long.getLong("open", 20));

    /** Until a page has drawn everything once, and the code that draws has been compiled. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    /** What history may add while it fills up: 900 values of each figure, 2,000 windows of each step. */
    private static final long HEAP_BYTES = 2_000_000;

    /** Nodes that are held though they are not shown: some are drawn anew while it is counted. */
    private static final long NODES = 600;

    private static final long LISTENERS = 60;

    private static Browser browser;
    private static Shown shown;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
        shown = Shown.runningDemo(300, 100);
    }

    @AfterAll
    static void stop() {
        Shown.close(browser, shown);
    }

    @Test
    void whenThePageIsOpened_thenItIsThereAtOnceAndSmall() {
        browser.driver.executeCdpCommand("Network.enable", Map.of());
        browser.driver.executeCdpCommand("Network.setCacheDisabled", Map.of("cacheDisabled", true));
        long paintMs = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && paintMs > FIRST_PAINT_MS; round++) {
            paintMs = Math.min(paintMs, medianPaintMs());
        }
        long transferred = sum(browser, "encodedBodySize");
        long decoded = sum(browser, "decodedBodySize");
        System.out.printf(
                "first contentful paint %d ms in the median; page weight %,d bytes transferred, %,d decoded%n",
                paintMs, transferred, decoded);

        assertThat(paintMs).isLessThanOrEqualTo(FIRST_PAINT_MS);
        assertThat(transferred).isBetween(20_000L, WEIGHT_BYTES);
        assertThat(decoded).isBetween(50_000L, WEIGHT_BYTES);
    }

    private static long medianPaintMs() {
        return LongStream.range(0, LOADS)
                .map(i -> {
                    browser.driver.get(
                            shown.page().resolve("/?" + i + "#/overview").toString());
                    browser.await("document.querySelector('.figures canvas, .charts canvas')");
                    return browser.number("performance.getEntriesByName('first-contentful-paint')[0].startTime");
                })
                .sorted()
                .skip(LOADS / 2)
                .findFirst()
                .orElseThrow();
    }

    /** All that the page is made of, without the data of the job. */
    private static long sum(Browser browser, String size) {
        return browser.number(
                "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
                        + ".filter(e => !new URL(e.name).pathname.startsWith('/api')).reduce((sum, e) => sum + e."
                        + size + ", 0)");
    }

    /** The views that draw most, and draw again at different times what they show side by side. */
    @ParameterizedTest
    @ValueSource(strings = {"instances", "windows"})
    void whenItIsLeftOpen_thenItHoldsNothingButWhatItShows(String view) {
        browser.open(shown.page(), view);
        browser.await("document.querySelectorAll('.main canvas').length > 0");
        rest(browser, SETTLED);
        Size first = Size.of(browser);
        String figures = browser.text(".main");
        Size last = first;
        for (long end = System.nanoTime() + OPEN.toNanos(); System.nanoTime() < end; ) {
            rest(browser, LOOK_EVERY);
            last = Size.of(browser);
            assertThat(last.nodes).as("%s", last).isLessThan(last.shown + NODES);
            assertThat(last.listeners).as("%s", last).isLessThan(first.listeners + LISTENERS);
            assertThat(last.heapBytes).as("%s", last).isLessThan(first.heapBytes + HEAP_BYTES);
        }
        System.out.printf("%s left open for %d s: %s, then %s%n", view, OPEN.toSeconds(), first, last);
        assertThat(browser.text(".main")).isNotEqualTo(figures);
        browser.assertNoComplaints();
    }

    private static void rest(Browser browser, Duration time) {
        browser.run("window.__rested = false; setTimeout(() => window.__rested = true, arguments[0])", time.toMillis());
        browser.await("window.__rested", time.plusSeconds(20));
    }

    /** What a page uses after garbage was collected, and how many of its nodes are in the document. */
    private record Size(long heapBytes, long nodes, long shown, long listeners) {
        static Size of(Browser browser) {
            browser.driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
            Map<String, Object> heap = browser.driver.executeCdpCommand("Runtime.getHeapUsage", Map.of());
            Map<String, Object> counters = browser.driver.executeCdpCommand("Memory.getDOMCounters", Map.of());
            return new Size(
                    number(heap, "usedSize"),
                    number(counters, "nodes"),
                    browser.number("(walk => { let n = 1; while (walk.nextNode()) n++; return n; })"
                            + "(document.createTreeWalker(document))"),
                    number(counters, "jsEventListeners"));
        }

        private static long number(Map<String, Object> of, String name) {
            return ((Number) of.get(name)).longValue();
        }
    }
}

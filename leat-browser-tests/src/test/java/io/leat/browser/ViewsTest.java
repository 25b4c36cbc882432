// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

/** Every view of a run that has ended, so that its numbers stand still: they are those of the interface. */
class ViewsTest {
    private static Browser browser;
    private static Shown shown;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start();
        shown = Shown.finishedDemo();
        browser.open(shown.page(), "overview");
        browser.await("document.querySelector('.figures')");
    }

    @AfterAll
    static void stop() {
        Shown.close(browser, shown);
    }

    @AfterEach
    void noComplaints() {
        browser.assertNoComplaints();
    }

    @Test
    void whenTheOverviewIsOpen_thenItsFiguresAreThoseOfTheJob() throws Exception {
        browser.turnTo("overview");
        JsonNode metrics = shown.api("/metrics");

        assertThat(figure("Events in", "title")).isEqualTo(digits(metrics.get("in")));
        assertThat(figure("Results out", "title")).isEqualTo(digits(metrics.get("out")));
        assertThat(figure("Late", "firstChild.nextSibling.firstChild.textContent"))
                .isEqualTo(digits(metrics.get("late")));
        assertThat(figure("Failed", "firstChild.nextSibling.firstChild.textContent"))
                .isEqualTo(digits(metrics.get("failed")));
        assertThat(browser.text(".bar .job .state")).isEqualTo("completed");
        assertThat(browser.texts(".charts h2")).contains("Events", "Latency", "Heap", "Disk", "Epochs");
    }

    /** The digits of a part of a figure, which is the element in {@code each}. */
    private static String figure(String label, String part) {
        return browser.run(
                        "const each = [...document.querySelectorAll('.figure')].find(f => f.querySelector('dt').textContent === arguments[0]);"
                                + " return each." + part,
                        label)
                .toString()
                .replaceAll("\\D", "");
    }

    private static String digits(JsonNode number) {
        return Long.toString(number.asLong());
    }

    @Test
    void whenThePipelineIsOpen_thenEachStepHasItsCounters() throws Exception {
        browser.turnTo("pipeline");
        List<String> nodes = browser.texts(".node b");
        JsonNode steps = shown.api("/metrics").get("steps");

        assertThat(nodes).hasSize(steps.size());
        for (JsonNode step : steps) {
            String name = step.get("name").asText();
            assertThat(label(name).replace(",", "").replace("\u202f", ""))
                    .startsWith(name + " ")
                    .contains(step.get("in").asLong() + " in ")
                    .contains(" " + step.get("out").asLong() + " out ")
                    .contains(" " + step.get("late").asLong() + " late ")
                    .contains(" " + step.get("failed").asLong() + " failed");
        }
    }

    private static String label(String step) {
        return (String) browser.run(
                "return [...document.querySelectorAll('.node')].find(n => n.querySelector('b').textContent === arguments[0])"
                        + ".getAttribute('aria-label').replace(/; queue.*/, '')",
                step);
    }

    @Test
    void whenAStepIsClicked_thenItsLastEventsAndItsCodeAreShown() throws Exception {
        browser.turnTo("pipeline");
        browser.await("document.querySelector('.node')");
        browser.run("[...document.querySelectorAll('.node')].find(n => n.textContent.includes('check')).click()");

        browser.await("document.querySelectorAll('.panel tr.opens').length > 20");
        assertThat(browser.text(".panel"))
                .contains("in the code SixInstances.define(SixInstances.java:", "in, from requests");
        JsonNode seen = shown.api("/steps/check").get("seen").get(0);
        String last = seen.get(seen.size() - 1).get("value").get("id").asText();
        assertThat(browser.texts(".panel section:last-of-type td.value").get(0)).startsWith("id " + last + " ");
        browser.find(".panel .head button").click();
        browser.await("!document.querySelector('.panel')");
    }

    @Test
    void whenWindowsAreOpen_thenTheyAreTheResultsOfTheStep() throws Exception {
        browser.turnTo("windows?step=tumbling_10s");
        browser.await("document.querySelectorAll('.halves table').length === 2");
        JsonNode results = shown.api("/steps/tumbling_10s/windows?limit=1000").get("results");
        JsonNode last = results.get(results.size() - 1);

        assertThat(browser.texts(".facts-line b").get(1))
                .isEqualTo(digits(shown.step("tumbling_10s").get("windows")));
        assertThat(browser.text(".halves .cell:first-child tbody tr:first-child"))
                .contains(last.get("key").asText())
                .contains("requests " + last.get("value").get("requests").asLong())
                .contains("tokens " + last.get("value").get("tokens").asLong());
        assertThat(browser.texts(".halves .cell:last-child tbody tr"))
                .hasSize(shown.step("tumbling_10s").get("late").asInt());
        assertThat(browser.texts(".tops li")).hasSize(6);
    }

    @Test
    void whenEventsAreSearched_thenTheyAreThoseThatTheInterfaceFinds() throws Exception {
        browser.turnTo("events?source=requests&field=instance&value=ai-6&limit=500");
        browser.await("document.querySelector('.label[role=status]')?.textContent.includes('found')");
        JsonNode found = shown.api("/events?source=requests&field=instance&value=ai-6&limit=500")
                .get("events");

        assertThat(browser.texts("tr.opens")).hasSameSizeAs(found).allMatch(row -> row.contains("instance ai-6"));
        assertThat(browser.texts("tr.opens").get(0))
                .contains("id " + found.get(0).get("value").get("id").asText() + " ");
        WebElement row = browser.find("tr.opens button");
        row.click();
        assertThat(browser.text("tr.opened pre")).contains("\"instance\": \"ai-6\"");
        WebElement text = browser.find("input[name=text]");
        text.sendKeys("no such text");
        browser.find("form[role=search] button.main-act").click();
        browser.await("document.querySelector('.label[role=status]')?.textContent.startsWith('0 found')");
    }

    @Test
    void whenAskedWhyAResultIs_thenItsInputsAreListed() throws Exception {
        browser.turnTo("why?step=tumbling_10s");
        browser.find(".choice a").click();
        String sentence = browser.text(".sentence");
        String number = ((String) browser.run("return location.hash")).replaceAll(".*result=(\\d+).*", "$1");
        JsonNode why = shown.api("/why/result?step=tumbling_10s&number=" + number);

        assertThat(sentence).isEqualTo(why.get("text").asText());
        assertThat(browser.texts("tr.opens")).hasSameSizeAs(why.get("inputs"));
        assertThat(why.get("inputs").size())
                .isEqualTo(why.get("result").get("value").get("requests").asInt());
    }

    @Test
    void whenAskedWhyAnEventWasLate_thenWhatPushedTimeIsTold() throws Exception {
        browser.turnTo("why?step=tumbling_10s");
        browser.find(".halves .cell:last-child .choice a").click();
        String sentence = browser.text(".sentence");
        String number = ((String) browser.run("return location.hash")).replaceAll(".*late=(\\d+).*", "$1");

        assertThat(sentence)
                .isEqualTo(shown.api("/why/late?step=tumbling_10s&number=" + number)
                        .get("text")
                        .asText());
        assertThat(browser.text(".main")).contains("it was this one");
    }

    @Test
    void whenLettersAreOpen_thenEachHasItsReason() throws Exception {
        browser.turnTo("letters");
        browser.await("document.querySelector('.letter')");
        JsonNode letters = shown.api("/letters?limit=200");

        assertThat(browser.text(".head .label")).startsWith(digits(letters.get("total")) + " ");
        assertThat(browser.texts(".letter .bad")).hasSameSizeAs(letters.get("letters"));
        for (JsonNode letter : letters.get("letters")) {
            assertThat(browser.texts(".letter .bad"))
                    .contains(letter.get("reason").asText());
        }
    }

    @Test
    void whenTheBoardIsOpen_thenEachInstanceHasItsSums() throws IOException, InterruptedException {
        browser.turnTo("instances");
        browser.await("document.querySelectorAll('.main table')[0]?.querySelectorAll('tbody tr').length === 6");
        JsonNode costs = shown.api("/steps/cost_10s/windows?limit=1000").get("results");
        long requests = 0;
        double usd = 0;
        for (JsonNode cost : costs) {
            boolean isFirst = cost.get("key").asText().equals("ai-1");
            requests += isFirst ? cost.get("value").get("requests").asLong() : 0;
            usd += isFirst ? cost.get("value").get("usd").asDouble() : 0;
        }

        String row = browser.text(".main tbody tr:first-child");
        assertThat(row).startsWith("ai-1 medium" + requests).endsWith("$" + String.format(Locale.ROOT, "%.4f", usd));
        assertThat(browser.text(".main")).contains("Mean latency", "Sessions", "Requests and their completions");
        assertThat(browser.texts(".main td.warn")).isNotEmpty();
    }

    @Test
    void whenChartsAreOpen_thenWhatThePipelineDrawsIsThere() {
        browser.turnTo("charts");

        browser.await("document.querySelector('.charts canvas')");
        assertThat(browser.text(".charts")).contains("tokens by instance", "ai-1", "ai-6", " points so far");
    }
}

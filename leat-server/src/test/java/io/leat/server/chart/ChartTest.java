// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.chart;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leat.Event;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.StreamProcessor;
import io.leat.aggregate.Aggregates;
import io.leat.connector.SinkWriter;
import io.leat.connector.Source;
import io.leat.server.Dashboard;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of results that a chart is given. */
@Timeout(60)
class ChartTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of its own for each test: charts outlive those who write to them. */
    private final String title = "tokens by instance " + UUID.randomUUID();

    record Load(Instant at, long calls, long tokens, String model, String instanceId) {}

    @Test
    void whenProcessorHasAChart_thenEachEventIsAPointAtItsTime() throws Exception {
        try (StreamProcessor stream = StreamProcessor.named("my-stream")) {
            stream.sink(Dashboard.chart(title));
            stream.emit(event(1_000, "ai-1", Map.of("latency", 9, "tokens", 5)));
            stream.emit(event(2_000, "ai-2", Map.of("latency", 9, "tokens", 7)));
            stream.emit(event(2_000, "ai-1", Map.of("latency", 9, "tokens", 2.5)));
        }
        assertThat(chart(title)).isEqualTo(JSON.readTree("""
                        {"title":"%s","form":"lines","series":["ai-1","ai-2"],"atMs":[1000,2000],
                         "values":[[5,2.5],[null,7]],"points":3,"skipped":0,"lastSkipped":null}""".formatted(title)));
    }

    @Test
    void whenJobHasAChart_thenResultsAreDrawnAsChosen() throws Exception {
        List<Load> loads = List.of(load(1_000, 3, 30, "a", "ai-1"), load(2_000, 4, 40, "b", "ai-2"));
        Pipeline pipeline = Pipeline.of(
                "fleet",
                p -> p.from("loads", Source.of(loads).timedBy(Load::at), Watermarks.monotone())
                        .to("named", Dashboard.chart(title))
                        .to(
                                "chosen",
                                Dashboard.chart(title + " 2", Load.class)
                                        .series(Load::model)
                                        .value(Load::calls)
                                        .bars())
                        .to(
                                "fields",
                                Dashboard.chart(title + " 3").series("model").value("calls")));
        try (Leat leat = Leat.inMemory()) {
            leat.start(pipeline).awaitCompletion();
        }
        assertThat(chart(title)).isEqualTo(drawn(title, "lines", "['ai-1','ai-2']", "[[30,null],[null,40]]"));
        assertThat(chart(title + " 2")).isEqualTo(drawn(title + " 2", "bars", "['a','b']", "[[3,null],[null,4]]"));
        assertThat(chart(title + " 3")).isEqualTo(drawn(title + " 3", "lines", "['a','b']", "[[3,null],[null,4]]"));
    }

    @Test
    void whenResultIsOfAWindow_thenItsKeyIsTheSeries() throws Exception {
        List<Load> loads = List.of(load(1_000, 3, 30, "a", "ai-1"), load(2_000, 4, 40, "a", "ai-1"));
        Pipeline pipeline = Pipeline.of(
                "fleet",
                p -> p.from("loads", Source.of(loads).timedBy(Load::at), Watermarks.monotone())
                        .keyBy(Load::instanceId)
                        .window(Windows.tumbling(ofSeconds(10)))
                        .aggregate("sum", Aggregates.sum(Load::tokens))
                        .panes()
                        .to("chart", Dashboard.chart(title)));
        try (Leat leat = Leat.inMemory()) {
            leat.start(pipeline).awaitCompletion();
        }
        assertThat(chart(title).get("series")).isEqualTo(json("['ai-1']"));
        assertThat(chart(title).get("values")).isEqualTo(json("[[70]]"));
        assertThat(chart(title).get("atMs").get(0).asLong()).isBetween(2_000L, 10_000L);
    }

    @Test
    void whenNoNumberCanBeDrawn_thenItIsCountedAndSaidWhy() throws Exception {
        try (SinkWriter<Object> chart = Dashboard.chart(title).open()) {
            chart.write(Map.of("tokens", 1), 1);
            chart.write(Map.of("other", 1), 2);
            assertThat(lastSkipped()).isEqualTo("there is no number");
            chart.write(Map.of("tokens", Double.NaN), 3);
            assertThat(lastSkipped()).isEqualTo("NaN is not finite");
            chart.write(Map.of("tokens", "7"), 4);
            assertThat(lastSkipped()).isEqualTo("'7' is no number");
            Map<String, Object> withNull = new HashMap<>();
            withNull.put("tokens", null);
            chart.write(withNull, 5);
            assertThat(lastSkipped()).isEqualTo("there is no number");
        }
        assertThat(chart(title).get("points").asLong()).isEqualTo(1);
        assertThat(chart(title).get("skipped").asLong()).isEqualTo(4);
    }

    @Test
    void whenAFunctionThrows_thenTheJobGoesOnAndItIsSaid() throws Exception {
        try (SinkWriter<String> chart =
                Dashboard.chart(title, String.class).value(Integer::valueOf).open()) {
            chart.write("7", 1);
            chart.write("seven", 2);
        }
        assertThat(chart(title).get("values")).isEqualTo(json("[[7]]"));
        assertThat(lastSkipped()).contains("NumberFormatException").contains("seven");
    }

    @Test
    void whenTitleNamesNoField_thenTheFirstNumberAndTheFirstTextAreDrawn() throws Exception {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("on", true);
        result.put("region", "north");
        result.put("load", 0.5);
        result.put("more", 3);
        String other = UUID.randomUUID().toString();
        try (SinkWriter<Object> chart = Dashboard.chart(other).open()) {
            chart.write(result, 1);
        }
        assertThat(chart(other).get("series")).isEqualTo(json("['north']"));
        assertThat(chart(other).get("values")).isEqualTo(json("[[0.5]]"));
    }

    @Test
    void whenResultHasNoText_thenTheTitleIsTheSeries() throws Exception {
        try (SinkWriter<Object> chart = Dashboard.chart(title).open()) {
            chart.write(7L, 1);
        }
        assertThat(chart(title).get("series")).isEqualTo(JSON.createArrayNode().add(title));
    }

    @Test
    void whenResultHasNoTime_thenItIsDrawnAtItsArrival() throws Exception {
        long before = System.currentTimeMillis();
        try (SinkWriter<Object> chart = Dashboard.chart(title).open()) {
            chart.write(7L, Long.MIN_VALUE);
        }
        assertThat(chart(title).get("atMs").get(0).asLong()).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void whenAPointIsCorrected_thenTheLastCounts() throws Exception {
        try (SinkWriter<Object> chart = Dashboard.chart(title).open()) {
            chart.write(7L, 1_000);
            chart.write(3L, 500);
            chart.write(8L, 1_000);
        }
        assertThat(chart(title).get("atMs")).isEqualTo(json("[500,1000]"));
        assertThat(chart(title).get("values")).isEqualTo(json("[[3,8]]"));
    }

    @Test
    void whenThereAreTooManyPoints_thenTheOldestGo() throws Exception {
        try (SinkWriter<Object> chart = Dashboard.chart(title).open()) {
            for (int i = 0; i < Points.KEPT + 10; i++) {
                chart.write(i, i);
            }
        }
        assertThat(chart(title).get("atMs")).hasSize(Points.KEPT);
        assertThat(chart(title).get("atMs").get(0).asLong()).isEqualTo(10);
        assertThat(chart(title).get("points").asLong()).isEqualTo(Points.KEPT + 10);
    }

    @Test
    void whenThereAreTooManySeries_thenTheOneWithoutPointsForLongestGoes() throws Exception {
        try (SinkWriter<Object> chart = Dashboard.chart(title).open()) {
            for (int i = 0; i < Points.MOST_SERIES; i++) {
                chart.write(Map.of("tokens", i, "instance", "ai-" + i), 1);
            }
            chart.write(Map.of("tokens", 1, "instance", "ai-0"), 2);
            chart.write(Map.of("tokens", 1, "instance", "one more"), 2);
        }
        assertThat(chart(title).get("series"))
                .hasSize(Points.MOST_SERIES)
                .contains(json("'ai-0'"), json("'one more'"))
                .doesNotContain(json("'ai-1'"));
    }

    @Test
    void whenChartsComeAndGo_thenTheyAreBoundedAndThoseInUseStay() throws Exception {
        Charts charts = new Charts();
        Points used = charts.open("used", Chart.Form.LINES);
        for (int i = 0; i < 3 * Charts.MOST; i++) {
            charts.open("chart " + i, Chart.Form.LINES).close();
        }
        JsonNode all = JSON.readTree(charts.json()).get("charts");
        assertThat(all).hasSize(Charts.MOST);
        assertThat(all.findValuesAsText("title")).contains("used", "chart 149").doesNotContain("chart 0");
        assertThat(charts.open("used", Chart.Form.BARS)).isSameAs(used);
    }

    @Test
    void whenNamesAreHostile_thenTheJsonIsWhole() throws Exception {
        String hostile = "<script>alert(\"1\")</script>\n\u0000\ud800" + title;
        try (SinkWriter<Object> chart = Dashboard.chart(hostile).open()) {
            chart.write(Map.of("n", 1, "s", "\"],\\ }"), 1);
        }
        assertThat(chart(hostile).get("series"))
                .isEqualTo(JSON.createArrayNode().add("\"],\\ }"));
    }

    @Test
    void whenSomethingChanges_thenTheVersionGrows() throws Exception {
        long before = Charts.ofProcess().version();
        try (SinkWriter<Object> chart = Dashboard.chart(title).open()) {
            long opened = Charts.ofProcess().version();
            chart.write("no number", 1);
            assertThat(Charts.ofProcess().version()).isGreaterThan(opened);
            assertThat(opened).isGreaterThan(before);
        }
    }

    @Test
    void whenTitleIsBlank_thenRefused() {
        assertThatThrownBy(() -> Dashboard.chart(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a chart needs a title of 1 to 200 characters, not ' '");
    }

    private static Event event(long timeMs, String instance, Map<String, ?> data) {
        Map<String, Object> all = new HashMap<>(data);
        all.put("instance_id", instance);
        all.put("a_model", "m");
        return new Event("e", all, null, Instant.ofEpochMilli(timeMs));
    }

    private static Load load(long timeMs, long calls, long tokens, String model, String instance) {
        return new Load(Instant.ofEpochMilli(timeMs), calls, tokens, model, instance);
    }

    private String lastSkipped() throws Exception {
        return chart(title).get("lastSkipped").asText();
    }

    private static JsonNode chart(String title) throws Exception {
        for (JsonNode chart : JSON.readTree(Charts.ofProcess().json()).get("charts")) {
            if (chart.get("title").asText().equals(title)) {
                return chart;
            }
        }
        throw new AssertionError(
                "no chart '" + title + "' in " + Charts.ofProcess().json());
    }

    private static JsonNode drawn(String title, String form, String series, String values) throws Exception {
        return json("{'title':'" + title + "','form':'" + form + "','series':" + series
                + ",'atMs':[1000,2000],'values':" + values + ",'points':2,'skipped':0,'lastSkipped':null}");
    }

    private static JsonNode json(String inSingleQuotes) throws Exception {
        return JSON.readTree(inSingleQuotes.replace('\'', '"'));
    }
}

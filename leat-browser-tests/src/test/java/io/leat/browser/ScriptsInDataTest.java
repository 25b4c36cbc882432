// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Event;
import io.leat.Pipeline;
import io.leat.aggregate.Aggregates;
import io.leat.connector.Sink;
import io.leat.connector.memory.Generator;
import io.leat.server.Dashboard;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people put into events stays text: 200 strings that would run in a careless page, as names of fields, keys and values. */
class ScriptsInDataTest {
    /** What would run, if it did: it leaves a mark that is looked for. */
    private static final String RUN = "window.__xss=1";

    private static final List<String> TEMPLATES = List.of(
            "<script>%s</script>",
            "</script><script>%s</script>",
            "<img src=x onerror=%s>",
            "<img src=x onerror='%s' x-hostile>",
            "\"><img src=x onerror=%s>",
            "'><img src=x onerror=%s>",
            "<svg onload=%s>",
            "<svg><script>%s</script></svg>",
            "<svg><animate onbegin=%s attributeName=x dur=1s>",
            "<body onload=%s>",
            "<iframe srcdoc='<script>parent.%s</script>'></iframe>",
            "<iframe src=\"javascript:parent.%s\"></iframe>",
            "<a href=\"javascript:%s\">a</a>",
            "javascript:%s",
            "data:text/html,<script>opener.%s</script>",
            "<details open ontoggle=%s>",
            "<input autofocus onfocus=%s>",
            "<video><source onerror=%s></video>",
            "<math><mtext></mtext><script>%s</script></math>",
            "<style>@import 'javascript:%s'</style>",
            "<link rel=stylesheet href=\"javascript:%s\">",
            "<object data=\"javascript:%s\"></object>",
            "<form action=\"javascript:%s\"><button>b</button></form>",
            "<template><script>%s</script></template>",
            "<base href=\"javascript:%s//\">",
            "<meta http-equiv=refresh content=\"0;url=javascript:%s\">",
            "-->{<script>%s</script>",
            "]]><script>%s</script>",
            "{{constructor.constructor('%s')()}}",
            "${%s}",
            "`-%s-`",
            "';%s;//",
            "\";%s;//",
            "\\\";%s;//",
            "\n\ndata: {}\n\nevent: metrics\ndata: %s\n\n",
            "<ScRiPt>%s</sCrIpT>",
            "<script\u0000>%s</script>",
            "\u202e<script>%s</script>",
            "&lt;script&gt;%s&lt;/script&gt;",
            "&#60;script&#62;%s&#60;/script&#62;");

    /** Each template as it is, and in four disguises. */
    private static List<String> hostile() {
        List<String> all = new ArrayList<>();
        for (String template : TEMPLATES) {
            String plain = template.replace("%s", RUN);
            all.add(plain);
            all.add(template.replace("%s", "window['__xss']=1"));
            all.add(template.replace("%s", "alert(1)"));
            all.add("<p>" + plain + "</p>");
            all.add("x" + plain.replace(" ", "/") + "x");
        }
        return all;
    }

    /** Views, each with what is there when it shows what it is to show. */
    private static final Map<String, String> VIEWS = views(
            "overview", ".charts canvas",
            "pipeline", ".graph .node",
            "pipeline?step=count", ".panel[aria-label='Step count'] tr.opens",
            "pipeline?step=fails", ".panel[aria-label='Step fails'] tr.opens",
            "pipeline?step=last", ".panel[aria-label='Step last'] tr.opens",
            "windows?step=count", "svg.timeline .box",
            "events?limit=1000", "tr.opens",
            "events?limit=500&text=%3Cscript%3Ewindow.__xss%3D1%3C%2Fscript%3E", "input[name=text]",
            "why?step=count", ".choice a",
            "why?step=count&result=3", ".sentence",
            "why?step=count&late=0", ".sentence",
            "letters", ".close-up pre",
            "charts", ".charts.wide canvas",
            "%3Cscript%3Ewindow.__xss%3D1%3C/script%3E", ".figures");

    private static Map<String, String> views(String... viewsAndSigns) {
        Map<String, String> views = new LinkedHashMap<>();
        for (int i = 0; i < viewsAndSigns.length; i += 2) {
            views.put(viewsAndSigns[i], viewsAndSigns[i + 1]);
        }
        return views;
    }

    @Test
    void whenDataIsHostile_thenNothingOfItRuns() throws Exception {
        List<String> hostile = hostile();
        assertThat(hostile).hasSize(200).doesNotHaveDuplicates();
        try (Browser browser = Browser.start();
                Shown shown = Shown.nothing(options -> {})) {
            start(shown, hostile);
            browser.open(shown.page(), "overview");
            browser.await("document.querySelector('.figures')");
            for (Map.Entry<String, String> entry : VIEWS.entrySet()) {
                String view = entry.getKey();
                browser.turnTo(view);
                browser.find(entry.getValue());
                lookAround(browser);
                assertThat(browser.run("return window.__xss === undefined"))
                        .as(view)
                        .isEqualTo(true);
                assertThat(browser.run(
                                "return [...document.querySelectorAll(arguments[0])].map(e => e.outerHTML)",
                                HOSTILE_ELEMENTS))
                        .as(view)
                        .isEqualTo(List.of());
            }
            browser.turnTo("events?limit=1000");
            browser.await("document.querySelectorAll('tr.opens').length > 100");
            assertThat(browser.text(".main")).contains("<script>" + RUN + "</script>", "onerror=" + RUN);
            browser.assertNoComplaints();
        }
    }

    /** Elements that the page itself has none of, or none in its content. */
    private static final String HOSTILE_ELEMENTS =
            "#app script, #app img, #app iframe, #app object, #app embed, #app style, #app link, #app base, #app meta, #app math,"
                    + " #app video, #app template, #app animate, [x-hostile], [srcdoc], a[href^='javascript' i], a[href^='data' i],"
                    + " [onerror], [onload], [onfocus], [ontoggle], [onbegin]";

    /** Opens what opens, and waits until that was drawn. */
    private static void lookAround(Browser browser) {
        browser.run(
                "document.querySelectorAll('tr.opens button, button.letter').forEach((b, i) => i < 40 && b.click())");
        browser.run("window.__drawn = 0; requestAnimationFrame(() => setTimeout(() => window.__drawn = 1, 200))");
        browser.await("window.__drawn");
    }

    private static void start(Shown shown, List<String> hostile) {
        Event[] events = Stream.concat(
                        hostile.stream().map(text -> event(text, hostile.indexOf(text))),
                        Stream.of(event(hostile.get(0), -60)))
                .toArray(Event[]::new);
        shown.leat.start(Pipeline.of("demo", p -> {
            var all = p.from(
                    "hostile",
                    Generator.of(events.length, i -> events[(int) i]).rate(500).timedBy(Event::timestamp),
                    Watermarks.monotone());
            all.map("fails", event -> {
                        throw new IllegalStateException(String.valueOf(event.key()));
                    })
                    .to("nowhere", Sink.of(x -> {}));
            var keyed = all.keyBy(event -> String.valueOf(event.key()));
            var counted = keyed.window(Windows.tumbling(Duration.ofSeconds(10)))
                    .aggregate("count", Aggregates.row(Count.class, Count::new, Aggregates.key(), Aggregates.count()));
            counted.to("chart", Dashboard.chart("<img src=x onerror=" + RUN + "> by name"));
            keyed.latest("last", Duration.ofHours(1)).to("out <b>bold</b>", Sink.of(x -> {}));
        }));
    }

    public record Count(String name, long n) {}

    private static Event event(String text, int second) {
        return new Event(text, Map.of(text, text, "value", text), text, Instant.ofEpochSecond(1_700_000_000L + second));
    }
}

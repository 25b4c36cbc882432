// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.EventStream;
import io.leat.Pipeline;
import io.leat.WindowResults;
import io.leat.WindowedStream;
import io.leat.metric.StepMetrics;
import io.leat.testkit.host.Probe;
import io.leat.testkit.host.Recorder;
import io.leat.testkit.host.Trial;
import io.leat.testkit.reference.Feed;
import io.leat.testkit.reference.Item;
import io.leat.testkit.reference.Judged;
import io.leat.testkit.reference.ReferenceWindows;
import io.leat.testkit.reference.Shape;
import io.leat.time.Watermarks;
import io.leat.window.Change;
import io.leat.window.Pane;
import io.leat.window.WindowResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * One kind of windows over one source.
 *
 * @param lateness allowed, in milliseconds
 * @param finalOnly whether a window gives one result, or an update with each late event
 * @param early how far early results are apart, in milliseconds; 0 for none
 * @param keyed whether windows are per key
 */
record WindowTrial(Feed feed, Shape shape, long lateness, boolean finalOnly, long early, boolean keyed)
        implements Trial {
    /** Returns a case of windows whose bounds do not depend on the events. */
    static WindowTrial aligned(Random random) {
        RandomCases cases = new RandomCases(random);
        return of(cases, cases.aligned(), random);
    }

    /** Returns a case of sessions. */
    static WindowTrial sessions(Random random) {
        RandomCases cases = new RandomCases(random);
        return of(cases, new Shape.Sessions(cases.length()), random);
    }

    private static WindowTrial of(RandomCases cases, Shape shape, Random random) {
        return new WindowTrial(
                cases.feed(RandomCases.unit(shape)),
                shape,
                cases.lateness(),
                random.nextBoolean(),
                random.nextInt(3) > 0 ? 0 : cases.length(),
                random.nextInt(5) > 0);
    }

    @Override
    public List<Feed> feeds() {
        return List.of(feed);
    }

    @Override
    public Trial with(List<Feed> feeds) {
        return new WindowTrial(feeds.get(0), shape, lateness, finalOnly, early, keyed);
    }

    @Override
    public Pipeline pipeline(Probe probe) {
        return Pipeline.of("windows", p -> {
            EventStream<Item> events =
                    p.from("events", probe.source(feed), Watermarks.outOfOrder(Duration.ofMillis(feed.bound())));
            if (keyed) {
                finish(events.keyBy(Item::key).window(RandomCases.windows(shape)), probe);
            } else {
                finish(events.window(RandomCases.windows(shape)), probe);
            }
        });
    }

    private <K> void finish(WindowedStream<K, Item> windows, Probe probe) {
        WindowedStream<K, Item> late = windows.allowedLateness(Duration.ofMillis(lateness));
        late = early == 0 ? late : late.early(Duration.ofMillis(early));
        WindowResults<K, Item, Held> results =
                (finalOnly ? late.finalOnly() : late).aggregate("windows", Held.aggregate());
        results.to("values", probe.sink("values"));
        results.panes().to("panes", probe.sink("panes"));
        results.asChangelog().to("changes", probe.sink("changes"));
        results.late().to("late", probe.sink("late"));
    }

    @Override
    public void check(Probe probe) {
        ReferenceWindows.Outcome expected = expected();
        assertThat(probe.results("late"))
                .as("late")
                .extracting(Recorder.Out::value)
                .containsExactlyInAnyOrderElementsOf(expected.late());
        List<WindowResult<?, Held>> panes = panes(probe);
        Multiset.assertSame(
                "values are what panes show, at the last millisecond of their window",
                probe.results("values"),
                panes.stream()
                        .filter(w -> w.pane() != Pane.RETRACTION)
                        .map(w -> new Recorder.Out(w.value(), w.end().toEpochMilli() - 1))
                        .toList());
        if (finalOnly || lateness == 0) {
            List<WindowResult<?, Held>> complete =
                    panes.stream().filter(WindowTrial::isComplete).toList();
            assertThat(complete).allMatch(w -> w.pane() == Pane.ON_TIME);
            assertThat(complete)
                    .extracting(w -> w.value().line())
                    .as("windows")
                    .containsExactlyInAnyOrderElementsOf(lines(expected));
        }
        checkAccumulating(panes, expected);
        checkChanges(probe, expected);
        checkCounts(probe, expected);
    }

    private static boolean isComplete(WindowResult<?, ?> pane) {
        return pane.pane() == Pane.ON_TIME || pane.pane() == Pane.LATE;
    }

    /** What was inserted and not retracted is the final results, and only what was inserted is ever retracted. */
    private static void checkChanges(Probe probe, ReferenceWindows.Outcome expected) {
        List<String> valid = new ArrayList<>();
        for (Recorder.Out out : probe.results("changes")) {
            Change<?> change = (Change<?>) out.value();
            String line = ((Held) change.value()).line();
            assertThat(out.time()).isEqualTo(((Held) change.value()).end().toEpochMilli() - 1);
            if (change.kind() == Change.Kind.INSERT) {
                valid.add(line);
            } else {
                assertThat(valid.remove(line)).as("%s was given before", line).isTrue();
            }
        }
        assertThat(valid).as("the sum of all changes").containsExactlyInAnyOrderElementsOf(lines(expected));
    }

    private ReferenceWindows.Outcome expected() {
        List<Judged> events = feed.judged();
        if (!keyed) {
            events = events.stream()
                    .map(e -> new Judged(e.item().withoutKey(), e.watermark()))
                    .toList();
        }
        ReferenceWindows.Outcome outcome = new ReferenceWindows(shape, lateness).of(events);
        return keyed ? outcome : withKeys(outcome);
    }

    /** Late events come out as they came in. */
    private ReferenceWindows.Outcome withKeys(ReferenceWindows.Outcome outcome) {
        List<Item> late = feed.items().stream()
                .filter(item -> outcome.late().stream().anyMatch(l -> l.id() == item.id()))
                .toList();
        return new ReferenceWindows.Outcome(outcome.windows(), late, outcome.partiallyLate(), outcome.unwindowed());
    }

    private static List<String> lines(ReferenceWindows.Outcome outcome) {
        return outcome.windows().stream().map(Held::line).toList();
    }

    @SuppressWarnings("unchecked") // the sink was given for these
    private static List<WindowResult<?, Held>> panes(Probe probe) {
        List<WindowResult<?, Held>> panes = new ArrayList<>();
        for (Recorder.Out out : probe.results("panes")) {
            WindowResult<?, Held> pane = (WindowResult<?, Held>) out.value();
            assertThat(pane.key()).isEqualTo(pane.value().key());
            assertThat(pane.start()).isEqualTo(pane.value().start());
            assertThat(pane.end()).isEqualTo(pane.value().end());
            panes.add(pane);
        }
        return panes;
    }

    /** The panes of a window replace each other, and what they leave in the end is its final value. */
    private void checkAccumulating(List<WindowResult<?, Held>> panes, ReferenceWindows.Outcome expected) {
        Map<String, WindowResult<?, Held>> valid = new TreeMap<>();
        for (WindowResult<?, Held> pane : panes) {
            String window = pane.key() + " " + pane.start() + " " + pane.end();
            WindowResult<?, Held> before = valid.get(window);
            if (pane.pane() == Pane.RETRACTION) {
                WindowResult<?, Held> given =
                        Objects.requireNonNull(before, "nothing was given that " + pane + " takes back");
                assertThat(pane.value()).isEqualTo(given.value());
                assertThat(pane.index()).isEqualTo(given.index());
                valid.remove(window);
            } else {
                if (early == 0) {
                    assertThat(pane.pane()).isEqualTo(pane.index() == 0 ? Pane.ON_TIME : Pane.LATE);
                } else if (pane.pane() != Pane.LATE) {
                    assertThat(before == null || before.pane() == Pane.EARLY).isTrue();
                }
                assertThat(before == null || before.index() == pane.index() - 1)
                        .as("%s follows %s", pane, before)
                        .isTrue();
                valid.put(window, pane);
            }
        }
        assertThat(valid.values()).allMatch(WindowTrial::isComplete);
        assertThat(valid.values())
                .extracting(w -> w.value().line())
                .containsExactlyInAnyOrderElementsOf(lines(expected));
    }

    private void checkCounts(Probe probe, ReferenceWindows.Outcome expected) {
        if (!probe.isCounted()) {
            return;
        }
        assertThat(probe.count("events", StepMetrics::in)).isEqualTo(feed.size());
        assertThat(probe.count("windows", StepMetrics::in)).isEqualTo(feed.size());
        assertThat(probe.count("windows", StepMetrics::out))
                .isEqualTo(probe.results("values").size());
        assertThat(probe.count("windows", StepMetrics::late))
                .isEqualTo(expected.late().size());
        assertThat(probe.count("windows", StepMetrics::partiallyLate)).isEqualTo(expected.partiallyLate());
        assertThat(probe.count("windows", StepMetrics::unwindowed)).isEqualTo(expected.unwindowed());
        assertThat(probe.count("windows", StepMetrics::windows))
                .isEqualTo(expected.windows().size());
        assertThat(probe.count("late", StepMetrics::in))
                .isEqualTo(expected.late().size());
        assertThat(probe.count("panes", StepMetrics::in))
                .isEqualTo(probe.results("panes").size());
    }
}

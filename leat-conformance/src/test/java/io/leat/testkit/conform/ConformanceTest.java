// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.conform;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Pipeline;
import io.leat.testkit.host.Host;
import io.leat.testkit.host.Probe;
import io.leat.testkit.host.Schedule;
import io.leat.testkit.host.Trial;
import io.leat.testkit.reference.Feed;
import io.leat.testkit.reference.Item;
import io.leat.testkit.trial.Kind;
import io.leat.testkit.written.CaseReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever judges must be judged: the kit fails what is wrong, makes it small, and says how to repeat it. */
class ConformanceTest {
    private static final String WRONG = """
            case wrong
            says an event exactly `gap` after the last opens a new session.
            window session 10
            bound 100
            events a@0 a@10
            results
              a [0, 20) 1 2
            """;

    /** A pipeline that loses one event, judged by whether it does. */
    private record Loses(Feed feed, long lost) implements Trial {
        @Override
        public List<Feed> feeds() {
            return List.of(feed);
        }

        @Override
        public Trial with(List<Feed> feeds) {
            return new Loses(feeds.get(0), lost);
        }

        @Override
        public Pipeline pipeline(Probe probe) {
            return Pipeline.of(
                    "loses",
                    p -> p.from("items", probe.source(feed))
                            .filter(item -> item.id() != lost)
                            .to("out", probe.sink("out")));
        }

        @Override
        public void check(Probe probe) {
            assertThat(probe.results("out")).hasSize(feed.size());
        }
    }

    private static Feed feed(int events) {
        Item[] items = LongStream.rangeClosed(1, events)
                .mapToObj(id -> new Item(id, "a", id))
                .toArray(Item[]::new);
        return Feed.of(0, items);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inline", "worker"})
    void whenWrittenCaseExpectsWhatIsNot_thenItFails(String host) {
        List<Failure> failures = new ArrayList<>();
        Conformance kit = new Conformance(List.of(Host.named(host)), List.of(2), 1, failures::add);

        kit.written(CaseReader.read("wrong.case", WRONG).get(0));

        assertThat(kit.failed()).isEqualTo(1);
        assertThat(kit.passed()).isZero();
        assertThat(failures.get(0).report())
                .startsWith("FAILED on host " + host + ": parallelism " + (host.equals("inline") ? 1 : 2)
                        + ", event by event")
                .contains(WRONG.strip(), "a [10, 20) 2", "repeat with: ./leat conform --cases 0 --host " + host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inline", "worker"})
    void whenCaseFails_thenItIsMadeAsSmallAsItCanBe(String host) {
        Failure failure = new Property(Host.named(host), true, 60)
                .check(new Loses(feed(40), 23), List.of(Schedule.straight(1, 1)), "again");

        assertThat(failure).isNotNull();
        assertThat(failure.trial().feeds().get(0).items()).containsExactly(new Item(23, "a", 23));
        assertThat(failure.report()).contains("item(23, \"a\", 23)", "repeat with: again");
    }

    /** A pipeline that never comes to its end. */
    private record Hangs(Feed feed) implements Trial {
        @Override
        public List<Feed> feeds() {
            return List.of(feed);
        }

        @Override
        public Trial with(List<Feed> feeds) {
            return new Hangs(feeds.get(0));
        }

        @Override
        public Pipeline pipeline(Probe probe) {
            return Pipeline.of(
                    "hangs",
                    p -> p.from("items", probe.source(feed))
                            .peek(item -> forEver())
                            .to("out", probe.sink("out")));
        }

        private static void forEver() throws InterruptedException {
            Thread.sleep(Long.MAX_VALUE);
        }

        @Override
        public void check(Probe probe) {}
    }

    @Test
    void whenRunDoesNotEnd_thenItFailsAndShowsWhereItIs() {
        Failure failure = new Property(Host.named("inline"), true, 1)
                .check(new Hangs(feed(4)), List.of(Schedule.straight(1, 1)), "again");

        assertThat(failure).isNotNull();
        assertThat(failure.report()).contains("it does not end within 1 s", "forEver", "repeat with: again");
    }

    @Test
    void whenCaseIsRight_thenNothingIsFound() {
        Failure failure = new Property(Host.named("inline"), true, 60)
                .check(new Loses(feed(40), 50), List.of(Schedule.straight(1, 1)), "again");

        assertThat(failure).isNull();
    }

    @Test
    void whenSeedIsTheSame_thenCaseAndSchedulesAre() {
        Host host = Host.named("worker");
        for (long seed = 0; seed < 50; seed++) {
            Trial trial = Kind.trial(seed);
            assertThat(Kind.trial(seed)).isEqualTo(trial);
            assertThat(Schedules.random(trial, host, List.of(1, 2, 4), seed))
                    .isEqualTo(Schedules.random(trial, host, List.of(1, 2, 4), seed));
        }
    }

    @Test
    void whenCaseIsSmall_thenItIsRestoredAtEachPointAndAtAll() {
        Trial three = new Loses(feed(3), 0);

        assertThat(Schedules.exhaustive(three, Host.named("worker"), List.of(2, 4), 1))
                .extracting(Schedule::restores)
                .containsSequence(List.of(0), List.of(1), List.of(2), List.of(3), List.of(0, 1, 2, 3));
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leat.Pipeline;
import io.leat.testkit.reference.Feed;
import io.leat.testkit.reference.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a schedule asks for does happen. */
class HostTest {
    /** Passes events on; remembers how often each went through, restored runs included. */
    private record Passes(Feed feed, List<Long> seen) implements Trial {
        @Override
        public List<Feed> feeds() {
            return List.of(feed);
        }

        @Override
        public Trial with(List<Feed> feeds) {
            return new Passes(feeds.get(0), seen);
        }

        @Override
        public Pipeline pipeline(Probe probe) {
            return Pipeline.of(
                    "passes",
                    p -> p.from("items", probe.source(feed))
                            .peek(item -> seen.add(item.id()))
                            .to("out", probe.sink("out")));
        }

        @Override
        public void check(Probe probe) {
            assertThat(ids(probe)).containsExactlyInAnyOrder(ids(feed));
        }
    }

    private static Long[] ids(Feed feed) {
        return feed.items().stream().map(Item::id).toArray(Long[]::new);
    }

    private static List<Long> ids(Probe probe) {
        return probe.results("out").stream()
                .map(out -> ((Item) out.value()).id())
                .toList();
    }

    private static Passes trial(int partitions, int each) {
        List<List<Item>> all = new ArrayList<>();
        for (int p = 0; p < partitions; p++) {
            long first = 100L * p;
            all.add(LongStream.range(first, first + each)
                    .mapToObj(id -> new Item(id, "a", id))
                    .toList());
        }
        return new Passes(new Feed(all, 0), Collections.synchronizedList(new ArrayList<>()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"inline", "worker"})
    void whenRestoredAnywhere_thenEachResultOnceAndNoEventBeforeThePointIsReadAgain(String host) throws Exception {
        for (int point = 0; point <= 6; point++) {
            Passes trial = trial(1, 6);
            Probe probe = Host.named(host)
                    .run(trial, Schedule.straight(2, point).strictly().restoredAfter(List.of(point)));
            trial.check(probe);
            List<Long> before = trial.seen().subList(0, point);
            assertThat(before)
                    .containsExactlyElementsOf(
                            LongStream.range(0, point).boxed().toList());
            assertThat(trial.seen().subList(point, trial.seen().size()))
                    .doesNotContainAnyElementsOf(before.isEmpty() ? List.of(-1L) : before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"inline", "worker"})
    void whenCrashed_thenSomeWorkIsDoneTwice(String host) throws Exception {
        int twice = 0;
        for (int seed = 0; seed < 20; seed++) {
            Passes trial = trial(1, 20);
            trial.check(Host.named(host).run(trial, Schedule.straight(1, seed).restoredAfter(List.of(10))));
            twice += trial.seen().size() - 20;
        }
        assertThat(twice).as("events that were read again").isPositive();
    }

    @Test
    void whenStrict_thenEventsComeInTheOrderOfArrival() throws Exception {
        Passes trial = trial(3, 5);
        Schedule schedule = Schedule.straight(1, 7).strictly();
        trial.check(Host.named("inline").run(trial, schedule));

        List<Integer> order = trial.arrival(new Random(7));
        assertThat(trial.seen()).extracting(id -> (int) (id / 100)).isEqualTo(order);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inline", "worker"})
    void whenSinksRefuse_thenTheEngineTriesAgain(String host) throws Exception {
        Passes trial = trial(2, 10);
        trial.check(Host.named(host)
                .run(trial, Schedule.straight(2, 3).restoredAfter(List.of(5)).refusingSome()));
    }

    @Test
    void whenHostIsUnknown_thenThoseThereAreAreListed() {
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> Host.named("cluster"))
                .withMessage("no host 'cluster': there are inline, worker");
    }
}

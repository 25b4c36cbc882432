// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Position;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader.Status;
import io.leat.time.Watermarks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** What every source has to do. Each check has a target of its own. */
public final class SourceContract {
    private static final int SAMPLES = 60;
    private static final int POLLS = 30;
    private static final int AWAY_READS = 100;
    private static final Duration LONGEST_POLLS = Duration.ofSeconds(3);
    private static final int LARGE = 2_000;
    private static final int LARGE_TEXT = 32 << 10;
    private static final long MOST_HELD = (long) LARGE * LARGE_TEXT / 2;
    private static final int LIVES = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SourceTarget.Maker maker;
    private final long patienceNanos;

    private SourceContract(SourceTarget.Maker maker, Duration patience) {
        this.maker = maker;
        this.patienceNanos = patience.toNanos();
    }

    /** Returns the checks of a source. */
    public static List<Check> of(SourceTarget.Maker maker) {
        return of(maker, PATIENCE);
    }

    /** Returns the checks of a source from which nothing more comes if nothing has come for so long. */
    static List<Check> of(SourceTarget.Maker maker, Duration patience) {
        SourceContract contract = new SourceContract(maker, patience);
        return List.of(
                contract.check("partitions have the same names each time", contract::sameNames),
                contract.check("each sample comes once, in its order", contract::order),
                contract.check("a reader hands out no more than it is asked for", contract::noMoreThanAsked),
                contract.check("a reader goes on from any position", contract::positions),
                contract.check("a reader with nothing to read does not wait", contract::doesNotWait),
                contract.check(
                        "what cannot be read is handed out as such, once, and the rest goes on", contract::unreadable),
                contract.check("a reader that is not read holds a bounded part of what there is", contract::bounded),
                contract.check("a disconnection is neither the end nor a loss", contract::disconnected),
                contract.check("a job that is killed again and again gets each sample once", contract::killed));
    }

    private interface Run {
        void run(SourceTarget target) throws Exception;
    }

    private Check check(String name, Run run) {
        return new Check(name, () -> {
            try (SourceTarget target = maker.make()) {
                run.run(target);
            }
        });
    }

    // ---- the checks -----------------------------------------------------------------------------------------------

    private void sameNames(SourceTarget target) throws Exception {
        target.put(Sample.range(0, 1));
        List<String> names = names(target.source());
        assertThat(names).isNotEmpty().doesNotHaveDuplicates();
        assertThat(names(target.source())).isEqualTo(names);
    }

    private static List<String> names(Source<Sample> source) throws Exception {
        return source.partitions().stream().map(SourcePartition::name).toList();
    }

    private void order(SourceTarget target) throws Exception {
        target.put(Sample.range(0, SAMPLES));
        List<PartitionRun> runs = open(target.source(), Map.of());
        readUntil(runs, SAMPLES);
        assertComplete(runs, SAMPLES);
        if (target.source().live()) {
            target.put(Sample.range(SAMPLES, 2 * SAMPLES));
            readUntil(runs, 2 * SAMPLES);
            assertComplete(runs, 2 * SAMPLES);
        }
        close(runs);
    }

    private void noMoreThanAsked(SourceTarget target) throws Exception {
        target.put(Sample.range(0, SAMPLES));
        List<PartitionRun> runs = open(target.source(), Map.of());
        inTurn(runs, 3, run -> {});
        assertComplete(runs, SAMPLES);
        close(runs);
    }

    private void positions(SourceTarget target) throws Exception {
        target.put(Sample.range(0, SAMPLES));
        List<PartitionRun> runs = open(target.source(), Map.of());
        Map<String, List<Position>> positions = new HashMap<>();
        inTurn(
                runs,
                1,
                run -> positions
                        .computeIfAbsent(run.partition().name(), name -> new ArrayList<>())
                        .add(run.position()));
        assertComplete(runs, SAMPLES);
        close(runs);
        Map<String, SourcePartition<Sample>> again = new HashMap<>();
        target.source().partitions().forEach(partition -> again.put(partition.name(), partition));
        for (PartitionRun run : runs) {
            String name = run.partition().name();
            assertThat(again).containsKey(name);
            goOn(again.getOrDefault(name, run.partition()), run.samples(), positions.getOrDefault(name, List.of()));
        }
    }

    /** Has each partition read in its turn until all samples are there, and tells which one has read some. */
    private void inTurn(List<PartitionRun> runs, int atMost, Consumer<PartitionRun> hasRead) throws Exception {
        long until = System.nanoTime() + patienceNanos;
        for (int read = 0; read < SAMPLES && System.nanoTime() < until; ) {
            for (PartitionRun run : runs) {
                int before = run.samples().size();
                run.read(atMost);
                int more = run.samples().size() - before;
                assertThat(more).isBetween(0, atMost);
                read += more;
                if (more > 0) {
                    hasRead.accept(run);
                }
            }
        }
    }

    private void goOn(SourcePartition<Sample> partition, List<Sample> all, List<Position> positions) throws Exception {
        for (int read = 1; read <= all.size(); read += read < 3 || read > all.size() - 3 ? 1 : 9) {
            List<Sample> rest = all.subList(read, all.size());
            Position stored = new Position(positions.get(read - 1).text());
            try (PartitionRun run = new PartitionRun(partition, stored)) {
                run.readUntil(7, () -> run.samples().size() >= rest.size(), patienceNanos);
                run.read(7);
                assertThat(run.samples())
                        .as("behind %s, sample %s of %s", stored, read, partition.name())
                        .isEqualTo(rest);
            }
        }
    }

    private void doesNotWait(SourceTarget target) throws Exception {
        target.put(Sample.range(0, 1));
        List<PartitionRun> runs = open(target.source(), Map.of());
        readUntil(runs, 1);
        long from = System.nanoTime();
        for (int i = 0; i < POLLS; i++) {
            for (PartitionRun run : runs) {
                run.read(10);
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - from);
        assertThat(took).as("%s polls of %s partitions", POLLS, runs.size()).isLessThan(LONGEST_POLLS);
        close(runs);
    }

    private void unreadable(SourceTarget target) throws Exception {
        target.put(Sample.range(0, 5));
        if (!target.putUnreadable()) {
            return;
        }
        target.put(Sample.range(5, 10));
        List<PartitionRun> runs = open(target.source(), Map.of());
        readUntil(runs, 10);
        Map<String, Position> positions = new LinkedHashMap<>();
        for (PartitionRun run : runs) {
            run.read(10);
            positions.put(run.partition().name(), run.position());
        }
        assertComplete(runs, 10);
        List<PartitionRun.Unreadable> found =
                runs.stream().flatMap(run -> run.unreadable().stream()).toList();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).origin()).isNotBlank();
        assertThat(found.get(0).reason()).isNotBlank();
        close(runs);
        List<PartitionRun> again = open(target.source(), positions);
        for (PartitionRun run : again) {
            run.read(10);
            assertThat(run.unreadable()).as("it is not read again behind it").isEmpty();
        }
        close(again);
    }

    private void bounded(SourceTarget target) throws Exception {
        String large = "x".repeat(LARGE_TEXT);
        for (int i = 0; i < LARGE; i += 100) {
            target.put(Sample.range(i, i + 100).stream()
                    .map(sample -> sample.withText(large))
                    .toList());
        }
        long before = used();
        List<PartitionRun> runs = open(target.source(), Map.of());
        for (PartitionRun run : runs) {
            run.readUntil(1, () -> !run.samples().isEmpty(), patienceNanos);
        }
        Thread.sleep(1_500); // whoever reads ahead has time to
        assertThat(used() - before)
                .as("bytes held of %s", (long) LARGE * LARGE_TEXT)
                .isLessThan(MOST_HELD);
        readUntil(runs, LARGE);
        assertThat(runs.stream().mapToInt(run -> run.samples().size()).sum()).isEqualTo(LARGE);
        close(runs);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void disconnected(SourceTarget target) throws Exception {
        target.put(Sample.range(0, 20));
        List<PartitionRun> runs = open(target.source(), Map.of());
        readUntil(runs, 10);
        if (target.disconnect()) {
            long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (System.nanoTime() < until && runs.stream().allMatch(run -> run.outages() == 0)) {
                for (PartitionRun run : runs) {
                    assertThat(run.read(10)).isNotEqualTo(Status.END);
                }
                Thread.sleep(10);
            }
            assertThat(runs).as("somebody says that it is unavailable").anyMatch(run -> run.outages() > 0);
            for (PartitionRun run : runs) {
                staysAway(run);
            }
            target.reconnect();
            target.put(Sample.range(20, 40));
            readUntil(runs, 40);
            assertComplete(runs, 40);
        }
        close(runs);
    }

    /** What has said that it is unavailable must not say that there is nothing before it knows. */
    private static void staysAway(PartitionRun run) throws Exception {
        int before = run.outages();
        int reads = 0;
        for (; before > 0 && reads < AWAY_READS; reads++) {
            run.read(10);
            Thread.sleep(10);
        }
        assertThat(run.outages() - before)
                .as(
                        "of %s reads while %s is away, those that say so",
                        reads, run.partition().name())
                .isEqualTo(reads);
    }

    private void killed(SourceTarget target) throws Exception {
        Random random = new Random(1);
        Ledger ledger = new Ledger();
        boolean live = target.source().live();
        if (!live) {
            target.put(Sample.range(0, 10L * LIVES));
        }
        try (TempDirectory directory = new TempDirectory()) {
            for (int life = 0; life < LIVES; life++) {
                if (live) {
                    target.put(Sample.range(10L * life, 10L * (life + 1)));
                }
                live(target, directory.path(), ledger, random.nextInt(300));
            }
            try (Leat leat = Leat.open(directory.path(), options -> options.epochs(Duration.ofMillis(20)))) {
                leat.start(pipeline(target, ledger));
                ledger.await(10 * LIVES, patienceNanos / 1_000_000);
            }
        }
        assertThat(ledger.samples()).containsExactlyInAnyOrderElementsOf(Sample.range(0, 10L * LIVES));
    }

    private static void live(SourceTarget target, Path directory, Ledger ledger, int ms) throws Exception {
        try (Leat leat = Leat.open(directory, options -> options.epochs(Duration.ofMillis(20)))) {
            var job = leat.start(pipeline(target, ledger));
            Thread.sleep(ms);
            job.cancel();
        }
    }

    private static Pipeline pipeline(SourceTarget target, Ledger ledger) throws Exception {
        Source<Sample> source = target.source().timedBy(Sample::time);
        return Pipeline.of(
                "contract",
                p -> p.from("samples", source, Watermarks.outOfOrder(Duration.ofDays(1)))
                        .to("ledger", ledger));
    }

    // ---- reading --------------------------------------------------------------------------------------------------

    private static List<PartitionRun> open(Source<Sample> source, Map<String, Position> from) throws Exception {
        List<PartitionRun> runs = new ArrayList<>();
        for (SourcePartition<Sample> partition : source.partitions()) {
            runs.add(new PartitionRun(partition, from.get(partition.name())));
        }
        return runs;
    }

    /** Reads until there are so many samples in all, or all partitions have ended, or nothing comes. */
    private void readUntil(List<PartitionRun> runs, int samples) throws Exception {
        Set<PartitionRun> ended = new HashSet<>();
        long from = System.nanoTime();
        int there = -1;
        while (ended.size() < runs.size() && there < samples && System.nanoTime() - from < patienceNanos) {
            int sum = 0;
            for (PartitionRun run : runs) {
                if (!ended.contains(run) && run.read(5) == Status.END) {
                    ended.add(run);
                }
                sum += run.samples().size();
            }
            if (sum == there) {
                Thread.sleep(1);
            }
            there = sum;
        }
    }

    private static void assertComplete(List<PartitionRun> runs, int samples) {
        List<Sample> all = new ArrayList<>();
        for (PartitionRun run : runs) {
            assertThat(run.samples())
                    .as("partition %s", run.partition().name())
                    .isSortedAccordingTo(Comparator.comparingLong(Sample::number));
            all.addAll(run.samples());
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(Sample.range(0, samples));
    }

    private static void close(List<PartitionRun> runs) throws Exception {
        for (PartitionRun run : runs) {
            run.close();
        }
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.file.PlayedJob.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** File sinks in a job that dies anywhere: each row is published once, and none before its epoch is sealed. */
class ExactlyOnceTest {
    private static final int ROWS = 15;
    private static final int ROWS_PER_EPOCH = 4;

    @TempDir
    Path dir;

    private long nowMs = 1_700_158_624_425L;

    enum Kind {
        CSV("rows.csv"),
        JSON("rows.jsonl"),
        CSV_GZIP("rows.csv.gz"),
        JSON_GZIP("rows.jsonl.gz"),
        JSON_ZSTD("rows.jsonl.zst");

        private final String file;

        Kind(String file) {
            this.file = file;
        }

        private boolean csv() {
            return this == CSV || this == CSV_GZIP;
        }
    }

    private Sink<Row> sink(Kind kind, Path in, boolean inParts, long bytes) {
        InstantSource clock = () -> Instant.ofEpochMilli(nowMs);
        Rolling rolling = Rolling.every(Duration.ofSeconds(20)).orAtBytes(bytes).clock(clock);
        if (kind.csv()) {
            CsvSink<Row> sink = Csv.to(in.resolve(kind.file), Row.class);
            return inParts ? sink.rolling(rolling) : sink;
        }
        JsonLinesSink<Row> sink = JsonLines.to(in.resolve(kind.file), Row.class);
        return inParts ? sink.rolling(rolling) : sink;
    }

    private static List<Integer> published(Kind kind, Path in) throws Exception {
        List<Integer> numbers = new ArrayList<>();
        for (Path file : files(in)) {
            if (file.toString().endsWith(".open")) {
                continue;
            }
            Source<Row> source = kind.csv() ? Csv.of(file, Row.class) : JsonLines.of(file, Row.class);
            Reading<Row> reading = Reading.all(source);
            assertThat(reading.bad).as("rows that cannot be read of %s", file).isEmpty();
            reading.values.forEach(row -> {
                assertThat(row).isEqualTo(Row.of(row.n()));
                numbers.add(row.n());
            });
        }
        return numbers;
    }

    private static List<Path> files(Path in) throws Exception {
        try (Stream<Path> files = Files.list(in)) {
            return files.sorted().toList();
        }
    }

    private static List<Integer> upTo(int rows) {
        return IntStream.range(0, rows).boxed().toList();
    }

    private PlayedJob job(Kind kind, Path in, boolean inParts, Random random, int rows) {
        Sink<Row> sink = sink(kind, in, inParts, 20 + random.nextInt(300));
        PlayedJob.Reader reader = sealedRows -> {
            nowMs += random.nextInt(3_000);
            List<Integer> published = published(kind, in);
            assertThat(published).isEqualTo(upTo(published.size()));
            assertThat(published.size()).as("rows that can be read").isLessThanOrEqualTo(sealedRows);
        };
        return new PlayedJob(sink, in, reader, random, rows, ROWS_PER_EPOCH);
    }

    private static void checkAllPublished(Kind kind, Path in, int rows) throws Exception {
        assertThat(published(kind, in)).isEqualTo(upTo(rows));
        assertThat(files(in)).noneMatch(file -> file.toString().endsWith(".open"));
    }

    @ParameterizedTest
    @EnumSource
    void whenTheJobDiesAtAnyPoint_thenEachRowIsThereOnce(Kind kind) throws Exception {
        for (boolean inParts : new boolean[] {false, true}) {
            int deaths = 0;
            boolean died;
            do {
                deaths++;
                Path in = Files.createDirectory(dir.resolve(inParts + "-" + deaths));
                PlayedJob job = job(kind, in, inParts, new Random(7), ROWS);
                died = !job.dyingAt(deaths).live();
                assertThat(job.live()).isTrue();
                checkAllPublished(kind, in, ROWS);

                assertThat(job.live()).as("opened once more").isTrue();
                checkAllPublished(kind, in, ROWS);
            } while (died);
            assertThat(deaths).isGreaterThan(20);
        }
    }

    @Test
    void whenTheJobDiesAgainAndAgain_thenEachRowIsThereOnce() throws Exception {
        long first = Long.getLong("leat.seed", System.nanoTime());
        for (long seed = first; seed < first + 30 * Long.getLong("leat.cases", 1); seed++) {
            Random random = new Random(seed);
            Kind kind = Kind.values()[random.nextInt(4)];
            Path in = Files.createDirectory(dir.resolve("seed" + seed));
            int rows = random.nextInt(60);
            PlayedJob job = job(kind, in, random.nextInt(3) > 0, random, rows);
            try {
                for (int life = 0;
                        life < 50 && !job.dyingAt(1 + random.nextInt(30)).live();
                        life++) {
                    // again
                }
                assertThat(job.live()).isTrue();
                checkAllPublished(kind, in, rows);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("with -Dleat.seed=" + seed + " " + kind + ": " + e.getMessage(), e);
            }
        }
    }

    @Test
    void whenThereAreParts_thenTheyAreNumberedAndEachButTheLastHasReachedItsLimit() throws Exception {
        PlayedJob job =
                new PlayedJob(sink(Kind.JSON, dir, true, 100), dir, rows -> {}, new Random(3), 200, ROWS_PER_EPOCH);
        job.live();

        List<String> names =
                files(dir).stream().map(file -> file.getFileName().toString()).toList();

        assertThat(names.size()).isGreaterThan(5);
        assertThat(names)
                .isEqualTo(IntStream.rangeClosed(1, names.size())
                        .mapToObj("rows-%06d.jsonl"::formatted)
                        .toList());
        assertThat(job.sealedState()).matches("parts [0-9]+ ended\\|([0-9]+:[0-9]+ ?){1,6}\\|");
    }
}

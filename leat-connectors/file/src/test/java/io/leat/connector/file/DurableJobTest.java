// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in and out of a real job with a directory, which is stopped in every way. */
class DurableJobTest {
    record Row(int n, String text) {}

    private static final int ROWS = 10_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path dir;

    private Path input() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int n = 0; n < ROWS; n++) {
            lines.append("{\"n\":").append(n).append(",\"text\":\"é").append(n).append("\"}\n");
        }
        return Files.write(dir.resolve("in.jsonl"), Reading.gzip(lines.toString()));
    }

    private Job start(Leat leat, Path in, Sink<Row> whole, Sink<Row> parts) {
        return leat.start(Pipeline.of("copy", p -> {
            var rows = p.from("in", JsonLines.of(in, Row.class)).peek(row -> {
                if (row.n % 20 == 0) {
                    Thread.sleep(1);
                }
            });
            rows.to("whole", whole);
            rows.to("parts", parts);
        }));
    }

    private List<Path> outputs(String beginning) throws IOException {
        try (Stream<Path> files = Files.list(dir.resolve("out"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whenAJobIsCancelledAndSuspendedAndGoesOn_thenEachRowIsInTheFilesOnce() throws Exception {
        Path in = input();
        Sink<Row> whole = Csv.to(dir.resolve("out/whole.csv.gz"), Row.class);
        Sink<Row> parts =
                JsonLines.to(dir.resolve("out/parts.jsonl"), Row.class).rolling(Rolling.atBytes(20_000));
        int lives = 0;
        Job.Status status;
        do {
            try (Leat leat = Leat.open(dir.resolve("job"), o -> o.epochs(Duration.ofMillis(5)))) {
                Job job = start(leat, in, whole, parts);
                if (!job.await(Duration.ofMillis(100L * (lives + 1)))) {
                    end(job, lives++);
                }
                assertThat(job.await(MINUTE)).isTrue();
                status = job.status();
                assertThat(job.failure()).isEmpty();
            }
            assertThat(Files.exists(dir.resolve("out/whole.csv.gz"))).isEqualTo(status == Job.Status.COMPLETED);
        } while (status != Job.Status.COMPLETED);

        assertThat(lives).isGreaterThan(1);
        List<Row> expected =
                IntStream.range(0, ROWS).mapToObj(n -> new Row(n, "é" + n)).toList();
        assertThat(outputs("whole")).hasSize(1);
        assertThat(Reading.all(Csv.of(outputs("whole").get(0), Row.class)).values)
                .isEqualTo(expected);
        List<Row> inParts = new ArrayList<>();
        for (Path part : outputs("parts")) {
            inParts.addAll(Reading.all(JsonLines.of(part, Row.class)).values);
        }
        assertThat(inParts).isEqualTo(expected);
        assertThat(outputs("parts").size()).isGreaterThan(3);
        assertThat(outputs("")).noneMatch(file -> file.toString().endsWith(".open"));
    }

    private static void end(Job job, int life) {
        if (life % 2 == 0) {
            job.cancel();
        } else {
            job.suspend();
        }
    }
}

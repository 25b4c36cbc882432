// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.exactlyonce;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Parameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a job with a directory, ended and started again until all its input is read. */
class LoadTableTest {
    private static final int INSTANCES = 4;
    private static final int SECONDS = 3_000;

    @TempDir
    Path dir;

    private Path input() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int second = 0; second < SECONDS; second++) {
            lines.append("{\"instance\":\"ai-%d\",\"eventTime\":%d,\"generatedTokens\":%d}\n"
                    .formatted(second % INSTANCES, second * 1_000L, second));
        }
        return Files.writeString(dir.resolve("calls.jsonl"), lines);
    }

    private Parameters parameters(Path input) {
        return Parameters.of(
                "input", input.toString(),
                "database", dir.resolve("load.db").toString(),
                "latest", dir.resolve("latest.db").toString(),
                "out", dir.resolve("out/load.csv").toString());
    }

    private List<String> rows(String database, String select) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = SqliteTable.connection(dir.resolve(database));
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(select)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }

    @Test
    void whenTheJobIsEndedAndStartedAgain_thenEachResultIsThereOnce() throws Exception {
        Path input = input();
        Job.Status status = Job.Status.RUNNING;
        for (int life = 1; status != Job.Status.COMPLETED; life++) {
            try (Leat leat = Leat.open(dir.resolve("job"), o -> o.epochs(Duration.ofMillis(3)))) {
                Job job = leat.start("fleet", new LoadTable(), parameters(input));
                if (!job.await(Duration.ofMillis(10L * life))) {
                    job.cancel();
                }
                assertThat(job.await(Duration.ofMinutes(1))).isTrue();
                assertThat(job.failure()).isEmpty();
                status = job.status();
            }
        }

        List<String> table = rows(
                "load.db", "select instance || ',' || start || ',' || calls || ',' || tokens from load order by 1");
        assertThat(table).hasSize(SECONDS / 10 * INSTANCES).doesNotHaveDuplicates();
        assertThat(rows("load.db", "select sum(tokens) from load"))
                .containsExactly(Long.toString((long) SECONDS * (SECONDS - 1) / 2));
        assertThat(rows("latest.db", "select start from latest"))
                .containsOnly("2990000")
                .hasSize(INSTANCES);
        List<String> files = new ArrayList<>(Files.readAllLines(dir.resolve("out/load-000001.csv")));
        assertThat(files.remove(0)).isEqualTo("instance,start,calls,tokens");
        assertThat(files).containsExactlyInAnyOrderElementsOf(table);
    }

    @Test
    void whenItHadEnded_thenStartingItAgainDoesNothing() throws Exception {
        Path input = input();
        for (int life = 0; life < 2; life++) {
            try (Leat leat = Leat.open(dir.resolve("job"))) {
                Job job = leat.start("fleet", new LoadTable(), parameters(input));
                job.awaitCompletion();
                assertThat(job.hadEnded()).isEqualTo(life == 1);
            }
        }
        assertThat(rows("load.db", "select count(*) from load"))
                .containsExactly(Integer.toString(SECONDS / 10 * INSTANCES));
    }
}

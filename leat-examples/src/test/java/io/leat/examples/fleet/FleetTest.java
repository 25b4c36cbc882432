// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Leat;
import io.leat.Parameters;
import io.leat.metric.JobMetrics;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetTest {
    private static final String CSV = """
            instance,eventTime,generatedTokens,model
            ai-1,1000,10,a
            ai-1,2500,20,a
            ai-2,11000,5,b
            ai-1,26000,7,a
            ai-1,3000,1,a
            """;

    @TempDir
    private Path directory;

    @Test
    void whenInputIsCsv_thenResultsAndLateEventsAreWritten() throws Exception {
        Path input = Files.writeString(directory.resolve("calls.csv"), CSV);

        JobMetrics metrics = run(input, "bound", "5s");

        assertThat(metrics.in()).isEqualTo(5);
        assertThat(lines("tumbling_10s.csv"))
                .containsExactlyInAnyOrder(
                        "instance,start,end,count,sum,min,max,avg",
                        "ai-1,0,10000,2,30,10,20,15.0",
                        "ai-2,10000,20000,1,5,5,5,5.0",
                        "ai-1,20000,30000,1,7,7,7,7.0");
        assertThat(lines("tumbling_10s.late.csv")).containsExactly("instance,eventTime,generatedTokens", "ai-1,3000,1");
        assertThat(lines("session_2s.csv")).contains("ai-1,1000,4500,2,30,10,20,15.0", "ai-2,11000,13000,1,5,5,5,5.0");
    }

    @Test
    void whenInputIsGzippedJsonLines_thenResultsAreTheSame() throws Exception {
        Path input = directory.resolve("calls.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(input))) {
            for (String row : CSV.lines().skip(1).toList()) {
                String[] cells = row.split(",", -1);
                String json = "{\"instance\":\"%s\",\"eventTime\":%s,\"generatedTokens\":%s,\"x\":[1]}\n"
                        .formatted(cells[0], cells[1], cells[2]);
                out.write(json.getBytes(StandardCharsets.UTF_8));
            }
        }

        run(input, "bound", "5s", "lateness", "30s");

        assertThat(lines("tumbling_10s.csv")).contains("ai-1,0,10000,3,31,1,20,10.333333333333334");
        assertThat(lines("tumbling_10s.late.csv")).hasSize(1);
    }

    private JobMetrics run(Path input, String... more) throws InterruptedException {
        String[] all = new String[4 + more.length];
        List.of("input", input.toString(), "out", directory.toString()).toArray(all);
        System.arraycopy(more, 0, all, 4, more.length);
        try (Leat leat = Leat.inMemory()) {
            return leat.start("fleet", new Fleet(), Parameters.of(all)).awaitCompletion();
        }
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(directory.resolve(file));
    }
}

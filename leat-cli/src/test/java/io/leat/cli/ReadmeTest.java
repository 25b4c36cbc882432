// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the pipeline of the README runs as it stands there. */
class ReadmeTest {
    private static final Pattern PIPELINE =
            Pattern.compile("```java\\n((?:(?!```).)*class Fleet implements PipelineFactory.*?)```", Pattern.DOTALL);

    @TempDir
    private Path directory;

    @Test
    void whenThePipelineOfTheReadmeIsRun_thenItDoesWhatItSays() throws IOException {
        Matcher pipeline = PIPELINE.matcher(Files.readString(Path.of("../README.md")));
        assertThat(pipeline.find()).isTrue();
        Path source = Files.writeString(directory.resolve("Fleet.java"), pipeline.group(1));
        Path calls = Files.writeString(directory.resolve("calls.jsonl"), """
                {"instance":"ai-1","eventTime":1700000001000,"generatedTokens":7}
                {"instance":"ai-1","eventTime":1700000002000,"generatedTokens":5}
                """);
        Path out = directory.resolve("load.csv");

        Outcome outcome = Outcome.of("run", source.toString(), "--", "input=" + calls, "out=" + out, "bound=60s");

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(Files.readString(out)).contains("ai-1", "2", "12");
    }
}

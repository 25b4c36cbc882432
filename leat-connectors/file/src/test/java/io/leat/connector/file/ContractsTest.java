// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.format.Json;
import io.leat.testkit.connector.Check;
import io.leat.testkit.connector.Sample;
import io.leat.testkit.connector.SinkContract;
import io.leat.testkit.connector.SinkTarget;
import io.leat.testkit.connector.SourceContract;
import io.leat.testkit.connector.SourceTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sources and sinks over files keep the contract of connectors. */
@Timeout(120)
class ContractsTest {
    @TempDir
    Path dir;

    private final AtomicInteger files = new AtomicInteger();

    @TestFactory
    Stream<DynamicTest> aFile() {
        return tests(SourceContract.of(() -> new Lines(file(), false)));
    }

    @TestFactory
    Stream<DynamicTest> aLogThatGrows() {
        return tests(SourceContract.of(() -> new Lines(file(), true)));
    }

    @TestFactory
    Stream<DynamicTest> jsonLines() {
        return tests(SinkContract.of(() -> {
            Path path = file();
            return new Written(JsonLines.to(path, Sample.class), JsonLines.of(path, Sample.class), path);
        }));
    }

    @TestFactory
    Stream<DynamicTest> csv() {
        return tests(SinkContract.of(() -> {
            Path path = file();
            return new Written(Csv.to(path, Sample.class), Csv.of(path, Sample.class), path);
        }));
    }

    private static Stream<DynamicTest> tests(List<Check> checks) {
        return checks.stream().map(check -> DynamicTest.dynamicTest(check.name(), check::run));
    }

    private Path file() {
        return dir.resolve("samples-" + files.incrementAndGet());
    }

    private record Lines(Path path, boolean follows) implements SourceTarget {
        @Override
        public Source<Sample> source() {
            JsonLines<Sample> lines = JsonLines.of(path, Sample.class);
            return follows ? lines.following() : lines;
        }

        @Override
        public void put(List<Sample> samples) throws IOException {
            Json<Sample> json = Json.of(Sample.class);
            List<String> lines = new ArrayList<>();
            samples.forEach(sample -> lines.add(new String(json.write(sample), UTF_8)));
            Files.write(path, lines, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        @Override
        public boolean putUnreadable() throws IOException {
            Files.writeString(path, "no JSON\n", StandardOpenOption.APPEND);
            return true;
        }
    }

    private record Written(Sink<Sample> sink, Source<Sample> source, Path path) implements SinkTarget {
        @Override
        public List<Sample> contents() throws InterruptedException {
            if (!Files.exists(path)) {
                return List.of();
            }
            Collector<Sample> samples = new Collector<>();
            try (Leat leat = Leat.inMemory()) {
                leat.start(Pipeline.of("read", p -> p.from("samples", source).to("out", samples)))
                        .awaitCompletion();
            }
            return samples.values();
        }
    }
}

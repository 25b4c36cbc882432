// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Position;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import io.leat.connector.memory.Collector;
import io.leat.time.Watermarks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a directory, as partitions or one behind the other. */
class SeveralFilesTest {
    record Item(int n, long time) {}

    @TempDir
    Path dir;

    private void file(String name, String content) throws Exception {
        Files.createDirectories(dir.resolve(name).getParent());
        Files.writeString(dir.resolve(name), content);
    }

    private List<String> names(Source<?> source) throws Exception {
        return source.partitions().stream()
                .map(partition -> dir.relativize(Path.of(partition.name())).toString())
                .toList();
    }

    @Test
    void whenThePathIsADirectory_thenEachOfItsFilesIsAPartition() throws Exception {
        for (String name :
                List.of("b.jsonl", "a.jsonl.gz", ".hidden", "c.jsonl.open", "d.tmp", "sub/e.jsonl", "f.csv")) {
            file(name, "");
        }

        assertThat(names(Lines.of(dir))).containsExactly("a.jsonl.gz", "b.jsonl", "f.csv");
        assertThat(names(Lines.of(dir).matching("*.jsonl*"))).containsExactly("a.jsonl.gz", "b.jsonl");
        assertThat(names(Lines.of(dir).matching("**.jsonl"))).containsExactly("b.jsonl", "sub/e.jsonl");
        assertThat(names(Lines.of(dir).matching("sub/*"))).containsExactly("sub/e.jsonl");
    }

    @Test
    void whenNothingMatches_thenPartitionsSaysSo() throws Exception {
        file("a.txt", "");

        assertThatThrownBy(() -> Lines.of(dir).matching("*.csv").partitions())
                .hasMessage("there is no file to read in " + dir + " *.csv (that is " + dir
                        + "); files that begin with a dot, or end with .open or .tmp, are passed over");
        assertThatThrownBy(() -> Lines.of(dir.resolve("a.txt")).matching("*").partitions())
                .hasMessage(dir.resolve("a.txt")
                        + " is not a directory, so no files in it can be read; give the path of one");
        assertThatThrownBy(() -> Lines.of(dir).matching("[a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'[a' is no pattern of file names: ")
                .hasMessageEndingWith("give one such as *.jsonl.gz, or **/*.csv for directories below");
    }

    @Test
    void whenThereAreMoreFilesThanMayBeOpen_thenEachIsReadWhereItStood() throws Exception {
        int files = 200;
        int lines = 30;
        for (int i = 0; i < files; i++) {
            int file = i;
            file(
                    "f%03d.txt".formatted(i),
                    String.join(
                            "\n",
                            IntStream.range(0, lines)
                                    .mapToObj(n -> file + ":" + n)
                                    .toList()));
        }
        long before = openFiles();
        Map<String, Position> positions = new HashMap<>();
        List<String> read = new ArrayList<>();
        for (int life = 0; life < 2; life++) {
            Map<String, SourceReader<String>> readers = new HashMap<>();
            for (SourcePartition<String> partition : Lines.of(dir).partitions()) {
                readers.put(partition.name(), partition.open(positions.get(partition.name())));
            }
            for (int round = 0; round < 4; round++) {
                for (SourceReader<String> reader : readers.values()) {
                    Reading<String> reading = new Reading<>();
                    reader.read(reading, 4);
                    read.addAll(reading.values);
                }
                assertThat(openFiles() - before).isLessThanOrEqualTo(70);
            }
            readers.forEach((name, reader) -> positions.put(name, reader.position()));
            for (SourceReader<String> reader : readers.values()) {
                reader.close();
            }
        }

        assertThat(read).doesNotHaveDuplicates().hasSize(files * lines);
        assertThat(openFiles() - before).isLessThanOrEqualTo(5);
    }

    /** How many files this process has open; 0 where that is not told. */
    private static long openFiles() throws Exception {
        Path told = Path.of("/proc/self/fd");
        if (!Files.isDirectory(told)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(told)) {
            return files.count();
        }
    }

    @Test
    void whenFilesOverlapInTime_thenAJobReadsThemByTime() throws Exception {
        int each = 2_000;
        for (int file = 0; file < 3; file++) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < each; i++) {
                lines.append("{\"n\":%d,\"time\":%d}\n".formatted(file, 1_000L * (3 * i + file)));
            }
            file("part-" + file + ".jsonl", lines.toString());
        }
        Collector<Item> out = new Collector<>();

        try (Leat leat = Leat.inMemory()) {
            leat.start(Pipeline.of(
                            "merge",
                            p -> p.from(
                                            "in",
                                            JsonLines.of(dir, Item.class).timedByMillis(Item::time),
                                            Watermarks.outOfOrder(Duration.ofSeconds(1)))
                                    .to("out", out)))
                    .awaitCompletion();
        }

        assertThat(out.values()).hasSize(3 * each);
        long latest = 0;
        long largestStepBackMs = 0;
        for (Item item : out.values()) {
            largestStepBackMs = Math.max(largestStepBackMs, latest - item.time());
            latest = Math.max(latest, item.time());
        }
        assertThat(largestStepBackMs)
                .as("how far a file is read ahead of the others")
                .isLessThan(3_000L * each / 2);
    }

    @Test
    void whenFilesAreReadInOrder_thenTheyAreOnePartitionThatEnds() throws Exception {
        file("b.csv", "n,time\n3,3\n4,4\n");
        file("a.csv", "time,n\n1,1\n2,2");
        Csv<Item> source = Csv.of(dir, Item.class).inOrder();

        assertThat(Reading.all(source).values).extracting(Item::n).containsExactly(1, 2, 3, 4);
        assertThat(Reading.allWithRestores(source, 1).values)
                .extracting(Item::n)
                .containsExactly(1, 2, 3, 4);
        assertThat(source.live()).isFalse();
        assertThat(source.positionKind())
                .isEqualTo(Csv.of(dir, Item.class).following().positionKind());
    }

    @Test
    void whenAFileReadInOrderHasChanged_thenThatIsADeadLetter() throws Exception {
        file("a.txt", "one\ntwo\n");
        file("b.txt", "three\n");
        Source<String> source = Lines.of(dir).inOrder();
        Reading<String> reading = new Reading<>();
        Position position;
        try (SourceReader<String> reader = Reading.only(source).open(null)) {
            reader.read(reading, 1);
            position = reader.position();
        }
        file("a.txt", "another\n");

        try (SourceReader<String> reader = Reading.only(source).open(position)) {
            while (reader.read(reading, 10) == SourceReader.Status.MORE) {
                // until the end
            }
        }

        assertThat(reading.values).containsExactly("one", "three");
        assertThat(reading.bad).extracting(Reading.Bad::origin).containsExactly("a.txt:2");
    }
}

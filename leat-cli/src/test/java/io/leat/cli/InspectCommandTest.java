// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code leat inspect}, {@code leat pack} and {@code leat unpack}. */
class InspectCommandTest {
    @TempDir
    private Path directory;

    private Path source;
    private Path job;

    @BeforeEach
    void write() throws IOException {
        source = Files.writeString(directory.resolve("Numbers.java"), Numbers.SOURCE);
        job = directory.resolve("numbers.leat");
    }

    private String[] command(long count, long rate) {
        return new String[] {
            "run",
            source.toString(),
            "--job",
            job.toString(),
            "--epochs",
            "20ms",
            "--",
            "count=" + count,
            "rate=" + rate,
            "out=" + directory.resolve("out.txt")
        };
    }

    private boolean hasRead() {
        return Files.exists(job)
                && Outcome.of("inspect", job.toString()).out().matches("(?s).* [1-9][0-9,]* records read.*");
    }

    @Test
    void whenAJobHasCompleted_thenThatIsShownAndNothingWaits() {
        assertThat(Outcome.of(command(1_000, 0)).status()).isZero();

        Outcome outcome = Outcome.of("inspect", job.toString());

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .startsWith("job Numbers in " + job + "/Numbers\n  epoch ")
                .contains(", the last one: the job has completed\n  1,000 records read, 0 failed\n")
                .containsPattern("\n +sum +window +1,000 +0 +0 +[0-9,]+ +the end\n")
                .containsPattern("\n +numbers +generator-0 +1000, the end +")
                .containsPattern("\n +MANIFEST +manifest +[0-9,]+\n")
                .containsPattern("\n  [2-9] files, [0-9,]+ bytes\n$");
    }

    @Test
    void whenAJobIsRunning_thenItIsShownAndNotDisturbed() throws Exception {
        try (RunningCommand running = RunningCommand.start(directory, command(1_000_000, 500))) {
            running.await(this::hasRead);
            Outcome outcome = Outcome.of("inspect", job.resolve("Numbers").toString());
            assertThat(outcome.status()).as(outcome.err()).isZero();
            assertThat(outcome.out())
                    .containsPattern("\n  in use by process [0-9]+ since 20.*, so this is as of a moment ago\n")
                    .containsPattern("\n +sum +window +[0-9,]+ +1 +1 +[0-9,]+ +1970-01-01T");
            running.signal("INT");
            assertThat(running.status()).isEqualTo(130);
        }
        assertThat(Outcome.of("inspect", job.toString()).out()).doesNotContain("in use");
    }

    @Test
    void whenAskedForJson_thenItIsJson() {
        Outcome.of(command(1_000, 0));

        Outcome outcome = Outcome.of("inspect", job.toString(), "--json");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .startsWith("[ {\n  \"name\" : \"Numbers\",")
                .contains("\"completed\" : true,", "\"in\" : 1000,", "\"position\" : \"1000\",", "\"damage\" : null,")
                .containsPattern("\"sealedAt\" : [0-9]{13},")
                .endsWith("} ]\n");
    }

    @Test
    void whenThereIsNoJob_thenThatIsSaid() throws IOException {
        for (String where : new String[] {"nowhere", directory.toString()}) {
            Outcome outcome = Outcome.of("inspect", where);
            assertThat(outcome.status()).isEqualTo(2);
            assertThat(outcome.err())
                    .startsWith("leat: there is no job in " + where + ": give ")
                    .hasLineCount(1);
        }
        assertThat(Path.of("nowhere")).doesNotExist();
    }

    @Test
    void whenAJobIsDamaged_thenThatIsShown() throws IOException {
        Outcome.of(command(1_000, 0));
        Files.write(job.resolve("Numbers/MANIFEST"), new byte[] {1, 2, 3}, StandardOpenOption.WRITE);

        Outcome outcome = Outcome.of("inspect", job.toString());

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.out()).contains("job Numbers in ", "MANIFEST is damaged at byte ");
        assertThat(Outcome.of("inspect", "--json", job.toString()).out()).contains("\"damage\" : \"the file ");
    }

    @Test
    void whenPackedAndUnpacked_thenTheJobGoesOn() throws Exception {
        try (RunningCommand running = RunningCommand.start(directory, command(1_000_000, 500))) {
            running.await(this::hasRead);
            Outcome busy = Outcome.of("pack", job.toString(), directory + "/busy.pack");
            assertThat(busy.status()).isEqualTo(2);
            assertThat(busy.err())
                    .startsWith("leat: the directory " + job + "/Numbers is in use by process ")
                    .hasLineCount(1);
            assertThat(directory.resolve("busy.pack")).doesNotExist();
        }
        String pack = directory + "/numbers.pack";

        Outcome packed = Outcome.of("pack", job.toString(), pack);
        assertThat(packed.status()).as(packed.err()).isZero();
        assertThat(packed.out()).matches("job Numbers as of epoch [0-9,]+ is in " + pack + ", [0-9,]+ bytes\n");
        job = directory.resolve("other.leat");
        Outcome unpacked = Outcome.of("unpack", pack, job.toString());
        assertThat(unpacked.status()).as(unpacked.err()).isZero();
        assertThat(unpacked.out()).matches("job Numbers as of epoch [0-9,]+ is in " + job + "/Numbers\n");

        Outcome rest = Outcome.of(command(10_000, 0));
        assertThat(rest.err()).startsWith("leat: Numbers goes on from epoch ");
        assertThat(directory.resolve("out.txt")).hasContent("Sum[count=10000, sum=49995000]");
    }

    @Test
    void whenItCannotBePackedOrUnpacked_thenItIsSaidWhy() throws IOException {
        Outcome.of(command(1_000, 0));
        Path pack = directory.resolve("numbers.pack");
        assertThat(Outcome.of("pack", job.toString(), pack.toString()).status()).isZero();

        assertUsage(Outcome.of("pack", job.toString(), pack.toString()), pack + " is there already");
        assertUsage(Outcome.of("pack", "nowhere", pack + "2"), "there is no job in nowhere");
        assertUsage(Outcome.of("unpack", "nowhere.pack", job.toString()), "there is no file nowhere.pack");
        assertUsage(
                Outcome.of("unpack", pack.toString(), job.toString()),
                "the directory " + job + "/Numbers is not empty");
        assertUsage(Outcome.of("unpack", source.toString(), directory + "/new"), "the file " + source + " is damaged");
    }

    private static void assertUsage(Outcome outcome, String message) {
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("leat: " + message).doesNotContain("\tat ", "Exception");
        assertThat(outcome.err().lines()).hasSizeLessThanOrEqualTo(2);
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.exactlyonce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connector.SinkContext;
import io.leat.connector.SinkWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path dir;

    private static SinkContext job(String state) {
        return new SinkContext("job", "journal", "run", true, state);
    }

    @Test
    void whenTheJobGoesOn_thenLinesThatWereNotSealedAreTakenBack() throws Exception {
        Journal journal = new Journal(dir.resolve("journal.txt"));
        String state;
        try (SinkWriter<Object> writer = journal.open(job(null))) {
            writer.write("one", 1);
            state = writer.checkpoint(1);
            writer.write("not sealed", 2);
            writer.checkpoint(2);
        }
        try (SinkWriter<Object> writer = journal.open(job(state))) {
            writer.write("two", 2);
            writer.checkpoint(2);
        }

        assertThat(dir.resolve("journal.txt")).hasContent("one\ntwo\n");
    }

    @Test
    void whenTheFileIsShorter_thenOpeningFails() throws Exception {
        Path path = Files.writeString(dir.resolve("journal.txt"), "o");

        assertThatThrownBy(() -> new Journal(path).open(job("4")))
                .hasMessage(path + " has lost results: it should have 4 bytes at least");
        assertThat(path).hasContent("o");
    }
}

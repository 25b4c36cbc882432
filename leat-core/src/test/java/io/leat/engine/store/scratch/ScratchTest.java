// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.engine.disk.LocalDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that others have changed on the disk are not taken for those that were written. */
class ScratchTest {
    private static final byte[] RECORD = {1, 2, 3, 4};
    private static final int LENGTH = Segment.OVERHEAD + RECORD.length;
    private static final int SEGMENT_BYTES = 10 * LENGTH;

    @TempDir
    private Path directory;

    private Scratch scratch;
    private final List<Long> addresses = new ArrayList<>();

    @BeforeEach
    void twoSegments() throws IOException {
        scratch = new Scratch(new LocalDisk(directory), "some", SEGMENT_BYTES);
        for (int i = 0; i < 11; i++) {
            addresses.add(scratch.append(RECORD));
        }
    }

    private Path file() {
        return directory.resolve("some-1");
    }

    @Test
    void whenNothingHasHappened_thenAllAreRead() throws IOException {
        assertThat(Files.size(file())).isEqualTo(SEGMENT_BYTES);
        for (long address : addresses) {
            assertThat(scratch.read(address)).isEqualTo(RECORD);
            assertThat(scratch.readInOrder(address)).isEqualTo(RECORD);
        }
        scratch.close();
        assertThat(directory).isEmptyDirectory();
    }

    /** In its length, in its checksum and in itself; of the last one, so that too large a length is behind the end. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 7, 8, 11})
    void whenAByteOfARecordHasChanged_thenItCannotBeRead(int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file());
        bytes[SEGMENT_BYTES - LENGTH + at] ^= 0x41;
        Files.write(file(), bytes);
        assertThat(scratch.read(addresses.get(8))).isEqualTo(RECORD);
        assertThatThrownBy(() -> scratch.read(addresses.get(9)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("some-1 has changed");
    }

    /** The bytes are the same, but for the checksum: that has the address in it. */
    @Test
    void whenARecordIsInThePlaceOfAnother_thenItCannotBeRead() throws IOException {
        byte[] bytes = Files.readAllBytes(file());
        System.arraycopy(bytes, 0, bytes, LENGTH, LENGTH);
        Files.write(file(), bytes);
        assertThatThrownBy(() -> scratch.read(addresses.get(1))).hasMessageContaining("some-1 has changed");
    }

    @Test
    void whenTheFileIsCut_thenItCannotBeRead() throws IOException {
        Files.write(file(), new byte[LENGTH]);
        assertThatThrownBy(() -> scratch.read(addresses.get(5))).isInstanceOf(IOException.class);
    }
}

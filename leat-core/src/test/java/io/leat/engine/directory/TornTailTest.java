// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.engine.directory.format.DamagedDirectoryException;
import io.leat.engine.disk.HeapDisk;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a crash leaves at the ends of the two files that an epoch is written to. */
class TornTailTest {
    private static final String MANIFEST = "MANIFEST";
    private static final String SEGMENT = "segment-0000000001";
    private static final int EPOCHS = 4;

    private final Model model = new Model(1, 20);
    private final HeapDisk disk = new HeapDisk();

    /** What the state is after so many epochs. */
    private final TreeMap<Long, Map<String, String>> states = new TreeMap<>();

    /** How long the files are then. */
    private final TreeMap<Long, Integer> manifestLengths = new TreeMap<>();

    private final TreeMap<Long, Integer> segmentLengths = new TreeMap<>();

    @BeforeEach
    void sealSome() throws IOException {
        try (JobDirectory directory = JobDirectory.open(disk, Limits.standard())) {
            for (int i = 0; i < EPOCHS; i++) {
                directory.seal(model.next());
                states.put(model.epoch(), model.expected());
                manifestLengths.put(model.epoch(), Disks.read(disk, MANIFEST).length);
                segmentLengths.put(model.epoch(), Disks.read(disk, SEGMENT).length);
            }
        }
    }

    private static HeapDisk cut(HeapDisk disk, String file, int length) throws IOException {
        HeapDisk cut = Disks.copy(disk);
        Disks.write(cut, file, Arrays.copyOf(Disks.read(disk, file), length));
        return cut;
    }

    private void checkAndGoOn(HeapDisk crashed, long epoch) throws IOException {
        try (JobDirectory directory = JobDirectory.open(crashed, Limits.standard())) {
            assertThat(directory.epoch()).isEqualTo(epoch);
            assertThat(directory.content()).isEqualTo(Model.content(epoch));
            assertThat(Model.read(directory::readState)).isEqualTo(states.get(epoch));
            directory.seal(new EpochData(epoch + 1, 1, Model.content(epoch + 1), List.of(), Map.of(), false));
        }
        try (JobDirectory directory = JobDirectory.open(crashed, Limits.standard())) {
            assertThat(directory.epoch()).isEqualTo(epoch + 1);
            assertThat(Model.read(directory::readState)).isEqualTo(states.get(epoch));
        }
    }

    @Test
    void whenManifestEndsWithinTheLastRecord_thenTheWholeEpochInTheSegmentCounts() throws IOException {
        for (int length = manifestLengths.get(EPOCHS - 1L); length < manifestLengths.get((long) EPOCHS); length++) {
            checkAndGoOn(cut(disk, MANIFEST, length), EPOCHS);
        }
    }

    @Test
    void whenBothEndWithinTheLastEpoch_thenTheOneBeforeCounts() throws IOException {
        for (int length = segmentLengths.get(EPOCHS - 1L); length < segmentLengths.get((long) EPOCHS); length++) {
            HeapDisk crashed = cut(disk, SEGMENT, length);
            checkAndGoOn(cut(crashed, MANIFEST, manifestLengths.get(EPOCHS - 1L)), EPOCHS - 1L);
            checkAndGoOn(cut(crashed, MANIFEST, manifestLengths.get((long) EPOCHS) - 1), EPOCHS - 1L);
        }
    }

    @Test
    void whenAByteOfAnUnsealedEpochIsWrong_thenTheOneBeforeCounts() throws IOException {
        HeapDisk unsealed = cut(disk, MANIFEST, manifestLengths.get(EPOCHS - 1L));
        byte[] segment = Disks.read(disk, SEGMENT);
        for (int at = segmentLengths.get(EPOCHS - 1L); at < segment.length; at++) {
            segment[at] ^= 1;
            Disks.write(unsealed, SEGMENT, segment);
            checkAndGoOn(Disks.copy(unsealed), EPOCHS - 1L);
            segment[at] ^= 1;
        }
    }

    @Test
    void whenSegmentEndsWithinASealedEpoch_thenThatIsDamage() throws IOException {
        for (int length = 0; length < segmentLengths.get((long) EPOCHS); length++) {
            HeapDisk damaged = cut(disk, SEGMENT, length);
            assertThatThrownBy(() -> JobDirectory.open(damaged, Limits.standard()))
                    .isInstanceOf(DamagedDirectoryException.class)
                    .hasMessageContaining("the file memory/" + SEGMENT + " is damaged at byte");
        }
    }

    @Test
    void whenManifestEndsMoreThanAnEpochEarly_thenThatIsDamage() throws IOException {
        for (int length = 0; length < manifestLengths.get(EPOCHS - 1L); length++) {
            HeapDisk damaged = cut(disk, MANIFEST, length);
            assertThatThrownBy(() -> JobDirectory.open(damaged, Limits.standard()))
                    .isInstanceOf(DamagedDirectoryException.class)
                    .hasMessageContaining("the file memory/MANIFEST is damaged at byte");
        }
    }

    @Test
    void whenAByteOfTheManifestIsWrong_thenThatIsDamageOrHarmless() throws IOException {
        byte[] manifest = Disks.read(disk, MANIFEST);
        for (int at = 0; at < manifest.length; at++) {
            HeapDisk damaged = Disks.copy(disk);
            byte[] flipped = manifest.clone();
            flipped[at] ^= 0x40;
            Disks.write(damaged, MANIFEST, flipped);
            if (at < manifestLengths.get(EPOCHS - 1L)) {
                assertThatThrownBy(() -> JobDirectory.open(damaged, Limits.standard()))
                        .isInstanceOf(DamagedDirectoryException.class);
            } else {
                checkAndGoOn(damaged, EPOCHS);
            }
        }
    }

    @Test
    void whenTheTailIsZeros_thenItIsCut() throws IOException {
        for (String file : new String[] {MANIFEST, SEGMENT}) {
            byte[] bytes = Disks.read(disk, file);
            checkAndGoOn(cut(disk, file, bytes.length + 5_000), EPOCHS);
        }
    }
}

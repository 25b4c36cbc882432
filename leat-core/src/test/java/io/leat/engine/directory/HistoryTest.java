// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leat.engine.disk.HeapDisk;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HistoryTest {
    /** An epoch of the model takes a second, so there is a base about every 10 epochs. */
    private static final Limits LIMITS = Limits.standard().withHistoryMs(80_000);

    private final HeapDisk disk = new HeapDisk();
    private final Model model = new Model(1, 20);
    private final TreeMap<Long, Map<String, String>> states = new TreeMap<>();

    private void seal(JobDirectory directory, int epochs) throws IOException {
        for (int i = 0; i < epochs; i++) {
            directory.seal(model.next());
            states.put(model.epoch(), model.expected());
            compact(directory);
        }
    }

    private static void compact(JobDirectory directory) throws IOException {
        while (directory.compact()) {
            // all there is to do
        }
    }

    private void checkPoints(JobDirectory directory) throws IOException {
        for (Point point : directory.points()) {
            assertThat(point.sealedAtMs()).isEqualTo(1_000 * point.epoch());
            try (PointView view = directory.at(point.epoch())) {
                assertThat(view.point()).isEqualTo(point);
                assertThat(view.content()).isEqualTo(Model.content(point.epoch()));
                assertThat(Model.read(view::readState)).isEqualTo(states.get(point.epoch()));
            }
        }
    }

    @Test
    void whenThereIsHistory_thenEveryTimeInItHasAPointBefore() throws IOException {
        try (JobDirectory directory = JobDirectory.open(disk, LIMITS)) {
            for (int i = 0; i < 30; i++) {
                seal(directory, 10);
                checkPoints(directory);
                List<Point> points = directory.points();
                assertThat(points).hasSizeLessThanOrEqualTo(10);
                if (model.epoch() > 100) {
                    assertThat(points.get(0).epoch()).isBetween(model.epoch() - 90, model.epoch() - 80);
                    assertThat(points.get(points.size() - 1).epoch()).isGreaterThan(model.epoch() - 10);
                }
            }
            JobDirectoryTest.check(directory, model);
        }
        try (JobDirectory directory = JobDirectory.open(disk, LIMITS)) {
            checkPoints(directory);
            assertThat(directory.points()).hasSizeGreaterThan(8);
        }
        try (JobDirectory directory = JobDirectory.open(disk, Limits.standard())) {
            compact(directory);
            assertThat(directory.points()).hasSize(1);
            checkPoints(directory);
        }
    }

    @Test
    void whenPointGoesWhileItIsRead_thenItIsReadToTheEnd() throws IOException {
        try (JobDirectory directory = JobDirectory.open(disk, LIMITS)) {
            seal(directory, 15);
            Point first = directory.points().get(0);
            try (PointView view = directory.at(first.epoch())) {
                seal(directory, 200);
                assertThat(directory.points()).doesNotContain(first);
                assertThat(Model.read(view::readState)).isEqualTo(states.get(first.epoch()));
                assertThat(view.steps()).isNotEmpty().isSubsetOf(Model.steps());
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> directory.at(first.epoch()))
                    .withMessageStartingWith("the state as of epoch 11 is not there; there is [Point[epoch=");
        }
    }

    @Test
    void whenStepIsDropped_thenThePastKeepsIt() throws IOException {
        try (JobDirectory directory = JobDirectory.open(disk, LIMITS)) {
            seal(directory, 25);
            directory.drop("load");
            checkPoints(directory);
            assertThat(directory.points()).hasSizeGreaterThan(1);
        }
        try (JobDirectory directory = JobDirectory.open(disk, LIMITS)) {
            assertThat(directory.steps()).doesNotContain("load");
            checkPoints(directory);
        }
    }

    @Test
    void whenThereIsNoHistory_thenTheOnlyPointIsTheBase() throws IOException {
        try (JobDirectory directory = JobDirectory.open(disk, JobDirectoryTest.SMALL)) {
            assertThat(directory.points()).isEmpty();
            seal(directory, 50);
            assertThat(directory.points()).hasSize(1);
        }
    }
}

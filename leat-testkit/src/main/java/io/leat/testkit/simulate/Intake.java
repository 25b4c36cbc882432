// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import io.leat.connector.Position;
import io.leat.engine.checkpoint.Standing;
import io.leat.engine.checkpoint.StandingForm;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import io.leat.testkit.reference.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How much of its feeds a job has read, by the epoch it has sealed last. */
final class Intake {
    private Intake() {}

    /** Returns what was read of the feeds of a pipeline, whose sources are in their order. */
    static List<Feed> of(Graph graph, List<Feed> feeds, byte[] content) {
        Standing standing = StandingForm.read(content);
        List<String> sources = graph.steps().stream()
                .filter(Step.From.class::isInstance)
                .map(Step::name)
                .toList();
        List<Feed> read = new ArrayList<>();
        for (int i = 0; i < feeds.size(); i++) {
            read.add(feeds.get(i).first(counts(sources.get(i), feeds.get(i), standing)));
        }
        return read;
    }

    /** A partition that was never read may be missing. */
    private static List<Integer> counts(String source, Feed feed, Standing standing) {
        Map<String, Integer> byName = standing.partitions().entrySet().stream()
                .filter(entry -> entry.getKey().step().equals(source))
                .collect(Collectors.toMap(entry -> entry.getKey().partition(), entry -> read(entry.getValue())));
        int partitions = feed.partitions().size();
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            boolean isOnly = partitions == 1 && byName.size() == 1; // one that is pushed has another name
            counts.add(isOnly ? byName.values().iterator().next() : byName.getOrDefault("p" + i, 0));
        }
        return counts;
    }

    private static int read(Standing.PartitionState partition) {
        Position position = partition.position();
        return position == null ? 0 : (int) position.number();
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.view;

import io.leat.format.JsonView;
import io.leat.observe.Fired;
import io.leat.observe.Kept;
import io.leat.observe.Missed;
import io.leat.observe.Seen;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is shown of a record that left a step. */
public record SampleView(
        long number, Instant atMs, @Nullable Instant timeMs, JsonView key, JsonView value) {
    public static SampleView of(Seen seen) {
        return new SampleView(
                seen.number(), seen.at(), seen.time(), Documents.value(seen.key()), Documents.value(seen.value()));
    }

    /** What is shown of a result of a window. */
    public record Result(
            long number,
            Instant atMs,
            JsonView key,
            Instant startMs,
            Instant endMs,
            String pane,
            int index,
            JsonView value,
            @Nullable Long watermarkMs) {
        public static Result of(Fired fired) {
            return new Result(
                    fired.number(),
                    fired.at(),
                    Documents.value(fired.result().key()),
                    fired.result().start(),
                    fired.result().end(),
                    fired.result().pane().name(),
                    fired.result().index(),
                    Documents.value(fired.result().value()),
                    Times.ofWatermark(fired.watermark()));
        }
    }

    /** What is shown of a record that was too late. */
    public record Late(
            long number,
            Instant atMs,
            Instant timeMs,
            JsonView value,
            @Nullable Long watermarkMs) {
        public static Late of(Missed missed) {
            return new Late(
                    missed.number(),
                    missed.at(),
                    missed.time(),
                    Documents.value(missed.value()),
                    Times.ofWatermark(missed.watermark()));
        }
    }

    /** What is shown of what a step keeps for a key. */
    public record Held(
            JsonView key,
            @Nullable Instant startMs,
            @Nullable Instant endMs,
            JsonView value) {
        private static final Comparator<Kept> ORDER = Comparator.comparing(
                        Kept::start, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
                .thenComparing(kept -> String.valueOf(kept.key()));

        /** Returns what is kept by the beginning of its window, then by key. */
        public static List<Held> of(List<Kept> all) {
            return all.stream().sorted(ORDER).map(Held::of).toList();
        }

        private static Held of(Kept kept) {
            return new Held(Documents.value(kept.key()), kept.start(), kept.end(), Documents.value(kept.value()));
        }
    }
}

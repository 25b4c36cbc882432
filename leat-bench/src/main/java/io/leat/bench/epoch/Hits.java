// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.epoch;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.key;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.sum;

import io.leat.EventStream;
import io.leat.KeyedStream;
import io.leat.Pipeline;
import io.leat.aggregate.Aggregate;
import io.leat.connector.Sink;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.Locale;

/** The pipelines: small state for each of many keys. */
enum Hits {
    /** A count and a sum of each key, for ever. */
    RUNNING {
        @Override
        EventStream<Sum> sums(KeyedStream<Long, Hit> hits) {
            return hits.running("sums", SUM, Duration.ofDays(1_000));
        }
    },

    /** A count and a sum of each key in windows that are not over before the measurement is. */
    LONG_WINDOWS {
        @Override
        EventStream<Sum> sums(KeyedStream<Long, Hit> hits) {
            return hits.window(Windows.tumbling(Duration.ofDays(1))).aggregate("sums", SUM);
        }
    },

    /** The same in windows of ten seconds: each that ends gives a result for each key. */
    SHORT_WINDOWS {
        @Override
        EventStream<Sum> sums(KeyedStream<Long, Hit> hits) {
            return hits.window(Windows.tumbling(Duration.ofSeconds(10))).aggregate("sums", SUM);
        }
    };

    /** How dense events are in event time. */
    static final int PER_MS = 400;

    private static final Aggregate<Long, Hit, Sum> SUM = row(Sum.class, Sum::new, key(), count(), sum(Hit::value));

    abstract EventStream<Sum> sums(KeyedStream<Long, Hit> hits);

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns the pipeline. */
    Pipeline pipeline(HitSource source) {
        return pipeline(source, () -> {});
    }

    /** Returns the pipeline; the action is run whenever an event comes to the state. */
    Pipeline pipeline(HitSource source, Runnable onHit) {
        return Pipeline.of(
                name(),
                p -> sums(p.from("hits", source).keyBy(Long.class, hit -> {
                            onHit.run();
                            return hit.key();
                        }))
                        .to("out", Sink.of(sum -> {})));
    }
}

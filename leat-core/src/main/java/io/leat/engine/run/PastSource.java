// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourceLog;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The events of a source that are in its log, as a source that is replayed and does not end. */
final class PastSource extends Source<Object> {
    private final Source<?> source;
    private final String partition;

    PastSource(Source<?> source, String partition) {
        this.source = source;
        this.partition = partition;
    }

    @Override
    public Class<?> type() {
        return source.type();
    }

    @Override
    public boolean timed() {
        return source.timed();
    }

    @Override
    @SuppressWarnings("unchecked") // the function was given for the events of this source
    public @Nullable ToLongFunction<? super Object> timestamps() {
        return (ToLongFunction<? super Object>) source.timestamps();
    }

    @Override
    public String positionKind() {
        return source.positionKind();
    }

    @Override
    public List<? extends SourcePartition<Object>> partitions() {
        return List.of(new SourcePartition<Object>() {
            @Override
            public String name() {
                return partition;
            }

            @Override
            public SourceReader<Object> open(@Nullable Position from) {
                return nothing(from);
            }

            @Override
            public SourceReader<Object> open(@Nullable Position from, SourceLog<Object> log) throws Exception {
                return log.read(from);
            }
        });
    }

    /** A side of a source that has no log had no events. */
    private static SourceReader<Object> nothing(@Nullable Position from) {
        Position position = from == null ? Position.of(0) : from;
        return new SourceReader<>() {
            @Override
            public Status read(Records<? super Object> out, int atMost) {
                return Status.EMPTY;
            }

            @Override
            public Position position() {
                return position;
            }
        };
    }
}

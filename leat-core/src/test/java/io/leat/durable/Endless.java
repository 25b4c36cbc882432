// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.durable;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A replayed source of numbers that has no end. */
final class Endless extends Source<Long> {
    private final List<Long> numbers;

    Endless(List<Long> numbers) {
        this.numbers = numbers;
    }

    @Override
    public Class<?> type() {
        return Long.class;
    }

    @Override
    public List<? extends SourcePartition<Long>> partitions() {
        return List.of(new SourcePartition<Long>() {
            @Override
            public String name() {
                return "numbers";
            }

            @Override
            public SourceReader<Long> open(@Nullable Position from) {
                return new Reader(from == null ? 0 : (int) from.number());
            }
        });
    }

    private final class Reader implements SourceReader<Long> {
        private int next;

        Reader(int next) {
            this.next = next;
        }

        @Override
        public Status read(Records<? super Long> out, int atMost) {
            if (next == numbers.size()) {
                return Status.EMPTY;
            }
            out.add(numbers.get(next++));
            return Status.MORE;
        }

        @Override
        public Position position() {
            return Position.of(next);
        }
    }
}

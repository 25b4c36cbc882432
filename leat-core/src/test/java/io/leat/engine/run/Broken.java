// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.io.IOException;
import java.util.List;

/** A source that fails. */
final class Broken extends Source<Long> {
    private final String when;

    private Broken(String when) {
        this.when = when;
    }

    static Broken onLook() {
        return new Broken("look");
    }

    static Broken onOpen() {
        return new Broken("open");
    }

    static Broken onRead() {
        return new Broken("read");
    }

    @Override
    public Class<?> type() {
        return Long.class;
    }

    @Override
    public List<? extends SourcePartition<Long>> partitions() throws IOException {
        failIf("look", "not there");
        return List.of(new Partition());
    }

    private void failIf(String now, String message) throws IOException {
        if (when.equals(now)) {
            throw new IOException(message);
        }
    }

    private final class Partition implements SourcePartition<Long> {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public SourceReader<Long> open(Position from) throws IOException {
            failIf("open", "not there");
            return new Reader();
        }
    }

    private final class Reader implements SourceReader<Long> {
        @Override
        public Status read(Records<? super Long> out, int atMost) throws IOException {
            failIf("read", "torn");
            return Status.END;
        }

        @Override
        public Position position() {
            return Position.of(0);
        }
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.connector.SinkWriter;
import io.leat.engine.port.KeyedReceiver;
import io.leat.engine.port.Receiver;
import io.leat.engine.port.StepFailedException;
import io.leat.engine.port.Tally;
import io.leat.graph.Step;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where results leave the job: writes each, again if that fails, and ends the job if it keeps failing. */
final class SinkNode extends WatermarkNode implements KeyedReceiver<@Nullable Object, @Nullable Object> {
    private final SinkWriter<@Nullable Object> writer;
    private final Entrance entrance;

    SinkNode(Step step, SinkWriter<@Nullable Object> writer, Tally tally) {
        super(step);
        this.writer = writer;
        this.entrance = new Entrance(step.name(), writer, tally);
    }

    /** Returns what takes the results. */
    Receiver<@Nullable Object> entrance() {
        return entrance;
    }

    @Override
    public void receive(@Nullable Object key, int hash, @Nullable Object value, long ts, long own) {
        entrance.receive(value, ts, own);
    }

    @Override
    void advance(long merged) {}

    /** Makes what was written visible. */
    void flush() {
        if (entrance.dirty) {
            entrance.dirty = false;
            try {
                writer.flush();
            } catch (Exception e) {
                throw new StepFailedException(step().name(), e);
            }
        }
    }

    void checkpoint(long epoch) {
        flush();
        try {
            writer.checkpoint(epoch);
        } catch (Exception e) {
            throw new StepFailedException(step().name(), e);
        }
    }

    void close() throws IOException {
        writer.close();
    }

    /** The last stop of a result. */
    private static final class Entrance extends Receiver<@Nullable Object> {
        private static final int ATTEMPTS = 5;
        private static final long FIRST_PAUSE_MS = 10;

        private final String step;
        private final SinkWriter<@Nullable Object> writer;
        private final Tally tally;
        private boolean dirty;

        Entrance(String step, SinkWriter<@Nullable Object> writer, Tally tally) {
            this.step = step;
            this.writer = writer;
            this.tally = tally;
        }

        @Override
        @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
        public void receive(@Nullable Object value, long ts, long own) {
            tally.in++;
            dirty = true;
            try {
                writer.write(value, ts);
            } catch (InterruptedException e) {
                throw interrupted(e);
            } catch (Exception e) {
                writeAgain(value, ts, e);
            }
        }

        @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
        private void writeAgain(@Nullable Object value, long ts, Exception first) {
            Exception last = first;
            long pauseMs = FIRST_PAUSE_MS;
            for (int attempt = 2; attempt <= ATTEMPTS; attempt++) {
                try {
                    Thread.sleep(pauseMs);
                    writer.write(value, ts);
                    return;
                } catch (InterruptedException e) {
                    throw interrupted(last);
                } catch (Exception e) {
                    last = e;
                    pauseMs *= 4;
                }
            }
            throw new StepFailedException(step, last);
        }

        /** The job is being cancelled. */
        private StepFailedException interrupted(Exception cause) {
            Thread.currentThread().interrupt();
            return new StepFailedException(step, cause);
        }
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import io.leat.connector.SinkWriter;
import io.leat.engine.failure.Retry;
import io.leat.engine.measure.Latencies;
import io.leat.engine.measure.Reading;
import io.leat.engine.measure.StepFigures;
import io.leat.engine.port.KeyedReceiver;
import io.leat.engine.port.Receiver;
import io.leat.engine.port.StepFailedException;
import io.leat.engine.port.Tally;
import io.leat.graph.Step;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where results leave the job: what fails is tried again, and ends the job if it keeps failing. */
final class SinkNode extends WatermarkNode implements KeyedReceiver<@Nullable Object, @Nullable Object> {
    private final SinkWriter<@Nullable Object> writer;
    private final Retry retry;
    private final Entrance entrance;

    SinkNode(Step step, SinkWriter<@Nullable Object> writer, Tally tally, Retry retry) {
        super(step);
        this.writer = writer;
        this.retry = retry;
        this.entrance = new Entrance(step.name(), writer, tally, retry);
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
    void advance(long merged, boolean idle) {}

    /** Takes note of how long what it was given has been in the job. */
    void measure(Reading reading) {
        entrance.measure(reading);
    }

    @Override
    void addTo(StepFigures figures) {
        super.addTo(figures);
        figures.addLatency(entrance.latencies.distribution());
    }

    /** Makes what was written visible. */
    void flush() {
        if (entrance.dirty) {
            retry.run(step().name(), writer::flush);
            entrance.dirty = false;
        }
    }

    /** Lets the sink take note of the end of an epoch, and adds what it has to know to go on. */
    void checkpoint(long epoch, Map<String, String> states) {
        flush();
        retry.run(step().name(), () -> {
            String state = writer.checkpoint(epoch);
            if (state != null) {
                states.put(step().name(), state);
            }
        });
    }

    /** Makes what was written of an epoch survive a loss of power. By the thread that seals epochs; never tried again. */
    void force(long epoch) {
        try {
            writer.force(epoch);
        } catch (Exception e) {
            throw new StepFailedException(step().name(), e);
        }
    }

    /** Adds the results of the epoch that was cut, if the sink gets them when it is sealed. */
    void takeResults(Map<String, byte[]> into) {
        if (writer instanceof Outbox outbox) {
            into.put(step().name(), outbox.take());
        }
    }

    /** Returns whether so many results wait for the end of the epoch that it must come first. */
    boolean isFull() {
        return writer instanceof Outbox outbox && outbox.isFull();
    }

    void committed(long epoch) {
        retry.run(step().name(), () -> writer.committed(epoch));
    }

    void finish() {
        retry.run(step().name(), writer::finish);
    }

    void close() throws IOException {
        writer.close();
    }

    /** The last stop of a result. */
    private static final class Entrance extends Receiver<@Nullable Object> {
        private final String step;
        private final SinkWriter<@Nullable Object> writer;
        private final Tally tally;
        private final Retry retry;
        private final Latencies latencies = new Latencies();
        private boolean dirty;
        /** How many records were in when that was last measured. */
        private long measured;

        Entrance(String step, SinkWriter<@Nullable Object> writer, Tally tally, Retry retry) {
            this.step = step;
            this.writer = writer;
            this.tally = tally;
            this.retry = retry;
        }

        void measure(Reading reading) {
            long records = tally.in - measured;
            if (records > 0) {
                measured = tally.in;
                if (reading.isKnown()) {
                    latencies.record(System.nanoTime() - reading.sinceNanos(), records);
                }
            }
        }

        @Override
        @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
        public void receive(@Nullable Object value, long ts, long own) {
            tally.in++;
            dirty = true;
            try {
                writer.write(value, ts);
            } catch (Exception e) {
                retry.again(step, () -> writer.write(value, ts), e);
            }
        }
    }
}

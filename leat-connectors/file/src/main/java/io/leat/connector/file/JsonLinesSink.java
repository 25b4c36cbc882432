// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import io.leat.connector.Guarantee;
import io.leat.connector.Sink;
import io.leat.connector.SinkContext;
import io.leat.connector.SinkWriter;
import io.leat.connector.file.part.OutputFile;
import io.leat.connector.file.part.RowBuffer;
import io.leat.connector.file.part.RowWriter;
import io.leat.format.value.JsonOutput;
import java.io.IOException;

/**
 * A sink into a file of JSON lines, one object a line; made by {@link JsonLines#to(Path, Class)}.
 *
 * <p>In a job with a directory each result is in it once, whatever is killed when: lines go to {@code load.jsonl.open}, and that becomes
 * {@code load.jsonl} when the input has ended, or numbered parts if the sink is {@link #rolling}. So a file with its name is
 * complete. Elsewhere the file can be watched while it grows. It is made when the job starts, with its directories; what an earlier
 * job left there is deleted. Give each sink a path of its own.
 *
 * <p>Records, maps, lists and arrays are
 * written as they are, instants as milliseconds since 1970, an empty {@code Optional} as null, numbers that are not finite
 * and anything else as the text of its {@code toString}.
 *
 * @param <T> the results
 */
public final class JsonLinesSink<T> extends Sink<T> {
    private static final String NO_HEADER = "";

    private final OutputFile file;
    private final boolean isoTimes;

    JsonLinesSink(OutputFile file, boolean isoTimes) {
        this.file = file;
        this.isoTimes = isoTimes;
    }

    /** Returns this sink with instants written as text, {@code 2023-11-16T18:17:03.98Z}, without loss. */
    public JsonLinesSink<T> isoTimes() {
        return new JsonLinesSink<>(file, true);
    }

    /**
     * Returns this sink with its lines in numbered parts, of {@code load.jsonl} in {@code load-000001.jsonl} and so on. A part has
     * its name once it is complete and all of it is sealed; then it never changes. In a job without a directory parts end where a limit
     * is reached, too, and when the job ends.
     */
    public JsonLinesSink<T> rolling(Rolling rolling) {
        return new JsonLinesSink<>(file.inParts(rolling.limits()), isoTimes);
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.EXACTLY_ONCE;
    }

    @Override
    public SinkWriter<T> open() throws IOException {
        return new RowWriter<>(new Lines<>(isoTimes), file.open(NO_HEADER));
    }

    @Override
    public SinkWriter<T> open(SinkContext context) throws IOException {
        return new RowWriter<>(new Lines<>(isoTimes), file.open(context, NO_HEADER));
    }

    @Override
    public String toString() {
        return "json lines " + file;
    }

    private static final class Lines<T> implements RowWriter.Format<T> {
        private final RowBuffer line = new RowBuffer();
        private final JsonOutput.Values json;

        Lines(boolean isoTimes) {
            this.json = new JsonOutput(isoTimes).to(line);
        }

        @Override
        public CharSequence row(T value) throws IOException {
            line.clear();
            json.write(value);
            line.write('\n');
            return line.row();
        }
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import io.leat.connector.Guarantee;
import io.leat.connector.Sink;
import io.leat.connector.SinkContext;
import io.leat.connector.SinkWriter;
import io.leat.connector.file.part.OutputFile;
import io.leat.connector.file.part.RowBuffer;
import io.leat.connector.file.part.RowWriter;
import io.leat.format.value.RecordShape;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sink into a CSV file, of records, with a header of their components' names; made by {@link Csv#to}.
 *
 * <p>In a job with a directory each result is in it once, whatever is killed when: rows go to {@code load.csv.open}, and that becomes
 * {@code load.csv} when the input has ended, or numbered parts if the sink is {@link #rolling}. So a file with its name is
 * complete. Elsewhere the file can be watched while it grows. It is made when the job starts, with its directories; what an earlier
 * job left there is deleted. Give each sink a path of its own.
 *
 * <p>Instants are written as milliseconds since 1970, null and
 * empty {@code Optional} as an empty cell, an empty text as a quoted one, numbers without exponent, and anything else as its
 * {@code toString}. Cells are quoted where they need it; lines end with LF.
 *
 * @param <T> the results
 */
public final class CsvSink<T> extends Sink<T> {
    /** A cell that begins with # needs no quotes. */
    private static final char NO_COMMENTS = '\0';

    private final OutputFile file;
    private final RecordShape<T> shape;
    private final char delimiter;
    private final boolean isoTimes;

    CsvSink(OutputFile file, RecordShape<T> shape, char delimiter, boolean isoTimes) {
        this.file = file;
        this.shape = shape;
        this.delimiter = delimiter;
        this.isoTimes = isoTimes;
    }

    /** Returns this sink with instants written as {@code 2023-11-16T18:17:03.98Z}, without loss. */
    public CsvSink<T> isoTimes() {
        return new CsvSink<>(file, shape, delimiter, true);
    }

    /**
     * Returns this sink with another character between the cells. The default is the comma.
     *
     * @throws IllegalArgumentException if it is a quote or a line break
     */
    public CsvSink<T> delimiter(char character) {
        return new CsvSink<>(
                file, shape, CsvOptions.DEFAULT.delimiter(character).delimiter(), isoTimes);
    }

    /**
     * Returns this sink with its rows in numbered parts, of {@code load.csv} in {@code load-000001.csv} and so on, each with a header. A
     * part has its name once it is complete and all of it is sealed; then it never changes. In a job without a directory parts end where
     * a limit is reached, too, and when the job ends.
     */
    public CsvSink<T> rolling(Rolling rolling) {
        return new CsvSink<>(file.inParts(rolling.limits()), shape, delimiter, isoTimes);
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.EXACTLY_ONCE;
    }

    @Override
    public SinkWriter<T> open() throws IOException {
        Rows rows = new Rows();
        return new RowWriter<>(rows, file.open(rows.header()));
    }

    @Override
    public SinkWriter<T> open(SinkContext context) throws IOException {
        Rows rows = new Rows();
        return new RowWriter<>(rows, file.open(context, rows.header()));
    }

    @Override
    public String toString() {
        return "csv " + file;
    }

    private final class Rows implements RowWriter.Format<T> {
        private final RowBuffer text = new RowBuffer();
        private final CsvWriter csv = CsvWriter.builder()
                .bufferSize(0)
                .fieldSeparator(delimiter)
                .commentCharacter(NO_COMMENTS)
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(new EmptyText(shape.names().size()))
                .build(text);

        String header() throws IOException {
            return row(shape.names().toArray(String[]::new)).toString();
        }

        @Override
        public CharSequence row(T value) throws IOException {
            @Nullable String[] cells = new String[shape.names().size()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = cell(shape.get(i, value));
            }
            return row(cells);
        }

        private CharSequence row(@Nullable String[] cells) throws IOException {
            text.clear();
            csv.writeRecord(cells);
            return text.row();
        }

        private @Nullable String cell(@Nullable Object value) {
            if (value instanceof Optional<?> optional) {
                return cell(optional.orElse(null));
            }
            if (value instanceof Instant time && !isoTimes) {
                return Long.toString(time.toEpochMilli());
            }
            if (value instanceof Double || value instanceof Float) {
                return plain(value.toString());
            }
            if (value instanceof Enum<?> constant) {
                return constant.name();
            }
            return value == null ? null : value.toString();
        }

        private static String plain(String number) {
            return number.indexOf('E') < 0
                    ? number
                    : new BigDecimal(number).stripTrailingZeros().toPlainString();
        }
    }

    /** Quotes an empty text, to tell it from null; and null too where it is the only cell, since a blank line is no record. */
    private record EmptyText(int columns) implements QuoteStrategy {
        @Override
        public boolean quoteNull(int lineNo, int fieldIdx) {
            return columns == 1;
        }

        @Override
        public boolean quoteEmpty(int lineNo, int fieldIdx) {
            return true;
        }
    }
}

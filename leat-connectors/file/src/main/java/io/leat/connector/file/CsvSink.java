// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sink into a CSV file, of records, with a header of their components' names; made by {@link Csv#to}.
 *
 * <p>The file is made when the job starts, with its directories; what was in it is replaced. Instants are written as milliseconds since 1970, null and
 * empty {@code Optional} as an empty cell, an empty text as a quoted one, numbers without exponent, and anything else as its
 * {@code toString}. Cells are quoted where they need it; lines end with LF.
 *
 * @param <T> the results
 */
public final class CsvSink<T> extends Sink<T> {
    /** A cell that begins with # needs no quotes. */
    private static final char NO_COMMENTS = '\0';

    private final Path path;
    private final RecordShape<T> shape;
    private final char delimiter;
    private final boolean isoTimes;

    CsvSink(Path path, RecordShape<T> shape, char delimiter, boolean isoTimes) {
        this.path = path;
        this.shape = shape;
        this.delimiter = delimiter;
        this.isoTimes = isoTimes;
    }

    /** Returns this sink with instants written as {@code 2023-11-16T18:17:03.98Z}, without loss. */
    public CsvSink<T> isoTimes() {
        return new CsvSink<>(path, shape, delimiter, true);
    }

    /**
     * Returns this sink with another character between the cells. The default is the comma.
     *
     * @throws IllegalArgumentException if it is a quote or a line break
     */
    public CsvSink<T> delimiter(char character) {
        return new CsvSink<>(path, shape, Quotes.checkedDelimiter(character), isoTimes);
    }

    @Override
    public SinkWriter<T> open() throws IOException {
        Writer file = new OutputFile(path).open();
        CsvWriter csv = CsvWriter.builder()
                .fieldSeparator(delimiter)
                .commentCharacter(NO_COMMENTS)
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(new EmptyText(shape.names().size()))
                .build(file);
        csv.writeRecord(shape.names());
        return new Open(file, csv);
    }

    @Override
    public String toString() {
        return "csv " + path;
    }

    private final class Open implements SinkWriter<T> {
        private final Writer file;
        private final CsvWriter csv;

        Open(Writer file, CsvWriter csv) {
            this.file = file;
            this.csv = csv;
        }

        @Override
        public void write(T value, long timestamp) {
            @Nullable String[] cells = new String[shape.names().size()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = cell(shape.get(i, value));
            }
            csv.writeRecord(cells);
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

        @Override
        public void flush() throws IOException {
            csv.flush();
            file.flush();
        }

        @Override
        public void close() throws IOException {
            csv.close();
            file.close();
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

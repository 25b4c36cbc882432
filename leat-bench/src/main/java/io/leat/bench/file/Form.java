// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.connector.file.Csv;
import io.leat.connector.file.JsonLines;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The formats, each as Leat's connector and as a loop over the bare library that fills the same records, strictly by their names. */
enum Form {
    JSON {
        @Override
        Source<Row> source(Path file) {
            return JsonLines.of(file, Row.class);
        }

        @Override
        Sink<Row> sink(Path file) {
            return JsonLines.to(file, Row.class);
        }

        @Override
        void read(Path file, Consumer<Row> to) throws IOException {
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    try (JsonParser in = Bare.JSON.createParser(line)) {
                        to.accept(row(in));
                    }
                }
            }
        }

        private Row row(JsonParser in) throws IOException {
            String instance = "";
            long timeMs = 0;
            int tokens = 0;
            double latencyMs = 0;
            boolean ok = false;
            in.nextToken();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String field = in.currentName();
                in.nextToken();
                switch (field) {
                    case "instance" -> instance = in.getText();
                    case "timeMs" -> timeMs = in.getLongValue();
                    case "tokens" -> tokens = in.getIntValue();
                    case "latencyMs" -> latencyMs = in.getDoubleValue();
                    case "ok" -> ok = in.getBooleanValue();
                    default -> in.skipChildren();
                }
            }
            return new Row(instance, timeMs, tokens, latencyMs, ok);
        }

        @Override
        void write(Path file, Iterable<Row> rows) throws IOException {
            try (Writer out = Files.newBufferedWriter(file)) {
                for (Row row : rows) {
                    try (JsonGenerator line = Bare.JSON.createGenerator(out)) {
                        line.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                        line.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
                        line.writeStartObject();
                        line.writeStringField("instance", row.instance());
                        line.writeNumberField("timeMs", row.timeMs());
                        line.writeNumberField("tokens", row.tokens());
                        line.writeNumberField("latencyMs", row.latencyMs());
                        line.writeBooleanField("ok", row.ok());
                        line.writeEndObject();
                    }
                    out.write('\n');
                }
            }
        }
    },

    CSV {
        @Override
        Source<Row> source(Path file) {
            return Csv.of(file, Row.class);
        }

        @Override
        Sink<Row> sink(Path file) {
            return Csv.to(file, Row.class);
        }

        @Override
        void read(Path file, Consumer<Row> to) throws IOException {
            try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(file)) {
                boolean header = true;
                for (CsvRecord record : records) {
                    if (!header) {
                        to.accept(new Row(
                                record.getField(0),
                                Long.parseLong(record.getField(1)),
                                Integer.parseInt(record.getField(2)),
                                Double.parseDouble(record.getField(3)),
                                Boolean.parseBoolean(record.getField(4))));
                    }
                    header = false;
                }
            }
        }

        @Override
        void write(Path file, Iterable<Row> rows) throws IOException {
            try (BufferedWriter out = Files.newBufferedWriter(file);
                    CsvWriter csv =
                            CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out)) {
                csv.writeRecord("instance", "timeMs", "tokens", "latencyMs", "ok");
                for (Row row : rows) {
                    csv.writeRecord(
                            row.instance(),
                            Long.toString(row.timeMs()),
                            Integer.toString(row.tokens()),
                            Double.toString(row.latencyMs()),
                            Boolean.toString(row.ok()));
                }
            }
        }
    };

    /** What an enum may not hold. */
    private static final class Bare {
        private static final JsonFactory JSON = new JsonFactory();
    }

    abstract Source<Row> source(Path file);

    abstract Sink<Row> sink(Path file);

    abstract void read(Path file, Consumer<Row> to) throws IOException;

    abstract void write(Path file, Iterable<Row> rows) throws IOException;
}

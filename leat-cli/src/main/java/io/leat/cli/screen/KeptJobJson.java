// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.screen;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.leat.inspect.KeptFile;
import io.leat.inspect.KeptJob;
import io.leat.inspect.KeptPartition;
import io.leat.inspect.KeptSink;
import io.leat.inspect.KeptStep;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** What a directory keeps of its jobs, as JSON: an array of objects whose fields are called as the components of the records. */
public final class KeptJobJson {
    private final JsonGenerator json;

    private KeptJobJson(JsonGenerator json) {
        this.json = json;
    }

    /** Writes it. */
    public static void write(List<KeptJob> jobs, Writer out) throws IOException {
        try (JsonGenerator json = new JsonFactory()
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            json.writeStartArray();
            for (KeptJob job : jobs) {
                new KeptJobJson(json).write(job);
            }
            json.writeEndArray();
        }
        out.write(System.lineSeparator());
    }

    private interface Writing<T> {
        void write(T value) throws IOException;
    }

    private <T> void array(String name, List<T> values, Writing<T> writing) throws IOException {
        json.writeArrayFieldStart(name);
        for (T value : values) {
            json.writeStartObject();
            writing.write(value);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void write(KeptJob job) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", job.name());
        json.writeStringField("directory", job.directory().toString());
        json.writeStringField("holder", job.holder());
        json.writeStringField("damage", job.damage());
        json.writeNumberField("epoch", job.epoch());
        if (job.sealedAt() == null) {
            json.writeNullField("sealedAt");
        } else {
            json.writeNumberField("sealedAt", job.sealedAt().toEpochMilli());
        }
        json.writeBooleanField("completed", job.completed());
        json.writeNumberField("in", job.in());
        json.writeNumberField("failed", job.failed());
        array("steps", job.steps(), this::step);
        array("partitions", job.partitions(), this::partition);
        array("sinks", job.sinks(), this::sink);
        array("files", job.files(), this::file);
        json.writeEndObject();
    }

    private void step(KeptStep step) throws IOException {
        json.writeStringField("name", step.name());
        json.writeStringField("kind", step.kind());
        json.writeNumberField("in", step.in());
        json.writeNumberField("entries", step.entries());
        json.writeNumberField("timers", step.timers());
        json.writeNumberField("bytes", step.bytes());
        json.writeNumberField("watermark", step.watermark());
    }

    private void partition(KeptPartition partition) throws IOException {
        json.writeStringField("step", partition.step());
        json.writeStringField("name", partition.name());
        json.writeStringField("position", partition.position());
        json.writeNumberField("watermark", partition.watermark());
        json.writeBooleanField("ended", partition.ended());
    }

    private void sink(KeptSink sink) throws IOException {
        json.writeStringField("step", sink.step());
        json.writeStringField("kind", sink.kind());
        json.writeStringField("state", sink.state());
        json.writeNumberField("epochsWaiting", sink.epochsWaiting());
        json.writeNumberField("bytesWaiting", sink.bytesWaiting());
    }

    private void file(KeptFile file) throws IOException {
        json.writeStringField("path", file.path());
        json.writeStringField("kind", file.kind());
        json.writeNumberField("bytes", file.bytes());
    }
}

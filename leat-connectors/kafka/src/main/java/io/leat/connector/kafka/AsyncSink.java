// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** A sink that sends each result at once, without transactions. */
final class AsyncSink<T> extends Sink<T> {
    private final Writing writing;
    private final Messages<T> messages;

    AsyncSink(Writing writing, Messages<T> messages) {
        this.writing = writing;
        this.messages = messages;
    }

    @Override
    public SinkWriter<T> open() throws Exception {
        try (Admin admin = writing.settings().admin()) {
            admin.describeTopics(List.of(writing.topic())).allTopicNames().get();
        } catch (Exception e) {
            throw writing.failure(e);
        }
        return new AsyncWriter<>(writing, messages);
    }

    @Override
    public String toString() {
        return writing + " without transactions";
    }
}

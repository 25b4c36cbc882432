// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import io.leat.connector.UnavailableException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What an exception of a client means for those who call it: wait, or give up. */
final class Outage {
    private Outage() {}

    /**
     * Returns what to throw for an exception of a client.
     *
     * @param doing what was being done, such as {@code topic 'calls' cannot be read}
     */
    static Exception of(Throwable thrown, String doing, String brokers) {
        Throwable cause = cause(thrown);
        String at = doing + " at " + brokers + ": ";
        if (cause instanceof InterruptedException || cause instanceof InterruptException) {
            return new InterruptedException(at + "interrupted");
        }
        if (cause instanceof UnknownTopicOrPartitionException) {
            return new IOException(at + "there is no such topic. Make it first: kafka-topics.sh --create", cause);
        }
        if (cause instanceof RetriableException) {
            return new UnavailableException(at + said(cause), cause);
        }
        if (cause instanceof RecordTooLargeException) {
            return new IOException(
                    at + said(cause) + " Allow more by the property max.request.size of the sink and by "
                            + "max.message.bytes of the topic, or send less in a result",
                    cause);
        }
        if (cause instanceof InvalidTimestampException) {
            return new IOException(
                    at + "the broker does not take the time of a result: " + said(cause)
                            + " Allow it by message.timestamp.after.max.ms of the topic, or send the time of "
                            + "sending: .timedBySending()",
                    cause);
        }
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            return new IOException(
                    at + "the broker refuses it: " + said(cause) + " See to the user's rights, or "
                            + "to the properties security.protocol and sasl.*",
                    cause);
        }
        return new IOException(at + said(cause), cause);
    }

    /** Returns what is behind exceptions that say no more than that there is another one. */
    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null
                && (cause instanceof ExecutionException
                        || cause.getClass() == org.apache.kafka.common.KafkaException.class)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String said(Throwable cause) {
        String message = cause.getMessage();
        String name = cause.getClass().getSimpleName();
        return message == null || message.isBlank() ? name : name + ": " + message;
    }
}

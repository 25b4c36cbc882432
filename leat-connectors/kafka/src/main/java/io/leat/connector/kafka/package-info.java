// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Topics of Apache Kafka as a source and as a sink.
 *
 * <p>{@link io.leat.connector.kafka.Kafka} is the way in. Reading: a {@link io.leat.connector.kafka.KafkaSource} is a description;
 * each time it is opened there is a {@code Session}, whose {@code Fetcher} is the one thread with the one consumer. It puts what it
 * fetches into a {@code Feed} for each partition, from which a {@code FeedReader} hands it to the engine, which alone knows how far
 * it has come: a {@code Place}. A {@code Probe} asks beside it whether the brokers answer, which the consumer does not tell.
 *
 * <p>Writing: {@code Messages} makes the records of Kafka. A {@link io.leat.connector.kafka.KafkaSink} sends those of an epoch by {@code
 * KafkaTransactions}, in a transaction that moves a marker too; its variant that is at least once by {@code AsyncSink}.
 */
@NullMarked
package io.leat.connector.kafka;

import org.jspecify.annotations.NullMarked;

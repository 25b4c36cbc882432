// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.connector.Format;
import io.leat.connector.Result;
import io.leat.connector.SinkWriter;
import io.leat.connector.SourceReader;
import io.leat.connector.Transactions;
import io.leat.connector.UnavailableException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broker that is away for a while. */
@Timeout(60)
class OutageTest {
    @AfterEach
    void startBroker() throws Exception {
        Broker.server();
    }

    private static boolean unavailable(SourceReader<String> reader, Reads<String> reads) throws Exception {
        try {
            reader.read(reads, 10);
            return false;
        } catch (UnavailableException e) {
            return true;
        }
    }

    private static boolean available(Reads<String> reads) throws Exception {
        boolean all = true;
        for (SourceReader<String> reader : reads.readers.values()) {
            all &= !unavailable(reader, reads);
        }
        return all;
    }

    @Test
    void whenTheBrokerIsAway_thenReadersAndWritersSaySoUntilItIsBack() throws Exception {
        String topic = Broker.topic(2);
        String address = Broker.address();
        Broker.send(topic, 0, List.of("a"));
        Transactions<String> transactions = Kafka.to(address, topic, Format.text())
                .property("max.block.ms", "500")
                .connect(CopyJob.context(topic));
        try (Reads<String> reads =
                        Reads.open(Kafka.from(address, topic, Format.text())).until(1);
                SinkWriter<String> writer =
                        Kafka.to(address, topic, Format.text()).atLeastOnce().open()) {
            writer.write("warm", 0);
            writer.force(1);
            reads.until(2);
            Broker.server().kill();

            for (SourceReader<String> reader : reads.readers.values()) {
                await().atMost(Duration.ofSeconds(10)).until(() -> unavailable(reader, reads));
                assertThatThrownBy(() -> reader.read(reads, 1))
                        .hasMessageStartingWith("the brokers at " + address + " do not answer for " + topic);
            }
            assertThatThrownBy(() -> transactions.commit(1, List.of(new Result<>("b", 1))))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageStartingWith("topic '" + topic + "' cannot be written at " + address);
            assertThatThrownBy(() -> writer.write("c", 2)).isInstanceOf(UnavailableException.class);

            Broker.server().start();
            await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
                if (transactions.committed() < 1) {
                    transactions.commit(1, List.of(new Result<>("b", 1)));
                }
                return transactions.committed() == 1;
            });
            writer.write("c", 2);
            writer.force(2);
            await().atMost(Duration.ofSeconds(20)).until(() -> available(reads) && reads.values.size() == 4);
            assertThat(reads.values).containsExactlyInAnyOrder("a", "warm", "b", "c");
        }
        transactions.close();
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Format;
import io.leat.connector.Result;
import io.leat.connector.SinkContext;
import io.leat.connector.Transactions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;

/** A job that copies a topic to another one, with a sign that it did; also as a process of its own, to be killed. */
final class CopyJob {
    static final String OPEN = "a transaction is open";

    private CopyJob() {}

    /** Returns the job that ends when it has copied all that is there. */
    static Pipeline pipeline(String brokers, String from, String to) {
        return pipeline(Kafka.from(brokers, from, Format.text()).untilEnd(), brokers, to);
    }

    static Pipeline pipeline(KafkaSource<String> source, String brokers, String to) {
        return Pipeline.of(
                "copy-to-" + to,
                p -> p.from("in", source).map(value -> value + "!").to("out", Kafka.to(brokers, to, Format.text())));
    }

    static Leat open(Path directory) {
        return Leat.open(directory, options -> options.epochs(Duration.ofMillis(50)));
    }

    /** Runs it; or, if there is no directory, opens a transaction and stays in it. */
    public static void main(String[] args) throws Exception {
        String brokers = args[0];
        String from = args[1];
        String to = args[2];
        if (args.length == 3) {
            stayInTransaction(brokers, to);
        }
        try (Leat leat = open(Path.of(args[3]))) {
            Job job = leat.start(pipeline(brokers, from, to));
            job.awaitCompletion();
        }
    }

    private static void stayInTransaction(String brokers, String to) throws Exception {
        Transactions<String> transactions =
                Kafka.to(brokers, to, Format.text()).property("batch.size", "0").connect(context(to));
        transactions.commit(1, () -> new Iterator<>() {
            private int sent;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Result<String> next() {
                if (sent++ == 1_000) {
                    System.out.println(OPEN);
                    while (true) {
                        Thread.onSpinWait();
                    }
                }
                return new Result<>("unseen", 0);
            }
        });
    }

    static SinkContext context(String to) {
        return new SinkContext("copy-to-" + to, "out", "run", true, null);
    }
}

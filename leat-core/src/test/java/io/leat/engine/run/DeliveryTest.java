// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Job;
import io.leat.Pipeline;
import io.leat.connector.Result;
import io.leat.connector.SinkContext;
import io.leat.connector.Source;
import io.leat.connector.TransactionalSink;
import io.leat.connector.Transactions;
import io.leat.engine.disk.HeapDisk;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    /** Its first commit fails after it was done, and then it cannot say so at once. */
    private static final class Forgetful extends TransactionalSink<Object> implements Transactions<Object> {
        private final List<Object> values = new ArrayList<>();
        private long marker;
        private int questions;

        @Override
        public Transactions<Object> connect(SinkContext context) {
            return this;
        }

        @Override
        public long committed() throws IOException {
            if (++questions == 2) {
                throw new IOException("not reached");
            }
            return marker;
        }

        @Override
        public void commit(long epoch, Iterable<Result<Object>> results) throws IOException {
            results.forEach(result -> values.add(result.value()));
            marker = epoch;
            if (questions == 1) {
                throw new IOException("no answer");
            }
        }
    }

    @Test
    void whenNeitherCommitNorQuestionIsAnswered_thenTheCommitIsNotDoneAgain() throws IOException {
        Forgetful sink = new Forgetful();
        Pipeline pipeline = Pipeline.of(
                "forgetful", p -> p.from("numbers", Source.of(List.of(1, 2, 3))).to("sink", sink));
        SteppedJob job = SteppedJob.of(
                EpochSetup.open(pipeline.graph(), 1, InstantSource.system(), new HeapDisk()), System::nanoTime);

        while (!job.isOver()) {
            job.turn(0);
            job.keepEpochs();
            for (int i = 0; i < job.deliveries(); i++) {
                job.deliver(i);
            }
        }
        job.close();

        assertThat(job.job().status()).isEqualTo(Job.Status.COMPLETED);
        assertThat(sink.values).containsExactly(1, 2, 3);
    }
}

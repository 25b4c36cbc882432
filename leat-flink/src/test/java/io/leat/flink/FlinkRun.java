// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import io.leat.codec.DynamicCodec;
import io.leat.engine.store.KeyGroups;
import io.leat.flink.CasePipeline.Result;
import io.leat.graph.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;

/** A case on a small cluster of Flink in this JVM, with checkpoints all the time and one failure in the middle. */
final class FlinkRun {
    private static final int PARALLELISM = 2;

    private FlinkRun() {}

    /**
     * Runs a case.
     *
     * @param backend Flink's name of it
     * @param run a name that no other run has
     * @return what came out
     */
    @SuppressWarnings("try") // an interrupt ends the test
    static List<Result> of(ShippedStep step, Kind kind, long seed, String backend, String run) throws Exception {
        StreamExecutionEnvironment flink =
                StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, configuration(backend));
        flink.setMaxParallelism(KeyGroups.COUNT);
        flink.setBufferTimeout(1);
        List<DataStream<Shipment>> inputs = new ArrayList<>();
        for (int source = 0; source < kind.sources(); source++) {
            inputs.add(input(flink, seed, source, run));
        }
        KeyedStep keyed = KeyedStep.of(step, inputs, new InspectedStepOperator(step, run));
        DataStream<Shipment> all = keyed.output(Step.MAIN);
        for (int output = 1; output < Step.OUTPUTS; output++) {
            all = all.union(keyed.output(output));
        }
        DynamicCodec values =
                ShippedStep.values(step.graph()).allow(CasePipeline.Held.class).allow(CasePipeline.Pair.class);
        List<Result> results = new ArrayList<>();
        try (CloseableIterator<Tuple2<Long, Shipment>> timed = all.process(new WithTime())
                .returns(Types.TUPLE(Types.LONG, Shipment.TYPE))
                .executeAndCollect(run)) {
            timed.forEachRemaining(r -> results.add(new Result(r.f1.port(), values.decode(r.f1.value()), r.f0)));
        }
        return results;
    }

    private static DataStream<Shipment> input(StreamExecutionEnvironment flink, long seed, int source, String run) {
        return flink.fromSource(
                new FeedSource(seed + source, run, source == 0),
                FeedSource.watermarks(Feed.random(seed + source).boundMs()),
                "source-" + source,
                Shipment.TYPE);
    }

    private static Configuration configuration(String backend) {
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, backend);
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "jobmanager");
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(10));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        return configuration;
    }

    /** Puts the time, which Flink keeps beside a record, into it. */
    private static final class WithTime extends ProcessFunction<Shipment, Tuple2<Long, Shipment>> {
        @Override
        public void processElement(Shipment shipment, Context context, Collector<Tuple2<Long, Shipment>> out) {
            out.collect(Tuple2.of(context.timestamp(), shipment));
        }
    }
}

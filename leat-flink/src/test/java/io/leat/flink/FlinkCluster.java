// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import io.leat.codec.DynamicCodec;
import io.leat.engine.store.KeyGroups;
import io.leat.flink.CasePipeline.Result;
import io.leat.graph.Step;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;

/** A small cluster of Flink in this JVM, and cases on it: with checkpoints all the time and one failure in the middle. */
final class FlinkCluster {
    private static final int PARALLELISM = 2;

    private final MiniCluster cluster;

    /**
     * What a step gave.
     *
     * @param own what the result carries
     * @param watermark of the step behind it when it came there
     */
    record Given(Result result, long own, long watermark) {}

    /** Starts a cluster, which takes some seconds. */
    FlinkCluster() throws Exception {
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(PARALLELISM)
                .withRandomPorts()
                .build());
        cluster.start();
    }

    /**
     * Runs a case.
     *
     * @param backend Flink's name of it
     * @param run a name that no other run has
     * @return what came out
     */
    @SuppressWarnings("try") // an interrupt ends the test
    List<Given> run(ShippedStep step, Kind kind, long seed, String backend, String run) throws Exception {
        URI rest = cluster.getRestAddress().get();
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.createRemoteEnvironment(
                rest.getHost(), rest.getPort(), configuration(backend));
        flink.setParallelism(PARALLELISM);
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
        List<Given> given = new ArrayList<>();
        try (CloseableIterator<Tuple3<Long, Long, Shipment>> timed = all.process(new WithTime())
                .returns(Types.TUPLE(Types.LONG, Types.LONG, Shipment.TYPE))
                .executeAndCollect(run)) {
            timed.forEachRemaining(t ->
                    given.add(new Given(new Result(t.f2.port(), values.decode(t.f2.value()), t.f0), t.f2.own(), t.f1)));
        }
        return given;
    }

    void stop() throws Exception {
        cluster.close();
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

    /**
     * Puts the time and the watermark, which Flink keeps beside a record, into it. There are as many of it as of the step's
     * operators, each behind one, so the watermark is what that has forwarded.
     */
    private static final class WithTime extends ProcessFunction<Shipment, Tuple3<Long, Long, Shipment>> {
        @Override
        public void processElement(Shipment shipment, Context context, Collector<Tuple3<Long, Long, Shipment>> out) {
            out.collect(Tuple3.of(context.timestamp(), context.timerService().currentWatermark(), shipment));
        }
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import io.leat.codec.Codec;
import io.leat.connector.SinkWriter;
import io.leat.connector.SourcePartition;
import io.leat.connector.TransactionalSink;
import io.leat.engine.checkpoint.HeapState;
import io.leat.engine.checkpoint.Restart;
import io.leat.engine.checkpoint.Standing;
import io.leat.engine.failure.StepFailures;
import io.leat.engine.measure.SampledWay;
import io.leat.engine.measure.Tap;
import io.leat.engine.operator.FanOut;
import io.leat.engine.operator.KeyAllOperator;
import io.leat.engine.operator.KeyByOperator;
import io.leat.engine.operator.broadcast.UpdateOperator;
import io.leat.engine.plan.BroadcastTable;
import io.leat.engine.plan.KeyedOperators;
import io.leat.engine.plan.Plan;
import io.leat.engine.plan.StatelessOperators;
import io.leat.engine.port.KeyedReceiver;
import io.leat.engine.port.Receiver;
import io.leat.engine.port.StepFailedException;
import io.leat.engine.port.Tally;
import io.leat.engine.store.KeyGroups;
import io.leat.engine.store.StateLimit;
import io.leat.engine.store.StateRoom;
import io.leat.failure.FailurePolicy;
import io.leat.failure.PipelineException;
import io.leat.function.Mapper;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import io.leat.window.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Wires a replica: the steps that the plan places on a worker, from the last to the first, so that each finds the receivers
 * of what it emits; then the watermarks beside them.
 */
public final class ReplicaBuilder {
    private final JobContext job;
    private final Plan plan;
    private final Graph graph;
    private final int worker;
    private final @Nullable StateRoom room;
    private final Replica replica;
    private final boolean eager;
    private final Map<Integer, Receiver<Object>> receivers = new HashMap<>();
    /** Those of steps behind which there are taps, for records that are taken note of. */
    private final Map<Integer, Receiver<Object>> tapped = new HashMap<>();

    private final Map<Integer, WatermarkNode> nodes = new HashMap<>();
    private final Map<Integer, Outlet> outlets = new HashMap<>();
    private final Map<Integer, Inlet> inlets = new HashMap<>();
    private final Map<Integer, BroadcastTable> broadcasts = new HashMap<>();
    /** Those of the first partition of each source that is read here. */
    private final Map<Integer, SourceDriver> firstDrivers = new HashMap<>();

    private ReplicaBuilder(JobContext job, int worker) {
        this.job = job;
        this.plan = job.plan();
        this.graph = plan.graph();
        this.worker = worker;
        StateLimit limit = job.durability().limit();
        this.room = limit == null ? null : limit.room(worker, plan.workers());
        this.replica = new Replica(KeyGroups.Range.of(worker, plan.workers()), plan.deepest(), job, room);
        this.eager = graph.steps().stream().anyMatch(ReplicaBuilder::tellsWhenWatermarkMoves);
    }

    /** Some steps show when the watermark moved between two records: then it is moved after each, not once a batch. */
    private static boolean tellsWhenWatermarkMoves(Step step) {
        return step instanceof Step.Process
                || (step instanceof Step.Window window
                        && (window.emission().accumulates() || window.windows() instanceof Windows.CountOrTimeout));
    }

    /**
     * Wires the replica of a worker and opens its sources and sinks.
     *
     * @throws PipelineException if one cannot be opened
     */
    public static Replica build(JobContext job, int worker) {
        ReplicaBuilder builder = new ReplicaBuilder(job, worker);
        try {
            return builder.build();
        } catch (RuntimeException e) {
            builder.replica.closeBecauseOf(e);
            throw e;
        }
    }

    private Replica build() {
        wireRecords();
        new WatermarkWiring(graph, replica, nodes, outlets, inlets).wire();
        replica.begin(job.restored(), job.durability().notesChanges());
        start();
        Attempts attempts = new Attempts(graph, this::entrance);
        job.again().forEach(attempts::first);
        replica.tryBy(attempts);
        return replica;
    }

    // ---- dead letters that are tried again ------------------------------------------------------------------------

    /** Returns what gives a record to a step once more, if that is on this worker; null if it is not. */
    private @Nullable Receiver<Object> entrance(Step step) {
        if (step instanceof Step.From) {
            SourceDriver driver = firstDrivers.get(step.id());
            return driver == null ? null : driver.entrance();
        }
        return nodes.get(step.id()) instanceof OperatorNode node
                ? ofOwnKeys(step, node)
                : plan.placement(step).first() == worker ? receivers.get(step.id()) : null;
    }

    private @Nullable Receiver<Object> ofOwnKeys(Step step, OperatorNode node) {
        Step.KeyBy keyBy = onlyKeys(step);
        return keyBy == null ? null : keyReceiver(keyBy, List.of(new OwnKeys(replica.groups(), node.input(0))));
    }

    /** Returns what gives a step the keys of its records; null with several inputs, since nobody knows which one a record came from. */
    private Step.@Nullable KeyBy onlyKeys(Step step) {
        return step.inputs().size() == 1
                        && graph.steps().get(step.inputs().get(0).step()) instanceof Step.KeyBy keyBy
                ? keyBy
                : null;
    }

    /** Every worker gets every letter, and takes those of its keys. */
    private record OwnKeys(KeyGroups.Range groups, KeyedReceiver<Object, Object> next)
            implements KeyedReceiver<Object, Object> {
        @Override
        public void receive(Object key, int hash, Object value, long ts, long own) {
            if (groups.contains(KeyGroups.of(hash))) {
                next.receive(key, hash, value, ts, own);
            }
        }
    }

    // ---- records --------------------------------------------------------------------------------------------------

    private void wireRecords() {
        for (int id = graph.steps().size() - 1; id >= 0; id--) {
            Step step = graph.steps().get(id);
            if (step instanceof Step.KeyBy keyBy) {
                keyBy(keyBy);
            } else if (step instanceof Step.To to) {
                sink(to);
            } else if (step instanceof Step.Broadcast broadcast) {
                broadcast(broadcast);
            } else if (plan.isOn(worker, step)) {
                inner(step);
            }
        }
    }

    private void inner(Step step) {
        if (step instanceof Step.From from) {
            source(from);
        } else if (step instanceof Step.Lookup lookup) {
            lookup(lookup);
        } else if (step.timeful()) {
            keyed(step);
        } else {
            receivers.put(step.id(), stateless(step, output(step, Step.MAIN), output(step, Step.REST)));
            tapped.put(step.id(), stateless(step, tappedOutput(step, Step.MAIN), tappedOutput(step, Step.REST)));
        }
    }

    private Receiver<Object> stateless(Step step, Receiver<Object> next, Receiver<Object> rest) {
        StepFailures failures = failures(step);
        if (step instanceof Step.With with) {
            return table((Step.Broadcast) graph.steps().get(with.table()))
                    .reader(with, next, replica.measures().tally(step), failures);
        }
        return StatelessOperators.make(step, next, rest, replica.measures().tally(step), failures);
    }

    private void lookup(Step.Lookup step) {
        KeyGroups.Range share = plan.share(worker, step);
        LookupNode node =
                new LookupNode(step, share, way(step), replica.measures().tally(step), failures(step), job);
        replica.add(node, share);
        nodes.put(step.id(), node);
        receivers.put(step.id(), node.entrance());
    }

    private StepFailures failures(Step step) {
        FailurePolicy policy = graph.policy(step.id());
        boolean retriable = !step.timeful() || onlyKeys(step) != null;
        return new StepFailures(step.name(), policy, replica.measures().tally(step), replica.letters(), retriable);
    }

    /** What takes the records of an output of a step. */
    private Receiver<Object> output(Step step, int output) {
        List<Receiver<Object>> readers = new ArrayList<>();
        for (Graph.Consumer consumer : graph.consumers(step.id(), output)) {
            readers.add(receiver(consumer.step()));
        }
        return FanOut.to(readers);
    }

    /** The same for records that are taken note of. */
    private Receiver<Object> tappedOutput(Step step, int output) {
        List<Receiver<Object>> readers = new ArrayList<>();
        for (Graph.Consumer consumer : graph.consumers(step.id(), output)) {
            Step reader = consumer.step();
            readers.add(tapped.getOrDefault(reader.id(), receiver(reader)));
        }
        return new Tap(job.samples(), new Step.Origin(step.id(), output), FanOut.to(readers));
    }

    /** The way on from where records begin. */
    private SampledWay way(Step step) {
        return new SampledWay(
                output(step, Step.MAIN),
                tappedOutput(step, Step.MAIN),
                replica.measures().sampler());
    }

    private Receiver<Object> receiver(Step step) {
        Receiver<Object> receiver = receivers.get(step.id());
        if (receiver == null) {
            throw new IllegalStateException("step '" + step.name() + "' has no receiver on worker " + worker);
        }
        return receiver;
    }

    private StepOutput outputs(Step step) {
        boolean[] isRead = new boolean[Step.OUTPUTS];
        for (int i = 0; i < Step.OUTPUTS; i++) {
            isRead[i] = !graph.consumers(step.id(), i).isEmpty();
        }
        return new StepOutput(
                step,
                each(output -> output(step, output)),
                each(output -> tappedOutput(step, output)),
                isRead,
                replica.measures().sampler(),
                job.samples());
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a generic array cannot be made otherwise
    private static Receiver<@Nullable Object>[] each(IntFunction<Receiver<Object>> ofOutput) {
        Receiver<@Nullable Object>[] all = new Receiver[Step.OUTPUTS];
        Arrays.setAll(all, ofOutput);
        return all;
    }

    private void keyed(Step step) {
        StepOutput output = outputs(step);
        HeapState.Maker<Object> states = new HeapState.Maker<>(replica.groups(), keyCodec(step), room);
        KeyedOperators.Made made = new KeyedOperators(
                        states,
                        job.types().part(step.name()),
                        output,
                        replica.measures().tally(step),
                        failures(step))
                .make(step);
        OperatorNode node = new OperatorNode(step, made, output, plan.depth(step), eager);
        replica.add(node);
        nodes.put(step.id(), node);
    }

    private Codec<Object> keyCodec(Step step) {
        return keyCodec((Step.KeyBy) graph.steps().get(step.inputs().get(0).step()));
    }

    private Codec<Object> keyCodec(Step.KeyBy keyBy) {
        return keyCodec(keyBy.type());
    }

    @SuppressWarnings("unchecked") // keys are of the class that the step says
    private Codec<Object> keyCodec(@Nullable Class<?> type) {
        return type == null ? (Codec<Object>) (Codec<?>) job.types() : (Codec<Object>) Codec.of(type);
    }

    private void keyBy(Step.KeyBy keyBy) {
        boolean exchanged = plan.exchanges(keyBy);
        if (exchanged && plan.receivers(keyBy).contains(worker)) {
            inlet(keyBy, operatorsBehind(keyBy));
        }
        if (plan.isOn(worker, keyBy)) {
            List<? extends KeyedReceiver<Object, Object>> readers =
                    exchanged ? List.of(outlet(keyBy)) : operatorsBehind(keyBy);
            receivers.put(keyBy.id(), keyReceiver(keyBy, readers));
            List<KeyedReceiver<Object, Object>> withTap = new ArrayList<>(readers);
            withTap.add(0, Tap.ofKeys(job.samples(), new Step.Origin(keyBy.id(), Step.MAIN)));
            tapped.put(keyBy.id(), keyReceiver(keyBy, withTap));
        }
    }

    @SuppressWarnings("unchecked") // the function was given for the records of this stream
    private Receiver<Object> keyReceiver(Step.KeyBy keyBy, List<? extends KeyedReceiver<Object, Object>> readers) {
        if (keyBy.key() == null) {
            return new KeyAllOperator<>(
                    (List<? extends KeyedReceiver<@Nullable Object, Object>>) readers,
                    replica.measures().tally(keyBy));
        }
        return new KeyByOperator<>(
                (Mapper<Object, Object>) keyBy.key(),
                keyCodec(keyBy),
                readers,
                replica.measures().tally(keyBy),
                failures(keyBy));
    }

    private List<KeyedReceiver<Object, Object>> operatorsBehind(Step.KeyBy keyBy) {
        List<KeyedReceiver<Object, Object>> gates = new ArrayList<>();
        for (Graph.Consumer consumer : graph.consumers(keyBy.id(), Step.MAIN)) {
            if (nodes.get(consumer.step().id()) instanceof OperatorNode node) {
                gates.add(node.input(consumer.input()));
            }
        }
        return gates;
    }

    private void broadcast(Step.Broadcast step) {
        boolean exchanged = plan.exchanges(step);
        List<KeyedReceiver<Object, Object>> tables = new ArrayList<>();
        if (plan.isOn(worker, step)) {
            OperatorNode node = new OperatorNode(step, table(step).made(), outputs(step), plan.depth(step), eager);
            replica.addTable(node, plan.share(worker, step));
            nodes.put(step.id(), node);
            tables.add(node.input(0));
            if (exchanged) {
                inlet(step, tables);
            }
        }
        if (plan.senders(step).contains(worker)) {
            receivers.put(step.id(), updates(step, exchanged ? outlet(step).broadcasting() : tables.get(0)));
        }
    }

    @SuppressWarnings("unchecked") // the function was given for the records of this stream
    private Receiver<Object> updates(Step.Broadcast step, KeyedReceiver<Object, Object> to) {
        UpdateOperator updates = new UpdateOperator(step.gone(), worker, to, failures(step));
        return new KeyByOperator<>(
                (Mapper<Object, Object>) step.key(),
                keyCodec(step.type()),
                List.of(updates),
                replica.measures().tally(step),
                failures(step));
    }

    /** All workers drop the same updates of a table, so the first of them counts. */
    private BroadcastTable table(Step.Broadcast step) {
        Tally tally =
                plan.placement(step).first() == worker ? replica.measures().tally(step) : new Tally();
        return broadcasts.computeIfAbsent(
                step.id(), id -> new BroadcastTable(step, keyCodec(step.type()), job.types(), tally));
    }

    private void sink(Step.To to) {
        boolean exchanged = plan.exchanges(to);
        if (plan.isOn(worker, to)) {
            SinkNode node = new SinkNode(to, open(to), replica.measures().tally(to), job.retry());
            replica.add(node);
            nodes.put(to.id(), node);
            if (exchanged) {
                inlet(to, List.of(node));
            } else {
                receivers.put(to.id(), node.entrance());
            }
        }
        if (exchanged && plan.senders(to).contains(worker)) {
            receivers.put(to.id(), outlet(to).gathering());
        }
    }

    @SuppressWarnings("unchecked") // the sink was given for the records of this stream
    private SinkWriter<@Nullable Object> open(Step.To to) {
        return to.sink() instanceof TransactionalSink<?>
                ? new Outbox(job.types().part(to.name()))
                : (SinkWriter<@Nullable Object>) job.open(to);
    }

    private Outlet outlet(Step step) {
        Outlet outlet = new Outlet(
                step, job.exchanges().from(worker, step), replica.measures().reading());
        outlets.put(step.id(), outlet);
        return outlet;
    }

    private void inlet(Step step, List<KeyedReceiver<Object, Object>> readers) {
        int depth = step instanceof Step.KeyBy ? plan.depth(step) + 1 : plan.depth(step);
        Inlet inlet = new Inlet(step, job.exchanges().to(worker, step), depth, readers);
        inlets.put(step.id(), inlet);
        replica.add(inlet);
    }

    private void source(Step.From from) {
        SampledWay way = way(from);
        List<SourceDriver> drivers = new ArrayList<>();
        List<? extends SourcePartition<?>> partitions = plan.partitions(from);
        for (int i = 0; i < partitions.size(); i++) {
            if (plan.reader(from, i) == worker) {
                SourceDriver driver = driver(from, partitions.get(i), i, way);
                if (i == 0) {
                    firstDrivers.put(from.id(), driver);
                }
                drivers.add(driver);
            }
        }
        boolean asks = firstDrivers.containsKey(from.id()) && from.source().live();
        SourceNode node = new SourceNode(from, drivers, asks ? () -> newcomers(from, way) : null);
        replica.add(node);
        nodes.put(from.id(), node);
    }

    /** Partitions that have come while the job runs are all read by one worker, until it is started again. */
    private List<SourceDriver> newcomers(Step.From from, SampledWay way) {
        List<SourceDriver> drivers = new ArrayList<>();
        try {
            for (SourcePartition<?> partition : from.source().newPartitions()) {
                drivers.add(driver(from, partition, plan.partitions(from).size(), way));
            }
        } catch (Exception e) {
            throw new StepFailedException(from.name(), e);
        }
        return drivers;
    }

    private SourceDriver driver(Step.From from, SourcePartition<?> partition, int number, SampledWay way) {
        Standing.PartitionId id = new Standing.PartitionId(from.name(), partition.name());
        Restart restored = job.restored();
        Standing.PartitionState state =
                restored == null ? null : restored.standing().partitions().get(id);
        Tally tally = replica.measures().tally(from);
        PartitionInput input =
                PartitionInput.open(from, partition, tally, job, state == null ? null : state.position());
        SourceDriver driver = new SourceDriver(
                new SourceDriver.Setup(
                        from,
                        partition,
                        number,
                        input,
                        way,
                        tally,
                        failures(from),
                        replica.measures().lags(from),
                        job,
                        eager),
                state);
        replica.opened(driver);
        return driver;
    }

    private void start() {
        nodes.values().forEach(node -> {
            if (node instanceof SourceNode source) {
                source.start();
            }
        });
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench;

import io.leat.bench.topic.Call;
import io.leat.bench.topic.Inputs;
import io.leat.bench.topic.Outputs;
import io.leat.bench.topic.Side;
import io.leat.connector.Format;
import io.leat.format.Json;
import io.leat.servers.KafkaServer;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat bench kafka}: topics read and written by Leat, and by loops around Kafka's own clients. */
@Command(
        name = "kafka",
        description = "Starts a broker, and reads and writes topics by Leat and by Kafka's own clients, in turns.",
        mixinStandardHelpOptions = true)
final class KafkaCommand implements Callable<Integer> {
    private static final int PARTITIONS = 4;
    private static final int WARM_UP_PAIRS = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "Records of a run (${DEFAULT-VALUE}).")
    private long records;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Runs of a side (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--check", description = "Fails if a median ratio is below the limit.")
    private boolean check;

    @Option(
            names = "--least",
            paramLabel = "RATIO",
            defaultValue = "0.7",
            description = "The limit for the ratios (${DEFAULT-VALUE}).")
    private double least;

    private double lowest = Double.MAX_VALUE;

    KafkaCommand() {}

    @Override
    public Integer call() throws Exception {
        if (records < 1 || rounds < 1) {
            throw new ParameterException(spec.commandLine(), "--records and --rounds: give numbers from 1 up");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(Report.machine());
        out.printf("%-28s %9s %9s  %s%n", "work", "leat M/s", "hand M/s", "ratio (min–max)");
        try (KafkaServer server = KafkaServer.start(Files.createTempDirectory("leat-kafka"))) {
            String brokers = server.address();
            server.createTopic("in", PARTITIONS);
            server.createTopic("out", PARTITIONS);
            new Outputs(brokers, "in", records, true).hand().run();
            Inputs<Call> json = new Inputs<>(brokers, "in", Json.of(Call.class), Call::requestId);
            Inputs<byte[]> bytes = new Inputs<>(brokers, "in", Format.bytes(), value -> value.length);
            Outputs exactly = new Outputs(brokers, "out", records, true);
            Outputs atLeast = new Outputs(brokers, "out", records, false);
            measure("in, JSON", json.leat(), json.hand());
            measure("in, bytes", bytes.leat(), bytes.hand());
            measure("out, JSON, exactly once", exactly.leat(), exactly.hand());
            measure("out, JSON, at least once", atLeast.leat(), atLeast.hand());
        }
        return check && lowest < least ? BenchCommand.FAILED : BenchCommand.DONE;
    }

    private void measure(String name, Side leat, Side hand) throws Exception {
        double[] leatRates = new double[rounds];
        double[] handRates = new double[rounds];
        double[] ratios = new double[rounds];
        for (int round = -WARM_UP_PAIRS; round < rounds; round++) {
            Timed one = Timed.of(leat);
            Timed other = Timed.of(hand);
            if (one.sum != other.sum) {
                throw new DifferentResultsException(name + ": Leat gives " + one.sum + ", the client " + other.sum);
            }
            if (round >= 0) {
                leatRates[round] = records / one.seconds / 1e6;
                handRates[round] = records / other.seconds / 1e6;
                ratios[round] = other.seconds / one.seconds;
            }
        }
        Arrays.sort(ratios);
        double ratio = ratios[rounds / 2];
        lowest = Math.min(lowest, ratio);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%-28s %9.2f %9.2f  %.2f (%.2f–%.2f)%n",
                name,
                median(leatRates),
                median(handRates),
                ratio,
                ratios[0],
                ratios[rounds - 1]);
        out.flush();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** What a run gave, and how long it took by the clock, with opening and closing the clients. */
    private record Timed(long sum, double seconds) {
        static Timed of(Side side) throws Exception {
            System.gc(); // so that neither side pays for the other's garbage
            long begin = System.nanoTime();
            long sum = side.run();
            return new Timed(sum, (System.nanoTime() - begin) / 1e9);
        }
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat bench startup}: how long a program that embeds Leat takes until its first result, in fresh JVMs. */
@Command(
        name = "startup",
        description =
                "Measures the first result of a trivial pipeline, in JVMs started for it without special options.",
        mixinStandardHelpOptions = true)
final class StartupCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "10", description = "JVMs for each (${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--check", description = "Fails if a median since main is above the limit.")
    private boolean check;

    @Option(
            names = "--most-ms",
            paramLabel = "MS",
            defaultValue = "250",
            description = "The limit for the median since main, in milliseconds (${DEFAULT-VALUE}).")
    private double mostMs;

    StartupCommand() {}

    /** One start: milliseconds until the first result. */
    private record Start(double sinceMainMs, double sinceJvmMs) {}

    @Override
    public Integer call() throws Exception {
        if (runs < 1) {
            throw new ParameterException(spec.commandLine(), "--runs is " + runs + ": give a number from 1 up");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(Report.machine());
        out.printf("%-18s %22s %22s%n", "first result", "since main, median/max", "since JVM, median/max");
        double stateless = measure("filter-map-sink", List.of());
        double windowed = measure("window-aggregate", List.of(FirstResult.WINDOW));
        return check && Math.max(stateless, windowed) > mostMs ? BenchCommand.FAILED : BenchCommand.DONE;
    }

    private double measure(String name, List<String> arguments) throws IOException, InterruptedException {
        Start[] starts = new Start[runs];
        for (int i = 0; i < runs; i++) {
            starts[i] = start(arguments);
        }
        double[] main = sorted(DoubleStream.builder(), starts, true);
        double[] jvm = sorted(DoubleStream.builder(), starts, false);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%-18s %12.0f / %4.0f ms %12.0f / %4.0f ms%n",
                name,
                main[runs / 2],
                main[runs - 1],
                jvm[runs / 2],
                jvm[runs - 1]);
        out.flush();
        return main[runs / 2];
    }

    private static double[] sorted(DoubleStream.Builder into, Start[] starts, boolean sinceMain) {
        for (Start start : starts) {
            into.add(sinceMain ? start.sinceMainMs : start.sinceJvmMs);
        }
        return into.build().sorted().toArray();
    }

    private static Start start(List<String> arguments) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder =
                new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), FirstResult.class.getName());
        builder.command().addAll(arguments);
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String[] words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .trim()
                .split(" ", -1);
        int status = process.waitFor();
        if (status != 0 || words.length != 2) {
            throw new IOException("the program ended with " + status + " and said '" + String.join(" ", words) + "'");
        }
        return new Start(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
    }
}

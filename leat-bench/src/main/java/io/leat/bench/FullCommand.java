// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench;

import io.leat.bench.jmh.WorkBenchmark;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat bench full}: the same works in JMH, in JVMs of their own. */
@Command(
        name = "full",
        description = "Runs the same works in JMH, each side in JVMs of its own. Takes about half an hour.",
        mixinStandardHelpOptions = true)
final class FullCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes JMH's results to a file, as JSON.")
    private @Nullable Path json;

    @Option(names = "--forks", paramLabel = "N", defaultValue = "2", description = "JVMs for each (${DEFAULT-VALUE}).")
    private int forks;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            defaultValue = "5",
            description = "Iterations of 5 seconds in each JVM, after 3 to warm up (${DEFAULT-VALUE}).")
    private int iterations;

    FullCommand() {}

    @Override
    public Integer call() throws Exception {
        if (forks < 1 || iterations < 1) {
            throw new ParameterException(spec.commandLine(), "--forks and --iterations are numbers from 1 up");
        }
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(WorkBenchmark.class.getName())
                .forks(forks)
                .measurementIterations(iterations)
                .shouldFailOnError(true);
        if (json != null) {
            options.resultFormat(ResultFormatType.JSON).result(json.toString());
        }
        new Runner(options.build()).run();
        return BenchCommand.DONE;
    }
}

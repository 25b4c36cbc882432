// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.serve;

import io.leat.Pipeline;
import io.leat.PipelineFactory;
import io.leat.cli.source.CompilationException;
import io.leat.cli.source.Definition;
import io.leat.cli.source.Factories;
import io.leat.cli.source.UserCodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A pipeline of a service: a source file {@code NAME.java}, and its parameters from {@code NAME.args} beside it, if that is there: one
 * {@code NAME=VALUE} a line; empty lines and those that begin with # are passed over.
 *
 * @param name that of the file, without its ending
 */
public record ServedPipeline(String name, PipelineFactory factory, List<String> words) {
    private static final String SOURCE = ".java";
    private static final String PARAMETERS = ".args";

    /**
     * Compiles all pipelines of a directory and has them defined, to see that they can be.
     *
     * @return by name, at least one
     * @throws CompilationException if one does not compile
     * @throws UserCodeException if there is none, one cannot be defined, or there are parameters without a pipeline; the message names the
     *     file
     */
    public static List<ServedPipeline> in(Path directory) throws CompilationException, UserCodeException, IOException {
        List<Path> sources = files(directory, SOURCE);
        if (sources.isEmpty()) {
            throw new UserCodeException("there is no pipeline in " + directory + ": put files *.java there");
        }
        for (Path parameters : files(directory, PARAMETERS)) {
            if (!sources.contains(sibling(parameters, PARAMETERS, SOURCE))) {
                throw new UserCodeException(
                        parameters + " has parameters for a pipeline that is not there: name it like its *.java");
            }
        }
        List<ServedPipeline> pipelines = new ArrayList<>();
        for (Path source : sources) {
            pipelines.add(of(source));
        }
        return pipelines;
    }

    private static ServedPipeline of(Path source) throws CompilationException, UserCodeException, IOException {
        Path parameters = sibling(source, SOURCE, PARAMETERS);
        List<String> words = Files.exists(parameters) ? words(parameters) : List.of();
        try {
            ServedPipeline pipeline =
                    new ServedPipeline(name(source, SOURCE), Factories.fromSource(source, null), words);
            pipeline.define();
            return pipeline;
        } catch (UserCodeException e) {
            throw new UserCodeException(source + ": " + e.getMessage(), e);
        }
    }

    /** Returns the pipeline, made anew: sources and sinks of one that has run may not run again. */
    Pipeline define() throws UserCodeException {
        return Definition.of(name, factory, words);
    }

    private static List<Path> files(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> words(Path parameters) throws IOException {
        try (Stream<String> lines = Files.lines(parameters)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }

    private static Path sibling(Path file, String ending, String other) {
        return file.resolveSibling(name(file, ending) + other);
    }

    private static String name(Path file, String ending) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ending.length());
    }
}

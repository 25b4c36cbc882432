// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.epoch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a program in a JVM of its own. */
final class Fork {
    private Fork() {}

    /**
     * Returns the numbers that a program has printed, when it has ended.
     *
     * @throws IOException if it has failed
     */
    static double[] run(List<String> jvmOptions, Class<?> program, Object... arguments)
            throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path")));
        command.addAll(jvmOptions);
        command.add(program.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        if (process.waitFor() != 0) {
            throw new IOException(program.getSimpleName() + " in a JVM of its own ended with " + process.exitValue());
        }
        return List.of(said.split(" ", -1)).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ServiceLogTest {
    private final StringWriter out = new StringWriter();

    @Test
    void whenSaidAsText_thenALineHasTimePipelineAndMessage() {
        say(ServiceLog.Form.TEXT);

        assertThat(out.toString().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).matches("20\\S+Z  listens at A"),
                        line -> assertThat(line).matches("20\\S+Z  Fleet  SEVERE: failed: \"x\""),
                        line -> assertThat(line)
                                .matches(
                                        "20\\S+Z  io.leat.some  WARNING: waits: java.lang.IllegalStateException: gone"));
    }

    @Test
    void whenSaidAsJson_thenALineIsAnObject() {
        say(ServiceLog.Form.JSON);

        assertThat(out.toString().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("{\"time\":\"20")
                                .endsWith(
                                        "Z\",\"level\":\"info\",\"logger\":\"io.leat.serve\",\"event\":\"listens\",\"message\":\"listens at A\"}"),
                        line -> assertThat(line)
                                .contains(
                                        "\"event\":\"failed\",\"pipeline\":\"Fleet\",\"message\":\"failed: \\\"x\\\"\"",
                                        "\"exception\":\"java.lang.IllegalStateException: x\\n\\tat "),
                        line -> assertThat(line)
                                .contains(
                                        "\"level\":\"warning\",\"logger\":\"io.leat.some\"",
                                        "IllegalStateException: gone\\n\\tat "));
    }

    private void say(ServiceLog.Form form) {
        try (ServiceLog log = ServiceLog.to(new PrintWriter(out), form)) {
            log.say("listens", "listens at A");
            IllegalStateException reason = new IllegalStateException("x");
            log.say(Level.SEVERE, new ServiceLog.About("Fleet", "failed"), "failed: \"x\"", reason);
            Logger.getLogger("io.leat.some").log(Level.WARNING, "waits", new IllegalStateException("gone"));
            Logger.getLogger("io.leat.some").fine("details");
        }
        Logger.getLogger("io.leat.some").info("after it was closed, elsewhere");
    }
}

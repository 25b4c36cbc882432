// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Parameters;
import io.leat.Pipeline;
import io.leat.PipelineFactory;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import io.leat.failure.PipelineException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The parameters of a pipeline factory. */
class ParametersTest {
    @Test
    void whenGiven_thenReadAsWhatIsAsked() {
        Parameters args = Parameters.parse(List.of("in=a/b.jsonl", "bound=60s", "n=-3", "iso=PT1M30S", "text=x=y"));
        assertThat(args.path("in")).isEqualTo(Path.of("a/b.jsonl"));
        assertThat(args.duration("bound")).isEqualTo(Duration.ofSeconds(60));
        assertThat(args.duration("iso")).isEqualTo(Duration.ofSeconds(90));
        assertThat(args.number("n", 0)).isEqualTo(-3);
        assertThat(args.text("text")).isEqualTo("x=y");
        assertThat(args.text("none", "else")).isEqualTo("else");
        assertThat(args.number("none", 7)).isEqualTo(7);
        assertThat(args.duration("none", Duration.ZERO)).isZero();
        assertThat(args.zone("none", ZoneOffset.UTC)).isEqualTo(ZoneOffset.UTC);
        assertThat(Parameters.of("zone", "Asia/Kathmandu").zone("zone", ZoneOffset.UTC))
                .isEqualTo(ZoneId.of("Asia/Kathmandu"));
    }

    @Test
    void whenADurationHasAUnit_thenThatUnit() {
        Parameters args = Parameters.of("a", "500ms", "b", "5m", "c", "2 h", "d", "3d");
        assertThat(args.duration("a")).hasMillis(500);
        assertThat(args.duration("b")).hasMinutes(5);
        assertThat(args.duration("c")).hasHours(2);
        assertThat(args.duration("d")).hasDays(3);
    }

    @Test
    void whenMissingOrMalformed_thenToldWithTheCure() {
        Parameters args = Parameters.of("n", "many", "d", "soon", "p", "\0");
        assertThatThrownBy(() -> args.text("in"))
                .isInstanceOf(PipelineException.class)
                .hasMessage("parameter 'in' is missing: give in=…");
        assertThatThrownBy(() -> args.number("n", 1)).hasMessage("parameter 'n' is 'many': give a whole number");
        assertThatThrownBy(() -> args.duration("d"))
                .hasMessage("parameter 'd' is 'soon': give a duration such as 500ms, 60s, 5m, 1h or PT1M30S");
        assertThatThrownBy(() -> args.path("p")).hasMessageEndingWith("': give a path");
        for (String zone : List.of("Mars/Base", "+99", "")) {
            assertThatThrownBy(() -> Parameters.of("zone", zone).zone("zone", ZoneOffset.UTC))
                    .isInstanceOf(PipelineException.class)
                    .hasMessage("parameter 'zone' is '" + zone
                            + "': give a time zone such as Europe/Berlin, UTC or +05:45");
        }
        assertThatThrownBy(() -> Parameters.parse(List.of("=x")))
                .hasMessage("parameter '=x' is not of the form name=value");
        assertThatThrownBy(() -> Parameters.parse(List.of("a=1", "a=2"))).hasMessage("parameter 'a' is given twice");
        assertThatThrownBy(() -> Parameters.of("a"))
                .hasMessage("parameters are given as name, value, name, value: [a]");
    }

    @Test
    void whenAParameterIsNotAskedFor_thenRefused() {
        PipelineFactory factory = (p, args) ->
                p.from("n", Source.of(args.number("n", 1), args.number("m", 1))).to("out", new Collector<>());
        assertThat(Pipeline.of("p", factory, Parameters.of("n", "5"))).isNotNull();
        assertThatThrownBy(() -> Pipeline.of("p", factory, Parameters.of("n", "5", "nn", "6")))
                .isInstanceOf(PipelineException.class)
                .hasMessage("unknown parameter [nn]: the pipeline asks for m, n");
    }
}

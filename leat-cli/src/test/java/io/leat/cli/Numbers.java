// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

/** A pipeline as a source file: counts numbers in one session that ends with the input; the class of its keys is known from the first of them. */
final class Numbers {
    static final String SOURCE = """
            import io.leat.*;
            import io.leat.aggregate.Aggregates;
            import io.leat.connector.*;
            import io.leat.connector.memory.*;
            import io.leat.time.Watermarks;
            import io.leat.window.Windows;
            import java.nio.file.*;
            import java.time.*;

            public class Numbers implements PipelineFactory {
                public record Number(String key, long value) {}
                public record Sum(long count, long sum) {}

                @Override
                public void define(PipelineBuilder p, Parameters args) {
                    Path out = args.path("out");
                    Generator<Number> numbers = Generator.of(args.number("count", 0), i -> new Number("k", i));
                    long rate = args.number("rate", 0);
                    p.from("numbers", (rate == 0 ? numbers : numbers.rate(rate)).timedByMillis(Number::value),
                                    Watermarks.monotone())
                            .keyBy(n -> n.key())
                            .window(Windows.session(Duration.ofSeconds(1)))
                            .aggregate("sum", Aggregates.row(Sum.class, Sum::new, Aggregates.count(), Aggregates.sum(Number::value)))
                            .to("out", Sink.of(s -> Files.writeString(out, s + "\\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND)));
                }
            }
            """;

    private Numbers() {}
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Pipeline;
import io.leat.cli.source.UserCodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedPipelineTest {
    private static final String SOURCE = """
            import io.leat.*;
            import io.leat.connector.*;
            import io.leat.connector.memory.*;
            import io.leat.time.Watermarks;

            public class Any implements PipelineFactory {
                public void define(PipelineBuilder p, Parameters args) {
                    long n = args.number("n", 1);
                    args.text("text");
                    p.from("numbers", Generator.of(n, i -> i).timedByMillis(i -> i), Watermarks.monotone())
                            .to("out", Sink.console());
                }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void whenThereAreFiles_thenEachIsAPipelineWithItsParameters() throws Exception {
        write("B.java", SOURCE);
        write("B.args", "# how many\n\n  n=7\ntext=a = b #c\n");
        write("A.java", SOURCE);
        write("A.args", "text=x");
        write("notes.txt", "");

        assertThat(ServedPipeline.in(directory).stream().map(ServedPipeline::name))
                .containsExactly("A", "B");
        ServedPipeline b = ServedPipeline.in(directory).get(1);
        assertThat(b.words()).containsExactly("n=7", "text=a = b #c");
        Pipeline pipeline = b.define();
        assertThat(pipeline.name()).isEqualTo("B");
        assertThat(pipeline.graph().steps())
                .as("where the steps are in what was compiled in memory")
                .extracting(step -> String.valueOf(step.place()))
                .containsExactly("Any.define(B.java:10)", "Any.define(B.java:11)");
    }

    @Test
    void whenSomethingIsWrong_thenTheFileIsNamed() throws IOException {
        assertWrong("there is no pipeline in " + directory);
        Path source = write("A.java", SOURCE);
        assertWrong(source + ": ", "text");
        write("A.args", "text");
        assertWrong(source + ": ", "text");
        Path parameters = write("B.args", "text=x");
        assertWrong(parameters + " has parameters for a pipeline that is not there");
    }

    private void assertWrong(String... words) {
        assertThatThrownBy(() -> ServedPipeline.in(directory))
                .isInstanceOf(UserCodeException.class)
                .hasMessageContainingAll(words);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}

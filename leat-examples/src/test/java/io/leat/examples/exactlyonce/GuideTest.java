// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.exactlyonce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/connectors.md} shows is the code of this package, up to indentation. */
class GuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "connectors.md");
    private static final Path PACKAGE = Path.of("java", "io", "leat", "examples", "exactlyonce");
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String GAP = "// …\n";

    private static String withoutIndentation(String code) {
        return code.replaceAll("(?m)^ +", "");
    }

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String side : List.of("main", "test")) {
            try (Stream<Path> files = Files.list(Path.of("src", side).resolve(PACKAGE))) {
                for (Path file : files.toList()) {
                    sources.add(withoutIndentation(Files.readString(file)));
                }
            }
        }
        return sources;
    }

    @Test
    void whenTheGuideShowsCode_thenItIsThatOfTheExamples() throws Exception {
        List<String> blocks = BLOCK.matcher(Files.readString(GUIDE))
                .results()
                .map(MatchResult::group)
                .map(block -> withoutIndentation(block.substring("```java\n".length(), block.length() - 3)))
                .toList();
        List<String> sources = sources();

        assertThat(blocks).hasSizeGreaterThan(4);
        for (String block : blocks) {
            assertThat(List.of(block.split(GAP)))
                    .allSatisfy(part -> assertThat(sources).anyMatch(source -> source.contains(part)));
        }
    }
}

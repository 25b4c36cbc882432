// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever looks at results sees what is wrong with them. */
class WitnessTest {
    @TempDir
    private Path directory;

    private Witness witness;

    @BeforeEach
    void expect() {
        Undisturbed expected = new Undisturbed(Map.of("loads", rows("a", "b", "b"), "late", rows("z")));
        witness = new Witness(new Outputs(directory), expected);
    }

    private static Multiset rows(String... texts) {
        Multiset rows = new Multiset();
        for (String text : texts) {
            rows.add(text);
        }
        return rows;
    }

    private void part(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    @Test
    void whenResultsComeAndStay_thenNothingIsWrong() throws Exception {
        witness.look();
        part("loads-000001.csv", "header\nb\n");
        part("loads-000002.csv.open", "header\nx\n");
        witness.look();
        part("loads-000002.csv", "header\na\nb\n");
        part("late.jsonl", "z\n");
        witness.lookAtEnd();

        assertThat(witness.takeViolations()).isEmpty();
        assertThat(witness).hasToString("late 1, loads 3");
        assertThat(witness.looks()).isEqualTo(3);
    }

    @Test
    void whenARowComesTwice_thenItIsSeenAtOnce() throws Exception {
        part("loads-000001.csv", "header\na\n");
        part("loads-000002.csv", "header\na\n");
        witness.look();

        assertThat(witness.takeViolations()).containsExactly("loads: doubled or wrong: 1, such as a");
        assertThat(witness.takeViolations()).isEmpty();
    }

    @Test
    void whenARowVanishes_thenItIsSeen() throws Exception {
        part("loads-000001.csv", "header\na\nb\n");
        witness.look();
        part("loads-000001.csv", "header\nb\n");
        witness.look();

        assertThat(witness.takeViolations()).containsExactly("loads: vanished: 1, such as a");
    }

    @Test
    void whenRowsAreMissingAtTheEnd_thenTheyAreLost() throws Exception {
        part("loads-000001.csv", "header\na\nb\n");
        witness.lookAtEnd();

        assertThat(witness.takeViolations())
                .containsExactlyInAnyOrder("loads: lost: 1, such as b", "late: lost: 1, such as z");
    }

    @Test
    void whenAnUndisturbedRunGivesNothing_thenThereIsNothingToCompareWith() {
        assertThatIllegalStateException().isThrownBy(() -> new Undisturbed(Map.of("loads", rows())));
    }
}

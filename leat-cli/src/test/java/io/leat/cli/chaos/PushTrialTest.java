// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.cli.chaos.PushPipeline.Counted;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Which results of pushed numbers are right. */
class PushTrialTest {
    private final PushTrial trial = new PushTrial();

    private static Multiset rows(Counted... rows) {
        Multiset texts = new Multiset();
        for (Counted row : rows) {
            texts.add(row.text());
        }
        return texts;
    }

    @Test
    void whenAllAcknowledgedNumbersAreThereOnce_thenNothingIsWrong() {
        trial.args(Path.of("out"), 0, false);
        trial.hear("acknowledged 0.");
        trial.hear("acknowledged 7.");
        Multiset rows = rows(new Counted(7, "a", 1), new Counted(0, "a", 2), new Counted(5, "b", 1));

        assertThat(trial.acknowledged()).isEqualTo(2);
        assertThat(trial.tooMuch("table", rows)).hasToString("0");
        assertThat(trial.missing("table", rows)).hasToString("0");
    }

    @Test
    void whenALineWasCut_thenItIsNoAcknowledgement() {
        trial.hear("acknowledged 12");

        assertThat(trial.acknowledged()).isZero();
    }

    @Test
    void whenAnAcknowledgedNumberIsNotThere_thenItIsLost() {
        trial.hear("acknowledged 3.");

        assertThat(trial.missing("table", rows(new Counted(4, "a", 1)))).hasToString("1, such as number 3");
    }

    @Test
    void whenANumberOrACountComesTwiceOrIsOfNobody_thenThatIsWrong() {
        trial.args(Path.of("out"), 0, false);

        assertThat(trial.tooMuch("table", rows(new Counted(4, "a", 1), new Counted(4, "a", 2)))
                        .size())
                .isEqualTo(1);
        assertThat(trial.tooMuch("table", rows(new Counted(4, "a", 1), new Counted(5, "a", 1)))
                        .size())
                .isEqualTo(1);
        assertThat(trial.tooMuch("table", rows(new Counted(PushTrial.A_LIFE, "a", 1)))
                        .size())
                .isEqualTo(1);
    }

    @Test
    void whenACountHasAGap_thenStateWasDoubledOrLost() {
        Multiset rows = rows(new Counted(4, "a", 1), new Counted(5, "a", 3));

        assertThat(trial.missing("table", rows)).hasToString("1, such as lane a has counted to 3 with 2 rows");
    }
}

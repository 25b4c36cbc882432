// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.written;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leat.testkit.reference.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseReaderTest {
    private static final String CASE = """
            # a comment
            case of two
            says a sentence
              over two lines
            join inner between -5 5
            bound 1 2
            events l:a@1 r:b@-2/2
                   r:b@1970-01-01T00:00:01Z
            results in order
              1+2 @1970-01-01T00:00:01Z
            late 3
            counts late 1
            """;

    @Test
    void whenCaseIsComplete_thenEachPartIsRead() {
        WrittenCase read = CaseReader.read("file", CASE).get(0);

        assertThat(read.name()).isEqualTo("of two");
        assertThat(read.says()).isEqualTo("a sentence over two lines");
        assertThat(read.feeds().get(0).partitions().get(0)).containsExactly(new Item(1, "a", 1));
        assertThat(read.feeds().get(1).partitions().get(0)).containsExactly(new Item(3, "b", 1_000));
        assertThat(read.feeds().get(1).partitions().get(1)).containsExactly(new Item(2, "b", -2));
        assertThat(read.feeds()).extracting(feed -> feed.bound()).containsExactly(1L, 2L);
        assertThat(read.order()).containsExactly(0, 2, 1);
        assertThat(read.expected().ordered()).isTrue();
        assertThat(read.expected().results()).containsExactly("1+2 @1000");
        assertThat(read.expected().late()).containsExactly(3L);
        assertThat(read.expected().counts()).containsEntry("late", 1L);
        assertThat(read.toString()).startsWith("case of two\nsays a sentence").endsWith("counts late 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "window round 10      | there is no window shape 'round'",
                "window tumbling      | a word is missing behind 'tumbling'",
                "window tumbling ten  | 'ten' is no whole number",
                "window session 5 now | windows have no option 'now'",
                "timers 5 6           | nobody knows what '6' means here",
                "shuffle 5            | there is no 'shuffle': there are [join, timers, window]",
                "events a10           | 'a10' is no event: write KEY@TIME, such as a@10",
                "events a@ten         | 'ten' is no instant: give milliseconds or 2026-03-29T00:30:00Z",
                "counts much 1        | there is no count 'much': there are [late, partiallyLate, unwindowed, windows]",
                "late 1               | a case needs 'says', a step such as 'window', and 'events'",
            })
    void whenLineMakesNoSense_thenTheMessageNamesTheCaseAndWhatIsWrong(String line, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaseReader.read("some.case", "case odd\n" + line + "\n"))
                .withMessage("some.case, case 'odd': " + message);
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static io.leat.connector.file.Reading.all;
import static io.leat.connector.file.Reading.allWithRestores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV without a header, with other quotes, with comments. */
class CsvShapeTest {
    record Item(int n, String text) {}

    @TempDir
    Path dir;

    private Path csv(String content) throws Exception {
        return Files.writeString(dir.resolve("a.csv"), content);
    }

    @Test
    void whenThereIsNoHeader_thenColumnsAreTheComponents() throws Exception {
        Csv<Item> source =
                Csv.of(csv("1,one\n2,\"two\nlines\"\n3\n"), Item.class).withoutHeader();

        Reading<Item> reading = all(source);

        assertThat(reading.values).containsExactly(new Item(1, "one"), new Item(2, "two\nlines"));
        assertThat(reading.reasons()).containsExactly("1 columns, where the header has 2");
        assertThat(allWithRestores(source, 1).values).isEqualTo(reading.values);
        assertThatThrownBy(() -> Csv.of(dir).withoutHeader())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the columns of events need names: give them with header(\"…\", …)");
    }

    @Test
    void whenTheHeaderIsGiven_thenTheFirstLineIsARecord() throws Exception {
        Path path = csv("x,1,one\ny,2,two\n");

        assertThat(all(Csv.of(path, Item.class).header("id", "n", "text")).values)
                .containsExactly(new Item(1, "one"), new Item(2, "two"));
        assertThat(all(Csv.of(path).header("id", "n", "text")).values)
                .extracting(Event::id)
                .containsExactly("x", "y");
        assertThatThrownBy(() -> all(Csv.of(path, Item.class).header("id", "n", "t")))
                .hasMessageContaining("the header cannot be used")
                .hasMessageContaining("'text'");
    }

    @Test
    void whenTheQuoteIsAnother_thenTheUsualOneIsText() throws Exception {
        Path path = csv("n,text\n1,'a, ''b'''\n2,\"c\"\n3,'two\nlines'\n");

        assertThat(all(Csv.of(path, Item.class).quote('\'')).values)
                .containsExactly(new Item(1, "a, 'b'"), new Item(2, "\"c\""), new Item(3, "two\nlines"));
    }

    @Test
    void whenLinesAreComments_thenTheyArePassedOver() throws Exception {
        Csv<Item> source = Csv.of(csv("# made, \"by\nn,text\n#1,2,3\n1,#one\n2,\"\n# two\"\n"), Item.class)
                .comments('#');

        Reading<Item> reading = all(source);

        assertThat(reading.bad).isEmpty();
        assertThat(reading.values).containsExactly(new Item(1, "#one"), new Item(2, "\n# two"));
        assertThat(allWithRestores(source, 1).values).isEqualTo(reading.values);
    }

    @Test
    void whenCharactersHaveTwoMeanings_thenTheyAreRefused() {
        assertThatThrownBy(() -> Csv.of(dir, Item.class).quote(','))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("delimiter ',', quote ',': give each another character");
        assertThatThrownBy(() -> Csv.of(dir, Item.class).comments('"'))
                .hasMessage("delimiter ',', quote '\"', comments '\"': give each another character");
        assertThatThrownBy(() -> Csv.of(dir, Item.class).delimiter('\n'))
                .hasMessage("a line break cannot be the delimiter of CSV; give another character");
    }
}

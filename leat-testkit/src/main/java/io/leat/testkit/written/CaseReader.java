// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.written;

import io.leat.testkit.reference.Feed;
import io.leat.testkit.reference.Item;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads cases from text. */
public final class CaseReader {
    /** The files with the cases of the kit. */
    static final List<String> FILES =
            List.of("time", "aligned", "calendar", "sessions", "count", "lateness", "joins", "timers");

    private static final Pattern CASE = Pattern.compile("^case ", Pattern.MULTILINE);

    private final String file;
    private final List<WrittenCase> cases = new ArrayList<>();

    private CaseReader(String file) {
        this.file = file;
    }

    /** Returns all cases of the kit. */
    public static List<WrittenCase> all() {
        return FILES.stream()
                .flatMap(file -> read(file, resource(file)).stream())
                .toList();
    }

    /**
     * Returns the cases of a text.
     *
     * @param file a name for messages
     * @throws IllegalArgumentException if it cannot be understood; the message names the case
     */
    public static List<WrittenCase> read(String file, String text) {
        CaseReader reader = new CaseReader(file);
        String content = text.replaceAll("(?m)^#.*\\R?", "");
        List<String> blocks = List.of(CASE.split(content));
        if (!blocks.get(0).isBlank()) {
            throw new IllegalArgumentException(file + ": there is text before the first 'case'");
        }
        blocks.subList(1, blocks.size()).forEach(reader::add);
        return reader.cases;
    }

    private static String resource(String name) {
        try (InputStream in = CaseReader.class.getResourceAsStream(name + ".case")) {
            if (in == null) {
                throw new IllegalStateException("the file " + name + ".case is not beside its reader");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String block) {
        CaseText text = new CaseText();
        String name = block.lines().findFirst().orElse("").strip();
        try {
            block.lines().skip(1).filter(line -> !line.isBlank()).forEach(text::line);
            cases.add(text.build(name, ("case " + block).strip()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ", case '" + name + "': " + e.getMessage(), e);
        }
    }

    /** Returns an event: {@code r:KEY@TIME/PARTITION}, where side and partition may be left out. */
    static Place event(long id, String word) {
        boolean right = word.startsWith("r:");
        String rest = right || word.startsWith("l:") ? word.substring(2) : word;
        int at = rest.indexOf('@');
        int slash = rest.indexOf('/');
        if (at < 1) {
            throw new IllegalArgumentException("'" + word + "' is no event: write KEY@TIME, such as a@10");
        }
        String time = slash < 0 ? rest.substring(at + 1) : rest.substring(at + 1, slash);
        int partition = slash < 0 ? 0 : Integer.parseInt(rest.substring(slash + 1)) - 1;
        return new Place(new Item(id, rest.substring(0, at), Words.instant(time)), right ? 1 : 0, partition);
    }

    /** An event with its input and its partition there, both from 0. */
    record Place(Item item, int input, int partition) {}

    /** Returns the feed of an input, and how many partitions it has. */
    static Feed feed(List<Place> events, int input, long bound) {
        List<List<Item>> partitions = new ArrayList<>();
        partitions.add(new ArrayList<>());
        for (Place place : events) {
            if (place.input() == input) {
                while (partitions.size() <= place.partition()) {
                    partitions.add(new ArrayList<>());
                }
                partitions.get(place.partition()).add(place.item());
            }
        }
        return new Feed(partitions, bound);
    }
}

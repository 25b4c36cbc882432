// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.written;

import io.leat.testkit.reference.Feed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines of one case as they are read: a word at the beginning of a line, then what belongs to it, also on indented lines. */
final class CaseText {
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");

    private String word = "";
    private String says = "";
    private @Nullable Form form;
    private final List<Long> bounds = new ArrayList<>();
    private final List<CaseReader.Place> events = new ArrayList<>();
    private final List<String> results = new ArrayList<>();
    private final List<Long> late = new ArrayList<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private boolean ordered;

    /** Takes a line. */
    void line(String line) {
        boolean goesOn = Character.isWhitespace(line.charAt(0));
        String[] parts = line.strip().split("\\s+", 2);
        if (!goesOn) {
            word = parts[0];
        }
        String rest = goesOn ? line.strip() : parts.length == 1 ? "" : parts[1];
        switch (word) {
            case "says" -> says = (says + " " + rest).strip();
            case "bound" -> numbers(rest, bounds);
            case "events" -> events(new Words(rest));
            case "results" -> results(rest, goesOn);
            case "late" -> numbers(rest, late);
            case "counts" -> counts(new Words(rest));
            default -> form = Forms.read(word, rest);
        }
    }

    private static void numbers(String rest, List<Long> into) {
        for (Words words = new Words(rest); words.hasMore(); ) {
            into.add(words.number());
        }
    }

    private void events(Words words) {
        while (words.hasMore()) {
            events.add(CaseReader.event(events.size() + 1, words.word()));
        }
    }

    private void results(String rest, boolean isResult) {
        if (isResult) {
            results.add(INSTANT.matcher(rest).replaceAll(m -> Long.toString(Words.instant(m.group()))));
        } else if (rest.equals("in order")) {
            ordered = true;
        } else if (!rest.isEmpty()) {
            throw new IllegalArgumentException("results stand on lines of their own, indented");
        }
    }

    private void counts(Words words) {
        while (words.hasMore()) {
            String name = words.word();
            WrittenCase.count(name);
            counts.put(name, words.number());
        }
    }

    WrittenCase build(String name, String text) {
        if (form == null || says.isEmpty() || events.isEmpty()) {
            throw new IllegalArgumentException("a case needs 'says', a step such as 'window', and 'events'");
        }
        List<Feed> feeds = new ArrayList<>();
        List<Integer> firstPartitions = new ArrayList<>();
        int partitions = 0;
        for (int input = 0; input < form.inputs(); input++) {
            long bound = bounds.isEmpty() ? 0 : bounds.get(Math.min(input, bounds.size() - 1));
            Feed feed = CaseReader.feed(events, input, bound);
            feeds.add(feed);
            firstPartitions.add(partitions);
            partitions += feed.partitions().size();
        }
        List<Integer> order = events.stream()
                .map(e -> firstPartitions.get(e.input()) + e.partition())
                .toList();
        return new WrittenCase(
                name, says, form, feeds, order, new WrittenCase.Expected(results, ordered, late, counts), text);
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict reader of Prometheus' text format 0.0.4: each metric has one HELP and one TYPE before its samples, which stand together; no sample is
 * there twice; labels are escaped.
 */
final class PrometheusText {
    private static final Pattern COMMENT =
            Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (\\S.*)", Pattern.DOTALL);
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (NaN|[+-]Inf|-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)",
            Pattern.DOTALL);
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\"(?:,(?=[a-z])|$)");

    final Map<String, String> types = new LinkedHashMap<>();
    final Map<String, String> helps = new HashMap<>();
    final Map<String, Double> samples = new LinkedHashMap<>();

    static PrometheusText parse(String text) {
        assertThat(text).endsWith("\n").doesNotContain("\r");
        PrometheusText parsed = new PrometheusText();
        String current = "";
        for (String line : text.split("\n", -1)) {
            if (line.isEmpty()) {
                continue; // behind the last line break
            }
            current = line.startsWith("#") ? parsed.comment(line) : parsed.sample(line, current);
        }
        assertThat(parsed.helps.keySet()).isEqualTo(parsed.types.keySet());
        return parsed;
    }

    private String comment(String line) {
        Matcher matcher = COMMENT.matcher(line);
        assertThat(matcher.matches()).as("a comment: %s", line).isTrue();
        Map<String, String> of = matcher.group(1).equals("HELP") ? helps : types;
        assertThat(of.put(matcher.group(2), matcher.group(3)))
                .as("twice: %s", line)
                .isNull();
        return matcher.group(2);
    }

    private String sample(String line, String current) {
        Matcher matcher = SAMPLE.matcher(line);
        assertThat(matcher.matches()).as("a sample: %s", line).isTrue();
        assertThat(matcher.group(1)).as("stands with its metric: %s", line).isEqualTo(current);
        String series = series(matcher.group(1), labels(matcher.group(2)));
        assertThat(samples.put(series, Double.valueOf(matcher.group(3).replace("Inf", "Infinity"))))
                .as("twice: %s", line)
                .isNull();
        return current;
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        Matcher matcher = LABEL.matcher(text == null ? "" : text);
        int end = 0;
        while (matcher.find()) {
            assertThat(matcher.start()).as("labels: %s", text).isEqualTo(end);
            end = matcher.end();
            labels.put(matcher.group(1), unescaped(matcher.group(2)));
        }
        assertThat(end).as("labels: %s", text).isEqualTo(text == null ? 0 : text.length());
        return labels;
    }

    private static String unescaped(String value) {
        return Pattern.compile("\\\\(.)", Pattern.DOTALL)
                .matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).equals("n") ? "\n" : found.group(1)));
    }

    private static String series(String name, Map<String, String> labels) {
        return name + new TreeMap<>(labels);
    }

    /** Returns a sample; {@code labels} are names and values by turns. */
    double value(String name, String... labels) {
        Map<String, String> of = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            of.put(labels[i], labels[i + 1]);
        }
        assertThat(samples).containsKey(series(name, of));
        return samples.get(series(name, of));
    }

    /** Returns a sample that is a whole number. */
    long whole(String name, String... labels) {
        double value = value(name, labels);
        assertThat(value).as(name).isEqualTo(Math.rint(value));
        return (long) value;
    }
}

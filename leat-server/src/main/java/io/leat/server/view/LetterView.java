// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.failure.DeadLetter;
import io.leat.format.JsonView;
import io.leat.graph.Step;
import io.leat.server.watch.WatchedJob;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a dead letter.
 *
 * @param raw its record if that was text, or bytes; these as if they were UTF-8. Cut if it is long
 * @param bytes its record in base64 if it was bytes, the first 16 KiB
 * @param size how many bytes the record had, null if it was none; for a text in UTF-8
 * @param retriable whether it can be given to its step as it is
 * @param editable whether it can be given to its step when it is mended
 * @param edit the text to begin with, as it is to be sent in {@code {"value":…}}; null if it cannot be shown whole
 * @param tried whether it was given to its step again
 */
public record LetterView(
        long id,
        String step,
        @Nullable String origin,
        JsonView value,
        @Nullable String raw,
        @Nullable String bytes,
        @Nullable Integer size,
        @Nullable Long timeMs,
        String reason,
        @Nullable String exception,
        @Nullable String stack,
        Instant atMs,
        boolean retriable,
        boolean editable,
        @Nullable String edit,
        boolean tried) {
    private static final int MOST_CHARS = 16 << 10;
    private static final int MOST_BYTES = 16 << 10;

    /** The latest letters of a job, oldest first, and how many there were. */
    public record All(List<LetterView> letters, long total) {}

    public static All latest(WatchedJob job, int limit) {
        List<LetterView> all = job.letters().latest().entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue(), job))
                .toList();
        return new All(
                all.subList(Math.max(0, all.size() - limit), all.size()),
                Math.max(job.moment().metrics().failed(), job.letters().count()));
    }

    private static LetterView of(long id, DeadLetter letter, WatchedJob job) {
        Exception thrown = letter.exception();
        Editing editing = editing(letter, job);
        String raw = Editing.raw(letter.value());
        return new LetterView(
                id,
                letter.step(),
                letter.origin(),
                Documents.value(letter.value()),
                raw == null ? null : cut(raw),
                letter.value() instanceof byte[] bytes ? base64(bytes) : null,
                size(letter.value()),
                Times.ofWatermark(letter.timestamp()),
                letter.reason(),
                thrown == null ? null : thrown.getClass().getName(),
                thrown == null ? null : stack(thrown),
                letter.at(),
                letter.retriable(),
                editing != null,
                editing == null ? null : editing.text(letter.value()),
                job.letters().wasTried(id));
    }

    /** Returns how a letter is mended; null if it cannot be, or its step takes nothing again. */
    public static @Nullable Editing editing(DeadLetter letter, WatchedJob job) {
        for (Step step : job.job().graph().steps()) {
            if (step.name().equals(letter.step())) {
                return letter.retriable() || step instanceof Step.From ? Editing.of(letter, step) : null;
            }
        }
        return null;
    }

    /** Returns why a letter cannot be mended that has no editing. */
    public static String whyNotEditable(DeadLetter letter, WatchedJob job) {
        return job.job().graph().steps().stream()
                .filter(step -> step.name().equals(letter.step()) && (letter.retriable() || step instanceof Step.From))
                .findFirst()
                .map(step -> Editing.whyNot(letter, step))
                .orElse("step '" + letter.step() + "' takes nothing again");
    }

    private static String base64(byte[] bytes) {
        byte[] first = bytes.length <= MOST_BYTES ? bytes : Arrays.copyOf(bytes, MOST_BYTES);
        return Base64.getEncoder().encodeToString(first);
    }

    private static @Nullable Integer size(@Nullable Object value) {
        if (value instanceof String text) {
            return text.getBytes(UTF_8).length;
        }
        return value instanceof byte[] bytes ? bytes.length : null;
    }

    private static String stack(Exception thrown) {
        StringWriter stack = new StringWriter();
        thrown.printStackTrace(new PrintWriter(stack));
        return cut(stack.toString());
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "…";
    }
}

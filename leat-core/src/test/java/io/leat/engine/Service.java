// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Something outside that is asked by number and answers when it is told to. Thread-safe. */
public final class Service {
    private final Map<Long, CompletableFuture<String>> open = new LinkedHashMap<>();
    private final List<Long> asked = new ArrayList<>();
    private int most;

    /** Takes a request. */
    public synchronized CompletionStage<String> ask(long number) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        open.put(number, answer);
        asked.add(number);
        most = Math.max(most, open.size());
        return answer;
    }

    /** Answers a request that is open. */
    public void answer(long number) {
        take(number).complete("answer " + number);
    }

    /** Fails a request that is open. */
    public void fail(long number, Throwable cause) {
        take(number).completeExceptionally(cause);
    }

    /** Answers all that is open, and returns whether anything was. */
    public boolean answerAll() {
        List<Long> now = open();
        now.forEach(this::answer);
        return !now.isEmpty();
    }

    /** Returns a request that is open and takes it for answered. */
    public synchronized CompletableFuture<String> take(long number) {
        return open.remove(number);
    }

    /** Returns the numbers that wait for an answer, in the order in which they were asked. */
    public synchronized List<Long> open() {
        return List.copyOf(open.keySet());
    }

    /** Returns all numbers that were asked, in order. */
    public synchronized List<Long> asked() {
        return List.copyOf(asked);
    }

    /** Returns how many were open at a time, at most. */
    public synchronized int most() {
        return most;
    }
}

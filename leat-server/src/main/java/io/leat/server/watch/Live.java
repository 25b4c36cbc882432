// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.watch;

import io.leat.server.dispatch.Answers;
import io.leat.server.dispatch.PathPattern;
import io.leat.server.dispatch.Query;
import io.leat.server.dispatch.Route;
import io.leat.server.route.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What open pages are sent. The names of topics are given with commas between them; what is in a name is escaped once more than in other
 * parameters, and its messages are called by the name as it was given. One thread makes the messages of topics that somebody reads, and begins the
 * writes to all readers.
 */
public final class Live implements AutoCloseable {
    private static final long TICK_NS = 50_000_000;
    private static final long IDLE_NS = 1_000_000_000;
    private static final int MOST_TOPICS = 32;

    private final Subjects subjects;
    private final Map<String, Topic> topics = new HashMap<>();
    private final List<LiveReader> readers = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "leat-server-live");
    private volatile boolean closed;

    /** Makes the data of a message, as JSON without line breaks. */
    @FunctionalInterface
    public interface Composer {
        /**
         * Returns the data.
         *
         * @throws Exception if there is none now; it is asked again
         */
        byte[] compose() throws Exception;
    }

    /**
     * Something that can be read.
     *
     * @param everyMs how often it is asked, at least 250
     */
    public record Subject(Composer composer, long everyMs) {}

    /** Finds what is to be read. */
    @FunctionalInterface
    public interface Subjects {
        /**
         * Returns what a topic is of.
         *
         * @param job null if none was given
         * @param topic such as {@code metrics} or {@code windows:load}, decoded
         * @throws Problem if there is no such job, topic or step
         */
        Subject of(@Nullable String job, String topic) throws Problem;
    }

    /** Starts the thread. */
    public Live(Subjects subjects) {
        this.subjects = subjects;
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns the route by which pages read: {@code ?job=…&topics=metrics,windows:load}. */
    public Route route() {
        return this::answer;
    }

    private void answer(Request request, Response response, Callback callback) throws Problem {
        Map<String, String> query = Query.of(request);
        List<String> names = List.copyOf(new LinkedHashSet<>(
                List.of(query.getOrDefault("topics", "metrics").split(","))));
        if (names.size() > MOST_TOPICS) {
            throw new Problem(400, names.size() + " topics: give at most " + MOST_TOPICS);
        }
        if (names.stream().anyMatch(name -> name.chars().anyMatch(Character::isISOControl))) {
            throw new Problem(400, "a topic with a line break or the like: escape it twice");
        }
        List<Topic> read = join(query.get("job"), names);
        LiveReader reader = new LiveReader(read, response, callback);
        if (!Answers.beginEvents(request, response, callback)) {
            leave(reader);
            return;
        }
        reader.start();
        readers.add(reader);
        if (closed) { // perhaps after the others were told
            reader.end();
        }
        LockSupport.unpark(thread);
    }

    private List<Topic> join(@Nullable String job, List<String> names) throws Problem {
        List<Topic> joined = new ArrayList<>();
        for (String name : names) {
            Subject subject = subjects.of(job, PathPattern.decode(name));
            joined.add(new Topic(name, subject.composer, subject.everyMs));
        }
        synchronized (topics) {
            for (int i = 0; i < joined.size(); i++) {
                Topic there = topics.putIfAbsent(job + "\n" + names.get(i), joined.get(i));
                joined.set(i, there == null ? joined.get(i) : there);
                joined.get(i).count(1);
            }
        }
        return joined;
    }

    private void leave(LiveReader reader) {
        readers.remove(reader);
        synchronized (topics) {
            reader.topics().forEach(topic -> topic.count(-1));
            topics.values().removeIf(topic -> !topic.count(0));
        }
    }

    private void run() {
        while (!closed) {
            long now = System.nanoTime();
            for (Topic topic : read()) {
                topic.compose(now);
            }
            for (LiveReader reader : readers) {
                reader.serve(now);
                if (reader.isGone()) {
                    leave(reader);
                }
            }
            LockSupport.parkNanos(readers.isEmpty() ? IDLE_NS : TICK_NS);
        }
        readers.forEach(LiveReader::end);
    }

    private List<Topic> read() {
        synchronized (topics) {
            return List.copyOf(topics.values());
        }
    }

    /** Tells pages that it is over, as far as they listen. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.screen;

import io.leat.examples.instances.Alert;
import io.leat.examples.instances.Cost;
import io.leat.examples.instances.Exchange;
import io.leat.examples.instances.Inference;
import io.leat.examples.instances.Load;
import io.leat.examples.instances.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of the instances at the moment. Thread-safe: the pipeline writes while the screen reads. */
public final class Board implements View {
    private static final int ALERTS_KEPT = 100;

    private final Map<String, Row> rows = new TreeMap<>();
    private final Deque<Alert> alerts = new ArrayDeque<>();
    private final Map<Exchange.Outcome, Long> exchanges = new EnumMap<>(Exchange.Outcome.class);
    private double usd;
    private Instant now = Instant.MIN;

    private static final class Row {
        private long requests;
        private long tokens;
        private long errors;
        private @Nullable Load tumbling;
        private @Nullable Load sliding;
        private long sessions;
        private long late;
        private @Nullable Instant newest;
    }

    /** Makes a board with a line for each of these instances. */
    public Board(Collection<String> instances) {
        instances.forEach(this::row);
    }

    /** Returns the latest completion seen, the present of the simulation; {@code Instant.MIN} before the first. */
    public synchronized Instant now() {
        return now;
    }

    /** Returns the figures of each instance. */
    public synchronized List<Figures> figures() {
        List<Figures> figures = new ArrayList<>();
        rows.forEach((instance, row) -> figures.add(figures(instance, row)));
        return figures;
    }

    /** Returns how many exchanges came to an end in this way. */
    public synchronized long exchanges(Exchange.Outcome outcome) {
        return exchanges.getOrDefault(outcome, 0L);
    }

    /** Returns what all instances cost in the windows that are complete, in US dollars. */
    public synchronized double usd() {
        return usd;
    }

    /** Returns the last alerts, oldest first. */
    public synchronized List<Alert> alerts(int atMost) {
        List<Alert> all = List.copyOf(alerts);
        return all.subList(Math.max(0, all.size() - atMost), all.size());
    }

    @Override
    public synchronized void request(Inference inference) {
        Row row = row(inference.instance());
        row.requests++;
        row.tokens += inference.tokens();
        row.errors += inference.failed() ? 1 : 0;
        row.newest = later(row.newest, inference.eventTime());
        now = later(now, inference.completedAt());
    }

    @Override
    public synchronized void tumbling(Load load) {
        Row row = row(load.instance());
        row.tumbling = newer(row.tumbling, load);
    }

    @Override
    public synchronized void sliding(Load load) {
        Row row = row(load.instance());
        row.sliding = newer(row.sliding, load);
    }

    @Override
    public synchronized void session(Load load) {
        row(load.instance()).sessions++;
    }

    @Override
    public synchronized void late(Inference inference) {
        row(inference.instance()).late++;
    }

    @Override
    public synchronized void cost(Cost cost) {
        usd += cost.usd();
    }

    @Override
    public synchronized void exchange(Exchange exchange) {
        exchanges.merge(exchange.outcome(), 1L, Long::sum);
    }

    @Override
    public synchronized void alert(Alert alert) {
        if (alerts.size() == ALERTS_KEPT) {
            alerts.removeFirst();
        }
        alerts.addLast(alert);
    }

    private Row row(String instance) {
        return rows.computeIfAbsent(instance, name -> new Row());
    }

    private Figures figures(String instance, Row row) {
        return new Figures(
                instance,
                row.requests,
                row.tokens,
                row.errors,
                row.tumbling,
                row.sliding,
                row.sessions,
                row.late,
                row.newest == null ? null : Duration.between(row.newest, now));
    }

    /** The end of a run closes windows that are not full yet; they count only where there is no full one. */
    private Load newer(@Nullable Load shown, Load load) {
        return shown == null || !load.end().isAfter(now) ? load : shown;
    }

    private static Instant later(@Nullable Instant a, Instant b) {
        return a == null || b.isAfter(a) ? b : a;
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.screen;

import io.leat.examples.instances.Alert;
import io.leat.examples.instances.Cost;
import io.leat.examples.instances.Exchange;
import io.leat.examples.instances.Inference;
import io.leat.examples.instances.Load;
import io.leat.examples.instances.View;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A view for pipes and files: a line for each result of a window and for each alert. It passes on what it sees. */
public final class PlainView implements View {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final PrintWriter out;
    private final View next;

    public PlainView(PrintWriter out, View next) {
        this.out = out;
        this.next = next;
    }

    /** Returns the time of day of an instant, in UTC and whole seconds. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }

    @Override
    public void request(Inference inference) {
        next.request(inference);
    }

    @Override
    public void tumbling(Load load) {
        print("10 s", load);
        next.tumbling(load);
    }

    @Override
    public void sliding(Load load) {
        print("30 s", load);
        next.sliding(load);
    }

    @Override
    public void session(Load load) {
        Duration length = Duration.between(load.start(), load.end());
        print(String.format(Locale.ROOT, "session of %.1f s", length.toMillis() / 1_000.0), load);
        next.session(load);
    }

    @Override
    public void late(Inference inference) {
        next.late(inference);
    }

    @Override
    public void cost(Cost cost) {
        next.cost(cost);
    }

    @Override
    public void exchange(Exchange exchange) {
        next.exchange(exchange);
    }

    @Override
    public void unmatched(Exchange exchange) {
        next.unmatched(exchange);
    }

    @Override
    public void alert(Alert alert) {
        println(time(alert.at()) + "  " + alert.instance() + "  alert: " + alert.what());
        next.alert(alert);
    }

    private void print(String window, Load load) {
        println(String.format(
                Locale.ROOT,
                "%s  %s  %s to %s: %,d requests, %,d tokens, latency avg %,d min %,d max %,d ms",
                time(load.start()),
                load.instance(),
                window,
                time(load.end()),
                load.requests(),
                load.tokens(),
                Math.round(load.avgMs()),
                load.minMs(),
                load.maxMs()));
    }

    /** Several sinks print, each from a thread of its own. */
    private void println(String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import io.leat.Event;
import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.SourceReader;
import io.leat.connector.UnavailableException;
import io.leat.connector.UnreadableException;
import io.leat.connector.jdbc.Pages.Page;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the rows of a table. A thread of its own asks for the next page while this one is handed out, so that {@link #read} never waits
 * for the database.
 */
final class PollReader<T> implements SourceReader<T> {
    private final JdbcSource<T> source;
    private final Pages<T> pages; // of the thread
    private final ExecutorService thread;

    private @Nullable Future<Page<T>> next;
    /** Why the last page did not come, while it is asked for again. */
    private @Nullable UnavailableException outage;

    private long pollAtNanos = System.nanoTime();
    private Page<T> page = Page.empty();
    private int at;
    private boolean last;
    private @Nullable List<Object> pageEnd;
    private @Nullable List<Object> handedOut;

    PollReader(JdbcSource<T> source, @Nullable Position from) {
        this.source = source;
        this.handedOut = from == null || from.text().isEmpty() ? null : Keyset.values(from);
        this.pageEnd = handedOut;
        this.pages = new Pages<>(source);
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread polling = new Thread(task, "leat-jdbc-poll " + source.what());
            polling.setDaemon(true);
            return polling;
        });
    }

    @Override
    public Status read(Records<? super T> out, int atMost) throws Exception {
        if (at == page.rows().size() && !turnPage()) {
            return last ? Status.END : Status.EMPTY;
        }
        for (int n = 0; n < atMost && at < page.rows().size(); n++) {
            hand(at++, out);
        }
        return Status.MORE;
    }

    private void hand(int row, Records<? super T> out) {
        handedOut = page.key(row);
        try {
            T value = page.make(row);
            if (value instanceof Event event) {
                out.add(value, event.timestamp().toEpochMilli());
            } else {
                out.add(value);
            }
        } catch (UnreadableException e) {
            out.unreadable(source.what() + ":" + handedOut, page.text(row), e.reason(), e);
        }
    }

    /** Goes to the next page if it has come. */
    private boolean turnPage() throws Exception {
        if (next == null && !last && System.nanoTime() - pollAtNanos >= 0) {
            ask();
        }
        Future<Page<T>> coming = next;
        if (coming == null || !coming.isDone()) {
            if (outage != null) {
                throw new UnavailableException(String.valueOf(outage.getMessage()), outage.getCause());
            }
            return false;
        }
        next = null; // what has failed is asked for again
        page = result(coming);
        outage = null;
        at = 0;
        int rows = page.rows().size();
        if (rows > 0) {
            pageEnd = page.key(rows - 1);
        }
        if (page.full()) {
            ask();
        } else {
            last = !source.live();
            pollAtNanos = System.nanoTime() + source.intervalNanos();
        }
        return rows > 0;
    }

    private void ask() {
        List<Object> after = pageEnd;
        next = thread.submit(() -> pages.next(after));
    }

    private Page<T> result(Future<Page<T>> done) throws Exception {
        try {
            return done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException sql) {
                Exception failure = source.database().failure("cannot read " + source.what(), sql);
                outage = failure instanceof UnavailableException unavailable ? unavailable : null;
                throw failure;
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Override
    public Position position() {
        return handedOut == null ? new Position("") : Keyset.position(handedOut);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        pages.close();
    }
}

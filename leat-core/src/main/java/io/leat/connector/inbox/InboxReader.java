// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.inbox;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.SourceReader;
import org.jspecify.annotations.Nullable;

/**
 * A reader that hands out what a thread of its source puts into an inbox. Who extends it says what becomes of an element, and closes the
 * thread.
 *
 * @param <T> the events
 * @param <E> what is in the inbox
 */
public abstract class InboxReader<T, E> implements SourceReader<T> {
    private final Inbox<E> inbox;
    private final Position from;
    private @Nullable E last;

    /**
     * Makes one.
     *
     * @param from where it stands before the first element
     */
    protected InboxReader(Inbox<E> inbox, Position from) {
        this.inbox = inbox;
        this.from = from;
    }

    /** Hands out the record of an element, readable or not; returns false if it has none, but only moves the position. */
    protected abstract boolean handOut(E element, Records<? super T> out);

    /** Returns where the reader stands behind an element. */
    protected abstract Position behind(E element);

    @Override
    public final Status read(Records<? super T> out, int atMost) throws Exception {
        for (int left = atMost; left > 0; ) {
            E next = inbox.poll();
            if (next == null) {
                return left < atMost ? Status.MORE : inbox.ended() ? Status.END : Status.EMPTY;
            }
            last = next;
            left -= handOut(next, out) ? 1 : 0;
        }
        return Status.MORE;
    }

    @Override
    public final Position position() {
        return last == null ? from : behind(last);
    }
}

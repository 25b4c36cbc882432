// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.SourceReader;
import io.leat.connector.inbox.Inbox;

/** An open stream: hands over what a fetcher has put into its inbox. */
final class InboxReader<T> implements SourceReader<T> {
    private final Fetcher fetcher;
    private final Inbox<Incoming> inbox;
    private final Form<T> form;
    private final String stream;

    private Place place;

    InboxReader(Fetcher fetcher, Inbox<Incoming> inbox, Form<T> form, String stream, Place from) {
        this.fetcher = fetcher;
        this.inbox = inbox;
        this.form = form;
        this.stream = stream;
        this.place = from;
    }

    @Override
    public Status read(Records<? super T> out, int atMost) throws Exception {
        int left = atMost;
        while (left > 0) {
            Incoming next = inbox.poll();
            if (next == null) {
                return left < atMost ? Status.MORE : inbox.ended() ? Status.END : Status.EMPTY;
            }
            place = next.place();
            if (next.message() != null) {
                form.read(next.message(), stream, out);
                left--;
            }
        }
        return Status.MORE;
    }

    @Override
    public Position position() {
        return place.position();
    }

    @Override
    public void close() {
        fetcher.close();
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.redis;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.SourceReader;
import io.leat.connector.inbox.Inbox;

/** An open stream: hands over what a fetcher has put into its inbox. */
final class InboxReader<T> implements SourceReader<T> {
    private final Fetcher fetcher;
    private final Inbox<Entry> inbox;
    private final Form<T> form;
    private final RedisAddress address;

    private Place place;

    InboxReader(Fetcher fetcher, Inbox<Entry> inbox, Form<T> form, RedisAddress address, Place from) {
        this.fetcher = fetcher;
        this.inbox = inbox;
        this.form = form;
        this.address = address;
        this.place = from;
    }

    @Override
    public Status read(Records<? super T> out, int atMost) throws Exception {
        int left = atMost;
        while (left > 0) {
            Entry next = inbox.poll();
            if (next == null) {
                return left < atMost ? Status.MORE : inbox.ended() ? Status.END : Status.EMPTY;
            }
            place = next.place();
            if (next.fields() != null) {
                form.read(next.fields(), address.stream(), place, out);
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

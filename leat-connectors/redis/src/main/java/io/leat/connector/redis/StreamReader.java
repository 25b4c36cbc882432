// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.redis;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.inbox.Inbox;
import io.leat.connector.inbox.InboxReader;
import java.util.Map;

/** An open stream: hands over what its fetcher has put into the inbox. */
final class StreamReader<T> extends InboxReader<T, Entry> {
    private final Fetcher fetcher;
    private final Form<T> form;
    private final String stream;

    private StreamReader(Fetcher fetcher, Inbox<Entry> inbox, Form<T> form, String stream, Place from) {
        super(inbox, from.position());
        this.fetcher = fetcher;
        this.form = form;
        this.stream = stream;
    }

    static <T> StreamReader<T> open(RedisAddress address, boolean bounded, Form<T> form, Place from) {
        Inbox<Entry> inbox = new Inbox<>();
        return new StreamReader<>(Fetcher.start(address, bounded, inbox, from), inbox, form, address.stream(), from);
    }

    @Override
    protected boolean handOut(Entry element, Records<? super T> out) {
        Map<byte[], byte[]> fields = element.fields();
        if (fields == null) {
            return false;
        }
        form.read(fields, stream, element.place(), out);
        return true;
    }

    @Override
    protected Position behind(Entry element) {
        return element.place().position();
    }

    @Override
    public void close() {
        fetcher.close();
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.inbox.Inbox;
import io.leat.connector.inbox.InboxReader;
import io.nats.client.Message;

/** An open stream: hands over what its fetcher has put into the inbox. */
final class StreamReader<T> extends InboxReader<T, Incoming> {
    private final Fetcher fetcher;
    private final Form<T> form;
    private final String stream;

    private StreamReader(Fetcher fetcher, Inbox<Incoming> inbox, Form<T> form, String stream, Place from) {
        super(inbox, from.position());
        this.fetcher = fetcher;
        this.form = form;
        this.stream = stream;
    }

    static <T> StreamReader<T> open(Reading reading, Form<T> form, Place from) {
        Inbox<Incoming> inbox = new Inbox<>();
        return new StreamReader<>(Fetcher.start(reading, inbox, from), inbox, form, reading.stream(), from);
    }

    @Override
    protected boolean handOut(Incoming element, Records<? super T> out) {
        Message message = element.message();
        if (message == null) {
            return false;
        }
        form.read(message, stream, out);
        return true;
    }

    @Override
    protected Position behind(Incoming element) {
        return element.place().position();
    }

    @Override
    public void close() {
        fetcher.close();
    }
}

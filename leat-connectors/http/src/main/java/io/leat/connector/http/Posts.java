// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.http;

import io.leat.connector.Format;
import io.leat.connector.Result;
import io.leat.connector.Transactions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;

/** An open webhook. It keeps no marker: what is committed again has the same keys. */
final class Posts<T> implements Transactions<T> {
    private final Receiver receiver;
    private final Format<T> format;
    private final int batch;
    private final Keys keys;

    /** The epoch that is on its way, and how many of its results have arrived: they are not sent again after a failure. */
    private long epoch;

    private long arrived;

    /** Opens it. */
    Posts(Receiver receiver, Format<T> format, int batch, Keys keys) {
        this.receiver = receiver;
        this.format = format;
        this.batch = batch;
        this.keys = keys;
    }

    @Override
    public long committed() {
        return 0;
    }

    @Override
    public void commit(long committed, Iterable<Result<T>> results) throws IOException, InterruptedException {
        if (committed != epoch) {
            epoch = committed;
            arrived = 0;
        }
        Iterator<Result<T>> left = results.iterator();
        for (long i = 0; i < arrived; i++) {
            left.next();
        }
        while (left.hasNext()) {
            post(left);
        }
    }

    private void post(Iterator<Result<T>> left) throws IOException, InterruptedException {
        if (batch == 0) {
            post(format.write(left.next().value()), 1);
            return;
        }
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        int count = 0;
        while (count < batch && left.hasNext()) {
            array.write(count == 0 ? '[' : ',');
            array.writeBytes(format.write(left.next().value()));
            count++;
        }
        array.write(']');
        post(array.toByteArray(), count);
    }

    private void post(byte[] body, int count) throws IOException, InterruptedException {
        receiver.post(body, keys.of(epoch, arrived, count));
        arrived += count;
    }
}

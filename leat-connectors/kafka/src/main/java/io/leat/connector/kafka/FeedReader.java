// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.SourceReader;
import io.leat.connector.UnavailableException;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** An open partition of topics: takes records from its feed, and knows how far the job has come. */
final class FeedReader<T> implements SourceReader<T> {
    private final Feed feed;
    private final Fetcher fetcher;
    private final Form<T> form;
    private final Session<T> session;
    private final Reading reading;

    private Place place;
    private Feed.@Nullable Chunk chunk;
    private int index;
    private boolean closed;

    FeedReader(Feed feed, Fetcher fetcher, Form<T> form, Session<T> session, Reading reading) {
        this.feed = feed;
        this.fetcher = fetcher;
        this.form = form;
        this.session = session;
        this.reading = reading;
        this.place = feed.from();
    }

    @Override
    public Status read(Records<? super T> out, int atMost) throws Exception {
        if (!place.known() && !begin()) {
            return nothing();
        }
        for (int left = atMost; left > 0; ) {
            Feed.Chunk from = chunk == null ? next() : chunk;
            if (place.number() >= place.end()) {
                return Status.END;
            }
            if (from == null) {
                return left == atMost ? nothing() : Status.MORE;
            }
            left -= hand(from, left, out);
        }
        return Status.MORE;
    }

    private boolean begin() {
        feed.want();
        Place known = feed.place();
        if (known == null) {
            return false;
        }
        place = known;
        return true;
    }

    private Feed.@Nullable Chunk next() {
        feed.want();
        chunk = feed.poll();
        index = 0;
        return chunk;
    }

    /** Hands over records of a chunk, and returns how many. */
    private int hand(Feed.Chunk from, int atMost, Records<? super T> out) {
        List<ConsumerRecord<byte[], byte[]>> records = from.records();
        int first = index;
        int last = Math.min(records.size(), first + atMost);
        long end = place.end();
        for (int i = first; i < last; i++) {
            ConsumerRecord<byte[], byte[]> record = records.get(i);
            if (record.offset() >= end) {
                finish(from, end);
                return i - first;
            }
            form.read(record, out);
        }
        index = last;
        if (last == records.size()) {
            finish(from, from.next());
        } else {
            place = Place.offset(records.get(last).offset(), end);
        }
        return last - first;
    }

    private void finish(Feed.Chunk done, long next) {
        place = Place.offset(next, place.end());
        chunk = null;
        fetcher.taken(feed, done);
    }

    /** Tells what it means that there is nothing. */
    private Status nothing() throws Exception {
        Exception failure = feed.failure();
        if (failure != null) {
            throw failure;
        }
        if (feed.outOfReach()) {
            throw new UnavailableException(
                    "the brokers at " + reading.settings().brokers() + " do not answer for " + feed.partition(),
                    feed.silence());
        }
        return Status.EMPTY;
    }

    @Override
    public Position position() {
        return place.position();
    }

    @Override
    public void committed(Position position) throws IOException {
        Place done = Place.of(position);
        if (reading.group() != null && done.known()) {
            fetcher.committed(feed.partition(), done.number());
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            session.leave(feed);
        }
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.dispatch;

import io.leat.server.gate.Limits;
import io.leat.server.route.Problem;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/** Reads the body of a request without keeping a thread waiting for it: no more than is allowed, and no longer. */
final class BodyReader implements Runnable {
    /** What is done with the body, or with what is wrong with it; one of the two, once. */
    interface Then {
        void read(byte[] body);

        void refused(Problem problem);
    }

    private final Request request;
    private final Limits limits;
    /** How many bytes the bodies of all requests have now. */
    private final AtomicLong allBytes;

    private final Then then;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Scheduler.Task deadline;

    private BodyReader(Request request, Limits limits, AtomicLong allBytes, Then then) {
        this.request = request;
        this.limits = limits;
        this.allBytes = allBytes;
        this.then = then;
        this.deadline =
                request.getComponents().getScheduler().schedule(this::tooLate, limits.bodyMs(), TimeUnit.MILLISECONDS);
    }

    /**
     * Reads a body.
     *
     * @throws Problem if it is said to be too long
     */
    static void read(Request request, Limits limits, AtomicLong allBytes, Then then) throws Problem {
        if (request.getLength() > limits.bodyBytes()) {
            throw tooLong(limits);
        }
        new BodyReader(request, limits, allBytes, then).run();
    }

    static Problem tooLong(Limits limits) {
        return new Problem(413, "the body has more than " + limits.bodyBytes() + " bytes: send it in several requests");
    }

    @Override
    public void run() {
        while (!over.get()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            take(chunk);
        }
    }

    private void take(Content.Chunk chunk) {
        if (Content.Chunk.isFailure(chunk)) {
            end(new Problem(400, "the body ends before it is whole"));
            return;
        }
        boolean isLast = chunk.isLast();
        byte[] bytes = BufferUtil.toArray(chunk.getByteBuffer());
        chunk.release();
        if (body.size() + bytes.length > limits.bodyBytes()) {
            end(tooLong(limits));
        } else if (!hold(bytes.length)) {
            end(new Problem(503, "too many requests at the same time are long").retryAfterSeconds(1));
        } else {
            body.writeBytes(bytes);
            if (isLast && over.compareAndSet(false, true)) {
                deadline.cancel();
                then.read(body.toByteArray());
            }
        }
    }

    /** Counts bytes among those of all bodies until the request is over. */
    private boolean hold(int bytes) {
        Request.addCompletionListener(request, failure -> allBytes.addAndGet(-bytes));
        return allBytes.addAndGet(bytes) <= limits.bodiesBytes();
    }

    private void tooLate() {
        end(new Problem(408, "the body took longer than " + limits.bodyMs() + " ms"));
    }

    private void end(Problem problem) {
        if (over.compareAndSet(false, true)) {
            deadline.cancel();
            then.refused(problem);
        }
    }
}

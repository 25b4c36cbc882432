// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.failure.DeadLetter;
import io.leat.failure.FailurePolicy;
import io.leat.failure.JobFailedException;
import io.leat.function.Condition;
import io.leat.function.Mapper;
import io.leat.metric.ProcessorMetrics;
import io.leat.window.Windows;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code StreamProcessor} is inside: events come in, go through the {@link Chain}, are kept in the {@link Store}, and
 * go out to the sinks and to the jobs that read. The {@link Lane} makes that happen for one event after the other.
 *
 * <p>Thread-safe. No lock is held while user code runs: filters, maps and sinks run in the lane, for which nobody waits but
 * who emits; what is read comes from the store.
 */
public final class Flow<T> {
    private final InlineEngine engine;
    private final Settings settings;
    private final Traits<T> traits;
    private final Chain<T> chain;
    private final Store<T> store;
    private final SeenIds seen = new SeenIds();
    private final Lane lane = new Lane(this::flush);
    private final List<Branch<T>> branches = new CopyOnWriteArrayList<>();
    private final List<Feed<T>> feeds = new CopyOnWriteArrayList<>();
    /** The events on disk; null if they are kept in memory alone. */
    private final InlineEngine.@Nullable KeptEvents<T> kept;

    private volatile boolean closing;
    private volatile boolean closed;
    private int branchesNamed;

    public Flow(InlineEngine engine, Settings settings, Traits<T> traits) {
        this.engine = engine;
        this.settings = settings;
        this.traits = traits;
        this.chain = new Chain<>(engine, settings, traits);
        this.store = new Store<>(engine, settings, traits);
        this.kept = openKept();
    }

    private InlineEngine.@Nullable KeptEvents<T> openKept() {
        InlineEngine.Keeping keeping = settings.keeping();
        if (keeping == null) {
            return null;
        }
        InlineEngine.KeptEvents<T> opened = engine.open(keeping, settings.clock(), traits.type());
        opened.visitLatest(settings.maxEvents(), store::restore);
        return opened;
    }

    public Instant now() {
        return settings.clock().instant();
    }

    private long nowMs() {
        return settings.clock().millis();
    }

    // ---- the way of an event --------------------------------------------------------------------------------------

    /** Takes an event through everything: see {@link Lane#run} for when it returns. */
    public void emit(T event) {
        checkOpen();
        if (!Lane.isInside()) {
            feeds.forEach(Feed::awaitRoom);
        }
        lane.run(() -> process(event));
        if (kept != null) {
            kept.settle();
        }
    }

    private void process(T event) {
        if (closed) {
            throw new IllegalStateException(message("was closed before event '" + id(event) + "' had its turn"));
        }
        long nowMs = nowMs();
        if (seen.isRepeat(id(event), nowMs)) {
            store.repeated();
            return;
        }
        T result;
        try {
            result = chain.push(event);
        } catch (Throwable t) { // an Error of user code, or an engine that cannot go on
            failed(event, letter("emit", event, t.toString(), null));
            throw t;
        }
        if (result == null) {
            dropped(event);
        } else {
            if (kept != null) {
                kept.add(result, timeOf(result), nowMs);
            }
            store.keep(result, nowMs);
            deliver(result);
        }
    }

    private void dropped(T event) {
        DeadLetter failure = chain.takeFailure();
        if (failure == null) {
            store.filtered();
            return;
        }
        failed(event, failure);
        keepInterrupt(failure.exception());
        if (settings.policy() == FailurePolicy.FAIL) {
            Exception cause = failure.exception();
            throw new JobFailedException(
                    message("failed in '" + failure.step() + "' on event '" + id(event) + "': " + failure.reason()),
                    cause == null ? new IllegalArgumentException(failure.reason()) : cause);
        }
    }

    private void failed(T event, DeadLetter letter) {
        store.failed(letter);
        seen.forget(id(event));
    }

    /** Hands an event to every sink and every job, whatever one of them throws. */
    private void deliver(T event) {
        Error thrown = null;
        for (Branch<T> branch : branches) {
            try {
                branch.write(event, traits.timeMs().applyAsLong(event));
            } catch (Exception e) {
                sinkFailed(branch.name(), event, e.toString(), e);
            } catch (Error e) {
                sinkFailed(branch.name(), event, e.toString(), null);
                thrown = e;
            }
        }
        for (Feed<T> feed : feeds) {
            if (!feed.offer(event)) {
                sinkFailed("asSource", event, "the job that reads this processor does not keep up", null);
            }
        }
        if (thrown != null) {
            throw thrown;
        }
    }

    private void sinkFailed(String step, @Nullable T event, String reason, @Nullable Exception cause) {
        keepInterrupt(cause);
        store.sinkFailed(letter(step, event, reason, cause));
    }

    private static void keepInterrupt(@Nullable Exception cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }

    private DeadLetter letter(String step, @Nullable T event, String reason, @Nullable Exception cause) {
        return new DeadLetter(step, null, event, timeOf(event), reason, cause, now(), false);
    }

    private long timeOf(@Nullable T event) {
        try {
            return event == null ? Long.MIN_VALUE : traits.timeMs().applyAsLong(event);
        } catch (ArithmeticException e) {
            return Long.MIN_VALUE; // it has a time that no long of milliseconds can tell
        }
    }

    private void flush() {
        for (Branch<T> branch : branches) {
            try {
                branch.flush();
            } catch (Exception e) {
                sinkFailed(branch.name(), null, "what was written could not be flushed: " + e, e);
            }
        }
    }

    // ---- definitions ----------------------------------------------------------------------------------------------

    public void filter(Condition<? super T> keep) {
        checkOpen();
        chain.filter(keep);
    }

    public void map(Mapper<? super T, ? extends T> function) {
        checkOpen();
        chain.map(function);
    }

    /** Opens a sink, which gets what comes from now on. */
    public void sink(Sink<? super T> sink) {
        checkOpen();
        Branch<T> branch = Branch.open(nextBranchName(), sink);
        branches.add(branch);
        if (closed) { // perhaps after the sinks were closed
            JobFailedException failure = closeOnce(branch, null);
            throw failure == null ? new IllegalStateException(message("is closed")) : failure;
        }
    }

    private synchronized String nextBranchName() {
        return "sink-" + ++branchesNamed;
    }

    public void window(Windows shape) {
        checkOpen();
        store.window(shape, nowMs());
    }

    public void deduplicate(long keptMs) {
        checkOpen();
        seen.keepFor(keptMs);
    }

    /** Returns a source for jobs; each gets what comes after it was started. */
    public Source<T> source() {
        checkOpen();
        return new FlowSource<>(settings.name(), traits, this::openFeed);
    }

    private Feed<T> openFeed() {
        Feed<T> feed = new Feed<>(feeds::remove);
        feeds.add(feed);
        if (closing) {
            feed.end();
        }
        return feed;
    }

    // ---- reading --------------------------------------------------------------------------------------------------

    public List<T> latest(int atMost) {
        return store.latest(atMost, nowMs());
    }

    /** Returns the latest events, oldest first, those on disk too. */
    public List<T> recent(int atMost) {
        return kept == null || atMost <= store.size() ? latest(atMost) : kept.latest(atMost);
    }

    /** Returns the events of a range of time, both ends included, by time, of equal ones by arrival; those on disk too. */
    public List<T> between(long fromMs, long toMs) {
        if (kept != null) {
            return kept.between(fromMs, toMs);
        }
        return latest(Integer.MAX_VALUE).stream()
                .filter(event -> timeOf(event) >= fromMs && timeOf(event) <= toMs)
                .sorted(Comparator.comparingLong(this::timeOf))
                .toList();
    }

    /** Makes a list of the windows, oldest first. */
    public <W> List<W> windows(WindowMaker<T, W> maker) {
        Store.Picture<T> picture = store.windows(nowMs());
        return picture.windows().stream()
                .map(view -> maker.make(view, view.endMs() > picture.timeMs()))
                .toList();
    }

    /** Makes the window that users see. */
    @FunctionalInterface
    public interface WindowMaker<T, W> {
        W make(WindowView<T> view, boolean open);
    }

    public ProcessorMetrics metrics() {
        return store.metrics(nowMs());
    }

    public List<DeadLetter> deadLetters() {
        return store.deadLetters();
    }

    /** Returns the engine, for what is computed over what was read. */
    public InlineEngine engine() {
        return engine;
    }

    // ---- the end --------------------------------------------------------------------------------------------------

    public int clearOldWindows() {
        return store.clearOldWindows(nowMs());
    }

    public void reset() {
        if (kept != null) {
            kept.clear();
        }
        store.reset();
        seen.clear();
    }

    /** Refuses what comes from now on, does what is queued, and closes the sinks. Idempotent. */
    public void close() {
        closing = true;
        lane.run(this::closeSinks);
    }

    private void closeSinks() {
        if (closed) {
            return;
        }
        closed = true;
        JobFailedException failure = null;
        for (Branch<T> branch : branches) {
            failure = closeOnce(branch, failure);
        }
        feeds.forEach(Feed::end);
        if (kept != null) {
            kept.close();
        }
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable JobFailedException closeOnce(Branch<T> branch, @Nullable JobFailedException before) {
        try {
            if (branches.remove(branch)) {
                branch.close();
            }
            return before;
        } catch (Exception e) {
            if (before == null) {
                return new JobFailedException(message("could not close '" + branch.name() + "': " + e), e);
            }
            before.addSuppressed(e);
            return before;
        }
    }

    private void checkOpen() {
        if (closing) {
            throw new IllegalStateException(message("is closed"));
        }
    }

    private String id(T event) {
        return traits.id().apply(event);
    }

    private String message(String what) {
        return "stream processor '" + settings.name() + "' " + what;
    }
}

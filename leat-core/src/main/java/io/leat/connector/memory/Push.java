// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.memory;

import io.leat.codec.Codec;
import io.leat.connector.Source;
import io.leat.connector.SourceLog;
import io.leat.connector.SourcePartition;
import io.leat.time.Millis;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A live source that the program itself feeds: {@link #emit} from any thread.
 *
 * <p>It holds a bounded number of events that the job has not read yet. When it is full, {@code emit} waits and
 * {@code offer} refuses. One job reads a {@code Push}.
 *
 * <h2>In a job that keeps everything in memory</h2>
 *
 * Events without {@code timedBy} get the time of the job's clock when the job reads them; it never goes back, so none of them is
 * late. They are gone when the process ends. What is emitted before the job starts waits for it in memory.
 *
 * <h2>In a job with a directory</h2>
 *
 * An {@code emit} returns when the event is in the job's log, from where the job reads it, also after a restart:
 *
 * <ul>
 *   <li>{@link #durable}, which it is unless said otherwise: it is forced to the disk. It survives the end of the process, however
 *       sudden, and a loss of power, as far as the drive keeps what it has said it has. Threads that emit at the same time share
 *       one force; {@link #emitAll} needs only one for all its events.
 *   <li>{@link #buffered}: the operating system has it. It survives the end of the process, however sudden; in a loss of power or a
 *       crash of the system, what came since the last epoch may be lost, the latest first.
 * </ul>
 *
 * An event whose {@code emit} threw, or had not returned when the process ended, may be in the log or not. Events without {@code
 * timedBy} get the time of the job's clock when they are emitted; it never goes back, and is in the log, so that what is read
 * again has the same times.
 *
 * <p>Before the job has started there is no log. Then a {@code Push} of which neither {@code durable} nor {@code buffered} was said
 * takes events in memory, and they are in the log when {@code start} has returned: until then they are not acknowledged, though
 * {@code emit} has returned. If one of them was said, {@code emit} waits for the job to start, and {@code offer} refuses.
 *
 * <p>The job reads copies, which the codec has made. What the log keeps besides what is still to be read, {@link #retain} says.
 */
public final class Push<T> extends Source<T> implements AutoCloseable {
    private static final int DEFAULT_CAPACITY = 65_536;
    private static final long DEFAULT_RETAINED_BYTES = 1L << 30;

    private final Class<T> type;
    private final @Nullable ToLongFunction<? super T> time;
    private final int capacity;
    private final Keeping<T> keeping;
    private final Feed<T> feed;

    private enum Durability {
        UNSAID,
        DURABLE,
        BUFFERED
    }

    /** What the log is to be like. */
    private record Keeping<T>(
            Durability durability, @Nullable Codec<T> codec, long retainMs, long retainBytes) {}

    private Push(Class<T> type, @Nullable ToLongFunction<? super T> time, int capacity, Keeping<T> keeping) {
        this.type = type;
        this.time = time;
        this.capacity = capacity;
        this.keeping = keeping;
        this.feed = new Feed<>(capacity, keeping.durability == Durability.UNSAID);
    }

    /** Returns a source for 65,536 waiting events. */
    public static <T> Push<T> of(Class<T> type) {
        Keeping<T> keeping = new Keeping<>(Durability.UNSAID, null, Long.MAX_VALUE, DEFAULT_RETAINED_BYTES);
        return new Push<>(type, null, DEFAULT_CAPACITY, keeping);
    }

    /**
     * Returns a new source that holds at most {@code events} waiting ones; in a log, some more if {@link #emitAll} brings many or
     * threads emit at the same time.
     *
     * @param events at least 1
     */
    public Push<T> capacity(int events) {
        if (events < 1) {
            throw new IllegalArgumentException("a capacity of " + events + " events: give at least 1");
        }
        return new Push<>(type, time, events, keeping);
    }

    /** Returns a new source with the time of its events given by a function. */
    @Override
    public Push<T> timedBy(Function<? super T, Instant> by) {
        return timedByMillis(t -> by.apply(t).toEpochMilli());
    }

    /** Returns a new source with the time of its events given in milliseconds since 1970-01-01T00:00Z. */
    @Override
    public Push<T> timedByMillis(ToLongFunction<? super T> by) {
        return new Push<>(type, by, capacity, keeping);
    }

    /**
     * Returns a new source that, in a job with a directory, has taken an event when that is forced to the disk. It takes none
     * before the job has started. In a job that keeps everything in memory it says nothing.
     */
    public Push<T> durable() {
        return keeping(Durability.DURABLE, keeping.codec, keeping.retainMs, keeping.retainBytes);
    }

    /**
     * Returns a new source that, in a job with a directory, has taken an event when the operating system has it. It takes none
     * before the job has started. In a job that keeps everything in memory it says nothing.
     */
    public Push<T> buffered() {
        return keeping(Durability.BUFFERED, keeping.codec, keeping.retainMs, keeping.retainBytes);
    }

    /** Returns a new source whose log has events as a codec writes them; the one derived from their class unless set. */
    public Push<T> codec(Codec<T> codec) {
        return keeping(keeping.durability, codec, keeping.retainMs, keeping.retainBytes);
    }

    /**
     * Returns a new source whose log keeps events for a time after their arrival, however many they are; unless set, the last 1 GiB
     * of them. What the job would read again after a restart is kept in any case. Files are deleted as a whole, so up to an eighth
     * more is kept.
     *
     * @param age at least a millisecond
     */
    public Push<T> retain(Duration age) {
        return retain(age, Long.MAX_VALUE);
    }

    /**
     * Returns a new source whose log keeps events for a time after their arrival, and no more than so many bytes of them; see {@link
     * #retain(Duration)}.
     *
     * @param age at least a millisecond
     * @param bytes at least 1
     */
    public Push<T> retain(Duration age, long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("to retain " + bytes + " bytes of events: give at least 1");
        }
        long ms = Millis.positive("the time to retain events for", age);
        return keeping(keeping.durability, keeping.codec, ms, bytes);
    }

    private Push<T> keeping(Durability durability, @Nullable Codec<T> codec, long retainMs, long retainBytes) {
        return new Push<>(type, time, capacity, new Keeping<>(durability, codec, retainMs, retainBytes));
    }

    // ---- for whoever feeds it -------------------------------------------------------------------------------------

    /**
     * Emits an event; waits while the source is full.
     *
     * @throws IllegalStateException if the source is closed, or the job that read it has ended
     * @throws InterruptedException if interrupted while waiting; the event was not taken
     * @throws io.leat.codec.CodecException if it cannot be written to the log; it was not taken
     * @throws UncheckedIOException if the log could not be written; the job fails then
     */
    public void emit(T event) throws InterruptedException {
        feed.emit(event);
    }

    /**
     * Emits events one behind the other; waits while the source is full. With a log, all are taken together, at the cost of one.
     *
     * @throws IllegalStateException if the source is closed, or the job that read it has ended; without a log, some may have been taken
     * @throws InterruptedException if interrupted while waiting; without a log, some may have been taken
     * @throws io.leat.codec.CodecException if one cannot be written to the log; none was taken
     * @throws UncheckedIOException if the log could not be written; the job fails then
     */
    public void emitAll(Collection<? extends T> events) throws InterruptedException {
        feed.emitAll(events);
    }

    /**
     * Emits an event unless the source is full. With a log it returns when the event is there.
     *
     * @return whether it was taken; if not, the caller still has it
     * @throws IllegalStateException if the source is closed, or the job that read it has ended
     * @throws io.leat.codec.CodecException if it cannot be written to the log; it was not taken
     * @throws UncheckedIOException if the log could not be written; the job fails then
     */
    public boolean offer(T event) {
        return feed.offer(event);
    }

    /**
     * Emits events one behind the other, all or none of them; waits for some time while there is no room for them. With a log it returns
     * when they are there.
     *
     * @param atMost how long to wait; {@code Duration.ZERO} not at all
     * @return whether they were taken; if not, none was, and the caller still has them
     * @throws IllegalArgumentException if they are more than the source can hold; none was taken
     * @throws IllegalStateException if the source is closed, or the job that read it has ended; none was taken
     * @throws InterruptedException if interrupted while waiting; none was taken
     * @throws io.leat.codec.CodecException if one cannot be written to the log; none was taken
     * @throws UncheckedIOException if the log could not be written; the job fails then
     */
    public boolean offerAll(Collection<? extends T> events, Duration atMost) throws InterruptedException {
        return feed.offerAll(events, atMost.toNanos());
    }

    /** Ends the source: what was emitted is still processed, then its job sees the end of the input. */
    @Override
    public void close() {
        feed.close();
    }

    // ---- as a source ----------------------------------------------------------------------------------------------

    @Override
    public Class<?> type() {
        return type;
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public boolean timed() {
        return true;
    }

    @Override
    public @Nullable ToLongFunction<? super T> timestamps() {
        return time;
    }

    @Override
    public SourceLog.Terms<T> logged() {
        Codec<T> codec = keeping.codec == null ? Codec.of(type) : keeping.codec;
        boolean durable = keeping.durability != Durability.BUFFERED;
        return new SourceLog.Terms<>(codec, durable, keeping.retainMs, keeping.retainBytes);
    }

    @Override
    public List<? extends SourcePartition<T>> partitions() {
        return List.of(feed);
    }

    @Override
    public String toString() {
        return "push of " + type.getSimpleName();
    }
}

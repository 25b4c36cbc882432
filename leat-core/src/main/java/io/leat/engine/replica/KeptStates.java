// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import io.leat.codec.CodecException;
import io.leat.engine.checkpoint.HeapState;
import io.leat.engine.checkpoint.Restart;
import io.leat.engine.checkpoint.Standing.Reached;
import io.leat.engine.directory.Changes;
import io.leat.engine.store.KeyGroups;
import io.leat.engine.store.StateRoom;
import io.leat.failure.PipelineException;
import io.leat.graph.Step;
import java.io.IOError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of the steps of a replica that keep some: how it gets into an epoch, in full or as what has changed, and comes back.
 */
final class KeptStates {
    /** How many entries of a step are written between two batches of work. */
    private static final int PIECE = 1_024;

    /** After how many bytes it is enough, if they are fewer. */
    private static final int PIECE_BYTES = 1 << 16;

    /** How many bytes of what is written are handed over between two batches of work. */
    private static final int DRAINED_BYTES = 1 << 20;

    private final List<Kept> kept = new ArrayList<>();
    /** The state of the epoch that was cut last, as far as it is written. */
    private List<Changes> written = new ArrayList<>();

    /** How many steps have handed over what is written of it. */
    private int drained;

    private boolean noting;
    private final @Nullable StateRoom room;

    /**
     * The state of a step.
     *
     * @param written which key groups of it this replica writes
     * @param read which of them it needs
     * @param inHand whether the operator keeps it in its hands between calls: it is small, and written at once
     */
    private record Kept(
            Step step, HeapState<Object, ?> state, KeyGroups.Range written, KeyGroups.Range read, boolean inHand) {}

    /** {@code room}: what there is on the heap for state; null if there is enough for all of it. */
    KeptStates(@Nullable StateRoom room) {
        this.room = room;
    }

    void add(Step step, HeapState<Object, ?> state, KeyGroups.Range written, KeyGroups.Range read) {
        kept.add(new Kept(step, state, written, read, false));
    }

    /** Adds state that the operator keeps in its hands between calls. */
    void addInHand(Step step, HeapState<Object, ?> state, KeyGroups.Range share) {
        kept.add(new Kept(step, state, share, share, true));
    }

    /** Notes changes from now on: epochs are written as these. */
    void noteChanges() {
        noting = true;
        kept.forEach(of -> of.state.noteChanges(of.written));
    }

    // ---- out ------------------------------------------------------------------------------------------------------

    /** Ends an epoch; what belongs to it is to be written from now on. */
    void cut() {
        written = new ArrayList<>();
        drained = 0;
        for (Kept of : kept) {
            if (!noting) {
                writeAll(of);
                continue;
            }
            if (of.inHand) {
                of.state.touch();
            }
            of.state.cut();
            if (of.inHand) {
                named(of, () -> of.state.writeSome(Integer.MAX_VALUE, Integer.MAX_VALUE));
            }
        }
    }

    private void writeAll(Kept of) {
        for (int group = of.written.first(); group <= of.written.last(); group++) {
            int at = group;
            byte[] bytes = named(of, () -> of.state.write(at));
            written.add(new Changes(of.step.name(), group, bytes, bytes.length));
        }
    }

    /** Writes some of the epoch that was cut last; returns all of it when it is written, null before. */
    @Nullable
    List<Changes> writeSome() {
        if (!noting) {
            return written;
        }
        for (Kept of : kept) {
            if (!named(of, () -> of.state.writeSome(PIECE, PIECE_BYTES))) {
                return null;
            }
        }
        return drainSome() ? written : null;
    }

    private boolean drainSome() {
        if (drained < kept.size()) {
            Kept next = kept.get(drained);
            drained += next.state.drain(next.step.name(), DRAINED_BYTES, written) ? 1 : 0;
        }
        return drained == kept.size();
    }

    @FunctionalInterface
    private interface Writing<T> {
        T run();
    }

    private static <T> T named(Kept of, Writing<T> writing) {
        try {
            return writing.run();
        } catch (CodecException e) {
            throw new PipelineException(
                    "the state of step '" + of.step.name() + "' cannot be written: " + e.getMessage(), e);
        }
    }

    /** Returns whether so much has changed that the epoch should end early. */
    boolean wantsEpoch() {
        return room != null && room.wantsEpoch();
    }

    /** Returns whether so much has changed that the epoch must end before more is taken in. */
    boolean isFull() {
        return room != null && room.isFull();
    }

    /** Deletes what was only for this life of the job. */
    void close() throws IOException {
        if (room != null) {
            room.close();
        }
    }

    // ---- and in ---------------------------------------------------------------------------------------------------

    /** Reads the state that this replica needs. */
    void restore(Restart from) {
        for (Kept of : kept) {
            for (Reached reached : from.standing().reached().getOrDefault(of.step.name(), List.of())) {
                if (reached.groups().meets(of.read)) {
                    of.state.restoreShared(reached.timers());
                }
            }
            for (int group = of.read.first(); group <= of.read.last(); group++) {
                restore(of, group, from);
            }
        }
    }

    private static void restore(Kept of, int group, Restart from) {
        try {
            from.state()
                    .read(
                            of.step.name(),
                            group,
                            (bytes, offset, length) -> of.state.apply(group, bytes, offset, length));
        } catch (CodecException | IOException | IOError e) {
            throw new PipelineException(
                    "the state of step '" + of.step.name() + "' cannot be read: " + e.getMessage(), e);
        }
    }

    // ---- looking in -----------------------------------------------------------------------------------------------

    /** Returns the state of a step; null if it keeps none. */
    @Nullable
    HeapState<Object, ?> of(String step) {
        for (Kept of : kept) {
            if (of.step.name().equals(step)) {
                return of.state;
            }
        }
        return null;
    }

    /** Returns the key groups of a step whose state is here; null if it keeps none. */
    KeyGroups.@Nullable Range groups(Step step) {
        for (Kept of : kept) {
            if (of.step == step) {
                return of.read;
            }
        }
        return null;
    }
}

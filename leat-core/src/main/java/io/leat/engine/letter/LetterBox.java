// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.letter;

import io.leat.codec.BinaryWriter;
import io.leat.codec.DynamicCodec;
import io.leat.engine.failure.DeadLetters;
import io.leat.engine.failure.Letters;
import io.leat.failure.DeadLetter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Takes the dead letters of a worker: they are among the latest ones of the job at once, and are kept when their epoch is sealed. One
 * thread.
 */
public final class LetterBox implements Letters {
    /** With more bytes than this the epoch should end. */
    private static final int FULL_BYTES = 16 << 20;

    private final DeadLetters latest;
    private final @Nullable DynamicCodec types;
    private final BinaryWriter letter = new BinaryWriter();
    private BinaryWriter letters = new BinaryWriter();
    private byte[] cut = {};

    /** {@code types} writes the records; null if letters are not kept. */
    public LetterBox(DeadLetters latest, @Nullable DynamicCodec types) {
        this.latest = latest;
        this.types = types;
    }

    @Override
    public void add(DeadLetter dead) {
        latest.add(dead);
        if (types != null) {
            letter.reset();
            LetterForm.write(dead, types, letter);
            letters.writeBytes(letter);
        }
    }

    @Override
    public Instant now() {
        return latest.now();
    }

    /** Ends an epoch. */
    public void cut() {
        cut = letters.toByteArray();
        letters = new BinaryWriter();
    }

    /** Returns the letters of the epoch that was cut last. */
    public byte[] take() {
        return cut;
    }

    public boolean isFull() {
        return letters.size() > FULL_BYTES;
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.machine;

import java.io.EOFException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A file: what is read of it, and what of that is certain to survive a loss of power. */
final class SimulatedFile {
    private static final int SECTOR = 512;

    private byte[] bytes = new byte[SECTOR];
    private int length;
    /** So much of the front was forced, and not cut off since. The rest can become anything. */
    private int certain;
    /** What was forced, if it was more than {@link #certain}: an unforced cut may not have happened. */
    private byte @Nullable [] uncut;
    /** What never came to the disk when a force failed, though it can be read, and though a later force returns. */
    private final List<Range> dropped = new ArrayList<>();

    private record Range(int from, int to) {}

    SimulatedFile() {}

    /** Makes a file as a loss of power has left it. */
    private SimulatedFile(byte[] bytes) {
        this.bytes = bytes;
        this.length = bytes.length;
        this.certain = bytes.length;
    }

    int length() {
        return length;
    }

    // ---- as the process sees it -----------------------------------------------------------------------------------

    void read(long at, byte[] into, int offset, int count) throws EOFException {
        if (at < 0 || at + count > length) {
            throw new EOFException("bytes " + at + " to " + (at + count) + " of a file of " + length);
        }
        System.arraycopy(bytes, (int) at, into, offset, count);
    }

    void write(byte[] from, int offset, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    void cut(int to) {
        if (to < certain) {
            if (uncut == null) {
                uncut = onDisk(certain);
            }
            certain = to;
        }
        length = to;
        dropped.removeIf(range -> range.from >= to);
        dropped.replaceAll(range -> new Range(range.from, Math.min(range.to, to)));
    }

    void force() {
        certain = length;
        uncut = null;
    }

    /** A force that fails: of what it should have written some is dropped, or nothing, or everything. */
    void failForce(Random random) {
        int luck = random.nextInt(3);
        boolean readable = random.nextBoolean();
        for (int from = certain; from < length; from = sectorEnd(from)) {
            if (luck == 0 || (luck == 1 && random.nextBoolean())) {
                int to = Math.min(sectorEnd(from), length);
                dropped.add(new Range(from, to));
                if (!readable) {
                    Arrays.fill(bytes, from, to, (byte) 0);
                }
            }
        }
    }

    void flipBit(long bit) {
        bytes[(int) (bit / Byte.SIZE)] ^= (byte) (1 << (bit % Byte.SIZE));
    }

    // ---- what is left ---------------------------------------------------------------------------------------------

    /** Returns the file as the next process finds it if this one is killed. */
    SimulatedFile kill(boolean droppedStays) {
        SimulatedFile left = new SimulatedFile(droppedStays ? content() : onDisk(length));
        left.certain = certain;
        left.uncut = uncut;
        left.dropped.addAll(dropped);
        return left;
    }

    /** Returns a file as it could be after a loss of power; {@code stale} is what an unwritten sector may hold. */
    SimulatedFile crash(Random random, byte[] stale) {
        return switch (random.nextInt(4)) {
            case 0 -> new SimulatedFile(onDisk(length));
            case 1 -> new SimulatedFile(uncut != null ? uncut.clone() : onDisk(certain));
            case 2 -> new SimulatedFile(onDisk(between(certain, length, random)));
            default -> new SimulatedFile(torn(random, stale));
        };
    }

    /** Returns in words what a loss of power has made of it, if anything. */
    Optional<String> loss(SimulatedFile crashed) {
        int difference = Arrays.mismatch(content(), crashed.content());
        if (difference < 0) {
            return Optional.empty();
        }
        return Optional.of(
                difference == crashed.length ? "power lost: the end of a file" : "power lost: a write is torn");
    }

    private byte[] onDisk(int end) {
        byte[] disk = Arrays.copyOf(bytes, end);
        for (Range range : dropped) {
            if (range.from < end) {
                Arrays.fill(disk, range.from, Math.min(range.to, end), (byte) 0);
            }
        }
        return disk;
    }

    /** Each sector that is not certain is written, or as before, or zero, or anything. */
    private byte[] torn(Random random, byte[] stale) {
        byte[] old = uncut == null ? new byte[0] : uncut;
        byte[] written = onDisk(length);
        byte[] torn = Arrays.copyOf(written, between(certain, Math.max(length, old.length), random));
        for (int from = certain; from < torn.length; from = sectorEnd(from)) {
            int to = Math.min(sectorEnd(from), torn.length);
            switch (random.nextInt(6)) {
                case 0 -> fill(torn, from, to, old);
                case 1 -> Arrays.fill(torn, from, to, (byte) 0);
                case 2 -> fillWithNoise(torn, from, to, random);
                case 3 -> fill(torn, from, to, stale);
                default -> fill(torn, from, to, written);
            }
        }
        return torn;
    }

    private static int between(int least, int most, Random random) {
        return random.nextInt(4) == 0 ? most : least + random.nextInt(most - least + 1);
    }

    private static void fill(byte[] target, int from, int to, byte[] source) {
        for (int i = from; i < to; i++) {
            target[i] = i < source.length ? source[i] : 0;
        }
    }

    private static void fillWithNoise(byte[] target, int from, int to, Random random) {
        byte[] noise = new byte[to - from];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, target, from, noise.length);
    }

    private static int sectorEnd(int at) {
        return (at / SECTOR + 1) * SECTOR;
    }

    /** Returns all that can be read. */
    byte[] content() {
        return Arrays.copyOf(bytes, length);
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

/**
 * The division of all keys into {@value #COUNT} groups, which are what is moved when the parallelism changes.
 *
 * <p>The formula is Apache Flink's: a 32-bit MurmurHash3 round and finaliser (Appleby) over the key's stable hash, modulo the
 * number of groups, and a contiguous range of groups for each worker. So a job finds its keys in the same places there.
 */
public final class KeyGroups {
    /** How many groups there are; a power of two. */
    public static final int COUNT = 128;

    private KeyGroups() {}

    /** Returns a well-mixed, non-negative number for a hash. Its low bits choose the group, the others a slot. */
    public static int mix(int hash) {
        int h = Integer.rotateLeft(hash * 0xcc9e2d51, 15) * 0x1b873593;
        h = Integer.rotateLeft(h, 13) * 5 + 0xe6546b64;
        h ^= 4; // the length of the input in bytes
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        h ^= h >>> 16;
        return h >= 0 ? h : h == Integer.MIN_VALUE ? 0 : -h;
    }

    /** Returns the group of a mixed hash, from 0. */
    public static int ofMixed(int mixed) {
        return mixed & (COUNT - 1);
    }

    /** Returns the group of a key's stable hash, from 0. */
    public static int of(int hash) {
        return ofMixed(mix(hash));
    }

    /** Returns the smallest hash from 0 that lies in a group: for state that has a group and no key. */
    public static int someHashIn(int group) {
        int hash = 0;
        while (of(hash) != group) {
            hash++;
        }
        return hash;
    }

    /** Returns which of {@code workers} owns a group. */
    public static int owner(int group, int workers) {
        return group * workers / COUNT;
    }

    /** The groups that a worker owns, from {@code first} to {@code last}, both included; none if last is below first. */
    public record Range(int first, int last) {
        /** All groups. */
        public static final Range ALL = new Range(0, COUNT - 1);

        /** Returns the groups that worker number {@code worker} of {@code workers} owns. */
        public static Range of(int worker, int workers) {
            int first = (worker * COUNT + workers - 1) / workers;
            int last = ((worker + 1) * COUNT - 1) / workers;
            return new Range(first, last);
        }

        /** Returns how many groups there are in the range. */
        public int size() {
            return last - first + 1;
        }

        /** Returns whether a group is in both. */
        public boolean meets(Range other) {
            return first <= other.last && other.first <= last;
        }

        /** Returns whether a group is in the range. */
        public boolean contains(int group) {
            return group >= first && group <= last;
        }
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.format;

import java.util.zip.CRC32C;

/**
 * The checksum of a frame: CRC-32C of the header of the file, where in it the frame begins, the length of the payload, and the
 * payload. A frame that was moved is as wrong as one that was changed. One thread at a time.
 */
final class FrameSum {
    /** What a frame has in front of its payload: the length and the checksum, four bytes each, highest first. */
    static final int OVERHEAD = 8;

    private final byte[] header;
    private final byte[] place = new byte[12];
    private final CRC32C sum = new CRC32C();

    FrameSum(FileHeader header) {
        this.header = header.encode();
    }

    /** Begins the checksum of a frame. */
    void begin(long at, int length) {
        for (int i = 0; i < 8; i++) {
            place[i] = (byte) (at >>> (56 - 8 * i));
        }
        for (int i = 0; i < 4; i++) {
            place[8 + i] = (byte) (length >>> (24 - 8 * i));
        }
        sum.reset();
        sum.update(header, 0, header.length);
        sum.update(place, 0, place.length);
    }

    void add(byte[] bytes, int offset, int length) {
        sum.update(bytes, offset, length);
    }

    int value() {
        return (int) sum.getValue();
    }
}

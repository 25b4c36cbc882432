// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import java.util.Arrays;

/** Bytes that stand for themselves. */
final class BytesFormat implements Format<byte[]> {
    @Override
    public Class<byte[]> type() {
        return byte[].class;
    }

    @Override
    public byte[] read(byte[] bytes, int offset, int length) {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    @Override
    public byte[] write(byte[] value) {
        return value;
    }

    @Override
    public String toString() {
        return "bytes";
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reader and writer: what one writes the other reads, and damage is found. */
class BinaryReaderTest {
    private final BinaryWriter out = new BinaryWriter(0);

    private BinaryReader written() {
        return new BinaryReader(out.toByteArray());
    }

    @ParameterizedTest
    @CsvSource({"0,1", "-1,1", "63,1", "-64,1", "64,2", "8191,2", "2147483647,5", "-2147483648,5"})
    void whenIntWritten_thenReadBackInFewBytes(int value, int bytes) {
        out.writeInt(value);
        assertThat(out.size()).isEqualTo(bytes);
        assertThat(written().readInt()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE})
    void whenLongsWritten_thenReadBack(long value) {
        out.writeLong(value);
        out.writeFixedLong(value);
        out.writeUnsigned(value);
        out.writeFixedInt((int) value);
        BinaryReader in = written();
        assertThat(in.readLong()).isEqualTo(value);
        assertThat(in.readFixedLong()).isEqualTo(value);
        assertThat(in.readUnsigned()).isEqualTo(value);
        assertThat(in.readFixedInt()).isEqualTo((int) value);
        in.requireEnd();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ascii", "\u0000", "Müller", "\u20ac", "\uD83D\uDE00", "\uFFFD", "\uD83D", "a\uDE00\uD83Db"})
    void whenStringWritten_thenReadBackEvenWithoutUtf8(String value) {
        out.writeString(value);
        assertThat(written().readString()).isEqualTo(value);
    }

    @Test
    void whenStringIsText_thenItsBytesAreUtf8AfterTwiceTheirNumber() {
        out.writeString("né");
        assertThat(out.toByteArray()).containsExactly(6, 'n', 0xC3, 0xA9);
        assertThat(out.toByteArray()).endsWith("né".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whenNaNsDiffer_thenBytesAreTheSame() {
        out.writeDouble(Double.longBitsToDouble(0x7ff8_0000_0000_0001L));
        byte[] odd = out.toByteArray();
        out.reset();
        out.writeDouble(Double.NaN);
        assertThat(out.toByteArray()).isEqualTo(odd);
    }

    @Test
    void whenHandedOver_thenTheWriterBeginsAnewAndTheBytesStay() {
        out.writeString("first");
        int size = out.size();
        byte[] first = out.handOver(0);
        out.writeString("second");
        assertThat(new BinaryReader(first, 0, size).readString()).isEqualTo("first");
        assertThat(written().readString()).isEqualTo("second");
    }

    @Test
    void whenRangeGiven_thenNothingOutsideIsRead() {
        BinaryReader in = new BinaryReader(new byte[] {9, 1, 2, 9}, 1, 2);
        assertThat(in.readRaw(2)).containsExactly(1, 2);
        assertThat(in.remaining()).isZero();
        assertThatThrownBy(in::readByte)
                .isInstanceOf(CodecException.class)
                .hasMessage("the bytes end too early, at offset 3: 1 needed at offset 3, 0 left");
    }

    @Test
    void whenRangeIsOutsideTheArray_thenRefused() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> new BinaryReader(new byte[2], 1, 2));
    }

    @Test
    void whenLengthIsSilly_thenRefusedBeforeAllocating() {
        out.writeUnsigned(Long.MAX_VALUE);
        byte[] bytes = out.toByteArray();
        assertThatThrownBy(() -> new BinaryReader(bytes).readBytes())
                .isInstanceOf(CodecException.class)
                .hasMessage("damaged bytes, up to offset 9: a count of 9223372036854775807 with 0 bytes left");
        assertThatThrownBy(() -> new BinaryReader(bytes).readString()).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> new BinaryReader(bytes).readCount(8)).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> new BinaryReader(bytes).readRaw(Integer.MAX_VALUE))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> new BinaryReader(bytes).readRaw(-1)).isInstanceOf(CodecException.class);
    }

    @Test
    void whenBytesAreNoNumberBooleanOrText_thenSaidSo() {
        assertDamaged("a number of more than ten bytes", -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0);
        assertThatThrownBy(() -> new BinaryReader(new byte[] {2}).readBoolean())
                .hasMessage("damaged bytes, up to offset 1: a boolean of 2");
        assertThatThrownBy(() -> new BinaryReader(new byte[] {2, (byte) 0xC3}).readString())
                .hasMessage("damaged bytes, up to offset 2: text that is not UTF-8");
        assertThatThrownBy(() -> new BinaryReader(new byte[] {3, 1}).readString())
                .hasMessage("damaged bytes, up to offset 2: half a char");
    }

    @Test
    void whenIntIsTooLarge_thenSaidSo() {
        out.writeLong(1L << 32);
        assertThatThrownBy(() -> written().readInt())
                .isInstanceOf(CodecException.class)
                .hasMessage("damaged bytes, up to offset 5: the int 4294967296");
    }

    private static void assertDamaged(String what, int... bytes) {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        assertThatThrownBy(() -> new BinaryReader(raw).readLong())
                .isInstanceOf(CodecException.class)
                .hasMessageEndingWith(what);
    }
}

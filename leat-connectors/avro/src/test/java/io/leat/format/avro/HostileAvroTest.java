// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connector.UnreadableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are not what the schema says: they are a value, or unreadable with a reason, and never anything else. */
class HostileAvroTest {
    record Text(String text, Optional<Boolean> flag) {}

    record Numbers(List<Integer> numbers) {}

    record Chain(@Nullable Chain next) {}

    record Nothing() {}

    private final Avro<Text> texts = Avro.of(Text.class);

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whenMessagesAreChangedAtRandom_thenTheyAreAValueOrUnreadable(long seed) {
        Random random = new Random(seed);
        Schema sample = Avro.of(Sample.class).schema();
        Avro<Sample> plain = Avro.of(Sample.class);
        List<Avro<?>> readers = List.of(
                plain,
                plain.singleObject(),
                Avro.generic(sample),
                Avro.of(Nothing.class, nothing("Sample")).writtenWith(sample));
        int unreadable = 0;
        for (int i = 0; i < 10_000; i++) {
            Avro<?> reader = readers.get(i % readers.size());
            Sample value = Sample.random(random);
            byte[] valid = i % readers.size() == 1 ? plain.singleObject().write(value) : plain.write(value);
            unreadable += isUnreadable(reader, mutated(valid, random), "message " + i + " of seed " + seed);
        }
        assertThat(unreadable).isBetween(2_000, 9_990);
    }

    /** A reader's schema that passes over all that is there. */
    private static Schema nothing(String name) {
        return Schema.createRecord(name, null, "io.leat.format.avro", false, List.of());
    }

    private static int isUnreadable(Avro<?> reader, byte[] bytes, String name) {
        try {
            assertThat((Object) reader.read(bytes)).isNotNull();
            return 0;
        } catch (UnreadableException e) {
            assertThat(e.reason()).as(name).startsWith("not Avro of Sample: ");
            return 1;
        } catch (Throwable e) {
            throw new AssertionError(name + ": " + e, e);
        }
    }

    private static byte[] mutated(byte[] valid, Random random) {
        byte[] bytes = valid.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(5));
                case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(10)), (byte) -1);
                default -> bytes[at] = (byte) random.nextInt();
            }
        }
        return bytes;
    }

    @Test
    void whenBytesAreLeftOver_thenItIsSaidWhere() {
        assertUnreadable(texts, "the value ends at byte 3, and 2 more are left over", 2, 'a', 0, 0, 0);
    }

    @Test
    void whenAMessageIsCutOff_thenItIsSaidWhere() {
        assertUnreadable(texts, "a text has a length of 2, but 1 bytes are left, at byte 0", 4, 'a');
        assertUnreadable(texts, "it ends within the rest of a number, at byte 2", 2, 'a');
        assertUnreadable(texts, "it ends within a boolean, at byte 3", 2, 'a', 2);
        assertUnreadable(texts, "it ends within the rest of a number, at byte 0");
    }

    @Test
    void whenALengthIsHuge_thenNothingIsAllocatedForIt() {
        int[] huge = {0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f};
        assertUnreadable(texts, "a text has a length of 4611686018427387903", huge);
        assertUnreadable(Avro.of(Numbers.class), "4611686018427387903 items are to follow, but only 0 bytes", huge);
        assertUnreadable(
                Avro.of(Numbers.class),
                "-9223372036854775808 items are to follow",
                0xff,
                0xff,
                0xff,
                0xff,
                0xff,
                0xff,
                0xff,
                0xff,
                0xff,
                0x01,
                2,
                2);
    }

    @Test
    void whenANumberOrTextIsNone_thenItIsSaidWhere() {
        assertUnreadable(texts, "a text of 1 bytes is not UTF-8, at byte 1", 2, 0xff, 0);
        assertThatCode(() -> texts.read(texts.write(new Text("\ufffd", Optional.empty()))))
                .doesNotThrowAnyException();
        assertUnreadable(texts, "a boolean is 0 or 1, not 2, at byte 3", 2, 'a', 2, 2);
        assertUnreadable(texts, "before byte 3, ", 2, 'a', 9);
        assertUnreadable(
                Avro.of(Numbers.class), "68719476735 is no int, at byte 1", 2, 0xfe, 0xff, 0xff, 0xff, 0xff, 0x03, 0);
    }

    @Test
    void whenRecordsAreDeepInEachOther_thenUpToABound() throws UnreadableException {
        Avro<Chain> chains = Avro.of(Chain.class);
        Chain deepest = chain(BoundedReader.MAX_DEPTH);
        assertThat(chains.read(chains.write(deepest))).isEqualTo(deepest);

        byte[] deep = new byte[1_000_000];
        Arrays.fill(deep, (byte) 2);
        assertThatThrownBy(() -> chains.read(deep))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("records are more than 256 deep in each other");
        for (int depth : new int[] {BoundedReader.MAX_DEPTH + 1, 100_000}) {
            assertThatThrownBy(() -> chains.write(chain(depth)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("256 deep");
        }
    }

    @Test
    void whenWhatIsPassedOverIsDeep_thenUpToABound() {
        record Holder(Chain chain) {}
        Schema writer = Avro.of(Holder.class).schema();
        Avro<Nothing> nothing = Avro.of(Nothing.class, nothing("Holder")).writtenWith(writer);
        byte[] deep = new byte[32 << 20];
        Arrays.fill(deep, (byte) 2);
        assertThatThrownBy(() -> nothing.read(deep))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("records are more than 256 deep in each other");
    }

    private static Chain chain(int depth) {
        Chain chain = new Chain(null);
        for (int i = 1; i < depth; i++) {
            chain = new Chain(chain);
        }
        return chain;
    }

    @Test
    void whenASchemaNamesAClass_thenItIsNotLoaded() throws UnreadableException {
        Schema schema = new Schema.Parser().parse("""
                {"type": "record", "name": "Text", "fields": [
                  {"name": "text", "type": {"type": "string", "java-class": "java.io.File"}},
                  {"name": "map", "type": {"type": "map", "values": "int", "java-key-class": "java.io.File"}}]}""");
        Object text =
                Avro.generic(schema).read(new byte[] {2, 'a', 2, 2, 'k', 4, 0}).get("text");
        assertThat(text).isEqualTo("a");
    }

    @Test
    void whenAMessageIsOfASchemaRegistry_thenTheReasonSaysSo() {
        byte[] value = Avro.of(Numbers.class).write(new Numbers(List.of(1, 2, 3)));
        List<Integer> framed = new ArrayList<>(List.of(0, 0, 0, 0, 17));
        for (byte b : value) {
            framed.add((int) b);
        }
        int[] bytes = framed.stream().mapToInt(b -> b).toArray();
        assertUnreadable(Avro.of(Numbers.class), "it seems to have been written for a schema registry", bytes);
        bytes[bytes.length - 1] = 77;
        assertThatThrownBy(() -> Avro.of(Numbers.class).read(bytes(bytes))).hasMessageNotContaining("registry");
    }

    @Test
    void whenTheSchemaOfAMessageIsUnknown_thenItsFingerprintIsSaid() {
        byte[] other = Avro.of(Numbers.class).singleObject().write(new Numbers(List.of()));
        assertThatThrownBy(() -> texts.singleObject().read(other))
                .isInstanceOf(UnreadableException.class)
                .hasMessageMatching(".*fingerprint [0-9a-f]+, known are [0-9a-f]+; give the schema to alsoReading");
        assertUnreadable(texts.singleObject(), "it does not begin with C3 01 and a fingerprint", 2, 'a', 0);
        assertThatCode(() -> texts.read(new byte[] {2, 'a', 0})).doesNotThrowAnyException();
    }

    private static void assertUnreadable(Avro<?> avro, String reason, int... bytes) {
        assertThatThrownBy(() -> avro.read(bytes(bytes)))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining(reason);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}

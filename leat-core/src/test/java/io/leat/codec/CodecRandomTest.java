// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.leat.codec.Samples.Box;
import io.leat.codec.Samples.Call;
import io.leat.codec.Samples.Circle;
import io.leat.codec.Samples.Color;
import io.leat.codec.Samples.Color2;
import io.leat.codec.Samples.Containers;
import io.leat.codec.Samples.Dot;
import io.leat.codec.Samples.Shape;
import io.leat.codec.Samples.Tree;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Random values come back, and random damage gives a {@link CodecException} and nothing else. */
class CodecRandomTest {
    private static final int ROUNDS = 3_000;

    private final long seed = Long.getLong("leat.seed", System.nanoTime());
    private final Random random = new Random(seed);

    record All(Containers containers, Shape shape, Tree tree, Samples.Times times, Samples.Others others) {}

    @BeforeEach
    void printSeed() {
        System.out.println("CodecRandomTest: repeat with -Dleat.seed=" + seed);
    }

    @Test
    void whenRandomValues_thenEqualWithEqualHashAndOrder() {
        Codec<All> codec = Codec.of(All.class);
        for (int i = 0; i < ROUNDS; i++) {
            All value = all();
            All copy = Samples.roundTrip(codec, value);
            assertThat(copy).as("seed %d", seed).isEqualTo(value);
            assertThat(copy.toString()).as("order, seed %d", seed).isEqualTo(value.toString());
            assertThat(Codec.of(Shape.class).hash(copy.shape()))
                    .isEqualTo(Codec.of(Shape.class).hash(value.shape()));
            assertThat(codec.encode(copy)).as("seed %d", seed).isEqualTo(codec.encode(value));
        }
    }

    @Test
    void whenTruncatedAnywhere_thenCodecException() {
        Codec<All> codec = Codec.of(All.class);
        for (int i = 0; i < 40; i++) {
            byte[] bytes = codec.encode(all());
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThat(survives(codec, cut))
                        .as("cut to %d, seed %d", length, seed)
                        .isFalse();
            }
        }
    }

    @Test
    void whenBytesAreDamaged_thenAValueOrCodecException() {
        DynamicCodec dynamic = Codec.dynamic().allow(All.class);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = Codec.of(All.class).encode(all());
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            refused += survives(Codec.of(All.class), bytes) ? 0 : 1;
            survives(dynamic, bytes);
        }
        assertThat(refused).isGreaterThan(ROUNDS / 10);
    }

    @Test
    void whenBytesAreGarbage_thenAValueOrCodecException() {
        List<Class<?>> types = List.of(
                All.class,
                Object.class,
                Tree.class,
                Shape.class,
                Samples.Times.class,
                Samples.Others.class,
                Samples.Arrays.class,
                Samples.Primitives.class,
                Samples.Wrappers.class,
                BigDecimal.class);
        for (int i = 0; i < 10 * ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            for (int b = 0; b < bytes.length; b++) {
                // Small numbers look like tags, counts and flags and lead deeper than large ones.
                bytes[b] = (byte) (random.nextBoolean() ? random.nextInt(12) : random.nextInt());
            }
            survives(Codec.of(types.get(i % types.size())), bytes);
        }
    }

    @Test
    void whenGarbageNestsWithoutEnd_thenCodecExceptionAndNoOverflow() {
        byte[] lists = new byte[1_000_000];
        Arrays.fill(lists, (byte) 1);
        assertThat(survives(Codec.of(Object.class), lists)).isFalse();
        byte[] trees = new byte[1_000_000];
        for (int i = 0; i + 5 <= trees.length; i += 5) {
            System.arraycopy(new byte[] {2, 0, 1, 1, 1}, 0, trees, i, 5);
        }
        assertThat(survives(Codec.of(Tree.class), trees)).isFalse();
        byte[] greedy = new byte[1_000_000];
        for (int i = 0; i + 4 <= greedy.length; i += 4) {
            System.arraycopy(new byte[] {1, (byte) 0x80, (byte) 0x80, 0x30}, 0, greedy, i, 4);
        }
        assertThat(survives(Codec.of(Object.class), greedy)).isFalse();
    }

    /** Whether a value is read; anything but a {@link CodecException} fails the test. */
    private boolean survives(Codec<?> codec, byte[] bytes) {
        try {
            codec.decode(bytes);
            return true;
        } catch (CodecException expected) {
            return false;
        } catch (RuntimeException | Error e) {
            return fail("seed " + seed + ", " + codec + ", bytes " + Arrays.toString(bytes), e);
        }
    }

    private All all() {
        return new All(containers(), shape(3), tree(3), times(), others());
    }

    private Containers containers() {
        return new Containers(
                orNull(() -> listOf(this::string)),
                orNull(() -> new LinkedHashSet<>(listOf(this::color))),
                orNull(this::map),
                orNull(this::sorted),
                orNull(() -> listOf(random::nextLong)),
                orNull(() -> random.nextBoolean() ? Optional.empty() : Optional.of(call())),
                orNull(() -> Map.of("k", random.nextInt())),
                any(3));
    }

    private Map<String, List<Integer>> map() {
        Map<String, List<Integer>> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(string(), orNull(() -> listOf(random::nextInt)));
        }
        return map;
    }

    private SortedMap<Integer, String> sorted() {
        SortedMap<Integer, String> map = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(random.nextInt(), string());
        }
        return map;
    }

    private Call call() {
        return new Call(string(), orNull(this::instant), random.nextInt());
    }

    private Color color() {
        return List.of(Color.values()).get(random.nextInt(3));
    }

    private Instant instant() {
        return Instant.ofEpochMilli(random.nextLong());
    }

    private Shape shape(int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 4)) {
            case 0 -> null;
            case 1 -> new Circle(Double.longBitsToDouble(random.nextLong()));
            case 2 -> new Dot();
            case 3 -> Color2.PINK;
            default -> new Box(shape(depth - 1), random.nextInt());
        };
    }

    private Tree tree(int depth) {
        return new Tree(string(), depth == 0 ? null : listOf(() -> tree(depth - 1)));
    }

    private Samples.Times times() {
        return new Samples.Times(
                orNull(this::instant),
                Duration.ofNanos(random.nextLong()),
                orNull(this::date),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private LocalDate date() {
        return LocalDate.ofEpochDay(random.nextInt());
    }

    private Samples.Others others() {
        return new Samples.Others(
                new BigInteger(random.nextInt(200), random),
                new BigDecimal(new BigInteger(70, random), random.nextInt(20) - 10),
                orNull(() -> new UUID(random.nextLong(), random.nextLong())),
                null,
                orNull(this::color),
                null,
                null,
                null);
    }

    private Object any(int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 9)) {
            case 0 -> null;
            case 1 -> random.nextInt();
            case 2 -> random.nextLong();
            case 3 -> random.nextDouble();
            case 4 -> string();
            case 5 -> instant();
            case 6 -> random.nextBoolean();
            case 7 -> date();
            case 8 -> (char) random.nextInt();
            case 9 -> listOf(() -> any(depth - 1));
            case 10 -> new LinkedHashSet<>(listOf(() -> any(depth - 1)));
            default -> anyMap(depth - 1);
        };
    }

    private Map<Object, Object> anyMap(int depth) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(any(depth), any(depth));
        }
        return map;
    }

    /** Mostly plain letters, sometimes any char, lone surrogates among them. */
    private String string() {
        int bound = random.nextInt(4) == 0 ? 0x10000 : 128;
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append((char) random.nextInt(bound));
        }
        return text.toString();
    }

    private <T> List<T> listOf(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    private <T> T orNull(Supplier<T> value) {
        return random.nextInt(5) == 0 ? null : value.get();
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Values as bytes, and hashes that never change.
 *
 * <p>A value that is stored or crosses a process needs a {@link io.leat.codec.Codec}. Most are derived:
 *
 * <pre>{@code
 * record Call(String instance, Instant eventTime, int tokens) {}
 *
 * Codec<Call> codec = Codec.of(Call.class);
 * byte[] bytes = codec.encode(call);
 * codec.decode(bytes).equals(call);
 * codec.describe();                    // Call{instance:string,eventTime:instant,tokens:int}
 * }</pre>
 *
 * Read on in this order:
 *
 * <ol>
 *   <li>{@link io.leat.codec.BinaryWriter} and {@link io.leat.codec.BinaryReader}: the bytes of numbers and text. All
 *       that protects against damage is in the reader, so codecs read as if bytes were always right.
 *   <li>{@link io.leat.codec.Codec}: the contract, the formulas of the hash, the text of a schema.
 *   <li>{@code CodecDeriver}: from a type to its codec, with {@code ResolvedType} for generics. This is the list of
 *       what is supported, and it says why the rest is not.
 *   <li>The codecs themselves: {@code ScalarCodecs} and {@code TimeCodecs} (each a line of a table), {@code EnumCodec},
 *       {@code RecordCodec}, {@code SealedCodec}, {@code CollectionCodecs}, {@code ArrayCodec}, {@code AnyCodec} for
 *       what is declared as {@code Object}; {@code NullableCodec} and {@code RecursiveCodec} stand between them.
 *   <li>{@link io.leat.codec.DynamicCodec}: for values of which no type is known until they come, and for what a generic class
 *       used without its arguments leaves open.
 * </ol>
 *
 * Three promises hold everywhere. <i>Bytes are only data</i>: no class is loaded because bytes name it, and damaged
 * ones give a {@link io.leat.codec.CodecException} and nothing else. <i>A hash depends on the value alone</i>: not on the
 * JVM, as that of an enum does, and not on the declared type. <i>A schema depends on the type alone</i>, so that it can
 * be stored and compared. Records may grow at the end; one used as a key must not, since its hash would change.
 *
 * <p>This package is at the bottom of Leat and imports nothing of it. Everyone may call it.
 */
@org.jspecify.annotations.NullMarked
package io.leat.codec;

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * How lines get out of files, whatever is in the lines. Private to this module.
 *
 * <p>A source has an {@code Input}, which says what is read, and gives it a {@code LineFormat}, which makes a {@code FileReader} of a
 * file. The rest, in the order of a line's way: {@code InputFile} opens the content of a file, through {@code GzipInput} or
 * {@code ZstdInput} if it is packed and {@code TextInput} if it is not UTF-8; {@code LineReader} finds the lines in its bytes, and a
 * {@code Mark} is its position.
 *
 * <p>Of several files ({@code FileSet}) each is a partition in {@code OpenFiles}; or all are one, read one behind the other by a {@code
 * FollowingReader}, which asks a {@code FileSequence} what comes next: {@code OrderedFiles} of a directory, or a {@code RotatedLog}. Its
 * position is a {@code Place}: a file as it was {@code Found}, and a position in it. {@code GrowingInput} reads a file to which somebody else
 * appends.
 */
@NullMarked
package io.leat.connector.file.input;

import org.jspecify.annotations.NullMarked;

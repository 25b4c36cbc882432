// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.input;

import io.leat.connector.Position;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A position in one of several files.
 *
 * @param file as it was found
 * @param position in it
 */
record Place(Found file, Position position) {
    private static final Position NOWHERE = new Position("no file yet");
    private static final Pattern TEXT = Pattern.compile("(\\S+) of (.*?), written ([0-9]{1,18}): (.*)", Pattern.DOTALL);

    /** Returns the beginning of a file. */
    static Place beginning(Found file) {
        return new Place(file, new Position(Mark.BEGINNING.text()));
    }

    /** Returns the text of a place in the files of a directory, or of none. */
    static Position text(@Nullable Place place, Path directory) {
        if (place == null) {
            return NOWHERE;
        }
        return new Position("%s of %s, written %d: %s"
                .formatted(
                        place.position.text(),
                        place.file.key(),
                        place.file.modifiedMs(),
                        directory.relativize(place.file.path())));
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if no reader of several files gave it
     */
    static @Nullable Place of(Position position, Path directory) {
        if (position.equals(NOWHERE)) {
            return null;
        }
        Matcher text = TEXT.matcher(position.text());
        if (!text.matches()) {
            throw new IllegalArgumentException("position '" + position.text()
                    + "' is not one in a row of files: did the source of this step read its files otherwise before?"
                    + " Start without the old positions");
        }
        Position inFile = new Position(text.group(1));
        Mark.of(inFile); // says so if it is none
        Found file = new Found(directory.resolve(text.group(4)), text.group(2), 0, Long.parseLong(text.group(3)));
        return new Place(file, inFile);
    }

    Mark mark() {
        return Mark.of(position);
    }
}

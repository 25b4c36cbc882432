// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.part;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of numbered parts: of {@code out/load.csv.gz} they are {@code out/load-000001.csv.gz} and so on. */
final class PartNames {
    private static final Pattern NAME = Pattern.compile("(.+?)((?:\\.[^.]*)?(?:\\.(?:gz|zst))?)", Pattern.DOTALL);

    private final Path path;
    private final String stem;
    private final String ending;
    private final Pattern part;

    PartNames(Path path) {
        Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
        if (!name.matches()) {
            throw new AssertionError(path);
        }
        this.path = path;
        this.stem = name.group(1) + "-";
        this.ending = name.group(2);
        this.part = Pattern.compile(Pattern.quote(stem) + "([0-9]{6,18})" + Pattern.quote(ending) + "(\\.open)?");
    }

    /** Returns the path of a part that is complete. */
    Path complete(long number) {
        return path.resolveSibling(name(number));
    }

    /** Returns the path of a part that is not. */
    Path open(long number) {
        return Folder.openName(complete(number));
    }

    private String name(long number) {
        return stem + "%06d".formatted(number) + ending;
    }

    /** Returns the number of a part that is complete, or nothing if the name is not that of one. */
    OptionalLong completeNumber(String name) {
        return number(name, false);
    }

    /** Returns the number of a part that is not, or nothing if the name is not that of one. */
    OptionalLong openNumber(String name) {
        return number(name, true);
    }

    private OptionalLong number(String name, boolean open) {
        Matcher matcher = part.matcher(name);
        if (!matcher.matches() || open != (matcher.group(2) != null)) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        boolean ours = number > 0 && name.equals(open ? name(number) + Folder.OPEN : name(number));
        return ours ? OptionalLong.of(number) : OptionalLong.empty();
    }
}

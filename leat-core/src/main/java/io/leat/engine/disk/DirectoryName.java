// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.disk;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** The name of a directory for something that has a name of its own: that, with {@code %XX} for each byte that a file system may not take. */
public final class DirectoryName {
    /** File systems take 255 bytes; what is longer is cut, and told apart by a hash. */
    private static final int LONGEST = 150;

    private DirectoryName() {}

    public static String of(String job) {
        StringBuilder name = new StringBuilder();
        for (byte each : job.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (each >= '0' && each <= '9')
                    || (each >= 'a' && each <= 'z')
                    || (each >= 'A' && each <= 'Z')
                    || each == '-'
                    || each == '_'
                    || (each == '.' && name.length() > 0);
            if (plain) {
                name.append((char) each);
            } else {
                name.append('%').append(String.format("%02X", each));
            }
        }
        return name.length() <= LONGEST
                ? name.toString()
                : name.substring(0, LONGEST) + '%' + Integer.toHexString(job.hashCode());
    }

    /** Returns the job whose directory has a name; as it is if that name was cut, or is none that {@link #of} gives. */
    public static String jobOf(String directory) {
        try {
            return directory.length() > LONGEST
                    ? directory
                    : URLDecoder.decode(directory.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return directory;
        }
    }
}

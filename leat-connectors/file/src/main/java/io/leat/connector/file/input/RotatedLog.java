// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.input;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A log file and what it was before it was rotated away, under names such as {@code app.log.1}, {@code app.log.2.gz} and {@code
 * app.log-20261127}: a number of up to four digits grows with the age, a longer one, a date, does not.
 */
final class RotatedLog implements FileSequence {
    private static final int LONGEST_COUNT = 4;

    private final Path path;
    private final Path directory;
    private final Pattern rotated;

    RotatedLog(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        this.path = path.toAbsolutePath();
        this.directory = parent == null ? this.path : parent;
        this.rotated = Pattern.compile(
                Pattern.quote(String.valueOf(path.getFileName())) + "[._-]([0-9][0-9T:.+_-]*?)(\\.(gz|zst))?");
    }

    @Override
    public @Nullable Found first() throws IOException {
        return Found.at(path);
    }

    @Override
    public @Nullable Found after(Found current, Check here) throws IOException {
        List<Found> all = all();
        int at = indexOf(all, file -> file.is(current));
        if (at < 0) {
            at = indexOf(all, here);
        }
        int next = at < 0 ? indexOf(all, file -> file.isWrittenAfter(current)) : at + 1;
        if (next < 0 || next == all.size()) {
            return null;
        }
        Found found = all.get(next);
        return found.path().equals(path) && found.size() == 0 ? null : found; // who writes has not come to it yet
    }

    @Override
    public @Nullable Found insteadOf(Found unread) throws IOException {
        List<Found> all = all();
        int at = indexOf(all, file -> file.is(unread));
        if (at < 0) { // it was packed, or is lost
            at = indexOf(all, file -> file.modifiedMs() >= unread.modifiedMs());
        } else if (all.get(at).path().equals(path)) { // if it was copied and cut back, the copy comes before
            at = indexOf(all, file -> file.is(unread) || file.isWrittenAfter(unread));
        }
        return at < 0 ? null : all.get(at);
    }

    private static int indexOf(List<Found> files, Check wanted) throws IOException {
        for (int i = 0; i < files.size(); i++) {
            if (wanted.test(files.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the log and what was rotated away, the oldest first. */
    private List<Found> all() throws IOException {
        List<Found> files = new ArrayList<>();
        try (DirectoryStream<Path> names = Files.newDirectoryStream(
                directory,
                file -> rotated.matcher(String.valueOf(file.getFileName())).matches())) {
            for (Path name : names) {
                addTo(files, name);
            }
        }
        files.sort(this::compareAge);
        addTo(files, path);
        return files;
    }

    private static void addTo(List<Found> files, Path path) throws IOException {
        Found file = Found.at(path);
        if (file != null && files.stream().noneMatch(file::is)) { // one that was renamed meanwhile
            files.add(file);
        }
    }

    private int compareAge(Found one, Found other) {
        String first = suffix(one);
        String second = suffix(other);
        boolean counts = first.length() <= LONGEST_COUNT;
        if (counts != second.length() <= LONGEST_COUNT) {
            return counts ? 1 : -1;
        }
        return counts ? Integer.compare(parse(second), parse(first)) : first.compareTo(second);
    }

    private static int parse(String count) {
        return Integer.parseInt(count.replaceAll("[^0-9]", ""));
    }

    private String suffix(Found file) {
        Matcher name = rotated.matcher(file.name());
        return name.matches() ? name.group(1) : "0";
    }

    /**
     * Returns, the oldest first, the file itself and those that were written later; then the others. If the log was copied and cut back,
     * its copy is before the log, which is the file itself and may even look like it.
     */
    @Override
    public List<Found> like(Found before) throws IOException {
        List<Found> all = all();
        List<Found> likely = all.stream().anyMatch(before::is) ? new ArrayList<>() : underOtherNames(before);
        all.stream()
                .filter(file -> file.is(before) || file.isWrittenAfter(before))
                .forEach(likely::add);
        all.stream().filter(file -> !likely.contains(file)).forEach(likely::add);
        return likely;
    }

    private List<Found> underOtherNames(Found before) throws IOException {
        List<Found> same = new ArrayList<>();
        try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
            for (Path each : names) {
                Found file = Found.at(each);
                if (file != null && file.is(before)) {
                    same.add(file);
                }
            }
        }
        return same;
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}

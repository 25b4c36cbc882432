// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.engine.disk.DirectoryName;
import io.leat.engine.disk.Disk;
import io.leat.engine.letter.LetterStore;
import io.leat.engine.letter.ReplayRequests;
import io.leat.failure.StoredLetter;
import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;

/** The dead letters in the directory of a job that does not run. */
public final class KeptLetters {
    private KeptLetters() {}

    /** Returns the letters of a job, oldest first. */
    public static List<StoredLetter> list(Disk jobs, String job) throws IOException {
        return locked(jobs, job, KeptLetters::list);
    }

    private static List<StoredLetter> list(Disk job) throws IOException {
        try (LetterStore letters = LetterStore.open(job, InstantSource.system())) {
            return letters.list();
        }
    }

    /** Has letters tried again when the job runs next; returns how many. */
    public static int replay(Disk jobs, String job, Predicate<? super StoredLetter> which, InstantSource clock)
            throws IOException {
        return locked(jobs, job, disk -> replay(disk, which, clock));
    }

    private static int replay(Disk job, Predicate<? super StoredLetter> which, InstantSource clock) throws IOException {
        List<Long> numbers = list(job).stream()
                .filter(letter -> letter.retriable() && which.test(letter))
                .map(StoredLetter::number)
                .toList();
        if (!numbers.isEmpty()) {
            try (ReplayRequests requests = ReplayRequests.open(job, clock)) {
                requests.add(numbers, clock.millis());
            }
        }
        return numbers.size();
    }

    @FunctionalInterface
    private interface Work<T> {
        T in(Disk job) throws IOException;
    }

    private static <T> T locked(Disk jobs, String job, Work<T> work) throws IOException {
        String name = DirectoryName.of(job);
        if (!jobs.directories().contains(name)) {
            throw new IOException("there is no job '" + job + "' in " + jobs + ": there are " + jobs.directories());
        }
        Disk disk = jobs.directory(name);
        Closeable lock = disk.lock();
        try {
            return work.in(disk);
        } finally {
            lock.close();
        }
    }
}

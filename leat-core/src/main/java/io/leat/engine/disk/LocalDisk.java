// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the file system. It is made, with those above it, when the first thing is put into it.
 *
 * <p>Files are used by {@link java.io.RandomAccessFile} and not by channels: an interrupt closes a channel, and would stop a job
 * that does nothing worse than wait for its disk.
 */
public final class LocalDisk implements Disk {
    private final Path path;

    public LocalDisk(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    /** Returns which process has the directory, in words, as far as can be told without taking it; null if none has. */
    public @Nullable String holder() throws IOException {
        return LocalLock.holder(path);
    }

    @Override
    public long bytes() throws IOException {
        long[] sum = {0};
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sum[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE; // files come and go
            }
        });
        return sum[0];
    }

    @Override
    public List<String> files() throws IOException {
        return names(file -> !Files.isDirectory(file));
    }

    @Override
    public List<String> directories() throws IOException {
        return names(Files::isDirectory);
    }

    private List<String> names(Predicate<Path> which) throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(which)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw LocalFailure.of("read", path, e);
        }
    }

    @Override
    public Disk directory(String name) throws IOException {
        Path directory = path.resolve(name);
        make(directory);
        return new LocalDisk(directory);
    }

    /** Makes a directory and those above it, for good: each is forced into the one above. */
    private static void make(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            make(parent);
        }
        try {
            Files.createDirectory(directory);
        } catch (IOException e) {
            if (!Files.isDirectory(directory)) {
                throw LocalFailure.of("make the directory", directory, e);
            }
        }
        if (parent != null) {
            sync(parent);
        }
    }

    @Override
    public DiskOutput create(String name) throws IOException {
        make(path);
        Path file = path.resolve(name);
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw LocalFailure.of("make the file", file, e);
        }
        return new LocalOutput(file, 0);
    }

    @Override
    public DiskOutput append(String name, long length) throws IOException {
        Path file = path.resolve(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(file.toString());
        }
        return new LocalOutput(file, length);
    }

    @Override
    public DiskInput open(String name) throws IOException {
        return new LocalInput(path.resolve(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        try {
            Files.move(path.resolve(from), path.resolve(to), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw LocalFailure.of("rename to " + to + " the file", path.resolve(from), e);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        try {
            Files.deleteIfExists(path.resolve(name));
        } catch (IOException e) {
            throw LocalFailure.of("delete", path.resolve(name), e);
        }
    }

    @Override
    public void sync() throws IOException {
        sync(path);
    }

    /** Directories can be opened as channels only. An interrupt closes those: then it is done again, and the interrupt kept. */
    private static void sync(Path directory) throws IOException {
        boolean interrupted = false;
        try {
            while (!tryToSync(directory)) {
                interrupted |= Thread.interrupted();
            }
        } catch (IOException e) {
            throw LocalFailure.of("force the directory", directory, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean tryToSync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        }
    }

    @Override
    public Closeable lock() throws IOException {
        make(path);
        return LocalLock.take(path);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a directory of the file system: a lock on the file {@code LOCK} in it, which tells in words who has it. The system
 * frees it when the process ends, however that comes about. The file stays.
 *
 * <p>Whether this process has the lock is known from {@link #HELD} and the file is not touched then: on POSIX systems, closing any
 * descriptor of a file frees the locks that the process has on it.
 */
final class LocalLock implements Closeable {
    private static final int MAX_TEXT = 200;
    private static final Pattern HOLDER = Pattern.compile("process ([0-9]{1,18}) since ([0-9T:.-]+Z)");

    /** The directories that this process has locked, and since when. */
    private static final Map<Path, String> HELD = new HashMap<>();

    /** Channels that may not be closed: this process has the lock, by another class of this name. */
    private static final List<FileChannel> UNCLOSED = new ArrayList<>();

    private final Path directory;
    private final FileChannel channel;

    private LocalLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    static LocalLock take(Path directory) throws IOException {
        Path real = directory.toRealPath();
        synchronized (HELD) {
            String holder = HELD.get(real);
            if (holder != null) {
                throw inUse(directory, holder + ", which is this one");
            }
            String text = "process " + ProcessHandle.current().pid() + " since " + Instant.now();
            LocalLock lock = new LocalLock(real, lock(directory, text));
            HELD.put(real, text);
            return lock;
        }
    }

    private static FileChannel lock(Path directory, String text) throws IOException {
        FileChannel channel = open(directory.resolve(Disk.LOCK));
        try {
            if (channel.tryLock() == null) {
                throw inUse(directory, holder(channel));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
            return channel;
        } catch (OverlappingFileLockException e) {
            UNCLOSED.add(channel);
            throw inUse(directory, holder(channel) + ", which is this one");
        } catch (IOException e) {
            channel.close();
            throw e instanceof DiskLockedException ? e : LocalFailure.of("lock", directory.resolve(Disk.LOCK), e);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw LocalFailure.of("write to", file, e);
        }
    }

    /**
     * Returns who has a directory, by the words in its file and whether there still is such a process; null if nobody has. The lock
     * itself is not tried: for a moment that would keep others from taking it.
     */
    static @Nullable String holder(Path directory) throws IOException {
        synchronized (HELD) {
            if (!Files.exists(directory)) {
                return null;
            }
            String own = HELD.get(directory.toRealPath());
            if (own != null) {
                return own + ", which is this one";
            }
            try {
                String text = Files.readString(directory.resolve(Disk.LOCK)).strip();
                return isOfSomebody(text) ? text : null;
            } catch (NoSuchFileException e) {
                return null;
            }
        }
    }

    /** Whether the process of these words is still there, and another one than this, which has taken no such lock. */
    private static boolean isOfSomebody(String text) {
        Matcher words = HOLDER.matcher(text);
        return words.matches()
                && Long.parseLong(words.group(1)) != ProcessHandle.current().pid()
                && ProcessHandle.of(Long.parseLong(words.group(1)))
                        .filter(process -> process.info()
                                .startInstant()
                                .map(start -> !start.isAfter(Instant.parse(words.group(2))))
                                .orElse(true))
                        .isPresent();
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(MAX_TEXT);
        channel.read(text, 0);
        String holder = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
        return holder.isEmpty() ? "another process" : holder;
    }

    private static DiskLockedException inUse(Path directory, String holder) {
        return new DiskLockedException("the directory " + directory + " is in use by " + holder
                + "; stop that first, or give another directory");
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            if (channel.isOpen()) {
                channel.close();
                HELD.remove(directory);
            }
        }
    }
}

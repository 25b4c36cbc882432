// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.machine;

import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskInput;
import io.leat.engine.disk.DiskLockedException;
import io.leat.engine.disk.DiskOutput;
import io.leat.testkit.machine.Operation.Kind;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;

/** A directory of a machine, as the engine sees it. */
final class SimulatedDisk implements Disk {
    static final String FULL = "No space left on device";

    private final Machine machine;
    private final Folder folder;
    /** With a slash at its end, unless it is the root. */
    private final String path;

    SimulatedDisk(Machine machine, Folder folder, String path) {
        this.machine = machine;
        this.folder = folder;
        this.path = path;
    }

    @Override
    public List<String> files() {
        synchronized (machine) {
            machine.requireRunning();
            return List.copyOf(folder.files().keySet());
        }
    }

    @Override
    public List<String> directories() {
        synchronized (machine) {
            machine.requireRunning();
            return List.copyOf(folder.folders().keySet());
        }
    }

    @Override
    public Disk directory(String name) throws IOException {
        synchronized (machine) {
            machine.requireRunning();
            if (!folder.folders().containsKey(name)) {
                perform(Kind.MAKE_DIRECTORY, name, () -> folder.folders().put(name, new Folder()));
            }
            return new SimulatedDisk(
                    machine, Objects.requireNonNull(folder.folders().get(name)), path + name + "/");
        }
    }

    @Override
    public DiskOutput create(String name) throws IOException {
        synchronized (machine) {
            machine.requireRunning();
            if (folder.files().containsKey(name)) {
                throw new FileAlreadyExistsException(path + name);
            }
            perform(Kind.CREATE, name, () -> folder.create(name));
            return new Output(path + name, file(name));
        }
    }

    @Override
    public DiskOutput append(String name, long length) throws IOException {
        synchronized (machine) {
            machine.requireRunning();
            SimulatedFile file = file(name);
            if (file.length() < length) {
                throw new EOFException(path + name + " is to be cut to " + length + " bytes, but has " + file.length());
            }
            if (file.length() > length) {
                perform(Kind.CUT, name, () -> file.cut(Math.toIntExact(length)));
            }
            return new Output(path + name, file);
        }
    }

    @Override
    public DiskInput open(String name) throws IOException {
        synchronized (machine) {
            machine.requireRunning();
            return new Input(path + name, file(name));
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        synchronized (machine) {
            machine.requireRunning();
            SimulatedFile file = file(from);
            perform(Kind.RENAME, from + " to " + to, () -> folder.rename(file, to));
        }
    }

    @Override
    public void delete(String name) throws IOException {
        synchronized (machine) {
            machine.requireRunning();
            SimulatedFile file = folder.files().get(name);
            if (file != null) {
                perform(Kind.DELETE, name, () -> folder.delete(file));
            }
        }
    }

    @Override
    public void sync() throws IOException {
        synchronized (machine) {
            perform(Kind.SYNC, "", folder::sync);
        }
    }

    @Override
    public Closeable lock() throws IOException {
        synchronized (machine) {
            machine.requireRunning();
            if (folder.isLocked()) {
                throw new DiskLockedException(this + " is locked already, by this process");
            }
            folder.lock(true);
            return () -> folder.lock(false);
        }
    }

    private SimulatedFile file(String name) throws NoSuchFileException {
        SimulatedFile file = folder.files().get(name);
        if (file == null) {
            throw new NoSuchFileException(path + name);
        }
        return file;
    }

    /** An operation that fails as a whole, if it does. */
    private void perform(Kind kind, String name, Machine.Step step) throws IOException {
        machine.perform(kind, path + name, step, () -> {});
    }

    @Override
    public String toString() {
        return "simulated:/" + path;
    }

    /** What an open file is, however it was opened. */
    private abstract class Open implements Closeable {
        final String name;
        final SimulatedFile file;
        private boolean closed;

        Open(String name, SimulatedFile file) {
            this.name = name;
            this.file = file;
            machine.opened(name);
        }

        void requireOpen() throws ClosedChannelException {
            machine.requireRunning();
            if (closed) {
                throw new ClosedChannelException();
            }
        }

        @Override
        public void close() {
            synchronized (machine) {
                machine.requireRunning();
                if (!closed) {
                    closed = true;
                    machine.closed(name);
                }
            }
        }
    }

    private final class Output extends Open implements DiskOutput {
        Output(String name, SimulatedFile file) {
            super(name, file);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            synchronized (machine) {
                requireOpen();
                machine.perform(
                        Kind.WRITE,
                        name,
                        () -> writeWhatFits(bytes, offset, length),
                        () -> file.write(bytes, offset, machine.random().nextInt(length + 1)));
            }
        }

        private void writeWhatFits(byte[] bytes, int offset, int length) throws IOException {
            int fits = (int) Math.max(0, Math.min(length, machine.room()));
            file.write(bytes, offset, fits);
            if (fits < length) {
                machine.isFull();
                throw new IOException(name + ": " + FULL);
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (machine) {
                requireOpen();
                machine.perform(Kind.FORCE, name, file::force, () -> file.failForce(machine.random()));
            }
        }

        @Override
        public long length() {
            synchronized (machine) {
                return file.length();
            }
        }
    }

    private final class Input extends Open implements DiskInput {
        Input(String name, SimulatedFile file) {
            super(name, file);
        }

        @Override
        public void read(long at, byte[] into, int offset, int length) throws IOException {
            synchronized (machine) {
                requireOpen();
                file.read(at, into, offset, length);
            }
        }

        @Override
        public long length() throws IOException {
            synchronized (machine) {
                requireOpen();
                return file.length();
            }
        }
    }
}

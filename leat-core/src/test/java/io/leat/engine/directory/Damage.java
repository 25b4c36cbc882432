// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.engine.disk.HeapDisk;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Something that happens to the files of a directory that no crash does. */
final class Damage {
    private static final int KINDS = 12;

    private final HeapDisk disk;
    private final Map<String, List<byte[]>> earlier;
    private final Random random;

    /** @param earlier what each file was at earlier times */
    Damage(HeapDisk disk, Map<String, List<byte[]>> earlier, Random random) {
        this.disk = disk;
        this.earlier = earlier;
        this.random = random;
    }

    /** Does it, and returns what it was. */
    String happen() throws IOException {
        List<String> files = disk.files();
        String file = files.get(random.nextInt(files.size()));
        String other = files.get(random.nextInt(files.size()));
        int kind = random.nextInt(KINDS);
        switch (kind) {
            case 0 -> {
                disk.delete(file);
                return "deleted " + file;
            }
            case 1 -> {
                disk.rename(file, other);
                return "renamed " + file + " to " + other;
            }
            case 2 -> {
                String name = String.format("%s-%010d", random.nextBoolean() ? "segment" : "base", random.nextInt(40));
                Disks.write(disk, name, Disks.read(disk, file));
                return "copied " + file + " to " + name;
            }
            case 3 -> {
                byte[] kept = Disks.read(disk, file);
                Disks.write(disk, file, Disks.read(disk, other));
                Disks.write(disk, other, kept);
                return "exchanged " + file + " and " + other;
            }
            case 4 -> {
                List<byte[]> versions = earlier.getOrDefault(file, List.of());
                if (!versions.isEmpty()) {
                    Disks.write(disk, file, versions.get(random.nextInt(versions.size())));
                }
                return "brought back an earlier " + file;
            }
            case 5 -> {
                return exchangeBlocks(file, other);
            }
            default -> {
                byte[] bytes = Disks.read(disk, file);
                byte[] changed = bytes.length == 0 ? new byte[1] : change(bytes.clone(), kind);
                Disks.write(disk, file, changed);
                return "changed " + file + " by " + kind + ", " + bytes.length + " bytes to " + changed.length
                        + ", first at " + Arrays.mismatch(bytes, changed);
            }
        }
    }

    private byte[] change(byte[] bytes, int kind) {
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(Math.min(1 << random.nextInt(13), bytes.length - at));
        switch (kind) {
            case 6, 7 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 8 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0 : -1));
            case 9 -> {
                return Arrays.copyOf(bytes, random.nextInt(4) == 0 ? bytes.length + length : at);
            }
            case 10 -> { // bytes go in the middle, or come twice
                byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
                System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
                return shorter;
            }
            default -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
                System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
                return longer;
            }
        }
        return bytes;
    }

    private String exchangeBlocks(String file, String other) throws IOException {
        byte[] a = Disks.read(disk, file);
        byte[] b = file.equals(other) ? a : Disks.read(disk, other);
        int block = Math.min(64 << random.nextInt(7), Math.min(a.length, b.length));
        if (block == 0) {
            return "nothing";
        }
        int from = random.nextInt(a.length / block) * block;
        int to = random.nextInt(b.length / block) * block;
        byte[] kept = Arrays.copyOfRange(a, from, from + block);
        System.arraycopy(b, to, a, from, block);
        System.arraycopy(kept, 0, b, to, block);
        Disks.write(disk, file, a);
        Disks.write(disk, other, b);
        return "exchanged " + block + " bytes at " + from + " of " + file + " and at " + to + " of " + other;
    }
}

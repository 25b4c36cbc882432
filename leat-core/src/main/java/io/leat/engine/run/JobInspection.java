// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.codec.CodecException;
import io.leat.engine.checkpoint.Standing;
import io.leat.engine.checkpoint.StandingForm;
import io.leat.engine.directory.JobDirectory;
import io.leat.engine.directory.Look;
import io.leat.engine.disk.DirectoryName;
import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskInput;
import io.leat.engine.disk.LocalDisk;
import io.leat.engine.letter.LetterStore;
import io.leat.engine.letter.ReplayRequests;
import io.leat.inspect.KeptFile;
import io.leat.inspect.KeptJob;
import io.leat.inspect.KeptPartition;
import io.leat.inspect.KeptSink;
import io.leat.inspect.KeptStep;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes a {@link KeptJob} of what is in a directory: reads, and neither locks nor changes anything. */
public final class JobInspection {
    private static final String MANIFEST = "MANIFEST";
    private static final String SOURCE = "from";
    private static final String SINK = "to";
    private static final int IN = 0;
    private static final int FAILED = 6;

    private final Look look;
    private final Standing standing;

    private JobInspection(Look look) {
        this.look = look;
        byte[] content = look.content();
        this.standing = content == null ? Standing.of(List.of()) : StandingForm.read(content);
    }

    /**
     * Returns the jobs of a directory that was opened by an engine, or the one whose own directory it is.
     *
     * @throws IOException if there is none, or the directory cannot be read
     */
    public static List<KeptJob> of(Path directory) throws IOException {
        LocalDisk disk = new LocalDisk(directory);
        if (isJob(disk)) {
            return List.of(one(directory));
        }
        List<KeptJob> jobs = new ArrayList<>();
        for (String name : disk.directories()) {
            Path path = directory.resolve(name);
            if (isJob(new LocalDisk(path))) {
                jobs.add(one(path));
            }
        }
        if (jobs.isEmpty()) {
            throw new IOException("there is no job in " + directory
                    + ": give a directory that jobs were started from, or that of a job, which has a file " + MANIFEST);
        }
        return jobs;
    }

    /** Returns the names of the jobs in a directory that was opened by an engine, or will be; none if it is not there. */
    public static List<String> names(Path directory) throws IOException {
        LocalDisk disk = new LocalDisk(directory);
        List<String> names = new ArrayList<>();
        for (String name : disk.directories()) {
            if (isJob(disk.directory(name))) {
                names.add(DirectoryName.jobOf(name));
            }
        }
        return names;
    }

    private static boolean isJob(Disk disk) throws IOException {
        return disk.files().contains(MANIFEST);
    }

    private static KeptJob one(Path path) throws IOException {
        LocalDisk disk = new LocalDisk(path);
        String name = DirectoryName.jobOf(
                path.toAbsolutePath().normalize().getFileName().toString());
        String holder = disk.holder();
        try {
            return new JobInspection(JobDirectory.look(disk)).job(name, path, holder, below(disk, ""));
        } catch (IOException | CodecException e) {
            String damage = String.valueOf(e.getMessage());
            return new KeptJob(
                    name, path, holder, 0, null, false, 0, 0, List.of(), List.of(), List.of(), List.of(), damage);
        }
    }

    /** The files in the directories inside that of a job. */
    private static List<KeptFile> below(Disk disk, String prefix) throws IOException {
        List<KeptFile> files = new ArrayList<>();
        for (String name : disk.directories()) {
            Disk inside = disk.directory(name);
            for (String file : inside.files()) {
                if (!file.equals(Disk.LOCK)) { // opening it would free the lock, if this process has it
                    add(inside, file, new KeptFile(prefix + name + "/" + file, kind(name), 0), files);
                }
            }
            files.addAll(below(inside, prefix + name + "/"));
        }
        return files;
    }

    private static void add(Disk disk, String name, KeptFile file, List<KeptFile> files) throws IOException {
        try (DiskInput in = disk.open(name)) {
            files.add(new KeptFile(file.path(), file.kind(), in.length()));
        } catch (NoSuchFileException e) {
            // deleted since
        }
    }

    private static String kind(String directory) {
        if (directory.startsWith("log-")) {
            return "event log";
        }
        return switch (directory) {
            case LetterStore.NAME -> "dead letters";
            case ReplayRequests.NAME -> "dead letters to be tried again";
            case Disk.SCRATCH -> "state without room on the heap";
            default -> "not of the job";
        };
    }

    private KeptJob job(String name, Path path, @Nullable String holder, List<KeptFile> below) {
        Look.Epoch last = look.last();
        List<KeptFile> files = new ArrayList<>();
        look.files().forEach(file -> files.add(new KeptFile(file.name(), file.kind(), file.bytes())));
        files.addAll(below);
        return new KeptJob(
                name,
                path,
                holder,
                last == null ? 0 : last.number(),
                last == null ? null : Instant.ofEpochMilli(last.sealedAtMs()),
                last != null && last.hasEnded(),
                sourcesIn(),
                standing.counts().values().stream()
                        .mapToLong(counts -> counts[FAILED])
                        .sum(),
                steps(),
                partitions(),
                sinks(),
                files,
                null);
    }

    private long sourcesIn() {
        return standing.counts().entrySet().stream()
                .filter(step -> kindOf(step.getKey()).equals(SOURCE))
                .mapToLong(step -> step.getValue()[IN])
                .sum();
    }

    /** Returns the kind of a step, the first line of its signature; empty if it has none. */
    private String kindOf(String step) {
        return line(step, 0);
    }

    private String line(String step, int number) {
        String[] lines = standing.signatures().getOrDefault(step, "").split("\n", -1);
        return number < lines.length ? lines[number] : "";
    }

    private List<KeptStep> steps() {
        Map<String, Look.Step> withState = new TreeMap<>();
        look.steps().forEach(step -> withState.put(step.name(), step));
        Set<String> names = new TreeSet<>(withState.keySet());
        names.addAll(standing.reached().keySet());
        standing.signatures().keySet().stream()
                .filter(step -> !kindOf(step).equals(SOURCE) && !kindOf(step).equals(SINK))
                .forEach(names::add);
        return names.stream()
                .map(name -> step(name, withState.getOrDefault(name, new Look.Step(name, 0, 0, 0, 0))))
                .toList();
    }

    private KeptStep step(String name, Look.Step state) {
        List<Standing.Reached> reached = standing.reached().getOrDefault(name, List.of());
        long shared = reached.stream().mapToLong(each -> each.timers().size()).sum();
        long watermark =
                reached.stream().mapToLong(Standing.Reached::watermark).min().orElse(Long.MIN_VALUE);
        long[] counts = standing.counts().get(name);
        return new KeptStep(
                name,
                kindOf(name),
                counts == null ? 0 : counts[IN],
                state.entries(),
                state.timers() + shared,
                state.bytes(),
                watermark);
    }

    private List<KeptPartition> partitions() {
        List<KeptPartition> partitions = new ArrayList<>();
        standing.partitions()
                .forEach((id, at) -> partitions.add(new KeptPartition(
                        id.step(),
                        id.partition(),
                        at.position() == null ? null : at.position().text(),
                        at.watermark(),
                        at.ended())));
        partitions.sort(Comparator.comparing(KeptPartition::step).thenComparing(KeptPartition::name));
        return partitions;
    }

    private List<KeptSink> sinks() {
        Set<String> names = new TreeSet<>(standing.sinks().keySet());
        look.results().forEach(results -> names.add(results.step()));
        standing.signatures().keySet().stream()
                .filter(step -> kindOf(step).equals(SINK))
                .forEach(names::add);
        return names.stream().map(this::sink).toList();
    }

    private KeptSink sink(String step) {
        List<Look.Results> waiting = look.results().stream()
                .filter(results -> results.step().equals(step))
                .toList();
        return new KeptSink(
                step,
                line(step, 1),
                standing.sinks().get(step),
                waiting.size(),
                waiting.stream().mapToLong(Look.Results::bytes).sum());
    }
}

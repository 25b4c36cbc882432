// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import io.leat.Leat;
import io.leat.Parameters;
import io.leat.Pipeline;
import io.leat.cli.process.Life;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Kills a job in a directory with SIGKILL again and again, starts it again with the same command until it completes, and compares its
 * results with those of a run that nobody disturbed; from the beginning, until there were as many kills as wanted.
 */
public final class Chaos {
    /** Most processes do not live long enough for more than the first compiler of Java. */
    private static final List<Moment> MOMENTS = List.of(Moment.values());

    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1");

    private static final List<Integer> PARALLELISMS = List.of(1, 2, 4);
    private static final List<Integer> EPOCHS_MS = List.of(10, 50, 200);
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(3);
    private static final long LOOK_EVERY_MS = 100;

    private final Options options;
    private final Path work;
    private final Random random;
    private final Consumer<ChaosReport> progress;
    private final ChaosReport report = new ChaosReport();

    /**
     * What can be chosen.
     *
     * @param kills how many there are to be, at least 1
     * @param parallelism of the job; null for 1, 2 or 4 by chance, in each life another
     * @param calls how many there are in each file of the input
     * @param pace how many of them are read in a second
     */
    public record Options(int kills, long seed, @Nullable Integer parallelism, int calls, long pace) {}

    /**
     * Makes one.
     *
     * @param work a directory that is empty or not there; it is left if something is wrong
     * @param progress is told after each life
     */
    public Chaos(Options options, Path work, Consumer<ChaosReport> progress) {
        this.options = options;
        this.work = work;
        this.random = new Random(options.seed());
        this.progress = progress;
    }

    /** Does it, and returns what was found; stops at the first thing that is wrong. */
    public ChaosReport run() throws IOException, InterruptedException, SQLException {
        Path input = work.resolve("input");
        new ChaosInput(input).write(options.seed(), options.calls());
        Trial files = new FileTrial(input, options.pace(), undisturbed(input));
        while (report.kills() < options.kills() && report.isGood()) {
            Path run = Files.createDirectories(work.resolve("run-" + (report.runs() + 1)));
            run(run, report.runs() % 2 == 0 ? new PushTrial() : files);
            if (report.isGood()) {
                delete(run);
            }
        }
        if (report.isGood()) {
            delete(work);
        }
        return report;
    }

    private Undisturbed undisturbed(Path input) throws IOException, InterruptedException, SQLException {
        Path out = Files.createDirectories(work.resolve("undisturbed"));
        try (Leat leat = Leat.inMemory()) {
            Parameters parameters = Parameters.of("in", input.toString(), "out", out.toString());
            leat.start(Pipeline.of("undisturbed", new ChaosPipeline(), parameters))
                    .awaitCompletion();
        }
        return new Undisturbed(new Outputs(out).read());
    }

    private void run(Path run, Trial trial) throws IOException, InterruptedException, SQLException {
        Path out = Files.createDirectories(run.resolve("out"));
        Witness witness = new Witness(new Outputs(out), trial.expectation());
        int epochsMs = EPOCHS_MS.get(random.nextInt(EPOCHS_MS.size()));
        int killsBefore = report.kills();
        boolean completed = false;
        for (int life = 0; !completed && report.isGood(); life++) {
            boolean last = report.kills() >= options.kills() || report.kills() - killsBefore >= trial.mostKills();
            List<String> command = new ArrayList<>(command(run, epochsMs));
            command.addAll(trial.args(out, life, last));
            completed = live(run, trial, command, last ? null : moment(), witness);
            progress.accept(report);
        }
        if (completed) {
            witness.lookAtEnd();
            report.looked(witness);
            report.completed(witness, Leat.inspect(run.resolve("job")).get(0));
        }
    }

    /** Lets the job live until it is killed or completes; returns whether it has completed. */
    private boolean live(Path run, Trial trial, List<String> command, @Nullable Moment moment, Witness witness)
            throws IOException, InterruptedException, SQLException {
        Path scratch = Files.createDirectories(run.resolve("scratch"));
        Path log = run.resolve("log.txt");
        try (Life life = Life.start(SHORT_LIVED, trial.main(), command, scratch, log, trial::hear)) {
            boolean killed = watched(life, run, moment, witness);
            delete(scratch);
            report.looked(witness);
            if (killed && moment != null) {
                report.killed(life, moment);
                return false;
            }
            report.ended(life, log);
            return report.isGood();
        }
    }

    private List<String> command(Path run, int epochsMs) {
        Integer given = options.parallelism();
        int parallelism = given == null ? PARALLELISMS.get(random.nextInt(PARALLELISMS.size())) : given;
        return List.of(run.resolve("job").toString(), Integer.toString(parallelism), Integer.toString(epochsMs));
    }

    private Moment moment() {
        return MOMENTS.get(random.nextInt(MOMENTS.size()));
    }

    /** Waits for the moment or the end, looking at results meanwhile; returns whether the process was killed. */
    private boolean watched(Life life, Path run, @Nullable Moment moment, Witness witness)
            throws InterruptedException, IOException, SQLException {
        Thread looking = new Thread(() -> lookAgainAndAgain(life, witness), "chaos-witness");
        looking.start();
        boolean killed = false;
        if (moment == null) {
            life.awaitEnd(LONGEST_LIFE);
        } else {
            moment.await(life, run.resolve("job/chaos/MANIFEST"), random);
            killed = life.kill();
        }
        looking.join();
        witness.look();
        return killed;
    }

    private static void lookAgainAndAgain(Life life, Witness witness) {
        try {
            while (!life.awaitEnd(Duration.ofMillis(LOOK_EVERY_MS))) {
                witness.look();
            }
        } catch (IOException | SQLException e) {
            witness.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

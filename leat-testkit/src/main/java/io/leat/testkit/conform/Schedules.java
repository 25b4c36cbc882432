// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.conform;

import io.leat.testkit.host.Host;
import io.leat.testkit.host.Schedule;
import io.leat.testkit.host.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** How often and how hard a case is run. */
public final class Schedules {
    /** Up to so many events a random case is restored between any two of them. */
    private static final int SMALL = 8;

    private static final int MOST_RESTORES = 5;
    private static final int REFUSING_EVERY = 16;
    private static final int LITTLE_ROOM_EVERY = 2;
    private static final int LITTLE_ROOM_BYTES = 300;

    private Schedules() {}

    /**
     * Returns every schedule that a small case can have on a host: straight on, event by event, restored after each number of
     * events alone, restored after every event, with sinks that refuse, with hardly any room on the heap; and with several workers all
     * this but the last for each number of them.
     */
    public static List<Schedule> exhaustive(Trial trial, Host host, List<Integer> parallelisms, long seed) {
        List<Schedule> all = new ArrayList<>();
        for (int parallelism : host.parallel() ? parallelisms : List.of(1)) {
            Schedule straight = Schedule.straight(parallelism, seed);
            all.add(straight.strictly());
            all.add(straight);
            all.add(straight.strictly().refusingSome());
            addRestores(all, trial, straight);
            if (!host.parallel()) {
                all.add(straight.withStateOnHeap(1));
                all.add(straight.strictly().restoredAfter(everywhere(trial)).withStateOnHeap(LITTLE_ROOM_BYTES));
            }
        }
        return all;
    }

    /**
     * Returns the schedules of a random case, which depend on the seed alone: on a host with one thread straight on, with
     * restores, and between any two events if the case is small; on a host with several threads straight on and with a restart.
     */
    public static List<Schedule> random(Trial trial, Host host, List<Integer> parallelisms, long seed) {
        Random random = new Random(seed);
        List<Schedule> all = new ArrayList<>();
        int parallelism = host.parallel() ? parallelisms.get(random.nextInt(parallelisms.size())) : 1;
        Schedule straight = Schedule.straight(parallelism, seed);
        all.add(straight);
        Schedule restored = straight.restoredAfter(points(random, trial.size(), host.parallel() ? 1 : MOST_RESTORES));
        restored = random.nextInt(REFUSING_EVERY) == 0 ? restored.refusingSome() : restored;
        boolean littleRoom = !host.parallel() && random.nextInt(LITTLE_ROOM_EVERY) == 0;
        all.add(littleRoom ? restored.withStateOnHeap(1 + random.nextInt(LITTLE_ROOM_BYTES)) : restored);
        if (!host.parallel() && trial.size() <= SMALL) {
            addRestores(all, trial, straight);
        }
        return all;
    }

    private static void addRestores(List<Schedule> all, Trial trial, Schedule straight) {
        List<Integer> points = everywhere(trial);
        for (int point : points) {
            all.add(straight.strictly().restoredAfter(List.of(point)));
        }
        all.add(straight.strictly().restoredAfter(points));
    }

    private static List<Integer> everywhere(Trial trial) {
        return IntStream.rangeClosed(0, trial.size()).boxed().toList();
    }

    private static List<Integer> points(Random random, int events, int atMost) {
        List<Integer> points = new ArrayList<>();
        for (int n = 1 + random.nextInt(atMost); n > 0; n--) {
            points.add(random.nextInt(events + 1));
        }
        Collections.sort(points);
        return points;
    }
}

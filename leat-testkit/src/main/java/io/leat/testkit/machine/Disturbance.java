// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.machine;

import io.leat.testkit.machine.Operation.Kind;
import java.util.Random;

/** What goes wrong on a machine: one thing, somewhere; or nothing. */
public final class Disturbance {
    private static final int FURTHEST = 200;
    private static final double FORCE_FAILS = 0.02;
    private static final int BYTES_EACH = 40;

    private final Random random;
    private final Story story;

    /** {@code story}: is told what is to go wrong. */
    public Disturbance(Random random, Story story) {
        this.random = random;
        this.story = story;
    }

    /** Returns a number from 1 up to {@code most}: as likely between 1 and 10 as between 10 and 100, since some lives are short. */
    public static int upTo(int most, Random random) {
        return (int) Math.pow(most + 1, random.nextDouble());
    }

    /** Prepares a machine before a process runs on it. */
    public void prepare(Machine machine) {
        Faults faults = machine.faults();
        long far = upTo(FURTHEST, random);
        switch (random.nextInt(8)) {
            case 0 -> {
                story.tell("operation " + far + " is to fail");
                faults.at(far);
            }
            case 1 -> {
                story.tell("forces are to fail now and then");
                faults.sometimes(Kind.FORCE, FORCE_FAILS);
            }
            case 2 -> {
                story.tell("the disk is to be full after " + BYTES_EACH * far + " bytes");
                faults.capacity(machine.size() + BYTES_EACH * far);
            }
            case 3 -> {
                story.tell("the disk is to be read-only from operation " + far + " on");
                faults.readOnlyFrom(far);
            }
            case 4 -> {
                story.tell("the machine is to stop before operation " + far);
                machine.stopBefore(far);
            }
            case 5, 6 -> {
                story.tell("the machine is to stop after operation " + far);
                machine.stopAfter(far);
            }
            default -> story.tell("nothing is to go wrong");
        }
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.metric;

import java.time.Duration;

/**
 * Which disorder bound a source would have needed, judged by the events that it gave since the job was started: with a bound below,
 * at most so many of them would have been behind the watermark of their own partition. A window takes some of those
 * nevertheless, since it ends later than its events; so no more is lost than is said here.
 *
 * <p>Exact up to 255 ms; above, a bound may be up to 1/128 larger than it needed to be, never smaller.
 *
 * @param step the name of the source's step
 * @param events that had a time
 * @param outOfOrder how many of them were behind an earlier one of their partition
 * @param losingNone the bound that would have lost none
 * @param losingOneIn10000 the bound that would have lost 0.01 %
 * @param losingOneIn1000 the bound that would have lost 0.1 %
 * @param losingOneIn100 the bound that would have lost 1 %
 */
public record LatenessAdvice(
        String step,
        long events,
        long outOfOrder,
        Duration losingNone,
        Duration losingOneIn10000,
        Duration losingOneIn1000,
        Duration losingOneIn100) {}

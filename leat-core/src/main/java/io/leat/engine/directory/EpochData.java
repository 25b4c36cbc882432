// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import java.util.List;
import java.util.Map;

/**
 * All that an epoch adds to a job's directory.
 *
 * @param number one more than that of the epoch before; the first is 1
 * @param sealedAtMs by the clock, in milliseconds since 1970
 * @param content where everything stands: positions, watermarks, what sinks have to remember. It replaces that of the epoch before
 * @param changes of the state since the epoch before, at most one for each step and key group
 * @param results of the epoch for each sink that gets them when it is sealed, by the name of its step
 * @param last whether the job has ended with it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EpochData(
        long number,
        long sealedAtMs,
        byte[] content,
        List<Changes> changes,
        Map<String, byte[]> results,
        boolean last) {}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import java.nio.file.Path;

/**
 * How events are kept on disk.
 *
 * @param durable whether an event survives a loss of power once its emit has returned; otherwise only the end of the process
 * @param ageMs how long an event is kept at least, from its arrival
 * @param bytes how much is kept at most, about
 */
public record Keeping(Path directory, boolean durable, long ageMs, long bytes) {}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.inspect;

/**
 * A file in the directory of a job.
 *
 * @param path relative to that directory
 * @param kind what it is for, in words
 * @param bytes that it has
 */
public record KeptFile(String path, String kind, long bytes) {}

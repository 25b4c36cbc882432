// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.reference;

/**
 * An event with the watermark that it is judged by: {@code w_e}.
 *
 * @param watermark what the earlier events of its partition imply. The merged watermark of an operator is the minimum over
 *     partitions, so over replayed sources it never is larger than this, and {@code max(own, merged)} is {@code own}
 */
public record Judged(Item item, long watermark) {}

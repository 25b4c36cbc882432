// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark.query;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A table outside the stream, asked without waiting: it stands for a database with a client that gives futures.
 *
 * @param rows how many there are; an auction has the row of its number modulo this
 */
record SideInput(long rows) {
    CompletionStage<String> find(long auction) {
        return CompletableFuture.supplyAsync(() -> "row-" + auction % rows);
    }
}

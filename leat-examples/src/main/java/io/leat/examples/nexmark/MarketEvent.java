// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark;

import java.time.Instant;

/** What happens in the auction house. */
public sealed interface MarketEvent permits Person, Auction, Bid {
    /** Returns when it happened. */
    Instant dateTime();
}

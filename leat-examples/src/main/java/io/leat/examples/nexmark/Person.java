// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark;

import java.time.Instant;

/** Somebody registers, to sell or to bid. */
public record Person(
        long id,
        String name,
        String emailAddress,
        String creditCard,
        String city,
        String state,
        Instant dateTime,
        String extra)
        implements MarketEvent {}

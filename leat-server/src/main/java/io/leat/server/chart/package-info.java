// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Charts that a program defines where its results come out: {@code load.to("screen", Dashboard.chart("tokens by instance"))}.
 *
 * <p>A {@link io.leat.server.chart.Chart} is a sink. Each result is a point: {@code Part} finds its series and its number, {@code Points} keeps
 * the latest of them. {@link io.leat.server.chart.Charts} has all charts of the process, whoever writes to them, and every server in it shows them.
 */
@NullMarked
package io.leat.server.chart;

import org.jspecify.annotations.NullMarked;

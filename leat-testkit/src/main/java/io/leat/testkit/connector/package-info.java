// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The contract of connectors, as checks that whoever writes one runs against the real thing.
 *
 * <p>The author of a source supplies a {@link io.leat.testkit.connector.SourceTarget}: where {@link
 * io.leat.testkit.connector.Sample}s are put, and the source that reads them. {@link io.leat.testkit.connector.SourceContract} then looks at
 * order, positions, restarts, records that cannot be read, disconnections and memory. A {@link io.leat.testkit.connector.SinkTarget} and
 * {@link io.leat.testkit.connector.SinkContract} do the same for what a sink promises. With JUnit:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> contract() {
 *     return SourceContract.of(() -> new TopicTarget(broker)).stream()
 *             .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
 * }
 * }</pre>
 */
@NullMarked
package io.leat.testkit.connector;

import org.jspecify.annotations.NullMarked;

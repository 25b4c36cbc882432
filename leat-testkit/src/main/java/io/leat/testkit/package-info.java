// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of pipelines, in virtual time and in the test's own thread.
 *
 * <p>{@link io.leat.testkit.PipelineTest} opens a pipeline as it is, but for its ends: events come from
 * {@link io.leat.testkit.TestInput}s, results are remembered by the names of the sinks.
 *
 * <pre>{@code
 * try (PipelineTest test = PipelineTest.of(pipeline)) {
 *     TestInput<Call> calls = test.input("calls", Call.class);
 *     calls.emit(new Call("ai-1", at(1), 100)).emit(new Call("ai-1", at(9), 50));
 *     assertThat(test.output("table", Load.class)).isEmpty();
 *
 *     calls.watermark(at(10));
 *     assertThat(test.output("table", Load.class)).containsExactly(new Load("ai-1", at(0), 2, 150));
 *
 *     test.restart();
 *     calls.emit(new Call("ai-1", at(3), 7));
 *     assertThat(test.output("late", Call.class)).containsExactly(new Call("ai-1", at(3), 7));
 *     assertThat(test.deadLetters()).isEmpty();
 * }
 * }</pre>
 *
 * <p>The packages below are the conformance kit, which holds the hosts of the engine to one semantics:
 * {@link io.leat.testkit.conform} is its way in.
 */
@NullMarked
package io.leat.testkit;

import org.jspecify.annotations.NullMarked;

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The engine's operators inside Apache Flink: the classes that run on the embedded hosts, on Flink's keyed state and timers.
 * What is here are the ports and what they need; a runner for whole pipelines is not.
 *
 * <p>A {@link io.leat.flink.ShippedStep} says which step of which pipeline. {@link io.leat.flink.KeyedStep} puts the step into a
 * Flink job: a {@link io.leat.flink.KeyOperator} for each input finds the keys, and a {@link io.leat.flink.StepOperator} hosts
 * the step's operator with a {@link io.leat.flink.StateTable}, {@link io.leat.flink.StateTimers} and a
 * {@link io.leat.flink.ShipmentOutput} for its ports.
 *
 * <p>Flink sees three types, and they are bytes: the {@link io.leat.flink.Shipment}, a record on its way between operators,
 * the {@link io.leat.flink.StableKey} and the {@link io.leat.flink.StoredEntry}. Only the operators know the codecs of what is
 * in them, since Flink restores state and timers before it has opened an operator.
 */
@NullMarked
package io.leat.flink;

import org.jspecify.annotations.NullMarked;

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.otlp;

import java.util.Map;

/**
 * What exported something.
 *
 * @param service {@code service.name}, or empty
 * @param instance {@code service.instance.id}, or else {@code host.name}, or else the service
 * @param attributes all that it says of itself; values are String, Boolean, Long, Double, and List and Map of them
 */
public record OtlpResource(String service, String instance, Map<String, Object> attributes) {}

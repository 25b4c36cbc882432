// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Tests over the whole tree: {@link io.leat.architecture.ImportRulesTest} reads the compiled classes and checks who
 * imports whom, {@link io.leat.architecture.TidinessTest} reads the sources and checks sizes and names. Both pass over
 * what does not exist yet, so that a module may be added before its first class.
 */
@NullMarked
package io.leat.architecture;

import org.jspecify.annotations.NullMarked;

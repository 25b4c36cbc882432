// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Pipelines that users bring: {@link io.leat.cli.source.SourceCompiler} makes classes of a source file, in memory, and
 * {@link io.leat.cli.source.Factories} finds the {@link io.leat.PipelineFactory} in classes or a jar, which {@link io.leat.cli.source.Definition} has define its pipeline.
 */
@NullMarked
package io.leat.cli.source;

import org.jspecify.annotations.NullMarked;

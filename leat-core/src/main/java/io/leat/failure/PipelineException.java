// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.failure;

/** A pipeline that cannot be built or planned as it was defined. The message names the step and the cure. */
public final class PipelineException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public PipelineException(String message) {
        super(message);
    }

    public PipelineException(String message, Throwable cause) {
        super(message, cause);
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.source;

/** A source file that does not compile. The message is what the compiler printed. */
public final class CompilationException extends Exception {
    private static final long serialVersionUID = 1L;

    CompilationException(String compilerOutput) {
        super(compilerOutput);
    }
}

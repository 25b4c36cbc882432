// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.format;

import java.io.IOException;

/** A file was written by a newer version of Leat than this one. */
public final class NewerFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    public NewerFormatException(String file, int found, int known) {
        super("the file " + file + " has format version " + found + ", this version of Leat knows up to " + known
                + ". Cure: use the version of Leat that wrote it, or a newer one");
    }
}

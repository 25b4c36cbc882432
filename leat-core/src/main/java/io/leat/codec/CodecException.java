// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import org.jspecify.annotations.Nullable;

/**
 * A value, a type or stored bytes that a codec cannot handle. The message begins with the path of the field, such as
 * {@code Call.meta.owner}, where there is one, and goes on with what was found, what is allowed and the cure.
 */
public final class CodecException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String fields;
    private final String problem;

    public CodecException(String problem) {
        this(problem, null);
    }

    public CodecException(String problem, @Nullable Throwable cause) {
        this("", "", problem, cause);
    }

    private CodecException(String owner, String fields, String problem, @Nullable Throwable cause) {
        super(owner.isEmpty() ? problem : owner + fields + ": " + problem, cause);
        this.fields = fields;
        this.problem = problem;
    }

    /** The same exception seen from one level further out: its path begins with {@code owner.field}. */
    CodecException within(String owner, String field) {
        CodecException outer = new CodecException(owner, "." + field + fields, problem, getCause());
        outer.setStackTrace(getStackTrace());
        return outer;
    }

    /** The same exception, met at a type that is nobody's field. */
    CodecException at(String owner) {
        return fields.isEmpty() ? new CodecException(owner, "", problem, getCause()) : this;
    }
}

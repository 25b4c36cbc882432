// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.source;

import io.leat.Parameters;
import io.leat.Pipeline;
import io.leat.PipelineFactory;
import io.leat.cli.report.Causes;
import io.leat.failure.PipelineException;
import java.util.Arrays;
import java.util.List;

/** Has a user's factory define its pipeline. */
public final class Definition {
    private Definition() {}

    /**
     * Makes a pipeline.
     *
     * @param words its parameters, as {@code NAME=VALUE}
     * @throws UserCodeException if the factory refuses them, or fails; the message names the line of its source
     */
    public static Pipeline of(String name, PipelineFactory factory, List<String> words) throws UserCodeException {
        try {
            return Pipeline.of(name, factory, Parameters.parse(words));
        } catch (PipelineException e) {
            throw new UserCodeException(Causes.text(e), e);
        } catch (IllegalArgumentException e) {
            throw new UserCodeException(Causes.text(e) + place(e, factory), e);
        } catch (RuntimeException | LinkageError e) {
            throw new UserCodeException(
                    "pipeline " + name + " could not be defined: " + Causes.text(e) + place(e, factory), e);
        }
    }

    /** Returns the line of the user's own that an exception comes from. */
    private static String place(Throwable e, PipelineFactory factory) {
        String own = factory.getClass().getName();
        return Arrays.stream(e.getStackTrace())
                .filter(frame -> frame.getClassName().equals(own))
                .findFirst()
                .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .orElse("");
    }
}

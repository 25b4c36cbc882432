// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.function;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Begins to make one value of another: starts a request and returns what will be its answer.
 *
 * <p>It must not wait for the answer, since its thread has other work: for calls that block there is {@code
 * io.leat.join.Lookups#blocking}.
 *
 * @param <T> what is asked about
 * @param <V> the answer; it may be null
 */
@FunctionalInterface
public interface AsyncMapper<T extends @Nullable Object, V extends @Nullable Object> {
    /**
     * Starts a request. The stage may be completed by any thread, also before it is returned. One that is also a {@code Future}
     * is cancelled when nobody waits for it any more.
     *
     * @throws Exception anything; it goes to the step's failure policy, as does what the stage is completed with exceptionally
     */
    CompletionStage<? extends V> apply(T value) throws Exception;
}

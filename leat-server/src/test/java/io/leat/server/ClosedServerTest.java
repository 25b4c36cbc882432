// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static org.awaitility.Awaitility.await;

import io.leat.Leat;
import io.leat.server.metric.LeatMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is closed is not kept by the engine that it has looked at. */
@Timeout(60)
class ClosedServerTest {
    private final Leat leat = Leat.inMemory();

    @Test
    void whenServerIsClosed_thenTheEngineForgetsWhatItHadOfIt() throws Exception {
        awaitForgotten(watchOfClosedServer());
    }

    private WeakReference<Object> watchOfClosedServer() throws IOException {
        try (LeatServer server = LeatServer.start(leat)) {
            return new WeakReference<>(server.view().watched());
        }
    }

    @Test
    void whenMetersAreClosed_thenTheEngineForgetsTheirRegistry() {
        awaitForgotten(registryOfClosedMeters());
    }

    private WeakReference<Object> registryOfClosedMeters() {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (LeatMeters meters = LeatMeters.of(leat)) {
            meters.bindTo(registry);
            return new WeakReference<>(registry);
        }
    }

    private void awaitForgotten(WeakReference<?> closed) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            return closed.refersTo(null);
        });
        leat.close(); // it was there all the time
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.server.route.Answer;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is remembered of requests, and for how long. */
class KnownKeysTest {
    private final AtomicLong clock = new AtomicLong();
    private final KnownKeys keys = new KnownKeys(3, 1_000, clock::get);
    private int done;

    private int once(String key) throws Exception {
        keys.once(key, "digest", () -> Answer.json(202, Integer.toString(++done)));
        return done;
    }

    @Test
    void whenKeyIsKnown_thenNotDoneAgainUntilItsTimeIsOver() throws Exception {
        assertThat(once("a")).isEqualTo(1);
        clock.set(999);
        assertThat(once("a")).isEqualTo(1);
        clock.set(1_000);
        assertThat(once("a")).isEqualTo(2);
    }

    @Test
    void whenThereAreMoreThanAllowed_thenTheOldestIsForgotten() throws Exception {
        for (String key : new String[] {"a", "b", "c"}) {
            once(key);
        }
        assertThat(once("a")).isEqualTo(3);
        assertThat(once("d")).isEqualTo(4);
        assertThat(once("b")).isEqualTo(4);
        assertThat(once("a")).isEqualTo(5);
    }

    @Test
    void whenItFails_thenTheKeyIsFree() throws Exception {
        assertThatThrownBy(() -> keys.once("a", "digest", () -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(once("a")).isEqualTo(1);
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.connector.inbox.Inbox;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InboxTest {
    private static final long FULL = 8 << 20;

    private final Inbox<String> inbox = new Inbox<>();

    @Test
    void whenItIsFull_thenWhoPutsWaitsUntilThereIsRoom() throws Exception {
        inbox.put("a", FULL);
        Thread thread = new Thread(() -> {
            try {
                inbox.put("b", 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        assertThat(inbox.poll()).isEqualTo("a");
        thread.join();
        assertThat(inbox.poll()).isEqualTo("b");
        assertThat(inbox.poll()).isNull();
    }

    @Test
    void whenThereIsTrouble_thenItIsToldBehindWhatWasPutInBefore() throws Exception {
        inbox.put("a", 1);
        inbox.trouble(new UnavailableException("away", null));
        assertThat(inbox.ended()).isFalse();
        assertThat(inbox.poll()).isEqualTo("a");
        assertThatThrownBy(inbox::ended)
                .isInstanceOf(UnavailableException.class)
                .hasMessage("away");
        inbox.answered();
        assertThat(inbox.ended()).isFalse();
        inbox.trouble(new IOException("gone"));
        assertThatThrownBy(inbox::ended).isInstanceOf(IOException.class).hasMessage("gone");
    }

    @Test
    void whenItHasEnded_thenNoTroubleMatters() throws Exception {
        inbox.put("a", 1);
        inbox.end();
        inbox.trouble(new IOException("gone"));
        assertThat(inbox.ended()).isFalse();
        assertThat(inbox.poll()).isEqualTo("a");
        assertThat(inbox.ended()).isTrue();
    }
}

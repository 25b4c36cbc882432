// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Leat;
import io.leat.StreamProcessor;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That what a program draws is seen by those who look. */
@Timeout(60)
class DashboardTest {
    @Test
    void whenAProcessorDraws_thenEveryServerOfTheProcessShowsIt() throws Exception {
        String title = "tokens by instance " + UUID.randomUUID();
        try (Leat leat = Leat.inMemory();
                LeatServer server = LeatServer.start(leat);
                LeatServer another = LeatServer.start(leat);
                StreamProcessor stream = StreamProcessor.named("my-stream")) {
            stream.sink(Dashboard.chart(title));
            stream.emit("event-1", Map.of("instance", "ai-1", "tokens", 7));
            String drawn = "{\"title\":\"" + title + "\",\"form\":\"lines\",\"series\":[\"ai-1\"],\"atMs\":[";
            assertThat(new Client(server).get("/api/charts").body()).contains(drawn);
            assertThat(new Client(another).get("/api/charts").body()).contains(drawn);
            assertThat(new Client(server).raw("GET /api/live?topics=charts HTTP/1.1\r\nHost: localhost\r\n\r\n", 2_000))
                    .contains("event: charts\ndata: {\"charts\":[")
                    .contains(drawn);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // that is what is tested
    void whenThereIsNoTitle_thenItSaysWhatIsNeeded() {
        assertThatThrownBy(() -> Dashboard.chart(null))
                .hasMessage("the title is null: give a text of 1 to 200 characters");
    }
}

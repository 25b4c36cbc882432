// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Guarantee;
import io.leat.connector.Result;
import io.leat.connector.SinkContext;
import io.leat.connector.Source;
import io.leat.connector.TransactionalSink;
import io.leat.connector.Transactions;
import io.leat.engine.Item;
import io.leat.failure.JobFailedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transactional sink whose target keeps no marker: it takes results again, by key. */
class SinkWithoutMarkerTest {
    /** Closed at first. */
    private static final class Shop extends TransactionalSink<Item> implements Transactions<Item> {
        private final List<Item> taken = new ArrayList<>();
        private boolean open;

        @Override
        public Guarantee guarantee() {
            return Guarantee.IDEMPOTENT;
        }

        @Override
        public Transactions<Item> connect(SinkContext context) {
            return this;
        }

        @Override
        public long committed() {
            return 0;
        }

        @Override
        public void commit(long epoch, Iterable<Result<Item>> results) {
            if (!open) {
                throw new IllegalStateException("closed");
            }
            results.forEach(result -> taken.add(result.value()));
        }
    }

    @Test
    void whenNothingHasArrivedBeforeTheJobHadEnded_thenItComesWhenItIsStartedAgain(@TempDir Path directory)
            throws Exception {
        List<Item> items = List.of(new Item(1, "a", 1), new Item(2, "b", 2));
        Shop shop = new Shop();
        Pipeline pipeline =
                Pipeline.of("job", p -> p.from("items", Source.of(items)).to("shop", shop));
        try (Leat leat = Leat.open(directory)) {
            assertThatThrownBy(() -> leat.start(pipeline).awaitCompletion()).isInstanceOf(JobFailedException.class);
        }
        shop.open = true;
        try (Leat leat = Leat.open(directory)) {
            leat.start(pipeline).awaitCompletion();
        }
        assertThat(shop.taken).isEqualTo(items);
    }
}

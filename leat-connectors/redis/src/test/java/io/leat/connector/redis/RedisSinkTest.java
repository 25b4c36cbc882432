// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connector.Format;
import io.leat.connector.Guarantee;
import io.leat.connector.Result;
import io.leat.connector.SinkContext;
import io.leat.connector.Transactions;
import io.leat.connector.UnavailableException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Writing to streams of a real server, without an engine. */
class RedisSinkTest {
    private final String stream = TestServer.stream();

    private RedisSink<String> sink() throws Exception {
        return RedisStreams.to(TestServer.url(), stream, Format.text());
    }

    private Transactions<String> connect(RedisSink<String> sink, String run) throws Exception {
        return sink.connect(new SinkContext("job-of-" + stream, "alerts", run, true, null));
    }

    private static List<Result<String>> results(String... values) {
        return Arrays.stream(values).map(value -> new Result<>(value, 0)).toList();
    }

    @Test
    void whenAnotherOneConnects_thenTheFirstIsOutForGood() throws Exception {
        Transactions<String> zombie = connect(sink(), "run");
        zombie.commit(1, results("a"));
        Transactions<String> successor = connect(sink(), "run");
        assertThat(successor.committed()).isEqualTo(1);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> zombie.commit(2, results("zombie")))
                    .isNotInstanceOf(UnavailableException.class)
                    .hasMessageStartingWith("another process has taken over redis stream '" + stream + "'");
        }
        successor.commit(2, results("b"));
        successor.close();
        zombie.close();
        assertThat(TestServer.values(stream)).containsExactly("a", "b");
    }

    @Test
    void whenAnotherOneConnectsInTheMiddleOfACommit_thenNothingOfItIsThere() throws Exception {
        Transactions<String> zombie = connect(sink(), "run");
        Iterable<Result<String>> slow = () -> {
            try {
                connect(sink(), "run").close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return results("zombie").iterator();
        };
        assertThatThrownBy(() -> zombie.commit(1, slow)).hasMessageContaining("has changed while epoch 1 was added");
        assertThatThrownBy(zombie::committed).hasMessageStartingWith("another process has taken over");
        zombie.close();
        assertThat(TestServer.values(stream)).isEmpty();
    }

    @Test
    void whenTheKeyBecomesSomethingElseInTheMiddleOfACommit_thenTheMarkerDoesNotMove() throws Exception {
        Transactions<String> transactions = connect(sink(), "run");
        Iterable<Result<String>> spoiled = () -> {
            try {
                TestServer.with(jedis -> jedis.set(stream, "x"));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return results("a").iterator();
        };
        assertThatThrownBy(() -> transactions.commit(1, spoiled)).hasMessageContaining("WRONGTYPE");
        assertThat(transactions.committed()).isZero();
        assertThatThrownBy(() -> transactions.commit(1, results("a")))
                .hasMessageContaining("is no stream but a string: give another name, or delete the key");
        TestServer.with(jedis -> jedis.del(stream));
        transactions.commit(1, results("a"));
        assertThat(transactions.committed()).isEqualTo(1);
        transactions.close();
        assertThat(TestServer.values(stream)).containsExactly("a");
    }

    @Test
    void whenTheServerIsKilledAndComesBack_thenTheSameConnectionGoesOn() throws Exception {
        Transactions<String> transactions = connect(sink(), "run");
        transactions.commit(1, results("a"));
        TestServer.get().kill();
        assertThatThrownBy(() -> transactions.commit(2, results("b"))).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(transactions::committed).isInstanceOf(UnavailableException.class);
        TestServer.with(jedis -> {});
        assertThat(transactions.committed()).isEqualTo(1);
        transactions.commit(2, results("b"));
        transactions.close();
        assertThat(TestServer.values(stream)).containsExactly("a", "b");
    }

    @Test
    void whenALengthIsGiven_thenTheStreamIsTrimmedToAboutThat() throws Exception {
        Transactions<String> transactions = connect(sink().maxLength(100), "run");
        transactions.commit(1, Collections.nCopies(1_000, new Result<>("a", 0)));
        transactions.close();
        assertThat(TestServer.values(stream)).hasSizeBetween(100, 250);
        assertThatThrownBy(() -> sink().maxLength(0)).hasMessage("the length of a stream is 0: give 1 or more");
    }

    @Test
    void whenAFieldIsNamed_thenValuesAreThere() throws Exception {
        Transactions<String> transactions = connect(sink().field("body"), "run");
        transactions.commit(1, results("a"));
        transactions.close();
        TestServer.with(jedis ->
                assertThat(jedis.xrange(stream, "-", "+").get(0).getFields()).isEqualTo(Map.of("body", "a")));
        assertThat(sink().guarantee()).isEqualTo(Guarantee.EXACTLY_ONCE);
    }
}

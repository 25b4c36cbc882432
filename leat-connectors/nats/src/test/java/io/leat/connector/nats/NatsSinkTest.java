// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connector.Format;
import io.leat.connector.Guarantee;
import io.leat.connector.Result;
import io.leat.connector.SinkContext;
import io.leat.connector.Transactions;
import io.leat.connector.UnavailableException;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writing to streams of a real server, without an engine. */
class NatsSinkTest {
    private String stream;

    @BeforeEach
    void makeStream() throws Exception {
        stream = TestServer.stream();
    }

    private NatsSink<String> sink() throws Exception {
        return Nats.to(TestServer.url(), stream + ".out", Format.text());
    }

    private Transactions<String> connect(NatsSink<String> sink, String run) throws Exception {
        return sink.connect(new SinkContext("job", "alerts", run, true, null));
    }

    private static List<Result<String>> results(String... values) {
        return Arrays.stream(values).map(value -> new Result<>(value, 0)).toList();
    }

    @Test
    void whenAnEpochComesAgain_thenTheServerDropsIt() throws Exception {
        Transactions<String> first = connect(sink(), "run 1");
        first.commit(1, results("a", "b"));
        first.close();
        Transactions<String> again = connect(sink(), "run 1");
        again.commit(1, results("a", "b"));
        again.commit(2, results("b"));
        again.close();
        assertThat(TestServer.values(stream)).containsExactly("a", "b", "b");

        Transactions<String> other = connect(sink(), "run 2");
        other.commit(1, results("a"));
        other.close();
        assertThat(TestServer.values(stream))
                .as("another run is another matter")
                .hasSize(4);
        assertThat(sink().guarantee()).isEqualTo(Guarantee.IDEMPOTENT);
    }

    @Test
    void whenTheServerIsKilledAndComesBack_thenAnEpochCanBeSentAgain() throws Exception {
        Transactions<String> transactions = connect(sink(), "run");
        transactions.commit(1, results("a", "b"));
        TestServer.get().kill();
        assertThatThrownBy(() -> transactions.commit(1, results("a", "b", "c")))
                .isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> transactions.commit(1, results("a", "b", "c")))
                .isInstanceOf(UnavailableException.class);
        TestServer.get();
        transactions.commit(1, results("a", "b", "c"));
        transactions.close();
        assertThat(TestServer.values(stream)).containsExactly("a", "b", "c");
    }

    @Test
    void whenAnEpochIsLarge_thenAllOfItIsThereInItsOrder() throws Exception {
        Transactions<String> transactions = connect(sink(), "run");
        transactions.commit(1, Collections.nCopies(20, new Result<>("x".repeat(900_000), 0)));
        List<Result<String>> many = java.util.stream.IntStream.range(0, 5_000)
                .mapToObj(i -> new Result<>(Integer.toString(i), 0))
                .toList();
        transactions.commit(2, many);
        transactions.close();
        List<String> values = TestServer.values(stream);
        assertThat(values.subList(20, values.size()))
                .isEqualTo(many.stream().map(Result::value).toList());
    }

    @Test
    void whenHeadersAreGiven_thenMessagesHaveThem() throws Exception {
        Transactions<String> transactions = connect(sink().header("length", value -> "" + value.length()), "run");
        transactions.commit(7, results("abc"));
        transactions.close();
        var headers = TestServer.messages(stream).get(0).getHeaders();
        assertThat(headers.getLast("length")).isEqualTo("3");
        assertThat(headers.getLast("Nats-Msg-Id")).isEqualTo("job/alerts/run/7/0");
        assertThatThrownBy(() -> sink().header("Nats-Msg-Id", value -> ""))
                .hasMessage("'Nats-Msg-Id' is no name for a header: it is blank, or begins with Nats- or Leat-");
    }

    @Test
    void whenNoStreamTakesTheSubjectOrItsWindowIsShort_thenItSaysSo() throws Exception {
        assertThatThrownBy(() -> connect(Nats.to(TestServer.url(), "nobody.listens", Format.text()), "run"))
                .isNotInstanceOf(UnavailableException.class)
                .hasMessageContaining("takes messages on subject 'nobody.listens': make one first");
        stream = TestServer.stream(TestServer.configuration().duplicateWindow(Duration.ofSeconds(59)));
        assertThatThrownBy(() -> connect(sink(), "run"))
                .hasMessageContaining("drops what comes again only within PT59S")
                .hasMessageEndingWith("nats stream edit --dupe-window 2m " + stream);
        assertThatThrownBy(() -> Nats.to(TestServer.url(), "alerts.*", Format.text()))
                .hasMessageStartingWith("'alerts.*' is no subject to publish on");
    }

    @Test
    void whenTheStreamIsFull_thenCommittingFailsWithTheServersWords() throws Exception {
        stream = TestServer.stream(TestServer.configuration().maxMessages(1).discardPolicy(DiscardPolicy.New));
        Transactions<String> transactions = connect(sink(), "run");
        assertThatThrownBy(() -> transactions.commit(1, results("a", "b")))
                .hasMessageStartingWith("subject '" + stream + ".out' cannot be written at 127.0.0.1")
                .hasMessageContaining("maximum messages exceeded");
        transactions.close();
    }

    @Test
    void whenItIsTheOnlyWriter_thenAnEpochThatWasBrokenOffGoesOnWhereItStopped() throws Exception {
        stream = TestServer.stream(TestServer.configuration().maxMessages(3).discardPolicy(DiscardPolicy.New));
        NatsSink<String> sink = sink().onlyWriter();
        Transactions<String> transactions = connect(sink, "run");
        transactions.commit(4, results("a", "b"));
        assertThatThrownBy(() -> transactions.commit(6, results("c", "d", "e"))).hasMessageContaining("exceeded");
        assertThat(transactions.committed()).isBetween(4L, 5L);
        transactions.close();
        assertThat(TestServer.values(stream)).containsExactly("a", "b", "c");

        TestServer.with(connection -> {
            var management = connection.jetStreamManagement();
            var configuration = management.getStreamInfo(stream).getConfiguration();
            // A server that does not know the ids any more, with room.
            management.updateStream(StreamConfiguration.builder(configuration)
                    .maxMessages(-1)
                    .duplicateWindow(Duration.ofMillis(100))
                    .build());
        });
        TestServer.get().kill();
        Thread.sleep(150);
        TestServer.get();
        Transactions<String> again = connect(sink, "run");
        again.commit(6, results("c", "d", "e"));
        assertThat(again.committed()).isEqualTo(6);
        again.close();
        assertThat(TestServer.values(stream)).containsExactly("a", "b", "c", "d", "e");
        assertThat(sink.guarantee()).isEqualTo(Guarantee.EXACTLY_ONCE);
    }

    @Test
    void whenTheLastMessageMayGo_thenTheOnlyWriterDoesNotBegin() throws Exception {
        stream = TestServer.stream(TestServer.configuration().retentionPolicy(RetentionPolicy.WorkQueue));
        assertThatThrownBy(() -> connect(sink().onlyWriter(), "run"))
                .hasMessageEndingWith("give it retention limits, or leave out .onlyWriter()");
    }

    @Test
    void whenThereIsAnotherWriter_thenTheOnlyWriterSaysSo() throws Exception {
        Transactions<String> transactions = connect(sink().onlyWriter(), "run");
        transactions.commit(1, results("a"));
        TestServer.publishText(stream + ".in", "b");
        assertThatThrownBy(() -> transactions.commit(2, results("c"))).hasMessageContaining("wrong last sequence: 2");
        assertThatThrownBy(transactions::committed)
                .hasMessage("stream '" + stream + "' has another writer: its message 2 is not of this job. "
                        + "Give the sink a stream for itself, or leave out .onlyWriter()");
        transactions.close();
    }
}

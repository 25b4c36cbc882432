// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import static io.leat.connector.jdbc.TestDatabase.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Event;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.connector.memory.Collector;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows by their keys, asked for by hand and by a pipeline. */
class JdbcLookupTest {
    record Model(String name, BigDecimal price) {}

    record Call(String model, int tokens) {}

    @TempDir
    Path dir;

    private String models(TestDatabase database) throws Exception {
        String url = database.empty(dir);
        execute(
                url,
                "create table model (name varchar(9), price decimal(9, 2))",
                "insert into model values ('small', 0.25), ('large', 4.5), ('twice', 1), ('twice', 2)");
        return url;
    }

    private static <T> T answer(JdbcLookup<String, T> lookup, String key) throws Exception {
        return lookup.apply(key).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void whenAKeyIsLookedUp_thenItsRowOrNull(TestDatabase database) throws Exception {
        try (JdbcLookup<String, Model> models = Jdbc.lookup(models(database), "model", "name", Model.class)) {
            assertThat(answer(models, "large").price()).isEqualByComparingTo("4.5");
            assertThat(answer(models, "none' or '1'='1")).isNull();
            assertThat(answer(models, null)).isNull();
            assertThatThrownBy(() -> answer(models, "twice"))
                    .rootCause()
                    .hasMessage("model has several rows for 'twice'; a lookup is for one");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenAQueryIsAsked_thenItsRow(TestDatabase database) throws Exception {
        record Sum(long number) {}
        String query = "select count(*) as number from model where name = ?";
        try (JdbcLookup<String, Sum> sums = Jdbc.lookupQuery(models(database), query, Sum.class)) {
            assertThat(answer(sums, "twice").number()).isEqualTo(2);
            assertThat(answer(sums, "none").number()).isZero();
        }
    }

    @Test
    void whenTheAnswerIsAnEvent_thenItHasAllColumns() throws Exception {
        try (JdbcLookup<String, Event> models =
                Jdbc.lookup(models(TestDatabase.H2_MEMORY), "model", "name", Event.class)) {
            assertThat(answer(models, "small").getDouble("PRICE", 0)).isEqualTo(0.25);
        }
    }

    @Test
    void whenAPipelineLooksUp_thenEachEventHasItsAnswer() throws Exception {
        String url = models(TestDatabase.POSTGRES);
        Collector<String> out = new Collector<>();
        List<Call> calls = IntStream.range(0, 1_000)
                .mapToObj(n -> new Call(n % 3 == 0 ? "large" : n % 3 == 1 ? "small" : "other", n))
                .toList();
        JdbcLookup<String, Model> models = Jdbc.lookup(url, "model", "name", Model.class);
        try (Leat leat = Leat.inMemory()) {
            leat.start(Pipeline.of(
                            "prices",
                            p -> p.from("calls", Source.of(calls))
                                    .lookup(
                                            "price",
                                            call -> models.apply(call.model()),
                                            (call, model) ->
                                                    call.tokens() + " " + (model == null ? "?" : model.price()))
                                    .to("out", out)))
                    .awaitCompletion();
        }
        models.close();
        assertThat(out.values())
                .hasSize(1_000)
                .startsWith("0 4.50", "1 0.25", "2 ?")
                .endsWith("999 4.50");
    }

    @Test
    void whenSomethingIsMissing_thenItIsSaid() throws Exception {
        String url = models(TestDatabase.H2_MEMORY);
        try (JdbcLookup<String, Model> models = Jdbc.lookup(url, "model", "id", Model.class)) {
            assertThatThrownBy(() -> answer(models, "x"))
                    .rootCause()
                    .hasMessage("table MODEL has no column 'id', which is to be the key; it has NAME, PRICE");
        }
    }

    @Test
    void whenTheServerIsRestarted_thenTheRequestWaitsForIt() throws Exception {
        String url = models(TestDatabase.POSTGRES);
        try (JdbcLookup<String, Model> models = Jdbc.lookup(url, "model", "name", Model.class)) {
            assertThat(answer(models, "large")).isNotNull();
            TestDatabase.postgres().kill();
            CompletableFuture<Model> answer = models.apply("small").toCompletableFuture();
            TestDatabase.postgres().start();
            assertThat(answer.get(60, TimeUnit.SECONDS).price()).isEqualByComparingTo("0.25");
        }
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import static io.leat.connector.jdbc.TestDatabase.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.Event;
import io.leat.connector.Position;
import io.leat.connector.SourceReader.Status;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A table that grows, read page by page, from where an earlier reader stood, and while others write. */
class JdbcSourceTest {
    record Call(long id, String who) {}

    record Id(long id) {}

    @TempDir
    Path dir;

    private String table(TestDatabase database) throws SQLException {
        String url = database.empty(dir);
        execute(url, "create table calls (id bigint primary key, who varchar(20), made timestamp)");
        return url;
    }

    private static void insert(String url, long... ids) throws SQLException {
        for (long id : ids) {
            execute(url, "insert into calls (id, who) values (" + id + ", 'ai-" + id + "')");
        }
    }

    private static JdbcSource<Id> ids(String url) {
        return Jdbc.poll(url, "calls", Id.class)
                .by("id")
                .every(Duration.ofMillis(5))
                .lag(Duration.ZERO);
    }

    private static List<Id> ids(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(Id::new).toList();
    }

    @ParameterizedTest
    @EnumSource
    void whenReadOnce_thenAllRowsInTheirOrderPageByPage(TestDatabase database) throws Exception {
        String url = table(database);
        insert(url, 5, 3, 1, 4, 2);

        for (int pageSize : new int[] {1, 2, 5}) {
            Reading<Call> reading = Reading.all(
                    Jdbc.poll(url, "calls", Call.class).by("id").once().pageSize(pageSize));
            assertThat(reading.values)
                    .as("pages of %d", pageSize)
                    .isEqualTo(IntStream.rangeClosed(1, 5)
                            .mapToObj(id -> new Call(id, "ai-" + id))
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenOpenedAtAPosition_thenItGoesOnBehindIt(TestDatabase database) throws Exception {
        String url = table(database);
        insert(url, 1, 2, 3, 4, 5, 6, 7);
        for (int before = 0; before <= 7; before++) {
            Position position;
            try (Reading<Id> first = new Reading<>(ids(url).pageSize(3), null)) {
                first.until(before);
                position = first.position();
            }
            try (Reading<Id> second = new Reading<>(ids(url).pageSize(3), position)) {
                assertThat(second.position()).isEqualTo(position);
                assertThat(second.until(7 - before).values).isEqualTo(ids(before + 1, 7));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenRowsAreAddedMeanwhile_thenTheyAreRead(TestDatabase database) throws Exception {
        String url = table(database);
        try (Reading<Id> reading = new Reading<>(ids(url).pageSize(2), null)) {
            assertThat(reading.read(10)).isEqualTo(Status.EMPTY);
            insert(url, 1, 2, 3);
            reading.until(3);
            insert(url, 4);
            assertThat(reading.until(4).values).isEqualTo(ids(1, 4));
            assertThat(reading.read(10)).isEqualTo(Status.EMPTY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenByTimeAndId_thenRowsWithTheSameTimeAreAllRead(TestDatabase database) throws Exception {
        String url = table(database);
        String time = "2026-01-01 00:00:0";
        for (int id = 1; id <= 9; id++) {
            execute(url, "insert into calls (id, made) values (" + (10 - id) + ", '" + time + (id % 3) + ".000001')");
        }
        List<Id> expected =
                IntStream.of(1, 4, 7, 3, 6, 9, 2, 5, 8).mapToObj(Id::new).toList();
        JdbcSource<Id> source =
                Jdbc.poll(url, "calls", Id.class).by("made", "id").once().pageSize(2);

        assertThat(Reading.all(source).values).isEqualTo(expected);
        for (int before = 1; before < 9; before++) {
            try (Reading<Id> first = new Reading<>(source, null)) {
                first.until(before);
                try (Reading<Id> second = new Reading<>(source, first.position())) {
                    assertThat(second.until(9 - before).values).isEqualTo(expected.subList(before, 9));
                }
            }
        }
    }

    @Test
    void whenTheColumnDoesNotGrow_thenItSaysSoInsteadOfLosingRows() throws Exception {
        String url = table(TestDatabase.H2_MEMORY);
        execute(url, "insert into calls (id, who) values (1, 'a'), (2, 'b'), (3, 'b')");
        try (Reading<Id> reading =
                new Reading<>(Jdbc.poll(url, "calls", Id.class).by("who").once().pageSize(2), null)) {
            assertThatThrownBy(() -> Awaitility.await().until(() -> reading.read(10) == Status.END))
                    .hasMessage("calls has two rows with the same who, [b]: name one more column, which makes the rows"
                            + " different, by .by(…)");
        }
    }

    @Test
    void whenAnEarlierIdIsCommittedLater_thenTheLagKeepsItFromBeingMissed() throws Exception {
        String url = table(TestDatabase.POSTGRES);
        JdbcSource<Id> source = ids(url).lag(Duration.ofMillis(700));
        try (Connection slow = DriverManager.getConnection(url);
                Statement statement = slow.createStatement();
                Reading<Id> reading = new Reading<>(source, null)) {
            slow.setAutoCommit(false);
            statement.execute("insert into calls (id) values (1)");
            insert(url, 2);
            long seenAt = System.nanoTime();
            while (System.nanoTime() - seenAt < Duration.ofMillis(200).toNanos()) {
                reading.read(10);
                Thread.sleep(5);
            }
            assertThat(reading.values).isEmpty();
            slow.commit();

            assertThat(reading.until(2).values).isEqualTo(ids(1, 2));
            insert(url, 3);
            assertThat(reading.until(3).values).isEqualTo(ids(1, 3));
        }
    }

    @Test
    void whenRowsAreInsertedByManyWhilePolled_thenEachIsReadOnce() throws Exception {
        String url = TestDatabase.POSTGRES.empty(dir);
        execute(url, "create table calls (id bigserial primary key, who text)");
        List<Thread> writers = IntStream.range(0, 4)
                .mapToObj(w -> new Thread(() -> insertWithPauses(url, w)))
                .toList();
        try (Reading<Id> reading =
                new Reading<>(ids(url).lag(Duration.ofMillis(1500)).pageSize(50), null)) {
            writers.forEach(Thread::start);
            reading.until(400);
            assertThat(reading.values).isEqualTo(ids(1, 400));
        }
    }

    /** Transactions that hold their ids for a while. */
    private static void insertWithPauses(String url, int writer) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 100; i++) {
                statement.execute("insert into calls (who) values ('" + writer + "')");
                if (i % 10 == writer) {
                    Thread.sleep(3);
                }
                if (i % 3 == 0) {
                    connection.commit();
                }
            }
            connection.commit();
        } catch (SQLException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whenARowDoesNotBecomeARecord_thenItIsUnreadableAndTheRestGoesOn() throws Exception {
        String url = TestDatabase.H2_MEMORY.empty(dir);
        execute(
                url,
                "create table calls (n int, id varchar)",
                "insert into calls values (1, '1'), (2, null), (3, 'x'), (4, '9223372036854775808'), (5, '5')");

        Reading<Id> reading =
                Reading.all(Jdbc.poll(url, "calls", Id.class).by("n").once());

        assertThat(reading.values).containsExactly(new Id(1), new Id(5));
        assertThat(reading.unreadable)
                .containsExactly(
                        "calls:[2] [null] column 'ID' is null, which a long cannot be",
                        "calls:[3] [x] column 'ID' has the String 'x', which is no long",
                        "calls:[4] [9223372036854775808] column 'ID' has the String '9223372036854775808', which is no long");
    }

    @Test
    void whenEventsAreRead_thenTheyHaveAllColumns() throws Exception {
        String url = TestDatabase.POSTGRES.empty(dir);
        execute(
                url,
                "create table calls (n int, key text, timestamp timestamptz, cost numeric(10, 2), tags jsonb)",
                "insert into calls values (7, 'k', '2026-01-01T00:00:00.5Z', 1.50, '{\"a\": 1}')");

        Reading<Event> reading =
                Reading.all(Jdbc.poll(url, "calls", Event.class).by("n").once());

        Event event = reading.values.get(0);
        assertThat(event.id()).isEqualTo("7");
        assertThat(event.key()).isEqualTo("k");
        assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-01-01T00:00:00.5Z"));
        assertThat(event.data().keySet().toString()).isEqualTo("[n, key, timestamp, cost, tags]");
        assertThat(event.getDouble("cost", 0)).isEqualTo(1.5);
        assertThat(event.get("tags")).isEqualTo("{\"a\": 1}");
        assertThat(reading.times).containsExactly(event.timestamp().toEpochMilli());
    }

    @ParameterizedTest
    @EnumSource
    void whenAQueryIsPolled_thenItsRowsAreRead(TestDatabase database) throws Exception {
        String url = table(database);
        insert(url, 1, 2, 3, 4);
        JdbcSource<Call> source = Jdbc.pollQuery(url, "select id * 10 as id, who from calls where id <> 2", Call.class)
                .by("id")
                .once()
                .pageSize(2);

        assertThat(Reading.all(source).values)
                .containsExactly(new Call(10, "ai-1"), new Call(30, "ai-3"), new Call(40, "ai-4"));
        assertThat(source).hasToString("jdbc query of " + Database.at(url));
    }

    @Test
    void whenSomethingIsMissing_thenItIsSaid() throws Exception {
        String url = table(TestDatabase.H2_MEMORY);
        assertThatThrownBy(() -> Jdbc.poll(url, "calls", Id.class).partitions())
                .hasMessageEndingWith(
                        "does not know in which order to read: name a column that grows, such as .by(\"id\")");
        assertReadingFails(
                Jdbc.poll(url, "calls", Id.class).by("n").once(),
                "table CALLS has no column 'n', by which it is to be read; it has ID, WHO, MADE");
        assertReadingFails(
                Jdbc.poll(url, "cals", Id.class).by("id").once(),
                Database.at(url) + " has no table 'cals' in schema PUBLIC; it has CALLS");
    }

    private static void assertReadingFails(JdbcSource<?> source, String message) throws Exception {
        try (Reading<?> reading = new Reading<>(source, null)) {
            assertThatThrownBy(() -> Awaitility.await().until(() -> reading.read(10) == Status.END))
                    .hasMessage(message);
        }
    }
}

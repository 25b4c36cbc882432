// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connector.UnreadableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroTest {
    record Call(String instance, int tokens, Instant at, Optional<String> error) {}

    record Timed(Instant at, BigDecimal cost) {}

    record Positive(int n) {
        Positive {
            if (n < 1) {
                throw new IllegalArgumentException(n + " is not positive");
            }
        }
    }

    private static final Call CALL = new Call("ai-1 ä", 7, Instant.parse("2023-11-16T18:17:04.425Z"), Optional.of("x"));

    /** As an earlier or later release of a writer had it: without the error, with a count of retries. */
    private static final Schema OTHER_CALL = schema(
            "Call",
            "{'name':'tokens','type':'int'},{'name':'retries','type':{'type':'array','items':'long'}},"
                    + "{'name':'instance','type':'string'},{'name':'at','type':{'type':'long','logicalType':'timestamp-micros'}}");

    private static Schema schema(String name, String fields) {
        String text = "{'type':'record','name':'" + name + "','fields':[" + fields + "]}";
        return new Schema.Parser().parse(text.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whenRandomValuesAreWritten_thenTheyAreReadBack(long seed) throws UnreadableException {
        Random random = new Random(seed);
        Avro<Sample> avro = Avro.of(Sample.class);
        for (int i = 0; i < 500; i++) {
            Sample value = Sample.random(random);
            Avro<Sample> either = random.nextBoolean() ? avro : avro.singleObject();
            assertThat(either.read(either.write(value)))
                    .as("value %d of seed %d", i, seed)
                    .usingRecursiveComparison()
                    .withComparatorForType(Double::compare, Double.class)
                    .isEqualTo(value);
        }
    }

    @Test
    void whenASchemaIsDerived_thenItIsAsAvroWouldWriteIt() {
        assertThat(Avro.of(Call.class).schema()).isEqualTo(new Schema.Parser().parse("""
                        {"type": "record", "name": "Call", "namespace": "io.leat.format.avro.AvroTest", "fields": [
                          {"name": "instance", "type": "string"},
                          {"name": "tokens", "type": "int"},
                          {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                          {"name": "error", "type": ["null", "string"], "default": null}]}"""));
    }

    @Test
    void whenAvroItselfWrites_thenItIsReadAndTheSameBytesAreWritten() throws IOException, UnreadableException {
        Avro<Call> avro = Avro.of(Call.class);
        GenericRecord record = new GenericData.Record(avro.schema());
        record.put("instance", CALL.instance());
        record.put("tokens", CALL.tokens());
        record.put("at", CALL.at().toEpochMilli() * 1000);
        record.put("error", "x");
        byte[] bytes = written(record);
        assertThat(avro.read(bytes)).isEqualTo(CALL);
        assertThat(avro.write(CALL)).isEqualTo(bytes);
        assertThat(Avro.generic(avro.schema()).read(bytes).get("instance")).isEqualTo(CALL.instance());
        assertThat(Avro.generic(avro.schema()).write(record)).isEqualTo(bytes);
    }

    @Test
    void whenAMessageNamesItsSchema_thenAvroReadsItAndIsRead() throws IOException, UnreadableException {
        Avro<Call> avro = Avro.of(Call.class).singleObject();
        GenericRecord record = new BinaryMessageDecoder<GenericRecord>(GenericData.get(), avro.schema())
                .decode(avro.write(CALL), null);
        assertThat(record.get("tokens")).isEqualTo(7);
        ByteBuffer encoded = new BinaryMessageEncoder<GenericRecord>(GenericData.get(), avro.schema()).encode(record);
        byte[] padded = new byte[encoded.remaining() + 5];
        encoded.get(padded, 3, encoded.remaining());
        assertThat(avro.read(padded, 3, padded.length - 5)).isEqualTo(CALL);
    }

    @Test
    void whenAFieldWasAddedAndOneRemoved_thenOldMessagesAreRead() throws IOException, UnreadableException {
        byte[] old = written(otherCall());
        Call read = new Call("b", 9, Instant.EPOCH.plusMillis(5), Optional.empty());
        assertThat(Avro.of(Call.class).writtenWith(OTHER_CALL).read(old)).isEqualTo(read);

        Avro<Call> named = Avro.of(Call.class).singleObject().alsoReading(OTHER_CALL);
        assertThat(named.read(Avro.generic(OTHER_CALL).singleObject().write(otherCall())))
                .isEqualTo(read);
        assertThat(named.read(named.write(CALL))).isEqualTo(CALL);
    }

    @Test
    void whenASchemaIsGiven_thenItsUnitsCount() throws UnreadableException {
        Schema given = schema(
                "Any",
                "{'name':'cost','type':{'type':'bytes','logicalType':'decimal','precision':9,'scale':2}},"
                        + "{'name':'more','type':'string','default':'x'},"
                        + "{'name':'at','type':{'type':'long','logicalType':'timestamp-millis'}}");
        Avro<Timed> avro = Avro.of(Timed.class, given);
        Timed value = new Timed(Instant.ofEpochMilli(-1), new BigDecimal("12.50"));
        assertThat(avro.read(avro.write(value))).isEqualTo(value);
        assertThat(Avro.generic(given).read(avro.write(value)).get("at")).isEqualTo(-1L);
        assertThat(Avro.generic(given).read(avro.write(value)).get("more")).hasToString("x");
        assertThatThrownBy(() -> avro.write(new Timed(Instant.EPOCH, new BigDecimal("1.234"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Timed.cost: ");
    }

    @Test
    void whenTimesAreInAnotherUnit_thenItIsRefused() {
        Schema millis = schema(
                "Call",
                "{'name':'instance','type':'string'},{'name':'tokens','type':'int'},"
                        + "{'name':'at','type':['null',{'type':'long','logicalType':'timestamp-millis'}]}");
        Schema optional =
                schema("Call", "{'name':'at','type':['null',{'type':'long','logicalType':'timestamp-micros'}]}");
        assertThatThrownBy(() -> Avro.generic(optional).writtenWith(millis))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("what was written as timestamp-millis would be read as timestamp-micros")
                .hasMessageContaining("Cure");
    }

    @Test
    void whenAnOlderSchemaCannotBeRead_thenItIsRefusedAtOnce() {
        Schema poor = schema("Call", "{'name':'instance','type':'string'}");
        assertThatThrownBy(() -> Avro.of(Call.class).writtenWith(poor))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot read what was written with Call")
                .hasMessageContaining("tokens")
                .hasMessageContaining("Cure: give added fields a default");
        assertThatThrownBy(() -> Avro.of(Call.class).alsoReading(poor))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("singleObject()");
        assertThatThrownBy(() -> Avro.of(Call.class).singleObject().writtenWith(OTHER_CALL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("alsoReading");
        assertThatThrownBy(() -> Avro.of(Call.class).writtenWith(OTHER_CALL).singleObject())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("alsoReading");
    }

    @Test
    void whenAComponentHasNoForm_thenItIsRefusedWithWhatIsAllowed() {
        record Slow(Duration pause) {}
        record Keyed(Map<Integer, String> names) {}
        record Wide(String instance, long tokens) {}
        Schema given =
                schema("Wide", "{'name':'instance','type':['null','string']},{'name':'tokens','type':['null','long']}");
        assertThatThrownBy(() -> Avro.of(Slow.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "component 'pause' of Slow is of type java.time.Duration, from which no schema can be made."
                                + " Allowed are int, ");
        assertThatThrownBy(() -> Avro.of(Keyed.class)).hasMessageContaining("Map<java.lang.Integer, java.lang.String>");
        assertThatThrownBy(() -> Avro.of(Wide.class, given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("component 'tokens' of Wide is of type long, but the schema allows null there");
        assertThatThrownBy(() -> Avro.of(Call.class, given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("component 'tokens' of Call is");
        assertThatThrownBy(() -> Avro.of(Positive.class, given)).hasMessageContaining("no field for the component 'n'");
        assertThatThrownBy(() -> Avro.of(Wide.class, OTHER_CALL))
                .hasMessageContaining("component 'tokens' of Wide is of type long");
        assertThatThrownBy(() -> Avro.of(String.class)).hasMessageContaining("is not a record");
    }

    @Test
    void whenItemsTakeNoBytes_thenTheSchemaIsRefused() {
        Schema nulls = schema("Nulls", "{'name':'n','type':{'type':'array','items':'null'}}");
        assertThatThrownBy(() -> Avro.generic(nulls))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a list of \"null\", which take no bytes");
    }

    @Test
    void whenAValueDoesNotFit_thenItIsNotWritten() {
        assertThatThrownBy(() -> Avro.of(Call.class).write(new Call("a", 1, null, Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a value of Call cannot be written as Avro: Call.at: null, which the schema does not allow there;"
                                + " declare it as Optional or @Nullable");
        assertThatThrownBy(() -> Avro.generic(Avro.of(Call.class).schema()).write(otherCall()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it has the schema");
    }

    @Test
    void whenTheRecordRefusesAValue_thenItIsUnreadable() {
        Avro<Positive> avro = Avro.of(Positive.class);
        assertThatThrownBy(() -> avro.read(new byte[] {0}))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("0 is not positive");
    }

    private static GenericRecord otherCall() {
        GenericRecord record = new GenericData.Record(OTHER_CALL);
        record.put("instance", "b");
        record.put("tokens", 9);
        record.put("retries", List.of(1L, 2L));
        record.put("at", 5000L);
        return record;
    }

    private static byte[] written(GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import io.leat.Parameters;
import io.leat.failure.PipelineException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
    private static final int DAYS = 5;

    @Test
    void whenWorkloadsAreEqual_thenSoAreTheDeliveries() {
        assertThat(deliveries(7, 5_000)).isEqualTo(deliveries(7, 5_000)).isNotEqualTo(deliveries(8, 5_000));
    }

    @Test
    void whenDelivered_thenInOrderOfDeliveryAndOutOfOrderOfArrival() {
        List<Delivery<Inference>> deliveries = deliveries(1, 20_000);

        assertThat(deliveries).isSortedAccordingTo(Comparator.comparingLong(Delivery::atMs));
        assertThat(behind(deliveries, 0)).isBetween(0.6, 0.95);
        assertThat(behind(deliveries, 5_000)).isBetween(0.005, 0.04);
    }

    @Test
    void whenSomeDaysHavePassed_thenRateAndSizesAreThoseOfTheModel() {
        int number = (int) (DAYS * 24 * Arrivals.DAY_MS / 1_000);
        List<Inference> whole = deliveries(3, number).stream()
                .filter(d -> d.brokenLine() == null)
                .map(Delivery::report)
                .filter(i -> !i.failed() && i.generatedTokens() > 0)
                .toList();

        double lengthMs = deliveries(3, number).get(number - 1).atMs();
        assertThat(number / lengthMs * 1_000).isCloseTo(24, withPercentage(10));
        assertThat(median(whole.stream().map(i -> (long) i.promptTokens()))).isCloseTo(1_469, withPercentage(3));
        assertThat(median(whole.stream().map(i -> (long) i.generatedTokens()))).isCloseTo(13, withPercentage(10));
        assertThat(whole.stream().mapToInt(Inference::generatedTokens).average().orElse(0))
                .isCloseTo(27.9, withPercentage(5));
    }

    @Test
    void whenAnInstanceIsSilent_thenNothingArrivesThere() {
        Instance.Pauses pauses = new Instance.Pauses(32_000, 90_000, 20_000);

        assertThat(Stream.of(0.0, 31_999.0, 52_000.0, 121_999.0)).noneMatch(pauses::contain);
        assertThat(Stream.of(32_000.0, 51_999.0, 122_000.0)).allMatch(pauses::contain);
        assertThat(deliveries(1, 5_000))
                .filteredOn(d -> d.report().instance().equals("ai-4"))
                .noneMatch(d -> pauses.contain(d.report().completedAt().toEpochMilli()
                        - (double) Math.abs(d.report().latencyMs())));
    }

    @Test
    void whenManyAreDelivered_thenAllSixTakePartAndSomeAreMalformed() {
        List<Delivery<Inference>> deliveries = deliveries(1, 20_000);

        assertThat(deliveries.stream().map(d -> d.report().instance()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("ai-1", "ai-2", "ai-3", "ai-4", "ai-5", "ai-6", "");
        assertThat(deliveries.stream().filter(d -> d.brokenLine() != null).count())
                .isPositive();
    }

    @Test
    void whenRequestsAreReported_thenTheyAreThoseOfTheReportsLessTheLost() {
        List<Long> ids = Stream.generate(Gateway.requests(workload(1)))
                .limit(10_000)
                .map(d -> d.report().id())
                .toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(ids.get(9_999) - 9_999).isBetween(10L, 40L);
        Map<Long, Request> requests = Stream.generate(Gateway.requests(workload(1)))
                .limit(5_000)
                .collect(Collectors.toMap(d -> d.report().id(), Delivery::report));
        assertThat(Stream.generate(Gateway.completions(workload(1))).limit(4_000))
                .allSatisfy(d -> {
                    Request request = requests.get(d.report().id());
                    if (request != null) {
                        assertThat(request.instance()).isEqualTo(d.report().instance());
                        assertThat(request.at()).isBefore(d.report().at());
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "NaN", "2000000", "many"})
    void whenTheRateIsNonsense_thenItIsRefused(String rate) {
        assertThatThrownBy(() -> Workload.of(Parameters.of("rate", rate)))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("rate");
    }

    private static List<Delivery<Inference>> deliveries(long seed, int number) {
        return Stream.generate(Gateway.reports(workload(seed))).limit(number).toList();
    }

    private static Workload workload(long seed) {
        return new Workload(seed, 24, Instant.EPOCH, Duration.ZERO, Duration.ZERO);
    }

    /** The part of the deliveries that is more than this behind the newest one. */
    private static double behind(List<Delivery<Inference>> deliveries, long ms) {
        long newest = Long.MIN_VALUE;
        int behind = 0;
        for (Delivery<Inference> delivery : deliveries) {
            long time = delivery.report().eventTime().toEpochMilli();
            if (time <= delivery.atMs()) {
                newest = Math.max(newest, time);
                behind += newest - time > ms ? 1 : 0;
            }
        }
        return (double) behind / deliveries.size();
    }

    private static long median(Stream<Long> numbers) {
        List<Long> sorted = numbers.sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.otlp;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.time.Instant;
import java.util.List;

/** Makes events of the points of metrics. */
final class Metrics {
    private final Taken<OtlpMetricPoint> taken = new Taken<>();

    private Metrics() {}

    /** What the points of a metric have in common. */
    private record Of(
            OtlpResource resource, String scope, Metric metric, String type, String temporality, boolean monotonic) {}

    /** The time of a point and what belongs to it. */
    private record When(long startNanos, long nanos, List<KeyValue> attributes) {}

    /** What was measured. */
    private record Measured(double value, long count, List<Double> bounds, List<Long> buckets) {}

    static Taken<OtlpMetricPoint> of(ExportMetricsServiceRequest request) {
        Metrics metrics = new Metrics();
        for (ResourceMetrics resource : request.getResourceMetricsList()) {
            OtlpResource from = Values.resource(resource.getResource());
            for (ScopeMetrics scope : resource.getScopeMetricsList()) {
                for (Metric metric : scope.getMetricsList()) {
                    metrics.add(from, scope.getScope().getName(), metric);
                }
            }
        }
        return metrics.taken;
    }

    private void add(OtlpResource resource, String scope, Metric metric) {
        switch (metric.getDataCase()) {
            case GAUGE ->
                metric.getGauge()
                        .getDataPointsList()
                        .forEach(p -> add(new Of(resource, scope, metric, "gauge", "", false), p));
            case SUM -> {
                String temporality = temporality(metric.getSum().getAggregationTemporality());
                boolean grows = metric.getSum().getIsMonotonic();
                metric.getSum()
                        .getDataPointsList()
                        .forEach(p -> add(new Of(resource, scope, metric, "sum", temporality, grows), p));
            }
            case HISTOGRAM -> {
                String temporality = temporality(metric.getHistogram().getAggregationTemporality());
                metric.getHistogram()
                        .getDataPointsList()
                        .forEach(p -> add(new Of(resource, scope, metric, "histogram", temporality, false), p));
            }
            case EXPONENTIAL_HISTOGRAM -> {
                String temporality =
                        temporality(metric.getExponentialHistogram().getAggregationTemporality());
                metric.getExponentialHistogram()
                        .getDataPointsList()
                        .forEach(p ->
                                add(new Of(resource, scope, metric, "exponential_histogram", temporality, false), p));
            }
            case SUMMARY ->
                metric.getSummary()
                        .getDataPointsList()
                        .forEach(p -> add(new Of(resource, scope, metric, "summary", "", false), p));
            case DATA_NOT_SET -> taken.reject(0, "the metric '" + metric.getName() + "' has no points");
        }
    }

    private static String temporality(AggregationTemporality temporality) {
        return Values.constant(temporality, "AGGREGATION_TEMPORALITY_");
    }

    private void add(Of of, NumberDataPoint point) {
        boolean isWhole = point.getValueCase() == NumberDataPoint.ValueCase.AS_INT;
        double value = isWhole ? (double) point.getAsInt() : point.getAsDouble();
        When when = new When(point.getStartTimeUnixNano(), point.getTimeUnixNano(), point.getAttributesList());
        add(of, when, new Measured(value, 1, List.of(), List.of()));
    }

    private void add(Of of, HistogramDataPoint point) {
        When when = new When(point.getStartTimeUnixNano(), point.getTimeUnixNano(), point.getAttributesList());
        List<Double> bounds = List.copyOf(point.getExplicitBoundsList());
        add(of, when, new Measured(point.getSum(), point.getCount(), bounds, List.copyOf(point.getBucketCountsList())));
    }

    private void add(Of of, ExponentialHistogramDataPoint point) {
        When when = new When(point.getStartTimeUnixNano(), point.getTimeUnixNano(), point.getAttributesList());
        add(of, when, new Measured(point.getSum(), point.getCount(), List.of(), List.of()));
    }

    private void add(Of of, SummaryDataPoint point) {
        When when = new When(point.getStartTimeUnixNano(), point.getTimeUnixNano(), point.getAttributesList());
        add(of, when, new Measured(point.getSum(), point.getCount(), List.of(), List.of()));
    }

    private void add(Of of, When when, Measured measured) {
        if (when.nanos == 0) {
            taken.reject(1, "a point of the metric '" + of.metric.getName() + "' has no time");
            return;
        }
        Instant time = Values.time(when.nanos);
        taken.add(new OtlpMetricPoint(
                of.resource,
                of.scope,
                of.metric.getName(),
                of.metric.getUnit(),
                of.type,
                of.temporality,
                of.monotonic,
                when.startNanos == 0 ? time : Values.time(when.startNanos),
                time,
                measured.value,
                measured.count,
                measured.bounds,
                measured.buckets,
                Values.attributes(when.attributes)));
    }
}

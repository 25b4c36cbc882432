// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.server.LeatServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The same work twice: watched by so many open pages, and by fewer. Each run is some seconds long, so that pages get many updates.
 */
public final class Watched implements Work {
    /** In place of a number of pages: there is not even a server. */
    private static final int NO_SERVER = -1;

    private static final int TIMES = 8;

    private final PipelineWork work;
    private final int pages;
    private final int besides;

    private Watched(PipelineWork work, int pages, int besides) {
        this.work = work;
        this.pages = pages;
        this.besides = besides;
    }

    /** Returns the works: with pages beside none, and with a server that nobody asks beside none at all. */
    public static List<Work> all(int pages) {
        PipelineWork windows = Tumbling.over10kKeys();
        PipelineWork stateless = new FilterMapSink();
        return List.of(
                new Watched(windows, pages, 0),
                new Watched(stateless, pages, 0),
                new Watched(windows, 0, NO_SERVER),
                new Watched(stateless, 0, NO_SERVER));
    }

    @Override
    public String name() {
        return work.name() + (besides == NO_SERVER ? ", server" : ", " + pages + " pages");
    }

    @Override
    public long events() {
        return TIMES * work.events();
    }

    @Override
    public boolean windowed() {
        return work.windowed();
    }

    @Override
    public double leastRatio() {
        return 0.95;
    }

    @Override
    public Run leat(long events) throws InterruptedException {
        return run(events, pages);
    }

    @Override
    public Run hand(long events) throws InterruptedException {
        return run(events, besides);
    }

    private Run run(long events, int watching) throws InterruptedException {
        Meter meter = new Meter();
        Checksum sum = new Checksum();
        Pipeline pipeline = work.pipeline(events, meter, sum);
        try (Leat leat = Leat.inMemory()) {
            if (watching == NO_SERVER) {
                Jobs.run(leat, pipeline);
            } else {
                watched(leat, pipeline, watching);
            }
        }
        return meter.run(events, sum);
    }

    private void watched(Leat leat, Pipeline pipeline, int watching) throws InterruptedException {
        String windows = work.windowed() ? "windows:load,step:load," : "";
        try (LeatServer server = LeatServer.start(leat);
                OpenPages open = new OpenPages(server.uri())) {
            leat.onStart(job -> open.open(watching, job.name(), windows + "metrics,step:calls,letters,charts"));
            Jobs.run(leat, pipeline);
            if (open.messages() < watching) {
                throw new IllegalStateException(watching + " pages were open, and got " + open.messages()
                        + " updates all together: the run was too short to measure what they cost");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

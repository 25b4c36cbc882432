// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.watch;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.server.route.Keeper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The pipelines that may be started by request. Thread-safe. */
public final class Offers {
    private final Map<String, Offer> offers = new LinkedHashMap<>();

    private record Offer(Leat leat, Supplier<Pipeline> pipeline, Keeper keeper) {}

    /**
     * Adds a pipeline.
     *
     * @throws IllegalArgumentException if there is one of that name
     */
    public synchronized void add(String name, Leat leat, Supplier<Pipeline> pipeline, Keeper keeper) {
        if (offers.putIfAbsent(name, new Offer(leat, pipeline, keeper)) != null) {
            throw new IllegalArgumentException("a pipeline '" + name + "' is offered already: give it another name");
        }
    }

    /** Returns the names, in the order in which they were added. */
    public synchronized List<String> names() {
        return new ArrayList<>(offers.keySet());
    }

    /** Returns whether there is one of that name. */
    public synchronized boolean has(String name) {
        return offers.containsKey(name);
    }

    /** Returns who keeps one of that name running; {@link Keeper#NONE} if nobody does, or there is none. */
    public synchronized Keeper keeper(String name) {
        Offer offer = offers.get(name);
        return offer == null ? Keeper.NONE : offer.keeper;
    }

    /**
     * Starts one that there is; see {@link Leat#start(Pipeline)}.
     *
     * @throws IllegalStateException if the pipeline has another name than the one by which it is offered; nothing is started then
     */
    public void start(String name) {
        Offer offer = offer(name);
        Pipeline pipeline = offer.pipeline.get();
        if (!pipeline.name().equals(name)) {
            throw new IllegalStateException("it is offered as '" + name + "', but the pipeline is called '"
                    + pipeline.name() + "': offer it by that name");
        }
        offer.leat.start(pipeline);
    }

    private synchronized Offer offer(String name) {
        Offer offer = offers.get(name);
        if (offer == null) {
            throw new IllegalArgumentException("no pipeline '" + name + "' is offered, only " + offers.keySet());
        }
        return offer;
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.part;

import io.leat.connector.SinkWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Numbered parts of a job that may be killed. Rows go to the open part, {@code load-000003.csv.open}; that becomes {@code load-000003.csv} when
 * no row follows and the last one is sealed.
 *
 * <p>A part goes this way:
 *
 * <ol>
 *   <li><i>open</i>: takes rows. Each {@code checkpoint} puts the length into the state, and {@code force} brings it to disk. On opening with
 *       that state the part is cut back to it.
 *   <li><i>full</i>: at the first {@code checkpoint} that finds a limit reached, or after {@code finish}, it takes no more rows. It is in the
 *       state as full, and the next part is open.
 *   <li><i>named</i>: when an epoch with such a state is sealed, which {@code committed} or being opened with it tells. It is then no
 *       longer in the states, and not looked at again: who reads the parts may take it away.
 * </ol>
 *
 * <p>So on opening with a state: full parts are named, unless they have been; the open part is cut; all other files with the name of an open
 * part, or with that of a part not yet begun, are of epochs that were not sealed, or of another life of the job, and are deleted. Without a
 * state those are all parts there are. Invariant <i>numbers</i>: named &lt; full &lt; open, without gaps; a part without rows is never named.
 */
final class RollingParts implements SinkWriter<CharSequence> {
    /** The epoch of a part that is full, but in no state yet. */
    private static final long IN_NO_STATE = Long.MAX_VALUE;

    private final PartNames names;
    private final String header;
    private final Limits limits;
    private final Folder folder;
    private final List<FullPart> full = new ArrayList<>();
    /** The number of the open part; at the end, that of the part which would come next. */
    private long number;

    private @Nullable OpenPart part;
    private long rows;
    private long firstRowMs;
    private boolean finished;
    /** The first epoch whose state says that the input has ended, until it is sealed. */
    private long endEpoch = IN_NO_STATE;

    /** What of the last epoch is not yet on disk; left to the thread that forces it, until the next checkpoint. */
    private List<OpenPart> unforced = List.of();
    /** Whether the names of all parts are on disk. */
    private boolean folderForced;

    /** A part that waits to be named, until this epoch, the first that has it in its state, is sealed. */
    private record FullPart(PartsState.Full part, OpenPart file, long epoch) {
        FullPart inEpoch(long number) {
            return epoch == IN_NO_STATE ? new FullPart(part, file, number) : this;
        }
    }

    private RollingParts(Path path, String header, Limits limits, long number) throws IOException {
        this.names = new PartNames(path);
        this.header = header;
        this.limits = limits;
        this.folder = Folder.of(path);
        this.number = number;
    }

    /** Opens the parts with a state, or null to begin. */
    static RollingParts open(Path path, String header, Limits limits, @Nullable String state) throws IOException {
        PartsState sealed = state == null ? null : PartsState.of(state, path);
        RollingParts parts = new RollingParts(path, header, limits, sealed == null ? 1 : sealed.number());
        try {
            parts.recover(sealed);
            parts.deleteUnknown();
            if (parts.part == null && !parts.finished) {
                parts.beginPart();
            }
            return parts;
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private void recover(@Nullable PartsState sealed) throws IOException {
        if (sealed == null) {
            return;
        }
        if (sealed.open() != null) {
            reopen(sealed.open(), sealed.header());
        }
        finished = sealed.open() == null;
        for (PartsState.Full each : sealed.full()) {
            if (Files.exists(names.open(each.number()))) {
                OpenPart.cut(names.open(each.number()), each.length());
                folder.publish(names.complete(each.number()));
            }
        }
    }

    /** Opens the part where it was; one without rows is begun again, and one with another header takes no more. */
    private void reopen(PartsState.Open sealed, String itsHeader) throws IOException {
        Path path = names.open(number);
        if (sealed.rows() == 0) {
            OpenPart.checkHolds(path, 0);
            return;
        }
        OpenPart opened = OpenPart.reopen(path, sealed.length());
        if (header.equals(itsHeader)) {
            part = opened;
            rows = sealed.rows();
            firstRowMs = sealed.firstRowMs();
        } else {
            full.add(new FullPart(new PartsState.Full(number, sealed.length()), opened, IN_NO_STATE));
            number++;
        }
    }

    private void deleteUnknown() throws IOException {
        folder.deleteAll(name -> {
            OptionalLong open = names.openNumber(name);
            OptionalLong complete = names.completeNumber(name);
            return (open.isPresent() && !isKnown(open.getAsLong()))
                    || (complete.isPresent() && complete.getAsLong() >= number);
        });
    }

    private boolean isKnown(long open) {
        return (!finished && open == number) || full.stream().anyMatch(each -> each.part.number() == open);
    }

    private void beginPart() throws IOException {
        OpenPart begun = OpenPart.create(names.open(number));
        begun.append(header);
        part = begun;
        rows = 0;
        folderForced = false;
    }

    @Override
    public void write(CharSequence row, long timestamp) throws IOException {
        if (part == null || finished) {
            throw new IllegalStateException(
                    "part " + names.complete(number) + " takes no results: the input has ended");
        }
        if (rows == 0) {
            firstRowMs = limits.clock().millis();
        }
        part.append(row);
        rows++;
    }

    /** Returns whether the open part would be full if an epoch ended now. */
    boolean isDue() {
        return part != null && rows > 0 && limits.reached(part.length(), firstRowMs);
    }

    @Override
    public String checkpoint(long epoch) throws IOException {
        if (part != null) {
            endEpoch(part, epoch);
        }
        if (part == null && !finished) {
            beginPart();
        }
        PartsState.Open open = part == null ? null : new PartsState.Open(part.endEpoch(), rows, firstRowMs);
        full.replaceAll(each -> each.inEpoch(epoch));
        unforced = filesOf(epoch);
        List<PartsState.Full> waiting = full.stream().map(FullPart::part).toList();
        return new PartsState(number, open, waiting, header).text();
    }

    /** Returns the files that may have rows of an epoch, or were cut and not forced since. */
    private List<OpenPart> filesOf(long epoch) {
        List<OpenPart> files = new ArrayList<>();
        full.stream().filter(each -> each.epoch == epoch).forEach(each -> files.add(each.file));
        if (part != null) {
            files.add(part);
        }
        return files;
    }

    private void endEpoch(OpenPart open, long epoch) throws IOException {
        long length = open.endEpoch();
        if (rows > 0 && (finished || isDue())) {
            full.add(new FullPart(new PartsState.Full(number, length), open, IN_NO_STATE));
            number++;
            part = null;
        } else if (finished) {
            open.close();
            part = null;
        }
        endEpoch = finished ? epoch : IN_NO_STATE;
    }

    @Override
    public void force(long epoch) throws IOException {
        for (OpenPart file : unforced) {
            file.force();
        }
        if (!folderForced) {
            folder.force();
            folderForced = true;
        }
    }

    @Override
    public void committed(long epoch) throws IOException {
        while (!full.isEmpty() && full.get(0).epoch <= epoch) {
            full.get(0).file.close();
            folder.publish(names.complete(full.get(0).part.number()));
            full.remove(0);
        }
        if (epoch >= endEpoch) {
            deleteUnknown(); // the last part, if it has no rows
            endEpoch = IN_NO_STATE;
        }
    }

    @Override
    public void finish() {
        finished = true;
    }

    @Override
    public void close() throws IOException {
        for (FullPart each : full) {
            each.file.close();
        }
        if (part != null) {
            part.close();
        }
    }
}

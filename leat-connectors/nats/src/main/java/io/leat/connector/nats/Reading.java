// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

/**
 * What is read of which stream, and from where.
 *
 * @param subject a filter, which may have wildcards
 * @param bounded whether to end with what is there
 */
record Reading(NatsAddress address, String stream, String subject, Place start, boolean bounded) {
    static Reading of(NatsAddress address, String stream) {
        if (!stream.matches("[^\\s.*>/\\\\]+")) {
            throw new IllegalArgumentException(
                    "'" + stream + "' is no name of a stream: it must not have blanks, . * > / or \\ in it");
        }
        return new Reading(address, stream, ">", Place.EARLIEST, false);
    }

    Reading subject(String filter) {
        if (!filter.matches("\\S+")) {
            throw new IllegalArgumentException(
                    "'" + filter + "' is no subject: give one without blanks, such as calls.*");
        }
        return new Reading(address, stream, filter, start, bounded);
    }

    Reading startingAt(Place place) {
        return new Reading(address, stream, subject, place, bounded);
    }

    Reading untilEnd() {
        return new Reading(address, stream, subject, start, true);
    }

    /** Returns what to throw for an exception of the client. */
    Exception failure(Throwable cause) {
        return address.failure(cause, "stream '" + stream + "' cannot be read");
    }

    @Override
    public String toString() {
        return "nats stream '" + stream + "' at " + address;
    }
}

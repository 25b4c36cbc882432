// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.gate;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The names by which the server may be called. A page of somebody else can have the name of its own server lead to this one and
 * so make a browser take the two for the same (DNS rebinding), but not under a name that is listed here.
 */
public final class HostNames {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    /** Addresses themselves cannot be made to lead elsewhere. Digits and dots, or brackets with what can be in them. */
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

    private final TreeSet<String> names = new TreeSet<>();
    private final boolean anyAddress;

    /**
     * Takes the names.
     *
     * @param loopback whether the server can be reached from this machine alone: then it is called by the names of that, otherwise by any
     *     address, too
     * @param more names besides, without a port
     */
    public HostNames(boolean loopback, Set<String> more) {
        names.addAll(LOOPBACK);
        more.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        anyAddress = !loopback;
    }

    /** Returns whether {@code Host}, a name that may have a port, is one of them. */
    boolean allow(String host) {
        String name = withoutPort(host.toLowerCase(Locale.ROOT));
        return names.contains(name) || (anyAddress && ADDRESS.matcher(name).matches());
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.endsWith("]") ? host : host.substring(0, colon);
    }

    @Override
    public String toString() {
        return String.join(", ", names) + (anyAddress ? " and addresses" : "");
    }
}

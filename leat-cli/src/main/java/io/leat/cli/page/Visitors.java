// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.page;

import static java.util.stream.Collectors.joining;

import io.leat.server.LeatServer;
import io.leat.server.ServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From where the page of a command can be reached, and by whom: options that several commands have. */
public final class Visitors {
    /** The environment variable that may hold the token. A command line would show it to everybody on the machine. */
    static final String VARIABLE = "LEAT_TOKEN";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private static final Set<PosixFilePermission> OF_OTHERS =
            EnumSet.complementOf(EnumSet.copyOf(PosixFilePermissions.fromString("rwx------")));

    @Option(
            names = "--address",
            paramLabel = "IP",
            description = "Address to listen at; 127.0.0.1 unless given. One that other machines reach needs a token.")
    private @Nullable String address;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description =
                    "Name by which the page may be called, besides localhost and addresses: that of this machine, or of a"
                            + " proxy before it. Can be given more than once.")
    private List<String> hosts = new ArrayList<>();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the token that visitors have to know, readable by its owner only, such as from"
                    + " 'openssl rand -hex 16'. Or set LEAT_TOKEN in the environment.")
    private @Nullable Path tokenFile;

    /** Returns whether anything was chosen. */
    public boolean areChosen() {
        return address != null || tokenFile != null || !hosts.isEmpty();
    }

    /**
     * Returns where the page is: for this machine, and, if it listens everywhere, where others find it: by the names that were given, or else
     * at the addresses of the machine.
     */
    public String whereabouts(LeatServer page) {
        List<String> others = isEverywhere() ? (hosts.isEmpty() ? addresses() : hosts) : List.of();
        return page.uri()
                + (others.isEmpty() ? "" : "; from other machines")
                + others.stream()
                        .map(host -> " http://" + host + ":" + page.port())
                        .collect(joining());
    }

    private boolean isEverywhere() {
        return address != null && inet(address).isAnyLocalAddress();
    }

    private static List<String> addresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(each ->
                            each instanceof Inet4Address && !each.isLoopbackAddress() && !each.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .sorted()
                    .toList();
        } catch (SocketException e) {
            return List.of(); // it is known to those who have set it up
        }
    }

    /**
     * Passes on what was chosen.
     *
     * @throws IllegalArgumentException if it makes no sense or is not safe; the message names the option
     */
    public void choose(ServerOptions options) {
        choose(options, System.getenv(VARIABLE));
    }

    void choose(ServerOptions options, @Nullable String fromEnvironment) {
        String token = tokenFile == null ? fromEnvironment : read(tokenFile);
        if (token == null && address != null && !isLoopback(address)) {
            throw new IllegalArgumentException("--address: " + address + " can be reached from other machines, so"
                    + " visitors need a token: give --token-file FILE, or set " + VARIABLE + " in the environment");
        }
        if (address != null) {
            options.address(address);
        }
        for (String host : hosts) {
            if (!NAME.matcher(host).matches()) {
                throw new IllegalArgumentException("--host: '" + host
                        + "' is no name of a machine: give one such as fleet.example.org, without a port or a path");
            }
            options.hosts(host);
        }
        if (token != null) {
            take(token, options);
        }
    }

    private void take(String token, ServerOptions options) {
        try {
            options.token(token);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    (tokenFile == null ? VARIABLE : "--token-file") + ": " + e.getMessage(), e);
        }
    }

    private static boolean isLoopback(String address) {
        return inet(address).isLoopbackAddress();
    }

    private static InetAddress inet(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "--address: '" + address + "' is no address: give one of this machine, such as 127.0.0.1", e);
        }
    }

    private static String read(Path file) {
        try {
            if (isOpenToOthers(file)) {
                throw new IllegalArgumentException("--token-file: others than the owner may use " + file
                        + ": take that from them, by 'chmod 600 " + file + "'");
            }
            return Files.readString(file).strip();
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException("--token-file: " + file + " cannot be read: " + e, e);
        }
    }

    /** Where files have no such permissions, nobody can tell. */
    private static boolean isOpenToOthers(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains);
    }
}

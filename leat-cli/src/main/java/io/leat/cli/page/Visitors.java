// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.page;

import io.leat.server.ServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From where the page of a command can be reached, and by whom: options that several commands have. */
public final class Visitors {
    /** The environment variable that may hold the token. A command line would show it to everybody on the machine. */
    static final String VARIABLE = "LEAT_TOKEN";

    private static final Set<PosixFilePermission> OF_OTHERS =
            EnumSet.complementOf(EnumSet.copyOf(PosixFilePermissions.fromString("rwx------")));

    @Option(
            names = "--address",
            paramLabel = "IP",
            description = "Address to listen at; 127.0.0.1 unless given. One that other machines reach needs a token.")
    private @Nullable String address;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the token that visitors have to know, readable by its owner only, such as from"
                    + " 'openssl rand -hex 16'. Or set LEAT_TOKEN in the environment.")
    private @Nullable Path tokenFile;

    /** Returns whether anything was chosen. */
    public boolean areChosen() {
        return address != null || tokenFile != null;
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
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
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

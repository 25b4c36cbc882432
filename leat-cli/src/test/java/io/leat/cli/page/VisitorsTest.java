// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leat.server.LeatServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class VisitorsTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("token"), SECRET + "\n");
        assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "no such permissions here");
        allow("rw-------");
    }

    private void allow(String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void whenNothingIsChosen_thenThisMachineNeedsNoToken() throws IOException {
        assertThat(status(null)).isEqualTo(404);
    }

    @Test
    void whenThereIsAToken_thenItIsAskedFor() throws IOException {
        assertThat(status(null, "--token-file", file.toString())).isEqualTo(401);
        assertThat(status(SECRET)).isEqualTo(401);
        assertThat(status(SECRET, "--address", "0.0.0.0")).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void whenOthersCanReachItWithoutAToken_thenItIsRefused(String address) {
        assertRefused(null, "--address: " + address + " can be reached from other machines", "--address", address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw----r-x"})
    void whenOthersCanUseTheFile_thenItIsRefused(String permissions) throws IOException {
        allow(permissions);

        assertRefused(null, "chmod 600 " + file, "--token-file", file.toString());
    }

    @Test
    void whenTheTokenIsNoGood_thenThatIsSaidWithoutShowingIt() throws IOException {
        assertRefused("secret-abc", "LEAT_TOKEN: a token of 10 characters");
        assertRefused("", "LEAT_TOKEN: a token of 0 characters");
        Files.writeString(file, "secret-abc");
        assertRefused(SECRET, "--token-file: a token of 10 characters", "--token-file", file.toString());
        Files.delete(file);
        assertRefused(SECRET, "--token-file: " + file + " cannot be read", "--token-file", file.toString());
    }

    @Test
    void whenNamesAreGiven_thenItMayBeCalledByThem() throws IOException {
        String[] options = {"--host", "fleet.example.org", "--host", "Other"};
        assertThat(status(null, "Fleet.example.org:80", options)).isEqualTo(404);
        assertThat(status(null, "other", options)).isEqualTo(404);
        assertThat(status(null, "another", options)).isEqualTo(403);
        assertRefused(null, "--host: 'a:80' is no name of a machine", "--host", "a:80");
    }

    @Test
    void whenItListensEverywhere_thenItIsSaidWhereOthersFindIt() throws IOException {
        assertThat(whereabouts()).matches("http://127.0.0.1:\\d+");
        assertThat(whereabouts("--host", "proxy.example.org")).matches("http://127.0.0.1:\\d+");
        assertThat(whereabouts("--address", "0.0.0.0", "--host", "fleet.example.org"))
                .matches("http://127.0.0.1:(\\d+); from other machines http://fleet.example.org:\\1");
        assertThat(whereabouts("--address", "0.0.0.0"))
                .matches("http://127.0.0.1:(\\d+)(; from other machines( http://\\d+\\.\\d+\\.\\d+\\.\\d+:\\1)+)?");
    }

    private static String whereabouts(String... options) throws IOException {
        Visitors visitors = CommandLine.populateCommand(new Visitors(), options);
        try (LeatServer server = LeatServer.start(choices -> visitors.choose(choices, SECRET))) {
            return visitors.whereabouts(server);
        }
    }

    @Test
    void whenTheAddressIsNone_thenItIsNamed() {
        assertRefused(null, "--address: 'no.such.host.invalid' is no address", "--address", "no.such.host.invalid");
    }

    /** The answer to a request without a token. */
    private static int status(@Nullable String environment, String... options) throws IOException {
        try (LeatServer server = start(environment, options)) {
            HttpURLConnection request = (HttpURLConnection)
                    server.uri().resolve("/nothing-here").toURL().openConnection();
            return request.getResponseCode();
        }
    }

    /** The status of the answer to a request by that name. */
    private static int status(@Nullable String environment, String host, String[] options) throws IOException {
        try (LeatServer server = start(environment, options);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String request = "GET /nothing-here HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return Integer.parseInt(new String(socket.getInputStream().readNBytes(12), UTF_8).substring(9));
        }
    }

    private static void assertRefused(@Nullable String environment, String message, String... options) {
        assertThatThrownBy(() -> start(environment, options).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("secret-abc", SECRET);
    }

    private static LeatServer start(@Nullable String environment, String... options) throws IOException {
        Visitors visitors = CommandLine.populateCommand(new Visitors(), options);
        return LeatServer.start(choices -> visitors.choose(choices, environment));
    }
}

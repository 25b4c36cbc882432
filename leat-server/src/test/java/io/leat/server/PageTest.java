// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Leat;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the page: what they are sent with, what is not in them, and that there are no others. */
@Timeout(60)
class PageTest {
    private static final int MOST_BYTES = 300 * 1024;
    private static final int MOST_LINES = 300;
    private static final Pattern REFERENCE = Pattern.compile("(?:from|src=|href=)\\s*\"([./a-z]+\\.(?:js|css|svg))\"");

    private final Leat leat = Leat.inMemory();
    private LeatServer server;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        server = LeatServer.start(leat, options -> options.token(LeatServer.randomToken()));
        client = new Client(server);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        leat.close();
    }

    /** Returns the files by path, ours only or with the libraries. */
    private Map<String, String> files(boolean libraries) throws Exception {
        Map<String, String> files = new LinkedHashMap<>();
        for (String route : server.routes()) {
            String path = route.substring("GET ".length());
            if (path.equals("/") || path.startsWith("/page/") || (libraries && path.startsWith("/lib/"))) {
                files.put(path, client.get(path).body());
            }
        }
        return files;
    }

    private Map<String, String> scripts() throws Exception {
        return files(false).entrySet().stream()
                .filter(file -> file.getKey().endsWith(".js"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void whenFileIsAskedForWithoutToken_thenItComesWithHeadersThatKeepOthersOut() throws Exception {
        assertThat(files(true)).hasSizeGreaterThan(30);
        for (String path : files(true).keySet()) {
            HttpResponse<String> answer = client.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .as(path)
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; ")
                            .contains("frame-ancestors 'none'")
                            .doesNotContain("unsafe"));
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-cache");
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type)
                            .isEqualTo(
                                    path.endsWith(".js")
                                            ? "text/javascript; charset=utf-8"
                                            : path.endsWith(".css")
                                                    ? "text/css; charset=utf-8"
                                                    : path.endsWith(".svg")
                                                            ? "image/svg+xml"
                                                            : "text/html; charset=utf-8"));
        }
        assertThat(client.get("/api/jobs").statusCode())
                .as("data is another matter")
                .isEqualTo(401);
    }

    @Test
    void whenBrowserHasTheFile_thenItIsNotSentAgain() throws Exception {
        String tag = client.get("/page/app.js").headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> same = client.send(client.request("/page/app.js").header("If-None-Match", tag));
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(same.headers().firstValue("ETag")).contains(tag);
        HttpResponse<String> other =
                client.send(client.request("/page/app.js").header("If-None-Match", "W/\"0123456789\""));
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(client.get("/page/requests.js").headers().firstValue("ETag"))
                .isPresent()
                .isNotEqualTo(Optional.of(tag));
    }

    @Test
    void whenBrowserTakesGzip_thenItGetsTheSameInLess() throws Exception {
        HttpResponse<byte[]> answer =
                client.sendForBytes(client.request("/lib/uplot.js").header("Accept-Encoding", "gzip, br"));
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        String plain = client.get("/lib/uplot.js").body();
        assertThat(answer.body()).hasSizeLessThan(plain.length() / 2);
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(new String(unzipped.readAllBytes(), UTF_8)).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page/",
                "/page/index.html",
                "/page/Page.class",
                "/page/../app.js",
                "/page/..%2fapp.js",
                "/page/view%2foverview.js",
                "/page/%2e%2e/%2e%2e/LeatServer.class",
                "/page/app.js/",
                "/page//app.js",
                "/page/APP.JS",
                "/lib/preact.js.map",
                "/lib/webjars/preact/10.28.0/package.json",
                "/index.html"
            })
    void whenPathIsNotInTheTable_thenNothingComes(String path) throws Exception {
        String answer = client.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer.lines().findFirst().orElse("")).matches("HTTP/1.1 (400|401|404) .*");
        assertThat(answer).doesNotContain("import ", "Copyright");
    }

    @Test
    void whenAllFilesAreCounted_thenTheyAreLight() throws Exception {
        int bytes = 0;
        for (String content : files(true).values()) {
            bytes += content.getBytes(UTF_8).length;
        }
        assertThat(bytes).isBetween(100_000, MOST_BYTES);
    }

    @Test
    void whenDocumentIsRead_thenNoScriptOrStyleStandsInIt() throws Exception {
        String document = client.get("/").body();
        assertThat(document)
                .contains("<script src=\"page/theme.js\"></script>")
                .doesNotContain("<style", "style=", "javascript:")
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContainPattern("<script[^>]*>[^<]")
                .doesNotContainPattern("\\son[a-z]+=")
                .doesNotContain("http://", "https://");
    }

    @Test
    void whenScriptsAreRead_thenTheyMakeNoMarkupOrCodeOfText() throws Exception {
        assertThat(scripts()).hasSizeGreaterThan(25);
        scripts().forEach((path, script) -> {
            assertThat(script)
                    .as(path)
                    .startsWith("// Copyright 2026 The Leat Authors\n// SPDX-License-Identifier: Apache-2.0\n")
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")
                    .doesNotContain("dangerouslySetInnerHTML", "DOMParser", "srcdoc", "document.cookie")
                    .doesNotContainPattern("\\beval\\b|new Function|import\\(|setTimeout\\(\\s*[\"'`]")
                    .doesNotContainPattern("https?://(?!www\\.w3\\.org/)");
            assertThat(script.lines().count()).as("lines of %s", path).isLessThanOrEqualTo(MOST_LINES);
        });
    }

    /** From the document on, whatever is referred to is there, and whatever is there is referred to. */
    @Test
    void whenReferencesAreFollowed_thenTheyLeadToEachFileAndNowhereElse() throws Exception {
        Map<String, String> files = files(true);
        Set<String> reached = new TreeSet<>(Set.of("/"));
        Queue<String> unread = new ArrayDeque<>(reached);
        while (!unread.isEmpty()) {
            String path = unread.remove();
            for (String found : references(path, path.startsWith("/lib/") ? "" : files.get(path))) {
                assertThat(files).as("%s refers to it", path).containsKey(found);
                if (reached.add(found)) {
                    unread.add(found);
                }
            }
        }
        assertThat(reached).isEqualTo(new TreeSet<>(files.keySet()));
    }

    private static List<String> references(String path, String content) {
        return REFERENCE
                .matcher(content)
                .results()
                .map((MatchResult found) ->
                        URI.create(path).resolve(found.group(1)).getPath())
                .toList();
    }
}

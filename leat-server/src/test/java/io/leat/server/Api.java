// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.format.Json;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The API of a server in tests: what it answers, as maps and lists. */
final class Api {
    private final Client client;

    Api(LeatServer server) {
        this.client = new Client(server);
    }

    /** Returns the object at a path. */
    Map<String, Object> get(String path) throws Exception {
        return body(client.get(path), 200);
    }

    /** Returns what is wrong with a path. */
    String refused(String path, int status) throws Exception {
        return String.valueOf(body(client.get(path), status).get("detail"));
    }

    Map<String, Object> post(String path, String body, int status) throws Exception {
        return body(client.post(path, "application/json", body), status);
    }

    private static Map<String, Object> body(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return object(answer.body());
    }

    static Map<String, Object> object(String json) throws Exception {
        byte[] bytes = json.getBytes(UTF_8);
        return new LinkedHashMap<>(Json.events().read(bytes, 0, bytes.length).data());
    }

    static String escape(String segment) {
        return URLEncoder.encode(segment, UTF_8).replace("+", "%20");
    }

    /** Returns a field of a field …: an index into a list where the name is a number. */
    @SuppressWarnings("unchecked")
    static Object at(Object json, String path) {
        Object at = json;
        for (String name : path.split("\\.", -1)) {
            at = at instanceof List<?> list ? element(list, name) : ((Map<String, Object>) at).get(name);
        }
        return at;
    }

    private static Object element(List<?> list, String index) {
        assertThat(list).hasSizeGreaterThan(Integer.parseInt(index));
        return list.get(Integer.parseInt(index));
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Object json, String path) {
        return (List<Map<String, Object>>) at(json, path);
    }
}

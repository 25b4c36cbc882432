// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.page;

import io.leat.server.dispatch.Route;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All files of the page, by the path that each is at. */
public final class Page {
    private static final String OURS = "io/leat/server/page/";
    private static final String WEBJARS = "META-INF/resources/webjars/";

    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    private static final List<String> MODULES = List.of(
            "app",
            "chart",
            "eventlist",
            "format",
            "graph",
            "header",
            "heatmap",
            "hex",
            "history",
            "live",
            "palette",
            "parts",
            "requests",
            "session",
            "theme",
            "timeline",
            "tokenform",
            "walk",
            "windowlog",
            "view/charts",
            "view/controls",
            "view/events",
            "view/exchanges",
            "view/instances",
            "view/letters",
            "view/overview",
            "view/pipeline",
            "view/steppanel",
            "view/why",
            "view/whyanswer",
            "view/windowline",
            "view/windows",
            "view/windowtables");
    private static final List<String> STYLES = List.of("tokens", "style", "parts", "views", "graph", "timeline");

    private Page() {}

    /**
     * Reads the files, and returns a route for each of them, for {@code GET}.
     *
     * @throws IllegalStateException if a library of the page is not on the class path
     */
    public static Map<String, Route> routes() {
        Map<String, Route> routes = new TreeMap<>();
        files().forEach((path, file) -> routes.put(path, new FileRoute(file)));
        return Collections.unmodifiableMap(routes);
    }

    static Map<String, PageFile> files() {
        Map<String, PageFile> files = new TreeMap<>();
        files.put("/", PageFile.read(OURS + "index.html", "text/html; charset=utf-8"));
        files.put("/page/leat.svg", PageFile.read(OURS + "leat.svg", "image/svg+xml"));
        for (String module : MODULES) {
            files.put("/page/" + module + ".js", PageFile.read(OURS + module + ".js", SCRIPT));
        }
        for (String style : STYLES) {
            files.put("/page/" + style + ".css", PageFile.read(OURS + style + ".css", STYLE));
        }
        files.put("/lib/preact.js", PageFile.read(WEBJARS + "preact/10.28.0/dist/preact.module.js", SCRIPT));
        files.put("/lib/uplot.js", PageFile.read(WEBJARS + "uplot/1.6.30/dist/uPlot.iife.min.js", SCRIPT));
        files.put("/lib/uplot.css", PageFile.read(WEBJARS + "uplot/1.6.30/dist/uPlot.min.css", STYLE));
        return files;
    }
}

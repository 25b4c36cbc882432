// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.connector.Format;
import io.leat.connector.Sink;
import io.leat.connector.memory.Push;
import io.leat.server.api.JobApi;
import io.leat.server.chart.Charts;
import io.leat.server.dispatch.EndpointRoute;
import io.leat.server.dispatch.PathPattern;
import io.leat.server.dispatch.ProblemPages;
import io.leat.server.dispatch.Router;
import io.leat.server.gate.ConnectionWatch;
import io.leat.server.gate.Gate;
import io.leat.server.gate.Limits;
import io.leat.server.gate.Token;
import io.leat.server.ingest.Ingest;
import io.leat.server.monitor.Monitor;
import io.leat.server.monitor.OpenApi;
import io.leat.server.page.Page;
import io.leat.server.route.Answer;
import io.leat.server.route.Endpoint;
import io.leat.server.route.Intake;
import io.leat.server.route.Keeper;
import io.leat.server.stream.Pump;
import io.leat.server.stream.Sockets;
import io.leat.server.stream.StreamSink;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server in a program that runs pipelines: events come in by {@link #ingest}, results are read at a {@link #stream}.
 *
 * <p>It can be reached from its own machine only, unless an address and a token are given. No request reaches a route that was sent to a name
 * which is not the server's, without the token if there is one, or by a page of another server. Bodies, headers,
 * connections and the time that they take are bounded. Its threads do not keep a program from ending. Thread-safe.
 */
public final class LeatServer implements AutoCloseable {
    /** For what is not a request: one accepts, two select, the rest is Jetty's reserve. */
    private static final int MORE_THREADS = 8;

    private static final long IDLE_MS = 30_000;

    private final ServerOptions options;
    private final Server server;
    private final ServerConnector connector;
    private final Router router;
    private final EndpointRoute.Shared shared;
    private final Sockets sockets;
    private final ConnectionWatch watch;
    private final Pump pump = new Pump();
    /** Null as long as no engine is watched. */
    private @Nullable JobApi view;

    private @Nullable Monitor monitor;

    private LeatServer(ServerOptions options) {
        this.options = options;
        QueuedThreadPool threads = new QueuedThreadPool(options.limits.requests() + MORE_THREADS);
        threads.setName("leat-server");
        threads.setDaemon(true);
        this.server = new Server(threads);
        this.connector = connector();
        this.watch = new ConnectionWatch(options.limits.headersMs(), connector.getScheduler());
        connector.addBean(watch);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(options.limits.connections(), connector));
        this.router = new Router(new Gate(options.hostNames(), options.origins, options.token), watch);
        this.shared = new EndpointRoute.Shared(options.limits);
        server.setHandler(router);
        server.setErrorHandler(new ProblemPages(watch));
        this.sockets = new Sockets(server);
    }

    private ServerConnector connector() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(Limits.HEADER_BYTES);
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "names in paths", Violation.AMBIGUOUS_PATH_SEPARATOR, Violation.AMBIGUOUS_PATH_ENCODING));
        ServerConnector made = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        made.setHost(options.address);
        made.setPort(options.port);
        made.setIdleTimeout(IDLE_MS);
        return made;
    }

    /** Starts a server on a free port, for this machine only. */
    public static LeatServer start() throws IOException {
        return start(options -> {});
    }

    /**
     * Starts a server.
     *
     * @throws IllegalArgumentException if what was chosen does not go together: others could reach it and there is no token
     * @throws IOException if it cannot listen there
     */
    public static LeatServer start(Consumer<? super ServerOptions> choose) throws IOException {
        ServerOptions options = new ServerOptions();
        choose.accept(options);
        options.check();
        LeatServer started = new LeatServer(options);
        try {
            started.server.start();
            started.watch.start();
            return started;
        } catch (Exception e) {
            started.close();
            throw new IOException(
                    "no server at " + options.address + ", port " + options.port + ": " + e.getMessage(), e);
        }
    }

    /** Starts a server on a free port, for this machine only, that shows the jobs of an engine; see {@link #watch}. */
    public static LeatServer start(Leat leat) throws IOException {
        return start(leat, options -> {});
    }

    /** Starts a server as {@link #start(Consumer)} does, that shows the jobs of an engine; see {@link #watch}. */
    public static LeatServer start(Leat leat, Consumer<? super ServerOptions> choose) throws IOException {
        LeatServer started = start(choose);
        started.watch(leat);
        return started;
    }

    /** Returns a new token that nobody guesses, for {@link ServerOptions#token}. */
    public static String randomToken() {
        return Token.random();
    }

    /** Returns the port that it listens at. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Returns where it is, for a client on this machine if it listens everywhere. */
    public URI uri() {
        String host = options.address.contains(":") ? "[" + options.address + "]" : options.address;
        return URI.create(
                "http://" + (host.equals("0.0.0.0") || host.equals("[::]") ? "127.0.0.1" : host) + ":" + port());
    }

    /** Returns its routes, such as {@code POST /events/calls}, by path. */
    public List<String> routes() {
        return router.routes();
    }

    /** Returns those of its routes that need no token: files that tell nothing of the jobs. */
    public List<String> openRoutes() {
        return router.openRoutes();
    }

    /**
     * Lets events in: {@code POST} with one of them, an array of them, or one a line. Answers 202 when the source has all of them, which in a
     * job with a directory means that they survive as the source says: {@code Push.durable()} or {@code buffered()}. In any other case it has
     * taken none of them, and the answer says why.
     *
     * @param path such as {@code /events/calls}
     */
    public <T> void ingest(String path, Push<T> push, Format<T> format) {
        handle("POST", path, new Ingest<>(intake(push), format));
    }

    /** Returns a way into a source for endpoints of {@link #handle}, which waits for room as {@link ServerOptions#patience} says. */
    public <T> Intake<T> intake(Push<T> push) {
        return new Intake<>(push, options.patience);
    }

    /** Returns a sink whose results are read at a path; see {@link #stream(String, Format, Consumer)}. */
    public <T> Sink<T> stream(String path, Format<T> format) {
        return stream(path, format, stream -> {});
    }

    /**
     * Returns a sink whose results are read at a path: by {@code GET} as server-sent events, or as messages of a WebSocket. Readers come and
     * go as they like, and get what comes after they have come, or after the id that they give.
     *
     * @param path such as {@code /streams/load}
     * @param format has to write UTF-8; anything else is replaced
     */
    public <T> Sink<T> stream(String path, Format<T> format, Consumer<? super StreamOptions> choose) {
        StreamOptions chosen = new StreamOptions();
        choose.accept(chosen);
        StreamSink<T> sink = new StreamSink<>(path, format, chosen.keeping(), pump);
        router.add("GET", path, sink.route(sockets));
        return sink;
    }

    /**
     * Shows the jobs of an engine, those that run and those that are started later, as a page at {@code /}, under {@code /api}, and
     * {@code /metrics} and {@code /health} for those who look after the program. Whoever is let in sees their events and
     * can stop them. It costs the jobs little: they take note of some of what they do, and are asked once a second.
     */
    public void watch(Leat leat) {
        view().watch(leat);
        monitor().watch(leat);
    }

    /**
     * Lets a pipeline be started by request, whenever no job of its name runs.
     *
     * @param name of the pipeline, which has to have it: a request to start one that is called otherwise is refused
     * @param pipeline makes it, each time it is started
     * @throws IllegalArgumentException if one of that name is offered already
     */
    public void offer(String name, Leat leat, Supplier<Pipeline> pipeline) {
        offer(name, leat, pipeline, Keeper.NONE);
    }

    /**
     * Lets a pipeline be started by request, as {@link #offer(String, Leat, Supplier)} does, that somebody keeps running: it is told when it
     * is started again, and that ends when it is stopped, suspended or cancelled by request.
     */
    public void offer(String name, Leat leat, Supplier<Pipeline> pipeline, Keeper keeper) {
        view().offers().add(name, leat, pipeline, keeper);
    }

    synchronized JobApi view() {
        if (view == null) {
            view = new JobApi();
            view.endpoints().forEach(this::handle);
            router.add("GET", "/api/live", view.live());
            Page.routes().forEach((path, file) -> router.addOpen("GET", path, file));
            handle(
                    "GET",
                    "/api/charts",
                    request -> Answer.json(200, Charts.ofProcess().json()));
            handle("GET", "/openapi.json", new OpenApi());
            view.topics().add("charts", () -> Charts.ofProcess().json().getBytes(UTF_8));
        }
        return view;
    }

    private synchronized Monitor monitor() {
        if (monitor == null) {
            monitor = new Monitor(options.meters, view().watched(), options.stuckAfter);
            monitor.endpoints().forEach(this::handle);
        }
        return monitor;
    }

    private void handle(String route, Endpoint endpoint) {
        int space = route.indexOf(' ');
        handle(route.substring(0, space), route.substring(space + 1), endpoint);
    }

    /**
     * Adds a route of any kind.
     *
     * @param method such as {@code GET}, in capitals
     * @param path such as {@code /fleet/{instance}}: a name in braces stands for a whole segment, which {@link
     *     io.leat.server.route.Request#segment} tells
     * @throws IllegalArgumentException if the path has another form, or the route is there already
     */
    public void handle(String method, String path, Endpoint endpoint) {
        router.add(method, path, new EndpointRoute(PathPattern.of(path), endpoint, shared));
    }

    /** Stops it: tells readers of streams that it is over, and closes all connections. */
    @Override
    public void close() {
        try {
            pump.close();
            closeView();
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server could not be stopped: " + e.getMessage(), e);
        }
    }

    private synchronized void closeView() {
        if (view != null) {
            view.close();
        }
        if (monitor != null) {
            monitor.close();
        }
    }

    @Override
    public String toString() {
        return "server at " + uri();
    }
}

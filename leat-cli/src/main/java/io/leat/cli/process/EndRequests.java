// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.process;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests to end the process, taken instead of obeyed: Ctrl-C, SIGTERM, and the end of the terminal. One that the process was
 * started to ignore, as {@code nohup} does, stays ignored.
 *
 * <p>Java knows signals in {@code sun.misc} only, which is looked for by name since it need not be there: without it nothing is
 * taken, and a request ends the process as it always does.
 */
public final class EndRequests implements AutoCloseable {
    /** The signals by name, with the numbers that POSIX gives them. */
    private static final Map<String, Integer> SIGNALS = Map.of("INT", 2, "TERM", 15, "HUP", 1);

    private final Map<Object, Object> handlersBefore = new HashMap<>();

    private EndRequests() {}

    /**
     * Takes requests from now on.
     *
     * @param taker is told the number of the signal, in a thread of its own
     */
    public static EndRequests to(IntConsumer taker) {
        EndRequests requests = new EndRequests();
        SIGNALS.forEach((name, number) -> requests.take(name, handler(() -> taker.accept(number))));
        return requests;
    }

    private void take(String name, @Nullable Object handler) {
        try {
            Object signal = Class.forName("sun.misc.Signal")
                    .getConstructor(String.class)
                    .newInstance(name);
            Object before = handle(signal, handler);
            if (before.equals(handlerType().getField("SIG_IGN").get(null))) {
                handle(signal, before);
            } else {
                handlersBefore.put(signal, before);
            }
        } catch (ReflectiveOperationException e) {
            // this Java has no signals, or not this one: it is obeyed
        }
    }

    private static @Nullable Object handler(Runnable action) {
        try {
            Class<?> type = handlerType();
            return Proxy.newProxyInstance(
                    EndRequests.class.getClassLoader(), new Class<?>[] {type}, (self, called, args) -> {
                        action.run();
                        return null;
                    });
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private static Class<?> handlerType() throws ClassNotFoundException {
        return Class.forName("sun.misc.SignalHandler");
    }

    private static Object handle(Object signal, @Nullable Object handler) throws ReflectiveOperationException {
        Method method = signal.getClass().getMethod("handle", signal.getClass(), handlerType());
        return method.invoke(null, signal, handler);
    }

    /** Lets requests be obeyed again. */
    @Override
    public void close() {
        handlersBefore.forEach((signal, before) -> {
            try {
                handle(signal, before);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("what was taken can be given back", e);
            }
        });
        handlersBefore.clear();
    }
}

// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.otlp;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.leat.server.route.Answer;
import io.leat.server.route.Endpoint;
import io.leat.server.route.Intake;
import io.leat.server.route.Problem;
import io.leat.server.route.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;

/** Answers the requests of a signal as OTLP/HTTP wants it: in the form in which it was asked, mistakes as well. */
final class Receiver<Q extends Message, T> implements Endpoint {
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";
    /** Codes of gRPC for those of HTTP: resource exhausted, unavailable; others are an invalid argument. */
    private static final Map<Integer, Integer> CODES = Map.of(429, 8, 413, 8, 503, 14);

    private static final int INVALID = 3;

    private final Signal<Q, T> signal;
    private final Intake<T> intake;

    Receiver(Signal<Q, T> signal, Intake<T> intake) {
        this.signal = signal;
        this.intake = intake;
    }

    @Override
    public Answer answer(Request request) throws IOException {
        boolean isJson = request.mediaType().equals(JSON);
        try {
            if (!isJson && !request.mediaType().equals(PROTOBUF)) {
                throw new Problem(415, "a body of '" + request.mediaType() + "': send " + PROTOBUF + " or " + JSON);
            }
            Taken<T> taken = signal.read().apply(read(request.body(), isJson));
            intake.take(taken.events());
            return isJson ? Answer.json(200, json(taken)) : Answer.of(200, PROTOBUF, protobuf(taken));
        } catch (Problem problem) {
            return status(problem, isJson);
        }
    }

    @SuppressWarnings("unchecked") // the builder and the parser of a message make that message
    private Q read(byte[] body, boolean isJson) throws Problem {
        try {
            if (!isJson) {
                return (Q) signal.empty().getParserForType().parseFrom(body);
            }
            Message.Builder message = signal.empty().newBuilderForType();
            ProtoJson.read(body, message);
            return (Q) message.build();
        } catch (InvalidProtocolBufferException e) {
            throw new Problem(
                    400, "this is not " + signal.empty().getDescriptorForType().getName() + ": " + e.getMessage());
        } catch (IOException e) {
            throw new Problem(400, "this is not the JSON of OTLP: " + e.getMessage());
        }
    }

    private byte[] protobuf(Taken<T> taken) {
        return taken.reason().isEmpty()
                ? new byte[0]
                : signal.partial().apply(taken).toByteArray();
    }

    private String json(Taken<T> taken) {
        return taken.reason().isEmpty()
                ? "{}"
                : "{\"partialSuccess\":{\"" + signal.rejectedField() + "\":\"" + taken.rejected()
                        + "\",\"errorMessage\":" + JsonText.of(taken.reason()) + "}}";
    }

    /** Returns a problem as a {@code google.rpc.Status}: its code is field 1, its message field 2. */
    private static Answer status(Problem problem, boolean isJson) throws IOException {
        int code = CODES.getOrDefault(problem.status(), INVALID);
        Answer answer = isJson
                ? Answer.json(
                        problem.status(), "{\"code\":" + code + ",\"message\":" + JsonText.of(problem.detail()) + "}")
                : Answer.of(problem.status(), PROTOBUF, status(code, problem.detail()));
        for (Map.Entry<String, String> header : problem.headers().entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    private static byte[] status(int code, String message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeInt32(1, code);
        out.writeString(2, message);
        out.flush();
        return bytes.toByteArray();
    }
}

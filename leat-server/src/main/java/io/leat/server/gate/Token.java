// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The secret that a client has to know. Only its digest is kept, so that it is in no log and no dump. */
public final class Token {
    private static final int LEAST_CHARACTERS = 32;
    private static final int LEAST_DIFFERENT = 8;
    private static final String SCHEME = "Bearer ";

    private final byte[] digest;

    private Token(byte[] digest) {
        this.digest = digest;
    }

    /**
     * Takes a token.
     *
     * @throws IllegalArgumentException if it can be guessed; the message does not show it
     */
    public static Token of(String secret) {
        if (secret.length() < LEAST_CHARACTERS || secret.chars().distinct().count() < LEAST_DIFFERENT) {
            throw new IllegalArgumentException("a token of " + secret.length() + " characters, "
                    + secret.chars().distinct().count()
                    + " different ones, can be guessed: give 128 random bits, in 32 characters at least, "
                    + "such as LeatServer.randomToken() or the output of 'openssl rand -hex 16'");
        }
        if (!secret.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    "a token goes into a header, so it has visible characters of ASCII only");
        }
        return new Token(sha256(secret));
    }

    /** Returns a secret of 256 random bits, in 43 characters. */
    public static String random() {
        byte[] bits = new byte[32];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /**
     * Returns whether a header {@code Authorization} has it. In the same time for all that are wrong: digests are compared, all of
     * their bytes.
     */
    boolean isIn(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        return MessageDigest.isEqual(
                digest, sha256(authorization.substring(SCHEME.length()).strip()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "token";
    }
}

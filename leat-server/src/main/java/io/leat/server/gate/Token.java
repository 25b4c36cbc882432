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
        checkCharacters(secret);
        long different = secret.chars().distinct().count();
        if (secret.length() < LEAST_CHARACTERS || different < LEAST_DIFFERENT) {
            String few = different == 1 ? ", all the same," : ", only " + different + " of them different,";
            throw new IllegalArgumentException("a token of " + characters(secret.length())
                    + (secret.length() < LEAST_CHARACTERS ? "" : few)
                    + " can be guessed: give 128 random bits, in 32 characters at least, "
                    + "such as LeatServer.randomToken() or the output of 'openssl rand -hex 16'");
        }
        return new Token(sha256(secret));
    }

    /** It goes into a header, which is one line. */
    private static void checkCharacters(String secret) {
        for (int i = 0; i < secret.length(); i++) {
            char c = secret.charAt(i);
            if (c <= ' ' || c >= 127) {
                String what = c == '\n' || c == '\r' ? "a line break" : c == ' ' ? "a space" : "not of visible ASCII";
                throw new IllegalArgumentException("character " + (i + 1) + " of the token is " + what
                        + ": give one line of visible ASCII characters without spaces, since it goes into a header");
            }
        }
    }

    private static String characters(int count) {
        return count == 1 ? "1 character" : count + " characters";
    }

    /** Returns a secret of 256 random bits, in 43 characters. */
    public static String random() {
        byte[] bits = new byte[32];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Returns whether a header {@code Authorization} has a token, whichever. */
    static boolean isGiven(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && authorization.length() > SCHEME.length();
    }

    /**
     * Returns whether a header {@code Authorization} has it. In the same time for all that are wrong: digests are compared, all of
     * their bytes.
     */
    boolean isIn(@Nullable String authorization) {
        if (authorization == null || !isGiven(authorization)) {
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

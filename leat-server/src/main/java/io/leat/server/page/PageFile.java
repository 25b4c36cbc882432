// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the page. Its bytes are not copied, and nobody changes them.
 *
 * @param mediaType as a browser is told
 * @param plain its content
 * @param gzipped the same, compressed
 * @param tag names this content: another one has another tag
 */
record PageFile(String mediaType, byte[] plain, byte[] gzipped, String tag) {
    private static final int TAG_BYTES = 12;

    /**
     * Reads one from the class path.
     *
     * @param resource its whole path there
     * @throws IllegalStateException if it is not there
     */
    static PageFile read(String resource, String mediaType) {
        try (InputStream in = PageFile.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the page needs " + resource + ", which is not on the class path: "
                        + "leat-server depends on the libraries org.webjars.npm:uplot and org.webjars.npm:preact, add those");
            }
            byte[] plain = in.readAllBytes();
            return new PageFile(mediaType, plain, gzip(plain), tag(plain));
        } catch (IOException e) {
            throw new UncheckedIOException("the page needs " + resource + ", which cannot be read", e);
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    /** A weak one, since the two forms of the content are the same to a reader, but not byte by byte. */
    private static String tag(byte[] plain) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain);
            return "W/\"" + HexFormat.of().formatHex(Arrays.copyOf(digest, TAG_BYTES)) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

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

/** A file of the page. Nobody changes its bytes. */
final class PageFile {
    private static final int TAG_BYTES = 12;

    private final String mediaType;
    private final byte[] plain;
    private final byte[] gzipped;
    private final String tag;

    private PageFile(String mediaType, byte[] plain) throws IOException {
        this.mediaType = mediaType;
        this.plain = plain;
        this.gzipped = gzip(plain);
        this.tag = tag(plain);
    }

    /**
     * Reads one from the class path.
     *
     * @param resource its whole path there
     * @throws IllegalStateException if it is not there
     */
    static PageFile read(String resource, String mediaType) {
        try (InputStream in = PageFile.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the page needs " + resource + ", which is not on the class path: "
                                + "leat-server depends on the libraries org.webjars.npm:uplot and org.webjars.npm:preact, add those");
            }
            return new PageFile(mediaType, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the page needs " + resource + ", which cannot be read", e);
        }
    }

    /** Returns its type, as a browser is told. */
    String mediaType() {
        return mediaType;
    }

    /** Returns its content. Not a copy. */
    byte[] plain() {
        return plain;
    }

    /** Returns its content, compressed. Not a copy. */
    byte[] gzipped() {
        return gzipped;
    }

    /** Returns what names this content: another one has another tag. */
    String tag() {
        return tag;
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

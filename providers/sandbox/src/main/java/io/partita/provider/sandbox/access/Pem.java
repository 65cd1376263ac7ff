package io.partita.provider.sandbox.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Certificates and keys as texts (RFC 7468). */
final class Pem {

    private static final int LINE = 64;

    private Pem() {}

    /** What is in a text with one of them. */
    static byte[] content(String text) {
        return Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
    }

    static String text(String kind, byte[] content) {
        Base64.Encoder encoder = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + kind + "-----\n" + encoder.encodeToString(content) + "\n-----END " + kind + "-----\n";
    }
}

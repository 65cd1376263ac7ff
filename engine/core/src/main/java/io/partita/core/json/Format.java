package io.partita.core.json;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A kind of file that partita writes, recognised by what it begins with: an object whose first member is its format, in
 * any version. Says nothing about the rest, so a damaged file is recognised as well.
 */
public final class Format {

    /** So many bytes are enough to recognise one, in any version and with any white space that is usual. */
    private static final int HEAD = 512;

    /** Any file of partita. */
    public static final Format ANY = new Format("[a-z-]{1,20}");

    public static final Format PLAN = new Format("plan");

    public static final Format SNAPSHOT = new Format("snapshot");

    public static final Format EVIDENCE = new Format("evidence");

    public static final Format RECEIPTS = new Format("receipts");

    public static final Format SIGNATURE_REQUEST = new Format("signature-request");

    public static final Format SIGNATURES = new Format("signatures");

    private final Pattern beginning;

    private Format(String kind) {
        this.beginning = Pattern.compile("\\uFEFF?\\s*\\{\\s*\"format\"\\s*:\\s*\"partita\\." + kind + "/[0-9]{1,9}\"");
    }

    /** Whether a file begins as one of this kind. @param head what it begins with, or all of it */
    public boolean begins(byte[] head) {
        String text = new String(head, 0, Math.min(HEAD, head.length), StandardCharsets.UTF_8);
        return beginning.matcher(text).lookingAt();
    }
}

package io.partita.cli.origin;

import io.partita.core.diagnostic.TextEncoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;

/**
 * Git's id of bytes.
 *
 * <p>SHA-1 can be made to collide, by blocks that look like random bytes. JGit recognises them, and costs a tenth of a
 * second to be loaded. No text can hold such a block, so the id of a short text comes from Java's own function; what
 * is larger, or no text, is given to JGit.
 */
public final class BlobId {

    private static final int LONGEST_TEXT = 1 << 20;

    private BlobId() {}

    /** The id of bytes. */
    public static String of(byte[] bytes) {
        return isText(bytes)
                ? plain(bytes)
                : recognising().idFor(Constants.OBJ_BLOB, bytes).name();
    }

    /**
     * The id of what a stream gives.
     *
     * @param size in bytes
     * @throws java.io.EOFException when the stream has fewer
     */
    static String of(long size, InputStream in) throws IOException {
        if (size > LONGEST_TEXT) {
            return recognised(size, in);
        }
        byte[] bytes = in.readNBytes((int) size);
        return bytes.length == size && isText(bytes)
                ? plain(bytes)
                : recognised(size, new SequenceInputStream(new ByteArrayInputStream(bytes), in));
    }

    private static String recognised(long size, InputStream in) throws IOException {
        return recognising().idFor(Constants.OBJ_BLOB, size, in).name();
    }

    /** Settings of the user could have JGit recognise nothing. */
    private static ObjectInserter recognising() {
        WithoutSettings.install();
        return new ObjectInserter.Formatter();
    }

    private static boolean isText(byte[] bytes) {
        for (byte one : bytes) {
            if (one >= 0 && one < ' ' && one != '\n' && one != '\r' && one != '\t') {
                return false;
            }
        }
        return TextEncoding.trouble(bytes).isEmpty();
    }

    private static String plain(byte[] bytes) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(("blob " + bytes.length + '\0').getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(sha1.digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-1", missing);
        }
    }
}

package io.partita.core.diagnostic;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** How the text of a file is kept, in words for people. Nothing of the text is repeated. */
public final class TextEncoding {

    private static final int MARK = 3;
    private static final int LOOKED_AT = 64;
    private static final String UTF_16 =
            "It is UTF-16, as `>` of an older PowerShell and some editors of Windows write text.";

    private TextEncoding() {}

    /** The bytes without the mark of the byte order that some editors put before UTF-8. */
    public static byte[] withoutMark(byte[] bytes) {
        boolean marked =
                bytes.length >= MARK && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        return marked ? Arrays.copyOfRange(bytes, MARK, bytes.length) : bytes;
    }

    /** Why bytes are no text in UTF-8, as a sentence; empty when they are. */
    public static Optional<String> trouble(byte[] bytes) {
        return isUtf16(bytes)
                ? Optional.of(UTF_16)
                : firstBadLine(bytes)
                        .map(
                                line -> "Line " + line
                                        + " has a byte that UTF-8 does not have there; Latin-1 and Windows-1252 have such letters.");
    }

    /** Whether bytes are UTF-16: by their mark, or because every other byte of their beginning is zero. */
    public static boolean isUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        if (first == 0xFF && second == 0xFE || first == 0xFE && second == 0xFF) {
            return true;
        }
        int pairs = Math.min(bytes.length, LOOKED_AT) / 2;
        return pairs >= 2 && (areZero(bytes, 1, pairs) || areZero(bytes, 0, pairs));
    }

    /** Whether one byte of each pair is zero and the other is not. */
    private static boolean areZero(byte[] bytes, int from, int pairs) {
        for (int pair = 0; pair < pairs; pair++) {
            if (bytes[2 * pair + from] != 0 || bytes[2 * pair + 1 - from] == 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Integer> firstBadLine(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        if (!result.isError()) {
            return Optional.empty();
        }
        int line = 1;
        for (int at = 0; at < in.position(); at++) {
            line += bytes[at] == '\n' ? 1 : 0;
        }
        return Optional.of(line);
    }
}

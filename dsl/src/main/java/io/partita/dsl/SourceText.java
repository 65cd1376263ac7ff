package io.partita.dsl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * One file of a declaration.
 *
 * @param file its name as it is shown to people: relative to the declaration's folder, with forward slashes
 * @param text what it holds; line ends of any kind
 */
public record SourceText(String file, String text) {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    public SourceText {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(text, "text");
    }

    /**
     * A file as its bytes are kept.
     *
     * @param bytes UTF-8, with or without a mark of the byte order
     * @throws CharacterCodingException when they are no UTF-8
     */
    public static SourceText of(String file, byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return new SourceText(file, marked ? text.substring(1) : text);
    }
}

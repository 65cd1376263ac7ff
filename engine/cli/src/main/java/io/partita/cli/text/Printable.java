package io.partita.cli.text;

import io.partita.core.secret.KnownSecrets;
import java.util.HexFormat;

/**
 * Text of others (a network, a file, a command line), as it may be printed. It cannot drive a terminal, turn the
 * direction of text around, begin a line of its own, or look like another text by what is not seen: such a character is
 * printed as the escape that JSON and Groovy have for it. Nor is it a command to a runner of builds
 * ({@link LogCommands}).
 */
public final class Printable {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Printable() {}

    /** The text on one line, without secrets; tabs and line breaks, which only lay it out, become blanks. */
    public static String of(String said) {
        return LogCommands.brokenWithin(shown(KnownSecrets.masked(said)));
    }

    private static String shown(String foreign) {
        if (foreign.codePoints().allMatch(Printable::isPrinted)) {
            return foreign;
        }
        StringBuilder printable = new StringBuilder(foreign.length() + 16);
        foreign.codePoints().forEach(each -> {
            if (each == '\t' || each == '\n' || each == '\r') {
                printable.append(' ');
            } else {
                append(each, printable);
            }
        });
        return printable.toString();
    }

    /** Appends a character, or its escape. */
    static void append(int character, StringBuilder text) {
        if (isPrinted(character)) {
            text.appendCodePoint(character);
            return;
        }
        for (char unit : Character.toChars(character)) {
            text.append("\\u").append(HEX.toHexDigits(unit));
        }
    }

    /**
     * Whether a character is printed as it is: not one that is for control, has no shape of its own, breaks a line,
     * marks an {@link Emphasis}, or is a blank other than the usual one.
     */
    static boolean isPrinted(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> character == ' ';
            default -> !isInvisible(character);
        };
    }

    /** Letters and marks that no font draws: fillers of Hangul, joiners, selectors of variants. */
    private static boolean isInvisible(int character) {
        return character == 0x034F
                || character == 0x2800
                || character == 0x1D159
                || character == 0x3164
                || character == 0xFFA0
                || between(character, 0x115F, 0x1160)
                || between(character, 0x17B4, 0x17B5)
                || between(character, 0x180B, 0x180F)
                || between(character, 0xFE00, 0xFE0F)
                || between(character, 0xE0100, 0xE01EF);
    }

    private static boolean between(int character, int first, int last) {
        return first <= character && character <= last;
    }
}

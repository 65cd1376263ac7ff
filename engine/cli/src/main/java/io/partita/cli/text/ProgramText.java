package io.partita.cli.text;

import java.util.List;
import java.util.stream.Collectors;

/** A program with its arguments: every word in quotes, so that it is seen where each begins and ends. */
public final class ProgramText {

    private ProgramText() {}

    /** The words as a shell would take them; a character that cannot be seen is shown by its code point. */
    public static String of(List<String> words) {
        return words.stream().map(ProgramText::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        StringBuilder quoted = new StringBuilder("'");
        word.codePoints().forEach(each -> {
            if (each == '\'') {
                quoted.append("'\\''");
            } else if (isInvisible(each)) {
                quoted.append("\\u{").append(Integer.toHexString(each)).append('}');
            } else {
                quoted.appendCodePoint(each);
            }
        });
        return quoted.append('\'').toString();
    }

    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> character != ' ';
            default -> false;
        };
    }
}

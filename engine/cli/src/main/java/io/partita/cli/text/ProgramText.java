package io.partita.cli.text;

import java.util.List;
import java.util.stream.Collectors;

/** A program with its arguments: every word in quotes, so that it is seen where each begins and ends. */
public final class ProgramText {

    private ProgramText() {}

    /** The words as a shell would take them; a character that cannot be seen is shown by its escape. */
    public static String of(List<String> words) {
        return words.stream().map(ProgramText::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        StringBuilder quoted = new StringBuilder("'");
        word.codePoints().forEach(each -> {
            if (each == '\'') {
                quoted.append("'\\''");
            } else {
                Printable.append(each, quoted);
            }
        });
        return quoted.append('\'').toString();
    }
}

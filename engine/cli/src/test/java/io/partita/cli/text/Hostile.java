package io.partita.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Text of somebody who wants to drive the terminal of those who read it. */
public final class Hostile {

    private static final Set<Integer> UNWANTED = Set.of(
            (int) Character.CONTROL,
            (int) Character.FORMAT,
            (int) Character.SURROGATE,
            (int) Character.PRIVATE_USE,
            (int) Character.LINE_SEPARATOR,
            (int) Character.PARAGRAPH_SEPARATOR);

    /** Above it there are only planes for private use, of which the ends are taken. */
    private static final int LAST_OF_USUAL_PLANES = 0xEFFFF;

    /** With every character that controls, formats, is somebody's own, turns text around or ends a line. */
    public static final String TEXT = "\u001b[31mred \u001b]0;title\u0007 \u009b2J \uE003red\uE000 \uE007\u202Etxt "
            + IntStream.concat(
                            IntStream.rangeClosed(0, LAST_OF_USUAL_PLANES),
                            IntStream.of(0xF0000, 0xFFFFD, 0x100000, 0x10FFFD))
                    .filter(Hostile::isUnwanted)
                    .mapToObj(each -> Character.toString(each) + '-')
                    .collect(Collectors.joining());

    /** As long, and without any of them. */
    private static final String HARMLESS = "x".repeat(TEXT.length());

    private static final Pattern ESCAPE = Pattern.compile("\r?\u001b\\[[0-9;?]*[A-Za-z]");

    private Hostile() {}

    /** @param printing gives what is printed of a text; may write escape sequences of its own, and lines */
    public static void requireTamed(UnaryOperator<String> printing) {
        String printed = printing.apply(TEXT);

        assertThat(escapes(printed)).isEqualTo(escapes(printing.apply(HARMLESS)));
        assertThat(ESCAPE.matcher(printed)
                        .replaceAll("")
                        .codePoints()
                        .filter(each -> isUnwanted(each) && each != '\n')
                        .mapToObj(Integer::toHexString))
                .isEmpty();
    }

    private static boolean isUnwanted(int character) {
        return UNWANTED.contains(Character.getType(character));
    }

    private static List<String> escapes(String printed) {
        return ESCAPE.matcher(printed).results().map(MatchResult::group).toList();
    }
}

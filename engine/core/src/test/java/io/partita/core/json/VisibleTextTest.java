package io.partita.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** JSON holds nothing that its readers do not see. */
class VisibleTextTest {

    private static final Codec<String> TEXT = Codecs.TEXT;

    @Test
    void whatIsNotSeenIsEscaped() {
        String text =
                "a\u009bb\u007f\u202Ec\u200B\uFEFF\u2028\u2029\uE003\u00AD\u115F\uFE0F\u2800\uDB40\uDC41\uDBFF\uDFFD";

        assertThat(TEXT.line(text))
                .isEqualTo("\"a\\u009Bb\\u007F\\u202Ec\\u200B\\uFEFF\\u2028\\u2029\\uE003\\u00AD\\u115F\\uFE0F\\u2800"
                        + "\\uDB40\\uDC41\\uDBFF\\uDFFD\"");
        assertThat(new String(TEXT.page(text), StandardCharsets.UTF_8)).isEqualTo(TEXT.line(text) + "\n");
    }

    @Test
    void whatIsSeenStaysAsItIs() {
        String text = "Ünïcödé 漢字 \uD83D\uDE00 # a#b \u00A0";

        assertThat(TEXT.line(text)).isEqualTo('"' + text + '"');
    }

    @Test
    void noLineHoldsACommandOfARunner() {
        assertThat(TEXT.line("##[x] ###vso[y] ## # \\##teamcity["))
                .isEqualTo("\"#\\u0023[x] #\\u0023\\u0023vso[y] #\\u0023 # \\\\#\\u0023teamcity[\"");
    }

    @Test
    void everyCharacterIsReadAsItWas() {
        String all = IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
                .filter(each -> each < Character.MIN_SURROGATE || each > Character.MAX_SURROGATE)
                .mapToObj(Character::toString)
                .collect(Collectors.joining("\uD83D\uDE00"));

        byte[] page = TEXT.page(all);

        assertThat(TEXT.read(page, "all.json").value()).isEqualTo(all);
        assertThat(new String(page, StandardCharsets.UTF_8).codePoints()).noneMatch(each -> switch (Character.getType(
                each)) {
            case Character.FORMAT, Character.PRIVATE_USE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            case Character.CONTROL -> each != '\n';
            default -> false;
        });
    }
}

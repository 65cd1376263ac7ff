package io.partita.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedTextTest {

    private static final Codec<List<String>> WORDS =
            Codecs.list(Codecs.text("a word", Optional::of, (String text) -> text));
    private static final Codec<List<List<String>>> PLAIN = Codecs.list(WORDS);
    private static final Codec<List<List<String>>> SHARED = Codecs.list(Codecs.shared(WORDS));

    @Test
    void values_that_come_again_and_others_are_written_as_ever() {
        List<String> again = List.of("one", "tw\"o", "thr\u00e9e", "\u202efour", "##");
        List<List<String>> all = new ArrayList<>();
        for (int round = 0; round < 200; round++) {
            all.add(again);
            all.add(List.of("number " + round));
            all.add(List.of());
        }

        assertThat(SHARED.page(all)).isEqualTo(PLAIN.page(all));
        assertThat(SHARED.line(all)).isEqualTo(PLAIN.line(all));
        assertThat(hashed(SHARED, all)).isEqualTo(hashed(PLAIN, all));
    }

    @Test
    void it_is_read_as_ever() {
        byte[] page = PLAIN.page(List.of(List.of("one"), List.of("one")));

        assertThat(SHARED.read(page, "words.json").value()).isEqualTo(List.of(List.of("one"), List.of("one")));
    }

    private static String hashed(Codec<List<List<String>>> codec, List<List<String>> all) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        codec.line(all, bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

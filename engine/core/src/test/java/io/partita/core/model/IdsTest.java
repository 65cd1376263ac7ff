package io.partita.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    private static final String ONE = "1220" + "ab".repeat(32);
    private static final String OTHER = "1220" + "ac".repeat(32);

    @Test
    void ids_are_equal_when_their_texts_are() {
        List<String> texts = List.of("Alice::" + ONE, "Alice::" + OTHER, "Bob::" + ONE, "Bob::" + OTHER);

        for (String left : texts) {
            for (String right : texts) {
                PartyId party = PartyId.of(new String(right));
                ParticipantId participant = ParticipantId.of(new String(right));
                boolean same = left.equals(right);
                assertThat(PartyId.of(left).equals(party)).isEqualTo(same);
                assertThat(ParticipantId.of(left).equals(participant)).isEqualTo(same);
                assertThat(PartyId.of(left).hashCode() == party.hashCode()).isEqualTo(same);
                assertThat(Integer.signum(PartyId.of(left).compareTo(party)))
                        .isEqualTo(Integer.signum(left.compareTo(right)));
            }
        }
        assertThat(PartyId.of(texts.get(0))).isNotEqualTo(ParticipantId.of(texts.get(0)));
    }

    @Test
    void an_id_with_a_namespace_that_is_read_elsewhere_is_the_same() {
        assertThat(UniqueIdentifier.parse("Alice::" + ONE, text -> Fingerprint.parse(ONE)))
                .isEqualTo(UniqueIdentifier.parse("Alice::" + ONE));
        assertThat(UniqueIdentifier.parse("Alice::" + ONE, text -> Optional.empty()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "participant1", "a-b_c9"})
    void names_of_participants(String name) {
        assertThat(ParticipantName.isName(name)).isTrue();
        assertThat(new ParticipantName(new String(name)))
                .isEqualTo(new ParticipantName(name))
                .hasSameHashCodeAs(new ParticipantName(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "-a", "_a", "a b", "a.b", "\u00e4", "a\u00e4", "a\n"})
    void what_is_no_name_of_a_participant(String text) {
        assertThat(ParticipantName.isName(text)).isFalse();
    }

    @Test
    void the_name_of_a_participant_has_a_hundred_characters_at_most() {
        assertThat(ParticipantName.isName("a".repeat(100))).isTrue();
        assertThat(ParticipantName.isName("a".repeat(101))).isFalse();
    }
}

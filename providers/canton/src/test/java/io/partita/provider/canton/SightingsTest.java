package io.partita.provider.canton;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.PartyId;
import io.partita.provider.canton.call.Caller.Next;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SightingsTest {

    private static final Asked ALICE = new Asked(party("Alice"), 10);
    private static final Asked BOB = new Asked(party("Bob"), 10);

    /** A question about what a party did up to an offset. */
    private record Asked(PartyId party, int until) {}

    private static PartyId party(String name) {
        return PartyId.of(name + "::1220" + "ab".repeat(32));
    }

    private static Sightings<Asked, String> about(Asked... asked) {
        return new Sightings<>(List.of(asked), Asked::party);
    }

    private static Next see(Sightings<Asked, String> sightings, int offset, Asked... witnesses) {
        List<String> parties =
                List.of(witnesses).stream().map(one -> one.party().toString()).toList();
        return sightings.see(parties, asked -> offset <= asked.until(), "at " + offset);
    }

    @Test
    void a_stream_that_ends_says_of_everybody_else_that_there_is_nothing() {
        Sightings<Asked, String> sightings = about(ALICE, BOB);

        assertThat(see(sightings, 3, BOB)).isEqualTo(Next.MORE);

        assertThat(sightings.answer(BOB)).contains(Optional.of("at 3"));
        assertThat(sightings.answer(ALICE)).contains(Optional.empty());
    }

    @Test
    void the_first_thing_counts_and_nothing_is_read_after_the_last_answer() {
        Sightings<Asked, String> sightings = about(ALICE, BOB);

        see(sightings, 3, BOB);
        see(sightings, 4, BOB);
        assertThat(see(sightings, 5, ALICE, BOB)).isEqualTo(Next.ENOUGH);

        assertThat(sightings.answer(BOB)).contains(Optional.of("at 3"));
        assertThat(sightings.answer(ALICE)).contains(Optional.of("at 5"));
    }

    @Test
    void what_lies_beyond_a_question_does_not_answer_it() {
        Asked later = new Asked(ALICE.party(), 20);
        Sightings<Asked, String> sightings = about(ALICE, later);

        see(sightings, 15, ALICE);

        assertThat(sightings.answer(ALICE)).contains(Optional.empty());
        assertThat(sightings.answer(later)).contains(Optional.of("at 15"));
    }

    /** One with much hides the others: of them nothing is known. */
    @Test
    void after_a_few_messages_the_stream_is_cut() {
        Sightings<Asked, String> sightings = about(ALICE, BOB);
        int messages = 1;
        while (see(sightings, 3, BOB) == Next.MORE) {
            messages++;
        }

        assertThat(messages).isBetween(10, 100);
        assertThat(sightings.answer(BOB)).contains(Optional.of("at 3"));
        assertThat(sightings.answer(ALICE)).isEmpty();
    }

    @Test
    void what_was_sent_for_nobody_that_was_asked_about_leaves_all_open() {
        Sightings<Asked, String> sightings = about(ALICE, BOB);
        see(sightings, 3, BOB);

        assertThat(see(sightings, 4, new Asked(party("Carol"), 0))).isEqualTo(Next.ENOUGH);

        assertThat(sightings.answer(BOB)).contains(Optional.of("at 3"));
        assertThat(sightings.answer(ALICE)).isEmpty();
    }

    @Test
    void a_message_without_any_party_leaves_all_open() {
        Sightings<Asked, String> sightings = about(ALICE);

        assertThat(see(sightings, 4)).isEqualTo(Next.ENOUGH);

        assertThat(sightings.answer(ALICE)).isEmpty();
    }

    @Test
    void one_call_asks_about_a_bounded_number_of_parties_and_each_question_is_in_one() {
        List<Asked> asked = IntStream.range(0, 900)
                .mapToObj(number -> new Asked(party("party" + number % 450), number))
                .toList();

        List<List<Asked>> calls = Sightings.calls(asked, Asked::party);

        assertThat(calls)
                .hasSize(3)
                .allSatisfy(call ->
                        assertThat(call.stream().map(Asked::party).distinct()).hasSizeLessThanOrEqualTo(200));
        assertThat(calls.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(asked);
    }
}

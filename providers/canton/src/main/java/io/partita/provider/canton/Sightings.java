package io.partita.provider.canton;

import io.partita.core.model.PartyId;
import io.partita.provider.canton.call.Caller.Next;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What one stream about many parties says to each question about one of them: the first thing that was sent for him, or
 * that there is nothing.
 *
 * <p>Most parties of whom many are asked about at once have nothing. One with much would hide the others behind it, so
 * the stream is cut after a few messages; to what it has not answered until then, it says nothing.
 *
 * @param <Q> a question
 * @param <E> what is sent
 */
final class Sightings<Q, E> {

    /** The most parties that one call asks about. A request of so many is far below what a participant takes. */
    private static final int PARTIES = 200;

    /** Messages. */
    private static final int FEW = 64;

    private final Map<String, List<Q>> questions;
    private final Set<Q> open;
    private final Map<Q, E> found = new HashMap<>();
    private int messages;
    private boolean cut;

    Sightings(Collection<Q> questions, Function<Q, PartyId> about) {
        this.questions = questions.stream()
                .collect(Collectors.groupingBy(question -> about.apply(question).toString()));
        this.open = new HashSet<>(questions);
    }

    /** Questions, by the calls that ask them: those about the same party are in the same call. */
    static <Q> List<List<Q>> calls(Collection<Q> questions, Function<Q, PartyId> about) {
        List<List<Q>> calls = new ArrayList<>();
        int parties = PARTIES;
        for (List<Q> party :
                questions.stream().collect(Collectors.groupingBy(about)).values()) {
            if (parties == PARTIES) {
                calls.add(new ArrayList<>());
                parties = 0;
            }
            calls.get(calls.size() - 1).addAll(party);
            parties++;
        }
        return calls;
    }

    /**
     * Takes a message.
     *
     * @param parties for whom it was sent; others than those asked about do not count
     * @param answers whether it answers a question about one of them
     */
    Next see(Collection<String> parties, Predicate<Q> answers, E sent) {
        boolean known = false;
        for (String party : parties) {
            List<Q> about = questions.getOrDefault(party, List.of());
            known |= !about.isEmpty();
            about.stream().filter(answers).filter(open::remove).forEach(question -> found.put(question, sent));
        }
        messages++;
        // Of what was sent for nobody that was asked about, nobody knows whose it is.
        cut = !known || messages >= FEW;
        return cut || open.isEmpty() ? Next.ENOUGH : Next.MORE;
    }

    /** @return empty when the stream does not answer this question: it has to be asked alone */
    Optional<Optional<E>> answer(Q question) {
        Optional<E> first = Optional.ofNullable(found.get(question));
        return first.isEmpty() && cut ? Optional.empty() : Optional.of(first);
    }
}

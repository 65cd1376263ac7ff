package io.partita.dsl.word;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All words of the language and where they belong. */
final class Vocabularies {

    /** Words that stand for a value. */
    static final Set<String> SYMBOLS = Collections.unmodifiableSet(
            new TreeSet<>(Set.of("submission", "confirmation", "observation", "auto", "offline", "simple", "manual")));

    /** Words that make a reference to a secret. */
    static final Set<String> SECRETS = Collections.unmodifiableSet(SecretWords.words());

    /** The place of every word that declares something. */
    static final Map<String, String> PLACES = places();

    private Vocabularies() {}

    private static Map<String, String> places() {
        Map<String, String> places = new TreeMap<>();
        Set.of("synchronizer", "participants", "party").forEach(word -> places.put(word, RootWords.PLACE));
        places.put("participant", ParticipantsWords.PLACE);
        Set.of("admin", "ledger", "operator", "backup", "sandbox")
                .forEach(word -> places.put(word, ParticipantWords.PLACE));
        Set.of("local", "id", "external", "decentralized", "host", "threshold", "dars", "path", "keep")
                .forEach(word -> places.put(word, PartyWords.PLACE));
        return Collections.unmodifiableMap(places);
    }

    static boolean isWord(String name) {
        return SYMBOLS.contains(name) || SECRETS.contains(name) || PLACES.containsKey(name);
    }
}

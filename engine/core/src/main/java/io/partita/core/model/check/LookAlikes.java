package io.partita.core.model.check;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.Endpoint;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Names that a reviewer would take for each other. The idea is that of Unicode's technical standard 39 (skeletons, and
 * names of one script); the table has what can be taken for letters and digits of ASCII in Latin, Cyrillic and Greek.
 */
final class LookAlikes {

    private static final String DRAWN_ALIKE =
            // Latin and digits
            "Il|l1l0O"
                    // Cyrillic
                    + "аaеeоoрpсcхxуyѕsіiјjһhԁdԛqԝwӏlАAВBЕEКKМMНHОOРPСCТTХXУYЅSІlЈJҮY"
                    // Greek
                    + "αaοoρpνvιiκkυuΑAΒBΕEΖZΗHΙlΚKΜMΝNΟOΡPΤTΥYΧX";

    /** The alphabets that share the shapes of letters. */
    private static final Set<UnicodeScript> ALIKE = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.CYRILLIC,
            UnicodeScript.GREEK,
            UnicodeScript.ARMENIAN,
            UnicodeScript.CHEROKEE,
            UnicodeScript.COPTIC);

    private static final Map<Integer, Integer> LETTERS = letters();

    private LookAlikes() {}

    private static Map<Integer, Integer> letters() {
        Map<Integer, Integer> letters = new TreeMap<>();
        for (int i = 0; i < DRAWN_ALIKE.length(); i += 2) {
            letters.put((int) DRAWN_ALIKE.charAt(i), (int) DRAWN_ALIKE.charAt(i + 1));
        }
        return letters;
    }

    /** What a name looks like: two names with one skeleton look the same. */
    static String skeleton(String name) {
        StringBuilder skeleton = new StringBuilder();
        name.codePoints().map(letter -> LETTERS.getOrDefault(letter, letter)).forEach(skeleton::appendCodePoint);
        return skeleton.toString().replace("rn", "m").replace("vv", "w");
    }

    /** Names of parties, of participants and of operators that look like one before. */
    static Stream<Diagnostic> confusable(Declaration declaration) {
        return Stream.of(
                        among("Party", declaration.parties().stream().map(party -> party.name())),
                        among(
                                "Participant",
                                participants(declaration)
                                        .map(participant -> new Declared<>(
                                                participant.name().value().name(),
                                                participant.name().range()))),
                        among("Operator", operators(declaration)))
                .flatMap(Function.identity());
    }

    private static Stream<Diagnostic> among(String what, Stream<Declared<String>> names) {
        Map<String, Declared<String>> seen = new TreeMap<>();
        return names.flatMap(name -> Optional.ofNullable(seen.putIfAbsent(skeleton(name.value()), name))
                .filter(first -> !first.value().equals(name.value()))
                .map(first -> Diagnostic.warning("confusable-name", what + " '" + name + "' looks like '" + first + "'")
                        .because("'" + first + "' at " + first.range() + " is another name, though it can be read as"
                                + " this one")
                        .fix("choose a name that cannot be mistaken, or correct the one that is misspelt")
                        .about(name.value())
                        .at(name.range()))
                .stream());
    }

    /** Names with letters of several alphabets. Names of parties and participants have those of ASCII only. */
    static Stream<Diagnostic> mixedScripts(Declaration declaration) {
        return Stream.of(
                        Stream.of(declaration.synchronizer()),
                        operators(declaration),
                        participants(declaration).flatMap(LookAlikes::authorities))
                .flatMap(Function.identity())
                .filter(name -> scripts(name.value()).size() > 1)
                .map(name -> Diagnostic.warning("mixed-scripts", "'" + name + "' has letters of several alphabets")
                        .because("its letters are " + scripts(name.value())
                                + "; letters of different alphabets can look the same")
                        .fix("write it in one alphabet")
                        .at(name.range()));
    }

    private static Set<UnicodeScript> scripts(String name) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        name.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
        scripts.retainAll(ALIKE);
        return scripts;
    }

    private static Stream<DeclaredParticipant> participants(Declaration declaration) {
        return declaration.participants().values().stream();
    }

    private static Stream<Declared<String>> operators(Declaration declaration) {
        return participants(declaration).flatMap(participant -> participant.operator().stream());
    }

    private static Stream<Declared<String>> authorities(DeclaredParticipant participant) {
        return participant
                .access()
                .match(endpoints -> Stream.of(endpoints.admin(), endpoints.ledger()), sandbox -> Stream.<Endpoint>of())
                .flatMap(endpoint -> endpoint.tls().flatMap(Endpoint.Tls::authority).stream())
                .map(authority -> new Declared<>(authority, participant.name().range()));
    }
}

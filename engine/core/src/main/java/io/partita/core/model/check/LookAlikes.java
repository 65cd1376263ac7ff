package io.partita.core.model.check;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredKey;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.Endpoint;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Names that a reviewer would take for each other. The idea is that of Unicode's technical standard 39 (skeletons, and
 * names of one script): letters in a special form (wide, bold, small capitals) are the usual ones, and the table has what
 * can be taken for letters and digits of ASCII in the alphabets that share their shapes. Two neighbouring letters that are exchanged are not seen either.
 */
public final class LookAlikes {

    private static final String DRAWN_ALIKE =
            // Latin and digits
            "Il|l1l0O5S8B_- -"
                    // Cyrillic
                    + "аaеeоoрpсcхxуyѕsіiјjһhԁdԛqԝwӏlАAВBЕEКKМMНHОOРPСCТTХXУYЅSІlЈJҮY"
                    // Greek
                    + "αaοoρpνvιiκkυuΑAΒBΕEΖZΗHΙlΚKΜMΝNΟOΡPΤTΥYΧX"
                    // Armenian, Cherokee, Coptic
                    + "օoսuոnհhցgյjՕOՍUԼL"
                    + "ᎪAᎬEᎻHᎫJᏦKᏞLᎷMᏢPᏒRᏚSᎢTᏙVᎳWᏃZ"
                    + "ⲟoⲣpⲥcⲭxⲞOⲢPⲤCⲬX"
                    // Latin letters that stand for sounds
                    + "ɑaɡgıiʟL";

    /** The alphabets that share the shapes of letters. */
    private static final Set<UnicodeScript> ALIKE = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.CYRILLIC,
            UnicodeScript.GREEK,
            UnicodeScript.ARMENIAN,
            UnicodeScript.CHEROKEE,
            UnicodeScript.COPTIC);

    private static final Map<Integer, Integer> LETTERS = letters();

    /** The same for the letters that nearly all names are made of. */
    private static final char[] PLAIN = plain();

    /** Fewer letters are read one by one. */
    private static final int SHORTEST = 4;

    private LookAlikes() {}

    private static char[] plain() {
        char[] plain = new char[128];
        for (char letter = 0; letter < plain.length; letter++) {
            plain[letter] =
                    (char) LETTERS.getOrDefault((int) letter, (int) letter).intValue();
        }
        return plain;
    }

    private static Map<Integer, Integer> letters() {
        Map<Integer, Integer> letters = new HashMap<>();
        for (int i = 0; i < DRAWN_ALIKE.length(); i += 2) {
            letters.put((int) DRAWN_ALIKE.charAt(i), (int) DRAWN_ALIKE.charAt(i + 1));
        }
        return letters;
    }

    /** What a name looks like: two names with one skeleton look the same. */
    static String skeleton(String name) {
        char[] letters = isPlain(name) ? plain(name) : special(name);
        int length = 0;
        for (int at = 0; at < letters.length; at++) {
            char one = at + 1 < letters.length ? together(letters[at], letters[at + 1]) : 0;
            letters[length++] = one == 0 ? letters[at] : one;
            at += one == 0 ? 0 : 1;
        }
        return new String(letters, 0, length);
    }

    private static char[] plain(String name) {
        char[] letters = new char[name.length()];
        for (int at = 0; at < letters.length; at++) {
            letters[at] = PLAIN[name.charAt(at)];
        }
        return letters;
    }

    private static char[] special(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        usual(name)
                .codePoints()
                .map(letter -> LETTERS.getOrDefault(letter, letter))
                .forEach(letters::appendCodePoint);
        return letters.toString().toCharArray();
    }

    /** The letter that two of them look like; 0 for two that look like two. */
    private static char together(char left, char right) {
        if (left == 'r' && right == 'n') {
            return 'm';
        }
        if (left == 'v' && right == 'v') {
            return 'w';
        }
        return left == 'c' && right == 'l' ? 'd' : 0;
    }

    private static boolean isPlain(String name) {
        for (int at = 0; at < name.length(); at++) {
            if (name.charAt(at) >= PLAIN.length) {
                return false;
            }
        }
        return true;
    }

    /** Without letters that are the usual ones in another form. */
    private static String usual(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC);
    }

    /**
     * Warnings about names that look like one before.
     *
     * @param what they are, as a sentence begins with it
     * @param names each once; places in a file are not known
     */
    public static List<Diagnostic> confusable(String what, Collection<String> names) {
        List<String> before = new ArrayList<>();
        Seen<String> seen = new Seen<>();
        for (String name : names) {
            seen.alike(name, name).ifPresent(first -> before.add(what + " '" + name + "' looks like '" + first + "'"));
        }
        return before.stream()
                .map(alike -> Diagnostic.warning("confusable-name", alike)
                        .because("they are different names, though one can be read as the other")
                        .fix("make sure that both are meant"))
                .toList();
    }

    /** Names by what they look like; there may be as many of them as a network has parties, and as many are asked for. */
    public static final class Known {

        private final SortedMap<String, SortedSet<String>> bySkeleton = new TreeMap<>();

        public Known(Collection<String> names) {
            names.forEach(name -> bySkeleton
                    .computeIfAbsent(skeleton(name), unused -> new TreeSet<>())
                    .add(name));
        }

        /** Those that a name can be taken for and that it is not itself, sorted. */
        public SortedSet<String> alike(String name) {
            SortedSet<String> alike = new TreeSet<>();
            Stream<String> exchanged = IntStream.range(0, exchanges(name))
                    .filter(at -> isExchange(name, at))
                    .mapToObj(at -> exchanged(name, at));
            Stream.concat(Stream.of(name), exchanged)
                    .map(LookAlikes::skeleton)
                    .forEach(look -> alike.addAll(bySkeleton.getOrDefault(look, Collections.emptySortedSet())));
            alike.remove(name);
            return alike;
        }
    }

    /** What was seen of names, by what they look like. */
    private static final class Seen<N> {

        private final Map<String, First<N>> bySkeleton = new HashMap<>();

        /** The first name of a skeleton. */
        private record First<N>(String name, N value) {}

        /** One before that looks like this name and is another; the name is remembered. */
        Optional<N> alike(String name, N value) {
            String skeleton = skeleton(name);
            First<N> like = other(skeleton, name);
            for (int at = 0; like == null && at < exchanges(name); at++) {
                if (isExchange(name, at)) {
                    like = other(skeleton(exchanged(name, at)), name);
                }
            }
            bySkeleton.putIfAbsent(skeleton, new First<>(name, value));
            return Optional.ofNullable(like).map(First::value);
        }

        private First<N> other(String skeleton, String name) {
            First<N> first = bySkeleton.get(skeleton);
            return first == null || first.name().equals(name) ? null : first;
        }
    }

    /** Where two neighbouring letters could be exchanged; digits are read one by one, and so are short names. */
    private static int exchanges(String name) {
        return name.length() < SHORTEST ? 0 : name.length() - 1;
    }

    private static boolean isExchange(String name, int at) {
        return Character.isLetter(name.charAt(at)) && Character.isLetter(name.charAt(at + 1));
    }

    private static String exchanged(String name, int at) {
        char[] letters = name.toCharArray();
        letters[at] = name.charAt(at + 1);
        letters[at + 1] = name.charAt(at);
        return new String(letters);
    }

    /**
     * Names of parties, of participants and keys, and of operators that look like one before. Participants and keys are
     * named in the same places.
     */
    static Stream<Diagnostic> confusable(Declaration declaration) {
        return Stream.of(
                        among(named("Party", declaration.parties().stream().map(party -> party.name()))),
                        among(Stream.concat(
                                named("Participant", participants(declaration).map(DeclaredParticipant::name)),
                                named(
                                        "Key",
                                        declaration.keys().values().stream().map(DeclaredKey::name)))),
                        among(named("Operator", operators(declaration))))
                .flatMap(Function.identity());
    }

    /** @param what it is, as a sentence begins with it */
    private record Name(String what, Declared<String> name) {}

    private static Stream<Name> named(String what, Stream<? extends Declared<?>> names) {
        return names.map(name -> new Name(what, new Declared<>(name.value().toString(), name.range())));
    }

    private static Stream<Diagnostic> among(Stream<Name> names) {
        Seen<Declared<String>> seen = new Seen<>();
        return names.mapMulti((each, warnings) ->
                seen.alike(each.name().value(), each.name()).ifPresent(first -> warnings.accept(alike(each, first))));
    }

    private static Diagnostic alike(Name each, Declared<String> first) {
        Declared<String> name = each.name();
        return Diagnostic.warning("confusable-name", each.what() + " '" + name + "' looks like '" + first + "'")
                .because("'" + first + "' at " + first.range() + " is another name, though it can be read as this one")
                .fix("choose a name that cannot be mistaken, or correct the one that is misspelt")
                .about(name.value())
                .at(name.range());
    }

    /** Names with letters of several alphabets. Names of parties and participants have those of ASCII only. */
    static Stream<Diagnostic> mixedScripts(Declaration declaration) {
        return Stream.of(
                        Stream.of(declaration.synchronizer()),
                        operators(declaration),
                        participants(declaration).flatMap(LookAlikes::authorities))
                .flatMap(Function.identity())
                .flatMap(name -> mixed(name.value()).map(said -> said.at(name.range())).stream());
    }

    /** Those of the names that have letters of several alphabets, as warnings. */
    public static List<Diagnostic> mixedScripts(Collection<String> names) {
        return names.stream().distinct().flatMap(name -> mixed(name).stream()).toList();
    }

    private static Optional<Diagnostic> mixed(String name) {
        if (!usual(name).equals(Normalizer.normalize(name, Normalizer.Form.NFC))) {
            return Optional.of(Diagnostic.warning("special-letters", "'" + name + "' has letters in a special form")
                    .because("it reads as '" + usual(name) + "', and is another name")
                    .fix("write it in the usual letters"));
        }
        Set<UnicodeScript> scripts = scripts(name);
        return scripts.size() > 1
                ? Optional.of(Diagnostic.warning("mixed-scripts", "'" + name + "' has letters of several alphabets")
                        .because("its letters are " + scripts + "; letters of different alphabets can look the same")
                        .fix("write it in one alphabet"))
                : Optional.empty();
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

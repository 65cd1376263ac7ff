package io.partita.dsl.word;

import static io.partita.dsl.word.Word.MANY;
import static io.partita.dsl.word.Word.often;
import static io.partita.dsl.word.Word.once;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Every word of the language: where it belongs, how often and with which values it is written, how that looks, and the
 * method that says what it means. A new word is a row here, that method, and a line in {@code
 * engine/docs/declaration.md}.
 */
public final class Language {

    private static final String KEYS_USAGE = "keys { name { publicKey 'keys/name.pub' } }";

    static final BlockKind<RootWords> ROOT = BlockKind.of(
            "the outermost level",
            often("synchronizer", 1, 1, "synchronizer 'alias'", RootWords::synchronizer),
            often("participants", 1, 1, "participants { name { … } }", RootWords::participants),
            often("keys", 1, 1, KEYS_USAGE, RootWords::keys),
            once("network", 1, "network '../networks/test'", RootWords::network),
            often("party", 2, 2, "party('Name') { … }", RootWords::party));

    /** What many declarations share: the files of a folder that they name with {@code network}. */
    static final BlockKind<RootWords> NETWORK = BlockKind.of(
            "a network, which has no parties of its own",
            often("synchronizer", 1, 1, "synchronizer 'alias'", RootWords::synchronizer),
            often("participants", 1, 1, "participants { name { … } }", RootWords::participants),
            often("keys", 1, 1, KEYS_USAGE, RootWords::keys));

    /** Beside this word, every name is the name of a participant. */
    static final BlockKind<ParticipantsWords> PARTICIPANTS = BlockKind.of(
            "a participants block",
            often("participant", 2, 2, "participant('name') { … }", ParticipantsWords::participant));

    static final BlockKind<ParticipantWords> PARTICIPANT = BlockKind.of(
            "a participant block",
            once("admin", 1, "admin 'host:port'", ParticipantWords::admin, "tls", "token"),
            once("ledger", 1, "ledger 'host:port'", ParticipantWords::ledger, "tls", "token"),
            once("operator", 1, "operator 'organisation'", ParticipantWords::operator),
            once("backup", 1, "backup { command 'program', 'argument' } or backup manual", ParticipantWords::backup),
            once("sandbox", 0, "sandbox()", ParticipantWords::sandbox));

    static final BlockKind<BackupWords> BACKUP = BlockKind.of(
            "a backup block", once("command", 1, MANY, "command 'program', 'argument'", BackupWords::command));

    /** Beside this word, every name is the name of a key. */
    static final BlockKind<KeysWords> KEYS =
            BlockKind.of("a keys block", often("key", 2, 2, "key('name') { … }", KeysWords::key));

    static final BlockKind<KeyWords> KEY = BlockKind.of(
            "a key block",
            once("publicKey", 1, "publicKey 'keys/treasury.pub'", KeyWords::publicKey),
            once("file", 1, "file '/secure/treasury.pem', password: env('PASSWORD')", KeyWords::file, "password"),
            once(
                    "pkcs11",
                    1,
                    "pkcs11 '/usr/lib/libpkcs11.so', token: 'bank', label: 'treasury', pin: env('PIN')",
                    KeyWords::pkcs11,
                    "token",
                    "label",
                    "pin"),
            once("command", 1, MANY, "command './sign', 'treasury'", KeyWords::command),
            once("handOver", 0, "handOver()", KeyWords::handOver));

    static final BlockKind<PartyWords> PARTY = BlockKind.of(
            "a party block",
            once(
                    "local",
                    0,
                    "local on: participant (or local on: participant, namespace: '1220…')",
                    PartyWords::local,
                    "on",
                    "namespace"),
            once("id", 1, "id 'Alice::1220…'", PartyWords::id),
            once("external", 0, "external key: treasury", PartyWords::external, "key"),
            once(
                    "decentralized",
                    0,
                    "decentralized owners: [participant, key], threshold: 2",
                    PartyWords::decentralized,
                    "owners",
                    "threshold"),
            often("host", 2, 2, "host participant, submission (or confirmation, observation)", PartyWords::host),
            once("threshold", 1, "threshold 1", PartyWords::threshold),
            often("dars", 1, MANY, "dars 'dars/model.dar'", PartyWords::dars),
            once("path", 1, "path auto or path offline", PartyWords::path),
            often("keep", 1, MANY, "keep participant, or keep 'participant9::1220…'", PartyWords::keep));

    static final BlockKind<SecretWords> SECRETS = BlockKind.of("a reference to a secret", SecretWords.words());

    /**
     * Words that stand for a value, with what they are written behind.
     *
     * @param usage how it is written
     */
    record FixedWord(String name, String usage) {}

    static final List<FixedWord> FIXED = List.of(
            new FixedWord("submission", "host participant, submission"),
            new FixedWord("confirmation", "host participant, confirmation"),
            new FixedWord("observation", "host participant, observation"),
            new FixedWord("auto", "path auto"),
            new FixedWord("offline", "path offline"),
            new FixedWord("simple", "path simple"),
            new FixedWord("manual", "backup manual"));

    private static final String NO_REMOVAL =
            "partita removes no host: leave its 'host' line out and write 'keep participant'.";

    /** Words that people try and that the language does not have, with what to write instead. */
    private static final Map<String, String> TRIED = Map.of("remove", NO_REMOVAL, "unhost", NO_REMOVAL);

    private static final List<BlockKind<?>> BLOCKS = List.of(ROOT, PARTICIPANTS, PARTICIPANT, BACKUP, KEYS, KEY, PARTY);
    private static final Set<String> FIXED_NAMES = Collections.unmodifiableSet(
            new TreeSet<>(FIXED.stream().map(FixedWord::name).toList()));
    private static final Map<String, String> PLACES = placesOfWords();

    private Language() {}

    /** Every row that has a meaning of its own, secrets included. */
    static List<Word<?>> words() {
        return Stream.concat(Stream.of(SECRETS), BLOCKS.stream())
                .map(BlockKind::words)
                .<Word<?>>flatMap(Collection::stream)
                .toList();
    }

    /** The names of {@link #FIXED}. */
    static Set<String> fixedNames() {
        return FIXED_NAMES;
    }

    /** Word that declares something to the kinds of block where it belongs. */
    public static Map<String, String> places() {
        return PLACES;
    }

    private static Map<String, String> placesOfWords() {
        Map<String, String> places = new TreeMap<>();
        BLOCKS.forEach(block -> block.names()
                .forEach(word -> places.merge(word, block.place(), (one, other) -> one + " and of " + other)));
        return Collections.unmodifiableMap(places);
    }

    /** Whether a name means something wherever a value can stand, or begins a line. */
    public static boolean isWord(String name) {
        return PLACES.containsKey(name)
                || FIXED_NAMES.contains(name)
                || SECRETS.names().contains(name);
    }

    /** How a word is written, as a value when it can be one; empty for any other name. */
    static Optional<String> usage(String name) {
        return words().stream()
                .filter(word -> word.name().equals(name))
                .map(Word::usage)
                .findFirst();
    }

    /** What to write instead of a word that the language does not have; empty when there is nothing to say about it. */
    static Optional<String> insteadOf(String name) {
        return Optional.ofNullable(TRIED.get(name));
    }
}

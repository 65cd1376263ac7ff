package io.partita.provider.sandbox.world;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.file.FileRefused;
import io.partita.core.file.Folder;
import io.partita.core.json.JsonTrouble;
import io.partita.core.model.PublicKeyFile;
import io.partita.core.model.SigningKey;
import io.partita.core.model.UnreadableKey;
import io.partita.provider.sandbox.topology.Permission;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.quartz.CronExpression;

/**
 * Reads a {@code world.json}. Mistakes become diagnostics, all of them at once; each names the field by its path in the
 * file.
 */
public final class WorldFile {

    private static final int MOST_CONTRACTS = 10_000_000;

    private static final int MOST_HOSTS = 10_000;

    /** As many as a declaration can name. */
    private static final int MOST_OWNERS = 10;

    private static final long LARGEST_KEY = 64L << 10;

    /** Of seconds, minutes, hours, days of a month, months, days of a week, years. */
    private static final List<Integer> LARGEST_OF_CRON = List.of(59, 59, 23, 31, 12, 7, 2299);

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private static final int LONGEST_CRON = 300;

    private static final Duration LONGEST_TIME = Duration.ofHours(24);

    private static final Duration SHORTEST_DECISION = Duration.ofMillis(1);

    private static final long LARGEST_FILE = 16L << 20;

    private final Path file;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private WorldFile(Path file) {
        this.file = file;
    }

    /** Reads a file; names of DARs are relative to its folder. */
    public static Checked<World> read(Path file) {
        return new WorldFile(file).read();
    }

    private Checked<World> read() {
        JsonNode root;
        try {
            root = JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readTree(Folder.of(folder()).read(file.getFileName(), LARGEST_FILE));
        } catch (StreamConstraintsException beyond) {
            // Its place is the reader's, not that of the file.
            return Checked.failed(Diagnostic.error("world-syntax", file + " is no description of a network")
                    .because(JsonTrouble.of(beyond))
                    .fix("A world has a few levels of brackets and numbers of a few digits. Correct the file.")
                    .at(place(beyond.getLocation())));
        } catch (JsonProcessingException malformed) {
            return Checked.failed(Diagnostic.error("world-syntax", file + " is not valid JSON")
                    .because(JsonTrouble.of(malformed))
                    .fix("Correct the file at the place shown.")
                    .at(place(malformed.getLocation())));
        } catch (FileRefused refused) {
            return Checked.failed(Diagnostic.error("world-unreadable", file + " is not read")
                    .because(FileTrouble.of(refused))
                    .fix(refused.fix()));
        } catch (IOException unreadable) {
            return Checked.failed(Diagnostic.error("world-unreadable", file + " cannot be read")
                    .because(FileTrouble.of(unreadable))
                    .fix("Put the world of the sandbox beside the declaration, or name another file."));
        }
        World world = world(new WorldFields(file.toString(), "", root, diagnostics));
        return Checked.of(world, diagnostics);
    }

    private Path folder() {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
    }

    private SourceRange place(JsonLocation location) {
        Position position = location == null
                ? new Position(1, 1)
                : new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
        return new SourceRange(file.getFileName().toString(), position, position);
    }

    private World world(WorldFields fields) {
        fields.only(
                // For editors, which look there for the schema.
                "$schema",
                "synchronizer",
                "protocolVersion",
                "release",
                "decisionTimeout",
                "topologyChangeDelay",
                "seed",
                "participants",
                "parties",
                "contracts",
                "access");
        Release release = release(fields, Release.DEFAULT);
        SortedMap<String, World.Participant> participants = participants(fields, release);
        List<World.Party> parties = new ArrayList<>();
        fields.list("parties").forEach(entry -> parties.add(party(entry, participants)));
        requireUnique(fields, parties);
        requireSameThresholds(fields, parties);
        Set<String> names = new HashSet<>();
        parties.forEach(party -> names.add(party.name()));
        List<World.Contracts> contracts = new ArrayList<>();
        fields.list("contracts").forEach(entry -> contracts.add(contracts(entry, names)));
        requireNotTooMany(fields, contracts);
        int protocolVersion = fields.number("protocolVersion", 35, 33, 35);
        requireSpeakers(fields, protocolVersion, participants);
        return new World(
                name(fields, "synchronizer", fields.text("synchronizer", "mysynchronizer")),
                protocolVersion,
                time(fields, "decisionTimeout", World.DEFAULT_DECISION_TIMEOUT, SHORTEST_DECISION),
                time(fields, "topologyChangeDelay", World.DEFAULT_TOPOLOGY_CHANGE_DELAY, Duration.ZERO),
                fields.text("seed", "world"),
                participants,
                parties,
                contracts,
                folder(),
                fields.object("access")
                        .map(access -> DemandsFields.read(access, participants.keySet()))
                        .orElse(Demands.NONE));
    }

    /** Whoever works with the network waits for it. */
    private static Duration time(WorldFields fields, String field, Duration otherwise, Duration shortest) {
        Duration time = fields.duration(field, otherwise);
        if (time.compareTo(shortest) < 0 || time.compareTo(LONGEST_TIME) > 0) {
            fields.wrong(field, "a duration from " + shortest + " to " + LONGEST_TIME, time.toString());
            return otherwise;
        }
        return time;
    }

    /** It becomes part of an id. */
    private static String name(WorldFields fields, String field, String name) {
        if (!name.matches("[a-zA-Z0-9_-]([a-zA-Z0-9_ -]|:(?!:)){0,184}")) {
            fields.wrong(
                    field, "a name of at most 185 letters, digits, blanks, -, _ and single colons", "\"" + name + "\"");
        }
        return name;
    }

    private static void requireNotTooMany(WorldFields fields, List<World.Contracts> contracts) {
        long all = contracts.stream().mapToLong(World.Contracts::count).sum();
        if (all > MOST_CONTRACTS) {
            fields.wrong(
                    "contracts", "a list of " + MOST_CONTRACTS + " contracts at most together", all + " contracts");
        }
    }

    private static void requireSpeakers(
            WorldFields fields, int protocolVersion, SortedMap<String, World.Participant> participants) {
        participants.forEach((name, participant) -> {
            Release release = participant.release();
            if (!release.protocolVersions().contains(protocolVersion)) {
                fields.report(Diagnostic.error(
                                "world-release",
                                "Participant " + name + " of release " + release
                                        + " cannot join a synchronizer of protocol version " + protocolVersion)
                        .because("That release speaks " + release.protocolVersions() + ".")
                        .fix("Set \"protocolVersion\" to one that every participant speaks, or other releases.")
                        .about(name));
            }
        });
    }

    private static Release release(WorldFields fields, Release otherwise) {
        String text = fields.text("release", otherwise.text());
        return Release.parse(text).orElseGet(() -> {
            fields.wrong("release", "a release such as \"3.5.10\"", text);
            return otherwise;
        });
    }

    private static SortedMap<String, World.Participant> participants(WorldFields fields, Release release) {
        SortedMap<String, World.Participant> participants = new TreeMap<>();
        fields.members("participants").forEach((name, entry) -> {
            if (!name.matches("[a-zA-Z0-9_-]{1,100}")) {
                entry.report(Diagnostic.error("world-name", "\"" + name + "\" cannot be the name of a participant")
                        .because("It becomes part of an id: letters, digits, - and _ are possible.")
                        .fix("Choose another name."));
            }
            participants.put(name, participant(entry, release));
        });
        if (participants.isEmpty()) {
            fields.report(Diagnostic.error("world-empty", "The world has no participants")
                    .because("\"participants\" is missing or empty.")
                    .fix("Add at least one: \"participants\": { \"participant1\": {} }"));
        }
        return participants;
    }

    private static World.Participant participant(WorldFields fields, Release release) {
        fields.only("release", "dars", "pruning", "manualConnect", "storage", "namespaceKeys", "alias");
        Optional<World.Pruning> pruning = fields.object("pruning").map(WorldFile::pruning);
        World.Connecting connecting =
                fields.flag("manualConnect", false) ? World.Connecting.MANUAL : World.Connecting.AUTOMATIC;
        return new World.Participant(
                release(fields, release),
                fields.texts("dars"),
                pruning,
                connecting,
                fields.choice("storage", World.Storage.class, World.Storage.DATABASE),
                fields.texts("namespaceKeys").stream()
                        .map(name -> name(fields, "namespaceKeys", name))
                        .distinct()
                        .toList(),
                Optional.of(fields.text("alias", "")).filter(alias -> !alias.isEmpty()));
    }

    private static World.Pruning pruning(WorldFields fields) {
        fields.only("cron", "maxDuration", "retention", "pruneInternallyOnly");
        String cron = fields.text("cron");
        Optional<String> mistake = mistake(cron);
        mistake.ifPresent(why -> fields.wrong(
                "cron", "a cron expression such as \"0 0 20 * * ?\" (Quartz)", "\"" + cron + "\": " + why));
        return new World.Pruning(
                cron,
                fields.duration("maxDuration"),
                fields.duration("retention"),
                fields.flag("pruneInternallyOnly", false));
    }

    private static Optional<String> mistake(String cron) {
        if (cron.length() > LONGEST_CRON) {
            return Optional.of("it is longer than " + LONGEST_CRON + " characters");
        }
        // The library takes numbers that no clock shows, and looks for their time for ever.
        String[] parts = cron.strip().split("\\s+");
        for (int part = 0; part < Math.min(parts.length, LARGEST_OF_CRON.size()); part++) {
            int largest = LARGEST_OF_CRON.get(part);
            Matcher number = NUMBER.matcher(parts[part]);
            while (number.find()) {
                if (number.group().length() > 4 || Integer.parseInt(number.group()) > largest) {
                    return Optional.of(number.group() + " is more than " + largest);
                }
            }
        }
        try {
            new CronExpression(cron);
            return Optional.empty();
        } catch (ParseException | RuntimeException e) {
            // The library lets some mistakes through to its own code.
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private World.Party party(WorldFields fields, SortedMap<String, World.Participant> participants) {
        fields.only(
                "name", "on", "namespaceKey", "key", "owners", "ownerKeys", "ownersThreshold", "hosts", "threshold");
        String name = name(fields, "name", fields.text("name"));
        Namespace namespace = namespace(fields, participants);
        Permission usual = namespace.match(
                participant -> Permission.SUBMISSION,
                key -> Permission.CONFIRMATION,
                owners -> Permission.CONFIRMATION);
        List<World.Host> hosts = new ArrayList<>();
        for (WorldFields host : fields.list("hosts")) {
            host.only("participant", "permission", "onboarding", "isolated", "removed");
            hosts.add(new World.Host(
                    host.known("participant", host.text("participant"), "participant", participants.keySet()),
                    host.choice("permission", Permission.class, usual),
                    arrival(host)));
        }
        if (!hosts.isEmpty() && hosts.stream().allMatch(host -> host.arrival() != World.Arrival.FIRST)) {
            fields.wrong(
                    "hosts",
                    "a list with a host that has the contracts",
                    "only hosts that are \"onboarding\", \"isolated\" or \"removed\"");
        }
        if (namespace instanceof Namespace.OfKey) {
            requireExternal(fields, name, hosts, participants);
        }
        if (hosts.isEmpty()) {
            namespace.match(
                    participant -> hosts.add(new World.Host(participant.name(), usual)),
                    key -> missingHosts(fields),
                    owners -> missingHosts(fields));
        }
        int threshold = fields.number("threshold", 1, 1, MOST_HOSTS);
        return new World.Party(name, namespace, hosts, threshold);
    }

    private static World.Arrival arrival(WorldFields host) {
        List<World.Arrival> said = Stream.of(World.Arrival.ONBOARDING, World.Arrival.ISOLATED, World.Arrival.REMOVED)
                .filter(arrival -> host.flag(arrival.name().toLowerCase(Locale.ROOT), false))
                .toList();
        if (said.size() > 1) {
            host.wrong("participant", "a host with one of \"onboarding\", \"isolated\" and \"removed\"", "several");
        }
        return said.isEmpty() ? World.Arrival.FIRST : said.get(0);
    }

    /** Where no participant is the owner, none is the host by itself. */
    private static boolean missingHosts(WorldFields fields) {
        fields.wrong("hosts", "a list of at least one host", "none");
        return false;
    }

    private Namespace namespace(WorldFields fields, SortedMap<String, World.Participant> described) {
        Set<String> participants = described.keySet();
        boolean ofOwners = fields.has("owners") || fields.has("ownerKeys");
        List<String> written = Stream.of("on", "key").filter(fields::has).toList();
        if (written.size() + (ofOwners ? 1 : 0) > 1) {
            fields.wrong(
                    "name",
                    "the name of a party with one of \"on\", \"key\", and \"owners\" or \"ownerKeys\"",
                    "several of them");
        }
        if (ofOwners) {
            return owners(fields, participants);
        }
        if (fields.has("ownersThreshold")) {
            fields.wrong("ownersThreshold", "a number beside \"owners\" or \"ownerKeys\"", "neither of them");
        }
        if (fields.has("namespaceKey") && !fields.has("on")) {
            fields.wrong("namespaceKey", "the name of a key beside \"on\", the participant that holds it", "no \"on\"");
        }
        if (fields.has("key")) {
            Optional<SigningKey> key = key(fields, "key", fields.text("key"));
            if (key.isPresent()) {
                return new Namespace.OfKey(key.get());
            }
            return new Namespace.OfOwners(Collections.emptySortedSet(), List.of(), 1);
        }
        String on = fields.known("on", fields.text("on"), "participant", participants);
        return new Namespace.OfParticipant(on, heldKey(fields, on, described));
    }

    /** One of the keys that the participant holds beside its own. */
    private static Optional<String> heldKey(
            WorldFields fields, String on, SortedMap<String, World.Participant> described) {
        if (!fields.has("namespaceKey") || !described.containsKey(on)) {
            return Optional.empty();
        }
        String name = fields.text("namespaceKey");
        List<String> held = described.get(on).namespaceKeys();
        if (!held.contains(name)) {
            fields.wrong("namespaceKey", "one of the \"namespaceKeys\" of " + on + ": " + held, "\"" + name + "\"");
            return Optional.empty();
        }
        return Optional.of(name);
    }

    private Namespace owners(WorldFields fields, Set<String> participants) {
        SortedSet<String> names = new TreeSet<>();
        fields.texts("owners").forEach(name -> names.add(fields.known("owners", name, "participant", participants)));
        SortedSet<SigningKey> keys = new TreeSet<>(Comparator.comparing(SigningKey::hex));
        fields.texts("ownerKeys").forEach(path -> key(fields, "ownerKeys", path).ifPresent(keys::add));
        int all = names.size() + keys.size();
        if (all == 0 || all > MOST_OWNERS) {
            fields.wrong(
                    fields.has("owners") ? "owners" : "ownerKeys",
                    "1 to " + MOST_OWNERS + " owners together",
                    all + "");
        }
        int possible = Math.max(1, all);
        return new Namespace.OfOwners(
                names, List.copyOf(keys), fields.number("ownersThreshold", possible, 1, possible));
    }

    /** The public key in a file beside the world; empty when that was reported. */
    private Optional<SigningKey> key(WorldFields fields, String field, String path) {
        String expected = "the file of a public key in the folder of the world";
        try {
            return Optional.of(PublicKeyFile.read(Folder.of(folder()).read(path, LARGEST_KEY)));
        } catch (UnreadableKey unreadable) {
            fields.wrong(field, expected, "\"" + path + "\": " + unreadable.getMessage());
        } catch (IOException unreadable) {
            fields.wrong(field, expected, "\"" + path + "\": " + FileTrouble.of(unreadable));
        }
        return Optional.empty();
    }

    /** What a party whose key is elsewhere can be, and where. */
    private static void requireExternal(
            WorldFields fields,
            String name,
            List<World.Host> hosts,
            SortedMap<String, World.Participant> participants) {
        if (hosts.stream().anyMatch(host -> host.permission() == Permission.SUBMISSION)) {
            fields.wrong(
                    "hosts",
                    "a list of hosts with \"confirmation\" or \"observation\", since only the holder of the key submits",
                    "\"submission\"");
        }
        participants.forEach((participant, described) -> {
            if (!described.release().atLeast(3, 5)) {
                fields.report(Diagnostic.error(
                                "world-release",
                                "Participant " + participant + " of release " + described.release()
                                        + " has no party with a key of its own, as " + name + " is one")
                        .because("The sandbox keeps the key in the party's mapping, which releases know from 3.5 on.")
                        .fix("Set another release, or put " + name + " on a participant.")
                        .about(name));
            }
        });
    }

    /** A namespace has one definition. */
    private static void requireSameThresholds(WorldFields fields, List<World.Party> parties) {
        Map<List<Object>, Integer> thresholds = new HashMap<>();
        for (World.Party party : parties) {
            if (party.namespace() instanceof Namespace.OfOwners) {
                Namespace.OfOwners owners = (Namespace.OfOwners) party.namespace();
                Integer other =
                        thresholds.putIfAbsent(List.of(owners.participants(), owners.keys()), owners.threshold());
                if (other != null && other != owners.threshold()) {
                    fields.wrong(
                            "parties",
                            "a list of parties that say the same \"ownersThreshold\" of the same owners",
                            other + " and " + owners.threshold() + " for those of " + party.name());
                }
            }
        }
    }

    private static void requireUnique(WorldFields fields, List<World.Party> parties) {
        Set<String> seen = new HashSet<>();
        for (World.Party party : parties) {
            if (!seen.add(party.name())) {
                fields.report(Diagnostic.error("world-duplicate", "Party " + party.name() + " appears twice")
                        .because("Contracts name parties without their namespace, so a name belongs to one party.")
                        .fix("Remove or rename one of them.")
                        .about(party.name()));
            }
        }
    }

    private static World.Contracts contracts(WorldFields fields, Set<String> parties) {
        fields.only("template", "package", "count", "archived", "signatories", "observers");
        String template = fields.text("template");
        if (!template.matches("[^:]+:[^:]+")) {
            fields.wrong("template", "\"Module:Entity\"", template);
        }
        int count = fields.number("count", 1, 1, MOST_CONTRACTS);
        int archived = fields.number("archived", 0, 0, count);
        List<String> signatories = fields.texts("signatories");
        if (signatories.isEmpty()) {
            fields.wrong("signatories", "at least one party", "none");
        }
        List<String> observers = fields.texts("observers");
        signatories.forEach(party -> fields.known("signatories", party, "party", parties));
        observers.forEach(party -> fields.known("observers", party, "party", parties));
        return new World.Contracts(template, fields.text("package"), count, archived, signatories, observers);
    }
}

package io.partita.provider.sandbox.world;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
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
import io.partita.provider.sandbox.topology.Permission;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a {@code world.json}. Mistakes become diagnostics, all of them at once; each names the field by its path in the
 * file.
 */
public final class WorldFile {

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
        Position position = new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
        return new SourceRange(file.getFileName().toString(), position, position);
    }

    private World world(WorldFields fields) {
        fields.only(
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
        fields.list("parties").forEach(entry -> parties.add(party(entry, participants.keySet())));
        requireUnique(fields, parties);
        Set<String> names = new HashSet<>();
        parties.forEach(party -> names.add(party.name()));
        List<World.Contracts> contracts = new ArrayList<>();
        fields.list("contracts").forEach(entry -> contracts.add(contracts(entry, names)));
        int protocolVersion = fields.number("protocolVersion", 35);
        if (protocolVersion < 33 || protocolVersion > 35) {
            fields.wrong("protocolVersion", "33, 34 or 35", Integer.toString(protocolVersion));
        } else {
            requireSpeakers(fields, protocolVersion, participants);
        }
        return new World(
                fields.text("synchronizer", "mysynchronizer"),
                protocolVersion,
                decisionTimeout(fields),
                fields.duration("topologyChangeDelay", World.DEFAULT_TOPOLOGY_CHANGE_DELAY),
                fields.text("seed", "world"),
                participants,
                parties,
                contracts,
                folder(),
                fields.object("access")
                        .map(access -> DemandsFields.read(access, participants.keySet()))
                        .orElse(Demands.NONE));
    }

    private static Duration decisionTimeout(WorldFields fields) {
        Duration timeout = fields.duration("decisionTimeout", World.DEFAULT_DECISION_TIMEOUT);
        if (timeout.compareTo(SHORTEST_DECISION) < 0) {
            fields.wrong("decisionTimeout", "a positive duration", timeout.toString());
        }
        return timeout;
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
        fields.only("release", "dars", "pruning", "manualConnect", "storage");
        Optional<World.Pruning> pruning = fields.object("pruning").map(WorldFile::pruning);
        World.Connecting connecting =
                fields.flag("manualConnect", false) ? World.Connecting.MANUAL : World.Connecting.AUTOMATIC;
        return new World.Participant(
                release(fields, release),
                fields.texts("dars"),
                pruning,
                connecting,
                fields.choice("storage", World.Storage.class, World.Storage.DATABASE));
    }

    private static World.Pruning pruning(WorldFields fields) {
        fields.only("cron", "maxDuration", "retention", "pruneInternallyOnly");
        return new World.Pruning(
                fields.text("cron"),
                fields.duration("maxDuration"),
                fields.duration("retention"),
                fields.flag("pruneInternallyOnly", false));
    }

    private static World.Party party(WorldFields fields, Set<String> participants) {
        fields.only("name", "on", "hosts", "threshold");
        String on = fields.known("on", fields.text("on"), "participant", participants);
        List<World.Host> hosts = new ArrayList<>();
        for (WorldFields host : fields.list("hosts")) {
            host.only("participant", "permission");
            hosts.add(new World.Host(
                    host.known("participant", host.text("participant"), "participant", participants),
                    host.choice("permission", Permission.class, Permission.SUBMISSION)));
        }
        if (hosts.isEmpty()) {
            hosts.add(new World.Host(on, Permission.SUBMISSION));
        }
        int threshold = fields.number("threshold", 1);
        if (threshold < 1) {
            fields.wrong("threshold", "a positive number", Integer.toString(threshold));
        }
        return new World.Party(fields.text("name"), on, hosts, threshold);
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
        int count = fields.number("count", 1);
        int archived = fields.number("archived", 0);
        if (count < 1) {
            fields.wrong("count", "a positive number", Integer.toString(count));
        }
        if (archived < 0 || archived > count) {
            fields.wrong("archived", "a number from 0 to the count", Integer.toString(archived));
        }
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

package io.partita.core.planfile;

import static io.partita.core.codec.ModelCodecs.CONNECTION;
import static io.partita.core.codec.ModelCodecs.FINGERPRINT;
import static io.partita.core.codec.ModelCodecs.MAPPING;
import static io.partita.core.codec.ModelCodecs.PACKAGE;
import static io.partita.core.codec.ModelCodecs.PARTICIPANT;
import static io.partita.core.codec.ModelCodecs.PARTICIPANT_ID;
import static io.partita.core.codec.ModelCodecs.PARTY;
import static io.partita.core.codec.ModelCodecs.SCHEDULE;
import static io.partita.core.json.Codecs.FROM_ONE;
import static io.partita.core.json.Codecs.NUMBER;
import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.codec.AccessCodecs;
import io.partita.core.codec.ModelCodecs;
import io.partita.core.json.Codec;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.KeyName;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.plan.Authority;
import io.partita.core.plan.DarSource;
import io.partita.core.plan.ExportSource;
import io.partita.core.plan.Home;
import io.partita.core.plan.KeyIntroduction;
import io.partita.core.plan.LeftOver;
import io.partita.core.plan.NamespaceFoundation;
import io.partita.core.plan.OlderPackage;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.PlannedKey;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.plan.Preview;
import io.partita.core.plan.Route;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.Vetting;
import io.partita.core.plan.Window;
import io.partita.core.provider.HostingProposal;
import io.partita.core.topology.Evidence;
import io.partita.core.topology.Usage;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The tables of a plan's file: one for each record of {@link PlanContent}. */
final class PlanCodecs {

    private static final Shape<DarSource.DarFile> DAR_FILE = Shape.of(DarSource.DarFile.class, "dar-file", table -> {
        var path = table.field("path", Codecs.LINE, DarSource.DarFile::path);
        var sha256 = table.field("sha256", Codecs.SHA256, DarSource.DarFile::sha256);
        var main = table.field("mainPackage", PACKAGE, DarSource.DarFile::mainPackage);
        var packages = table.field("packages", Codecs.sortedSet(PACKAGE), DarSource.DarFile::packages);
        return read -> new DarSource.DarFile(path.in(read), sha256.in(read), main.in(read), packages.in(read));
    });

    private static final Shape<DarSource.DarOfParticipant> DAR_OF_PARTICIPANT =
            Shape.of(DarSource.DarOfParticipant.class, "dar-of-participant", table -> {
                var source = table.field("source", PARTICIPANT, DarSource.DarOfParticipant::source);
                var main = table.field("mainPackage", PACKAGE, DarSource.DarOfParticipant::mainPackage);
                var name = table.field("name", TEXT, DarSource.DarOfParticipant::name);
                var sha256 = table.field("sha256", Codecs.SHA256, DarSource.DarOfParticipant::sha256);
                var packages = table.field("packages", Codecs.sortedSet(PACKAGE), DarSource.DarOfParticipant::packages);
                return read -> new DarSource.DarOfParticipant(
                        source.in(read), main.in(read), name.in(read), sha256.in(read), packages.in(read));
            });

    private enum DarKind {
        FILE,
        PARTICIPANT
    }

    private static final Shape<DarSource> DAR = Shape.variants(
            "dar",
            "kind",
            DarKind.class,
            Codecs::word,
            dar -> dar.match(file -> DarKind.FILE, stored -> DarKind.PARTICIPANT),
            kind -> switch (kind) {
                case FILE -> DAR_FILE;
                case PARTICIPANT -> DAR_OF_PARTICIPANT;
            });

    static final Shape<PlannedParticipant> PLANNED_PARTICIPANT =
            Shape.of(PlannedParticipant.class, "participant", table -> {
                var name = table.field("name", PARTICIPANT, PlannedParticipant::name);
                var id = table.field("id", PARTICIPANT_ID, PlannedParticipant::id);
                var release = table.field("release", TEXT, PlannedParticipant::release);
                var versions =
                        table.field("protocolVersions", Codecs.list(NUMBER), PlannedParticipant::protocolVersions);
                var access = table.field("access", AccessCodecs.ACCESS, PlannedParticipant::access);
                var operator = table.optional("operator", TEXT, PlannedParticipant::operator);
                var backup = table.field("backup", AccessCodecs.BACKUP, PlannedParticipant::backup);
                return read -> new PlannedParticipant(
                        name.in(read),
                        id.in(read),
                        release.in(read),
                        versions.in(read),
                        access.in(read),
                        operator.in(read),
                        backup.in(read));
            });

    static final Shape<PlannedKey> PLANNED_KEY = Shape.of(PlannedKey.class, "key", table -> {
        var name = table.field("name", ModelCodecs.KEY_NAME, PlannedKey::name);
        var key = table.inline(ModelCodecs.SIGNING_KEY, PlannedKey::key);
        var source = table.field("source", AccessCodecs.KEY_SOURCE, PlannedKey::source);
        return read -> new PlannedKey(name.in(read), key.in(read), source.in(read));
    });

    private static final Shape<Evidence> EVIDENCE = Shape.of(Evidence.class, "evidence", table -> {
        var host = table.field("host", PARTICIPANT, Evidence::host);
        var finding =
                table.field("finding", Codecs.words(Evidence.Finding.class, Evidence.Finding::word), Evidence::finding);
        var from = table.unless(0L, "from", Codecs.COUNT, Evidence::from);
        var to = table.unless(0L, "to", Codecs.COUNT, Evidence::to);
        var id = table.unless("", "id", TEXT, Evidence::id);
        return read -> new Evidence(host.in(read), finding.in(read), from.in(read), to.in(read), id.in(read));
    });

    private static final Shape<Usage.CompleteHost> COMPLETE_HOST =
            Shape.of(Usage.CompleteHost.class, "complete-host", table -> {
                var participant = table.field("participant", PARTICIPANT, Usage.CompleteHost::participant);
                var upTo = table.field("upToOffset", Codecs.COUNT, Usage.CompleteHost::upToOffset);
                var pruned = table.field("prunedUpTo", Codecs.COUNT, Usage.CompleteHost::prunedUpTo);
                return read -> new Usage.CompleteHost(participant.in(read), upTo.in(read), pruned.in(read));
            });

    private static final Shape<Route> ROUTE = Shape.of(Route.class, "route", table -> {
        var reason = table.field("reason", Codecs.words(Route.Reason.class, Route.Reason::word), Route::reason);
        var evidence = table.unless(List.<Evidence>of(), "evidence", Codecs.list(EVIDENCE), Route::evidence);
        var complete =
                table.unless(List.<Usage.CompleteHost>of(), "complete", Codecs.list(COMPLETE_HOST), Route::complete);
        return read -> new Route(reason.in(read), evidence.in(read), complete.in(read));
    });

    private static final Shape<Signer.AtParticipant> AT_PARTICIPANT =
            Shape.of(Signer.AtParticipant.class, "participant-signer", table -> {
                var namespace = table.field("namespace", FINGERPRINT, Signer.AtParticipant::namespace);
                var name = table.field("participant", PARTICIPANT, Signer.AtParticipant::name);
                var held = table.optional("key", FINGERPRINT, Signer.AtParticipant::held)
                        .described("The key that the participant holds for a namespace that is not its own.");
                return read -> new Signer.AtParticipant(namespace.in(read), name.in(read), held.in(read));
            });

    private static final Shape<Signer.WithKey> WITH_KEY = Shape.of(Signer.WithKey.class, "key-signer", table -> {
        var namespace = table.field("namespace", FINGERPRINT, Signer.WithKey::namespace);
        var key = table.field("key", ModelCodecs.KEY_NAME, Signer.WithKey::key);
        var through = table.field("through", PARTICIPANT, Signer.WithKey::through);
        return read -> new Signer.WithKey(namespace.in(read), key.in(read), through.in(read));
    });

    private static final Shape<Signer.Outside> OUTSIDE = Shape.of(Signer.Outside.class, "outside-signer", table -> {
        var namespace = table.field("namespace", FINGERPRINT, Signer.Outside::namespace);
        var reader = table.field("reader", PARTICIPANT, Signer.Outside::reader);
        return read -> new Signer.Outside(namespace.in(read), reader.in(read));
    });

    private static final Shape<Signer> SIGNER =
            Shape.variants("signer", "kind", Signer.Kind.class, Signer.Kind::word, Signer::kind, kind -> switch (kind) {
                case PARTICIPANT -> AT_PARTICIPANT;
                case KEY -> WITH_KEY;
                case OUTSIDE -> OUTSIDE;
            });

    private static final Shape<NamespaceDefinition> DEFINITION =
            Shape.of(NamespaceDefinition.class, "definition", table -> {
                var namespace = table.field("namespace", FINGERPRINT, NamespaceDefinition::namespace);
                var serial = table.field("serial", FROM_ONE, NamespaceDefinition::serial);
                var threshold = table.field("threshold", FROM_ONE, NamespaceDefinition::threshold);
                var owners = table.field("owners", Codecs.sortedSet(FINGERPRINT), NamespaceDefinition::owners);
                return read -> new NamespaceDefinition(
                        namespace.in(read), serial.in(read), threshold.in(read), owners.in(read));
            });

    static final Shape<NamespaceFoundation> FOUNDATION = Shape.of(NamespaceFoundation.class, "foundation", table -> {
        var definition = table.inline(DEFINITION, NamespaceFoundation::definition);
        var signers = table.field("signers", Codecs.filledList(SIGNER), NamespaceFoundation::signers);
        var introduced = table.unless(
                List.<KeyName>of(), "introduced", Codecs.list(ModelCodecs.KEY_NAME), NamespaceFoundation::introduced);
        return read -> new NamespaceFoundation(definition.in(read), signers.in(read), introduced.in(read));
    });

    private static final Shape<Authority> AUTHORITY = Shape.of(Authority.class, "authority", table -> {
        var namespace = table.field("namespace", FINGERPRINT, Authority::namespace);
        var owners = table.field("owners", Codecs.sortedSet(FINGERPRINT), Authority::owners);
        var quorum = table.field("quorum", FROM_ONE, Authority::quorum);
        var signers = table.field("signers", Codecs.list(SIGNER), Authority::signers);
        return read -> new Authority(namespace.in(read), owners.in(read), quorum.in(read), signers.in(read));
    });

    private static final Shape<OlderPackage> OLDER = Shape.of(OlderPackage.class, "older-package", table -> {
        var target = table.field("target", PARTICIPANT, OlderPackage::target);
        var newest = table.field("newest", ModelCodecs.PACKAGE_VERSION, OlderPackage::newest);
        var host = table.field("host", PARTICIPANT, OlderPackage::host);
        var there = table.field("there", ModelCodecs.PACKAGE_VERSION, OlderPackage::there);
        return read -> new OlderPackage(target.in(read), newest.in(read), host.in(read), there.in(read));
    });

    static final Shape<PartyChange> PARTY_CHANGE = Shape.of(PartyChange.class, "party", table -> {
        var name = table.field("name", TEXT, PartyChange::name);
        var party = table.field("party", PARTY, PartyChange::party);
        var before = table.optional("before", MAPPING, PartyChange::before);
        var serial = table.field("lastSerial", NUMBER, PartyChange::lastSerial);
        var route = table.field("route", ROUTE, PartyChange::route);
        var authority = table.field("authority", AUTHORITY, PartyChange::authority);
        var source = table.optional("source", PARTICIPANT, PartyChange::source);
        var flags = table.unless(
                List.<ParticipantName>of(), "staleFlags", Codecs.list(PARTICIPANT), PartyChange::staleFlags);
        var direct = table.optional("direct", MAPPING, PartyChange::direct);
        var last = table.optional("last", MAPPING, PartyChange::last);
        var kept = table.unless(
                Collections.<ParticipantId>emptySortedSet(),
                "kept",
                Codecs.sortedSet(PARTICIPANT_ID),
                PartyChange::kept);
        var proposals = table.unless(
                List.<HostingProposal>of(), "proposals", Codecs.list(ModelCodecs.PROPOSAL), PartyChange::proposals);
        var resembling = table.unless(
                Collections.<PartyId>emptySortedSet(), "resembling", Codecs.sortedSet(PARTY), PartyChange::resembling);
        var older = table.unless(List.<OlderPackage>of(), "older", Codecs.list(OLDER), PartyChange::older)
                .described("Packages that a new host has in an older version than another host.");
        return read -> new PartyChange(
                name.in(read),
                party.in(read),
                before.in(read),
                serial.in(read),
                route.in(read),
                authority.in(read),
                source.in(read),
                flags.in(read),
                direct.in(read),
                last.in(read),
                kept.in(read),
                proposals.in(read),
                resembling.in(read),
                older.in(read));
    });

    static final Shape<Vetting> VETTING = Shape.of(Vetting.class, "vetting", table -> {
        var target = table.field("target", PARTICIPANT, Vetting::target);
        var packages = table.field("packages", Codecs.sortedSet(PACKAGE), Vetting::packages);
        var dars = table.field("dars", Codecs.list(DAR), Vetting::dars);
        return read -> new Vetting(target.in(read), packages.in(read), dars.in(read));
    });

    static final Shape<ExportSource> SOURCE = Shape.of(ExportSource.class, "source", table -> {
        var participant = table.field("participant", PARTICIPANT, ExportSource::participant);
        var pruning = table.optional("pruning", SCHEDULE, ExportSource::pruning);
        return read -> new ExportSource(participant.in(read), pruning.in(read));
    });

    private static final Shape<LeftOver> LEFT_OVER = Shape.of(LeftOver.class, "left-over", table -> {
        var contracts = table.field("contracts", Codecs.COUNT, LeftOver::contracts);
        var archived = table.field("archived", Codecs.COUNT, LeftOver::archived)
                .described("Of how many the source showed the archival.");
        return read -> new LeftOver(contracts.in(read), archived.in(read));
    });

    private static final Shape<Transfer> TRANSFER = Shape.of(Transfer.class, "transfer", table -> {
        var activation = table.field("activation", MAPPING, Transfer::activation);
        var source = table.field("source", PARTICIPANT, Transfer::source);
        var packages = table.field("packages", Codecs.sortedSet(PACKAGE), Transfer::packages);
        var contracts = table.field("contracts", Codecs.COUNT, Transfer::contracts)
                .described("How many the source had of the party when the plan was made.");
        var leftOver = table.optional("leftOver", LEFT_OVER, Transfer::leftOver)
                .described("What an earlier hosting left on the target, to be purged there.");
        return read -> new Transfer(
                activation.in(read), source.in(read), packages.in(read), contracts.in(read), leftOver.in(read));
    });

    static final Shape<Window> WINDOW = Shape.of(Window.class, "window", table -> {
        var round = table.field("round", FROM_ONE, Window::round);
        var target = table.field("target", PARTICIPANT, Window::target);
        var connections = table.field("connections", Codecs.list(CONNECTION), Window::connections);
        var foundAway = table.optional("foundAway", TEXT, Window::foundAway)
                .described("What the synchronizer is called on a target that somebody had disconnected from it.");
        var vetted = table.field("vetted", Codecs.sortedSet(PACKAGE), Window::vetted);
        var transfers = table.field("transfers", Codecs.filledList(TRANSFER), Window::transfers);
        return read -> new Window(
                round.in(read),
                target.in(read),
                connections.in(read),
                foundAway.in(read),
                vetted.in(read),
                transfers.in(read));
    });

    /** The synchronizer of a plan. */
    record Synchronizer(String alias, PhysicalSynchronizerId id, Duration decisionTimeout) {
        static Synchronizer of(PlanContent content) {
            return new Synchronizer(content.synchronizerAlias(), content.synchronizer(), content.decisionTimeout());
        }
    }

    static final Shape<Synchronizer> SYNCHRONIZER = Shape.of(Synchronizer.class, "synchronizer", table -> {
        var alias = table.field("alias", TEXT, Synchronizer::alias);
        var id = table.field("id", ModelCodecs.SYNCHRONIZER, Synchronizer::id);
        var timeout = table.field("decisionTimeout", Codecs.DURATION, Synchronizer::decisionTimeout);
        return read -> new Synchronizer(alias.in(read), id.in(read), timeout.in(read));
    });

    static final Codec<List<String>> UNCHANGED = Codecs.list(TEXT);

    static final Codec<List<HostingMapping>> SETTLED = Codecs.list(MAPPING);

    private static final Codec<SortedMap<ParticipantName, PlannedParticipant>> PARTICIPANTS = Codecs.list(
                    PLANNED_PARTICIPANT)
            .as(list -> byName(list, PlannedParticipant::name), map -> List.copyOf(map.values()));

    private static final Codec<SortedMap<KeyName, PlannedKey>> KEYS =
            Codecs.list(PLANNED_KEY).as(list -> byName(list, PlannedKey::name), map -> List.copyOf(map.values()));

    static final Shape<Preview> PREVIEW = Shape.of(Preview.class, "preview", table -> {
        var recorded = table.field("recorded", Codecs.INSTANT, Preview::recorded)
                .described("When the participants said what the snapshot holds.");
        var snapshot = table.field("snapshot", Codecs.SHA256, Preview::snapshot).described("The hash of the snapshot.");
        return read -> new Preview(recorded.in(read), snapshot.in(read));
    });

    static final Shape<KeyIntroduction> INTRODUCTION = Shape.of(KeyIntroduction.class, "introduction", table -> {
        var key = table.inline(ModelCodecs.SIGNING_KEY, KeyIntroduction::key);
        var holder = table.field("holder", PARTICIPANT, KeyIntroduction::holder);
        return read -> new KeyIntroduction(key.in(read), holder.in(read));
    });

    /** Ways between folders, with forward slashes; ids of Git. */
    static final Codec<SortedMap<String, String>> DECLARED = Codecs.map(
            TEXT.matching("(\\.\\./)*+[^/\\x00]{1,255}(/[^/\\x00]{1,255})*+"), TEXT.matching("[0-9a-f]{40}"));

    static final Shape<PlanContent> CONTENT = Shape.of(PlanContent.class, "content", table -> {
        var home = table.unless(Home.BESIDE, "home", AccessCodecs.WAY, PlanContent::home);
        var network = table.unless(Home.BESIDE, "network", AccessCodecs.WAY, PlanContent::network);
        var preview = table.optional("preview", PREVIEW, PlanContent::preview)
                .described("Only of a plan that nobody was asked for, and that cannot be applied.");
        var synchronizer = table.field("synchronizer", SYNCHRONIZER, Synchronizer::of);
        var participants = table.field("participants", PARTICIPANTS, PlanContent::participants);
        var keys = table.unless(Collections.<KeyName, PlannedKey>emptySortedMap(), "keys", KEYS, PlanContent::keys);
        var namespaces = table.unless(
                List.<NamespaceFoundation>of(), "namespaces", Codecs.list(FOUNDATION), PlanContent::namespaces);
        var introductions = table.unless(
                List.<KeyIntroduction>of(), "introductions", Codecs.list(INTRODUCTION), PlanContent::introductions);
        var parties = table.field("parties", Codecs.list(PARTY_CHANGE), PlanContent::parties);
        var unchanged = table.field("unchanged", UNCHANGED, PlanContent::unchanged);
        var settled = table.unless(List.<HostingMapping>of(), "settled", SETTLED, PlanContent::settled)
                .described("Of a plan with nothing to do: what was read of each unchanged party.");
        var vettings = table.field("vettings", Codecs.list(VETTING), PlanContent::vettings);
        var sources = table.field("sources", Codecs.list(SOURCE), PlanContent::sources);
        var windows = table.field("windows", Codecs.list(WINDOW), PlanContent::windows);
        var declared = table.unless(
                        Collections.<String, String>emptySortedMap(), "declaration", DECLARED, PlanContent::declared)
                .described("The files of the declaration, each with Git's id of its bytes.");
        return read -> new PlanContent(
                home.in(read),
                network.in(read),
                synchronizer.in(read).alias(),
                synchronizer.in(read).id(),
                synchronizer.in(read).decisionTimeout(),
                participants.in(read),
                keys.in(read),
                namespaces.in(read),
                introductions.in(read),
                parties.in(read),
                unchanged.in(read),
                vettings.in(read),
                sources.in(read),
                windows.in(read),
                preview.in(read),
                settled.in(read),
                declared.in(read));
    });

    private PlanCodecs() {}

    private static <N extends Comparable<N>, T> SortedMap<N, T> byName(List<T> list, Function<T, N> name) {
        SortedMap<N, T> map = new TreeMap<>();
        for (T each : list) {
            if (!map.isEmpty() && map.lastKey().compareTo(name.apply(each)) >= 0) {
                throw new IllegalArgumentException("a list has to be sorted by name, each once");
            }
            map.put(name.apply(each), each);
        }
        return map;
    }
}

package io.partita.core.snapshot;

import static io.partita.core.codec.ModelCodecs.FINGERPRINT;
import static io.partita.core.codec.ModelCodecs.MAPPING;
import static io.partita.core.codec.ModelCodecs.PACKAGE;
import static io.partita.core.codec.ModelCodecs.PARTICIPANT;
import static io.partita.core.codec.ModelCodecs.PARTICIPANT_ID;
import static io.partita.core.codec.ModelCodecs.PARTY;
import static io.partita.core.json.Codecs.COUNT;
import static io.partita.core.json.Codecs.INSTANT;
import static io.partita.core.json.Codecs.NUMBER;
import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.codec.ModelCodecs;
import io.partita.core.dar.DarArchive;
import io.partita.core.json.Codec;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import io.partita.core.model.PackageId;
import io.partita.core.model.Release;
import io.partita.core.model.SigningKey;
import io.partita.core.provider.Activation;
import io.partita.core.provider.ContractEvidence;
import io.partita.core.provider.ContractSummary;
import io.partita.core.provider.DarContents;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.NamespaceState;
import io.partita.core.provider.ParticipantStatus;
import io.partita.core.provider.Registration;
import io.partita.core.provider.Replication;
import io.partita.core.provider.TransactionEvidence;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The tables of a snapshot's file. */
final class SnapshotCodecs {

    private static final Shape<ParticipantStatus> STATUS = Shape.of(ParticipantStatus.class, "status", table -> {
        var id = table.field("id", PARTICIPANT_ID, ParticipantStatus::id);
        var release = table.field("release", TEXT, ParticipantStatus::releaseText);
        var versions = table.field("protocolVersions", Codecs.list(NUMBER), ParticipantStatus::protocolVersions);
        var activity = table.field(
                "activity", Codecs.words(ParticipantStatus.Activity.class, Codecs::word), ParticipantStatus::activity);
        var storage = table.field(
                "storage", Codecs.words(ParticipantStatus.Storage.class, Codecs::word), ParticipantStatus::storage);
        return read -> new ParticipantStatus(
                id.in(read),
                Release.parse(release.in(read)),
                release.in(read),
                versions.in(read),
                activity.in(read),
                storage.in(read));
    });

    private static final Shape<Replication> REPLICATION = Shape.of(Replication.class, "replication", table -> {
        var support =
                table.field("support", Codecs.words(Replication.Support.class, Codecs::word), Replication::support);
        var told = table.field("told", TEXT, Replication::told);
        var books = table.optional("books", TEXT, Replication::books);
        return read -> new Replication(support.in(read), told.in(read), books.in(read));
    });

    private static final Shape<Registration> REGISTRATION = Shape.of(Registration.class, "registration", table -> {
        var alias = table.field("alias", TEXT, Registration::alias);
        var id = table.optional("synchronizer", ModelCodecs.SYNCHRONIZER, Registration::synchronizer);
        var connection = table.field(
                "connection", Codecs.words(Registration.Connection.class, Codecs::word), Registration::connection);
        var manual = table.field(
                "manualConnect", Codecs.words(ManualConnect.class, Codecs::word), Registration::manualConnect);
        return read -> new Registration(alias.in(read), id.in(read), connection.in(read), manual.in(read));
    });

    private static final Shape<DarArchive> ARCHIVE = Shape.of(DarArchive.class, "archive", table -> {
        var sha256 = table.field("sha256", Codecs.SHA256, DarArchive::sha256);
        var main = table.field("mainPackage", PACKAGE, DarArchive::mainPackage);
        var packages = table.field("packages", Codecs.sortedSet(PACKAGE), DarArchive::packages);
        return read -> new DarArchive(sha256.in(read), main.in(read), packages.in(read));
    });

    private static final Shape<RecordedDar> DAR = Shape.of(RecordedDar.class, "dar", table -> {
        var main = table.field(
                "mainPackage", PACKAGE, (RecordedDar dar) -> dar.contents().mainPackage());
        var name = table.field("name", TEXT, (RecordedDar dar) -> dar.contents().name());
        var packages = table.field(
                "packages",
                Codecs.sortedSet(PACKAGE),
                (RecordedDar dar) -> dar.contents().packages());
        var archive = table.optional("archive", ARCHIVE, RecordedDar::archive)
                .described("What its bytes say; absent when they are no DAR.");
        return read ->
                new RecordedDar(new DarContents(main.in(read), name.in(read), packages.in(read)), archive.in(read));
    });

    private static final Shape<HostingState> STATE = Shape.of(HostingState.class, "hosting", table -> {
        var mapping = table.field("mapping", MAPPING, HostingState::mapping);
        var from = table.field("validFrom", INSTANT, HostingState::validFrom);
        var until = table.optional("validUntil", INSTANT, HostingState::validUntil);
        var hash = table.field("transactionHash", TEXT, HostingState::transactionHash);
        return read -> new HostingState(mapping.in(read), from.in(read), until.in(read), hash.in(read));
    });

    private static final Shape<RecordedParticipant> RECORDED_PARTICIPANT =
            Shape.of(RecordedParticipant.class, "participant", table -> {
                var name = table.field("name", PARTICIPANT, RecordedParticipant::name);
                var status = table.inline(STATUS, RecordedParticipant::status);
                var replication = table.field("replication", REPLICATION, RecordedParticipant::replication);
                var registrations =
                        table.field("registrations", Codecs.list(REGISTRATION), RecordedParticipant::registrations);
                var ledgerEnd = table.field("ledgerEnd", COUNT, RecordedParticipant::ledgerEnd);
                var pruned = table.field("prunedUpTo", COUNT, RecordedParticipant::prunedUpTo);
                var inFlight = table.optional("inFlight", NUMBER, RecordedParticipant::inFlight)
                        .described("Absent of a participant that was not connected.");
                var pruning = table.optional("pruning", ModelCodecs.SCHEDULE, RecordedParticipant::pruning);
                var vetted = table.field("vetted", Codecs.sortedSet(PACKAGE), RecordedParticipant::vetted);
                var versions = table.optional(
                                "versions",
                                Codecs.map(PACKAGE, ModelCodecs.PACKAGE_VERSION),
                                RecordedParticipant::versions)
                        .described("Name and version of what is vetted; absent when the participant does not tell.");
                var stored =
                        table.field("dars", by(DAR, dar -> dar.contents().mainPackage()), RecordedParticipant::stored);
                var providers = table.field("providers", Codecs.map(PACKAGE, PACKAGE), RecordedParticipant::providers)
                        .described("The main package of the DAR that best provides a package.");
                var unprovided = table.unless(
                        Collections.<PackageId>emptySortedSet(),
                        "unprovided",
                        Codecs.sortedSet(PACKAGE),
                        RecordedParticipant::unprovided);
                var lastSeen = table.unless(
                                List.<HostingState>of(), "lastSeen", Codecs.list(STATE), RecordedParticipant::lastSeen)
                        .described("The hostings on itself as one that was not connected saw them last.");
                var held = table.unless(
                                List.<SigningKey>of(),
                                "heldKeys",
                                Codecs.list(ModelCodecs.SIGNING_KEY),
                                RecordedParticipant::heldKeys)
                        .described("Keys for namespaces of parties that are no participant's own.");
                return read -> new RecordedParticipant(
                        name.in(read),
                        status.in(read),
                        replication.in(read),
                        registrations.in(read),
                        vetted.in(read),
                        versions.in(read),
                        pruning.in(read),
                        inFlight.in(read),
                        ledgerEnd.in(read),
                        pruned.in(read),
                        stored.in(read),
                        providers.in(read),
                        unprovided.in(read),
                        lastSeen.in(read),
                        held.in(read));
            });

    private static final Shape<ContractEvidence> CONTRACT = Shape.of(ContractEvidence.class, "contract", table -> {
        var id = table.field("id", TEXT, ContractEvidence::contractId);
        var offset = table.field("createdAtOffset", COUNT, ContractEvidence::createdAtOffset);
        return read -> new ContractEvidence(id.in(read), offset.in(read));
    });

    private static final Shape<TransactionEvidence> TRANSACTION =
            Shape.of(TransactionEvidence.class, "transaction", table -> {
                var id = table.field("update", TEXT, TransactionEvidence::updateId);
                var offset = table.field("offset", COUNT, TransactionEvidence::offset);
                return read -> new TransactionEvidence(id.in(read), offset.in(read));
            });

    private static final Shape<Activation> ACTIVATION = Shape.of(Activation.class, "activation", table -> {
        var offset = table.field("offset", COUNT, Activation::offset);
        var effective = table.field("effective", INSTANT, Activation::effective);
        return read -> new Activation(offset.in(read), effective.in(read));
    });

    private static final Shape<ContractSummary> SUMMARY = Shape.of(ContractSummary.class, "contracts", table -> {
        var count = table.field("count", COUNT, ContractSummary::contracts);
        var packages = table.field("packages", Codecs.map(PACKAGE, COUNT), ContractSummary::packages);
        return read -> new ContractSummary(count.in(read), packages.in(read));
    });

    private static final Shape<RecordedParty.Use> USE = Shape.of(RecordedParty.Use.class, "use", table -> {
        var contracts = table.field("contracts", SUMMARY, RecordedParty.Use::contracts);
        var contract = table.optional("contract", CONTRACT, RecordedParty.Use::contract);
        var transaction = table.optional("transaction", TRANSACTION, RecordedParty.Use::transaction);
        var activations = table.unless(
                List.<Activation>of(), "activations", Codecs.list(ACTIVATION), RecordedParty.Use::activations);
        return read -> new RecordedParty.Use(
                contract.in(read), transaction.in(read), activations.in(read), contracts.in(read));
    });

    private static final Shape<RecordedParty.Rest> REST = Shape.of(RecordedParty.Rest.class, "rest", table -> {
        var contract = table.optional("contract", CONTRACT, RecordedParty.Rest::contract);
        var stale = table.unless(
                        Collections.<String>emptySortedSet(),
                        "stale",
                        Codecs.sortedSet(TEXT),
                        RecordedParty.Rest::stale)
                .described("Contracts that are active there and on no host, the hundred smallest at most.");
        return read -> new RecordedParty.Rest(contract.in(read), stale.in(read));
    });

    private static final Shape<RecordedParty> RECORDED_PARTY = Shape.of(RecordedParty.class, "party", table -> {
        var party = table.field("party", PARTY, RecordedParty::party);
        var history = table.field("history", Codecs.list(STATE), RecordedParty::history);
        var proposals = table.unless(
                List.<HostingProposal>of(), "proposals", Codecs.list(ModelCodecs.PROPOSAL), RecordedParty::proposals);
        var hosts = table.field("hosts", Codecs.map(PARTICIPANT, USE), RecordedParty::hosts)
                .described("One that is missing was not asked.");
        var others = table.field("others", Codecs.map(PARTICIPANT, REST), RecordedParty::others)
                .described("One that is missing was not asked.");
        return read -> new RecordedParty(
                party.in(read), history.in(read), proposals.in(read), hosts.in(read), others.in(read));
    });

    private static final Shape<NamespaceState.Decentralized> SHARED =
            Shape.of(NamespaceState.Decentralized.class, "shared", table -> {
                var owners = table.field("owners", Codecs.sortedSet(FINGERPRINT), NamespaceState.Decentralized::owners);
                var threshold = table.field("threshold", NUMBER, NamespaceState.Decentralized::threshold);
                return read -> new NamespaceState.Decentralized(owners.in(read), threshold.in(read));
            });

    private static final Shape<NamespaceState> NAMESPACE = Shape.of(NamespaceState.class, "namespace", table -> {
        var namespace = table.field("namespace", FINGERPRINT, NamespaceState::namespace);
        var keys = table.field("keys", Codecs.sortedSet(FINGERPRINT), NamespaceState::keys);
        var shared = table.optional("shared", SHARED, NamespaceState::decentralized);
        return read -> new NamespaceState(namespace.in(read), keys.in(read), shared.in(read));
    });

    private static final Shape<Snapshot.RecordedSynchronizer> SYNCHRONIZER =
            Shape.of(Snapshot.RecordedSynchronizer.class, "synchronizer", table -> {
                var alias = table.field("alias", TEXT, Snapshot.RecordedSynchronizer::alias);
                var id = table.field("id", ModelCodecs.SYNCHRONIZER, Snapshot.RecordedSynchronizer::id);
                var timeout =
                        table.field("decisionTimeout", Codecs.DURATION, Snapshot.RecordedSynchronizer::decisionTimeout);
                return read -> new Snapshot.RecordedSynchronizer(alias.in(read), id.in(read), timeout.in(read));
            });

    static final Shape<Snapshot> SNAPSHOT = Shape.of(Snapshot.class, "snapshot", table -> {
        table.constant("format", SnapshotFile.FORMAT);
        var recorded = table.field("recorded", INSTANT, Snapshot::recorded).described("When.");
        var synchronizer = table.field("synchronizer", SYNCHRONIZER, Snapshot::synchronizer);
        var participants = table.field(
                "participants", by(RECORDED_PARTICIPANT, RecordedParticipant::name), Snapshot::participants);
        var namespaces = table.field("namespaces", by(NAMESPACE, NamespaceState::namespace), Snapshot::namespaces);
        var complete = table.field("complete", Codecs.sortedSet(FINGERPRINT), Snapshot::complete)
                .described("Namespaces all of whose parties are recorded.");
        var parties = table.field("parties", by(RECORDED_PARTY, RecordedParty::party), Snapshot::parties);
        return read -> new Snapshot(
                recorded.in(read),
                synchronizer.in(read),
                participants.in(read),
                namespaces.in(read),
                complete.in(read),
                parties.in(read));
    });

    private SnapshotCodecs() {}

    /** A list that is sorted by what names its items, each once. */
    private static <K extends Comparable<? super K>, V> Codec<SortedMap<K, V>> by(
            Codec<V> item, Function<? super V, K> key) {
        return Codecs.list(item)
                .as(
                        items -> {
                            SortedMap<K, V> map = new TreeMap<>();
                            for (V each : items) {
                                K name = key.apply(each);
                                if (!map.isEmpty() && map.lastKey().compareTo(name) >= 0) {
                                    throw new IllegalArgumentException("it has to be sorted, each item once");
                                }
                                map.put(name, each);
                            }
                            return map;
                        },
                        map -> List.copyOf(map.values()));
    }
}

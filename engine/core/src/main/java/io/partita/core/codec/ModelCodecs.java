package io.partita.core.codec;

import static io.partita.core.json.Codecs.FROM_ONE;
import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import io.partita.core.json.TextCodec;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.KeyName;
import io.partita.core.model.KeySignature;
import io.partita.core.model.KeySpec;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PartyKeys;
import io.partita.core.model.Permission;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.PruningSchedule;
import io.partita.core.model.SigningKey;
import io.partita.core.model.SynchronizerId;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.PackageVersion;
import io.partita.core.provider.Registration;

/** The ids and names of the model. */
public final class ModelCodecs {

    private static final String UID = "[A-Za-z0-9:_ \\-]{1,185}::1220[0-9a-f]{64}";

    public static final TextCodec<PartyId> PARTY =
            Codecs.text("a full party id", PartyId::parse, PartyId::toString).matching(UID);

    public static final TextCodec<ParticipantId> PARTICIPANT_ID = Codecs.text(
                    "a full participant id", ParticipantId::parse, ParticipantId::toString)
            .matching(UID);

    public static final TextCodec<ParticipantName> PARTICIPANT =
            TEXT.matching("[A-Za-z][A-Za-z0-9_\\-]{0,99}").as(ParticipantName::new, ParticipantName::name);

    public static final TextCodec<KeyName> KEY_NAME =
            TEXT.matching("[A-Za-z][A-Za-z0-9_\\-]{0,99}").as(KeyName::new, KeyName::name);

    public static final TextCodec<PhysicalSynchronizerId> SYNCHRONIZER = Codecs.text(
                    "a physical synchronizer id", PhysicalSynchronizerId::parse, PhysicalSynchronizerId::toString)
            .matching(UID + "::[0-9]{1,9}-[0-9]{1,9}");

    public static final TextCodec<Permission> PERMISSION = Codecs.words(Permission.class, Permission::word);

    public static final TextCodec<SynchronizerId> LOGICAL_SYNCHRONIZER =
            Codecs.text("a synchronizer id", SynchronizerId::parse, SynchronizerId::toString);

    public static final TextCodec<PackageId> PACKAGE =
            TEXT.matching("[0-9a-f]{2,128}").as(PackageId::new, PackageId::toString);

    public static final TextCodec<Fingerprint> FINGERPRINT =
            Codecs.text("a fingerprint", Fingerprint::parse, Fingerprint::hex);

    /** The hash of a topology transaction. */
    public static final TextCodec<String> MULTIHASH = TEXT.matching("1220[0-9a-f]{64}");

    /** Bytes, in lower-case hex. */
    public static final TextCodec<String> HEX = TEXT.matching("([0-9a-f]{2})++");

    public static final Shape<PackageVersion> PACKAGE_VERSION =
            Shape.of(PackageVersion.class, "package-version", table -> {
                var name = table.field("name", Codecs.TEXT, PackageVersion::name);
                var version = table.field("version", Codecs.TEXT, PackageVersion::version);
                return read -> new PackageVersion(name.in(read), version.in(read));
            });

    private static final Shape<HostingMapping.Host> HOST = Shape.of(HostingMapping.Host.class, "host", table -> {
        var participant = table.field("participant", PARTICIPANT_ID, HostingMapping.Host::participant);
        var permission = table.field("permission", PERMISSION, HostingMapping.Host::permission);
        var onboarding = table.unless(false, "onboarding", Codecs.TRUTH, HostingMapping.Host::isOnboarding);
        return read -> new HostingMapping.Host(
                participant.in(read),
                permission.in(read),
                onboarding.in(read) ? HostingMapping.Onboarding.FLAGGED : HostingMapping.Onboarding.CLEAR);
    });

    public static final Shape<SigningKey> SIGNING_KEY = Shape.of(SigningKey.class, "signing-key", table -> {
        var spec = table.field("spec", Codecs.words(KeySpec.class, KeySpec::word), SigningKey::spec);
        var hex = table.field("publicKey", HEX, SigningKey::hex);
        return read -> new SigningKey(spec.in(read), hex.in(read));
    });

    public static final Shape<KeySignature> SIGNATURE = Shape.of(KeySignature.class, "signature", table -> {
        var key = table.inline(SIGNING_KEY, KeySignature::key);
        var transactions = table.field("transactions", Codecs.filledList(MULTIHASH), KeySignature::transactions);
        var hex = table.field("signature", HEX, KeySignature::hex);
        return read -> new KeySignature(key.in(read), transactions.in(read), hex.in(read));
    });

    private static final Shape<PartyKeys.PartyKey> PARTY_KEY =
            Shape.of(PartyKeys.PartyKey.class, "party-key", table -> {
                var format = table.field("format", TEXT, PartyKeys.PartyKey::format);
                var key = table.field("key", HEX, PartyKeys.PartyKey::hex);
                var scheme = table.unless("", "scheme", TEXT, PartyKeys.PartyKey::scheme);
                var usages = table.field("usages", Codecs.list(TEXT), PartyKeys.PartyKey::usages);
                var spec = table.field("spec", TEXT, PartyKeys.PartyKey::spec);
                return read -> new PartyKeys.PartyKey(
                        format.in(read), key.in(read), scheme.in(read), usages.in(read), spec.in(read));
            });

    private static final Shape<PartyKeys> PARTY_KEYS = Shape.of(PartyKeys.class, "party-keys", table -> {
        var keys = table.field("keys", Codecs.list(PARTY_KEY), PartyKeys::keys);
        var threshold = table.field("threshold", Codecs.NUMBER, PartyKeys::threshold);
        return read -> new PartyKeys(keys.in(read), threshold.in(read));
    });

    public static final Shape<HostingMapping> MAPPING = Shape.of(HostingMapping.class, "mapping", table -> {
        var party = table.field("party", PARTY, HostingMapping::party);
        var serial = table.field("serial", FROM_ONE, HostingMapping::serial);
        var threshold = table.field("threshold", FROM_ONE, HostingMapping::threshold);
        var hosts = table.field("hosts", Codecs.shared(Codecs.list(HOST)), HostingMapping::hosts);
        var keys = table.optional("signingKeys", PARTY_KEYS, HostingMapping::signingKeys);
        return read ->
                new HostingMapping(party.in(read), serial.in(read), threshold.in(read), hosts.in(read), keys.in(read));
    });

    public static final Shape<HostingProposal> PROPOSAL = Shape.of(HostingProposal.class, "proposal", table -> {
        var mapping = table.field("mapping", MAPPING, HostingProposal::mapping);
        var hash = table.field("transactionHash", TEXT, HostingProposal::transactionHash);
        var signed = table.field("signedBy", Codecs.sortedSet(FINGERPRINT), HostingProposal::signedBy);
        return read -> new HostingProposal(mapping.in(read), hash.in(read), signed.in(read));
    });

    public static final Shape<PruningSchedule> SCHEDULE = Shape.of(PruningSchedule.class, "schedule", table -> {
        var cron = table.field("cron", TEXT, PruningSchedule::cron);
        var most = table.field("maxDuration", Codecs.DURATION, PruningSchedule::maxDuration);
        var retention = table.field("retention", Codecs.DURATION, PruningSchedule::retention);
        var extent = table.field(
                "extent", Codecs.words(PruningSchedule.Extent.class, Codecs::word), PruningSchedule::extent);
        return read -> new PruningSchedule(cron.in(read), most.in(read), retention.in(read), extent.in(read));
    });

    public static final Shape<PlannedConnection> CONNECTION = Shape.of(PlannedConnection.class, "connection", table -> {
        var alias = table.field("alias", TEXT, PlannedConnection::alias);
        var connection = table.field(
                "connection", Codecs.words(Registration.Connection.class, Codecs::word), PlannedConnection::connection);
        var manual = table.field(
                "manualConnect", Codecs.words(ManualConnect.class, Codecs::word), PlannedConnection::manualConnect);
        return read -> new PlannedConnection(alias.in(read), connection.in(read), manual.in(read));
    });

    private ModelCodecs() {}
}

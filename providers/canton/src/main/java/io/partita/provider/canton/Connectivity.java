package io.partita.provider.canton;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.Release;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.ParticipantStatus;
import io.partita.core.provider.ParticipantStatus.Activity;
import io.partita.core.provider.ParticipantStatus.Storage;
import io.partita.core.provider.Registration;
import io.partita.proto.health.ComponentStatus;
import io.partita.proto.ledger.admin.GetParticipantIdRequest;
import io.partita.proto.ledger.admin.PartyManagementServiceGrpc;
import io.partita.proto.participant.CountInFlightRequest;
import io.partita.proto.participant.CountInFlightResponse;
import io.partita.proto.participant.DisconnectSynchronizerRequest;
import io.partita.proto.participant.GetSynchronizerIdRequest;
import io.partita.proto.participant.ListRegisteredSynchronizersRequest;
import io.partita.proto.participant.ModifySynchronizerRequest;
import io.partita.proto.participant.ParticipantInspectionServiceGrpc;
import io.partita.proto.participant.ParticipantStatusRequest;
import io.partita.proto.participant.ParticipantStatusResponse;
import io.partita.proto.participant.ParticipantStatusResponse.ParticipantStatusResponseStatus;
import io.partita.proto.participant.ParticipantStatusServiceGrpc;
import io.partita.proto.participant.ReconnectSynchronizerRequest;
import io.partita.proto.participant.SynchronizerConnectionConfig;
import io.partita.proto.participant.SynchronizerConnectivityServiceGrpc;
import io.partita.proto.sequencer.SequencerConnectionValidation;
import io.partita.proto.time.FetchTimeRequest;
import io.partita.proto.time.SynchronizerTimeServiceGrpc;
import io.partita.proto.topology.CurrentTimeRequest;
import io.partita.proto.topology.IdentityInitializationServiceGrpc;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who a participant is, what it is connected to, and its clocks. */
final class Connectivity {

    /**
     * Young enough to be "now" for waits of seconds, old enough not to ask a busy synchronizer for a proof each time.
     */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private static final int FIRST_WITH_PHYSICAL_IDS = 34;

    private static final Set<String> MEMORY = Set.of("memory_storage", "memory-storage");
    private static final Set<String> DATABASE = Set.of("db-storage", "db_storage");

    private final ParticipantApis apis;

    Connectivity(ParticipantApis apis) {
        this.apis = apis;
    }

    ParticipantStatus status() throws CallFailed {
        String attempted = apis.on("reading the status");
        ParticipantStatusResponse response = apis.admin()
                .read(
                        ParticipantStatusServiceGrpc.getParticipantStatusMethod(),
                        ParticipantStatusRequest.getDefaultInstance(),
                        ParticipantApis.QUICK,
                        attempted);
        if (!response.hasStatus()) {
            throw apis.admin().failed(Identities.notInitialized(response.getNotInitialized()), attempted);
        }
        ParticipantStatusResponseStatus status = response.getStatus();
        ParticipantStatus read = ParticipantApis.understood(apis.admin(), attempted, () -> {
            String version = Told.text("the release", status.getCommonStatus().getVersion());
            return new ParticipantStatus(
                    Mappings.participant(status.getCommonStatus().getUid()),
                    Release.parse(version),
                    version,
                    protocolVersions(status),
                    status.getActive() ? Activity.ACTIVE : Activity.PASSIVE,
                    storage(status));
        });
        if (read.activity() == Activity.ACTIVE) {
            requireOwnLedger(read.id());
        }
        return read;
    }

    /** By the names that participants give to the part of them that keeps their data. */
    static Storage storage(ParticipantStatusResponseStatus status) {
        Set<String> components = status.getCommonStatus().getComponentsList().stream()
                .map(ComponentStatus::getName)
                .collect(Collectors.toSet());
        if (!Collections.disjoint(components, MEMORY)) {
            return Storage.MEMORY;
        }
        return Collections.disjoint(components, DATABASE) ? Storage.UNTOLD : Storage.DATABASE;
    }

    private static List<Integer> protocolVersions(ParticipantStatusResponseStatus status) throws UnreadableAnswer {
        List<Integer> versions = new ArrayList<>();
        for (int version : status.getSupportedProtocolVersionsList()) {
            versions.add(Told.protocolVersion(version));
        }
        Collections.sort(versions);
        return List.copyOf(versions);
    }

    /**
     * Two endpoints of different participants would pass for one, and what the one says about a party's use would be
     * believed of the other. Any valid token may ask a Ledger API whose it is, so one that does not say it is not
     * believed either.
     */
    private void requireOwnLedger(ParticipantId admin) throws CallFailed {
        String attempted = apis.on("comparing the Ledger API with the Admin API");
        String ledger;
        try {
            ledger = apis.ledger()
                    .read(
                            PartyManagementServiceGrpc.getGetParticipantIdMethod(),
                            GetParticipantIdRequest.getDefaultInstance(),
                            ParticipantApis.QUICK,
                            attempted)
                    .getParticipantId();
        } catch (CallFailed e) {
            if (e.failure().kind() == Kind.NOT_PERMITTED || e.failure().kind() == Kind.UNSUPPORTED) {
                throw unproved(admin, e, attempted);
            }
            throw e;
        }
        if (!ledger.equals(admin.toString())) {
            throw apis.ledger()
                    .failed(
                            Kind.REFUSED,
                            "LEDGER_OF_ANOTHER_PARTICIPANT",
                            "this Ledger API belongs to " + ledger + ", but 'admin' to " + admin
                                    + "; correct 'admin' or 'ledger' of " + apis.name(),
                            attempted);
        }
    }

    private CallFailed unproved(ParticipantId admin, CallFailed why, String attempted) {
        return apis.ledger()
                .failed(
                        why.failure().kind(),
                        why.failure().code(),
                        "nothing proves that this Ledger API belongs to " + admin
                                + ": it does not say whose it is, which any valid token may ask; "
                                + why.failure().text(),
                        attempted);
    }

    List<Registration> registrations() throws CallFailed {
        return registrations(apis.on("reading the synchronizer registrations")).all();
    }

    PhysicalSynchronizerId synchronizer(String alias) throws CallFailed {
        String attempted = apis.on("looking up the synchronizer '" + alias + "'");
        String id = apis.admin()
                .read(
                        SynchronizerConnectivityServiceGrpc.getGetSynchronizerIdMethod(),
                        GetSynchronizerIdRequest.newBuilder()
                                .setSynchronizerAlias(alias)
                                .build(),
                        ParticipantApis.QUICK,
                        attempted)
                .getPhysicalSynchronizerId();
        Optional<PhysicalSynchronizerId> physical = PhysicalSynchronizerId.parse(id);
        return physical.isPresent() ? physical.get() : withoutPhysicalId(id, attempted);
    }

    /**
     * A participant of release 3.3 gives the logical id, in the place of the physical one; its only protocol version
     * completes it.
     */
    private PhysicalSynchronizerId withoutPhysicalId(String id, String attempted) throws CallFailed {
        Optional<SynchronizerId> logical = SynchronizerId.parse(id);
        List<Integer> versions = logical.isPresent() ? status().protocolVersions() : List.of();
        if (versions.size() == 1 && versions.get(0) < FIRST_WITH_PHYSICAL_IDS) {
            return new PhysicalSynchronizerId(logical.get(), versions.get(0), 0);
        }
        throw ParticipantApis.unreadable(
                apis.admin(), attempted, new UnreadableAnswer("the synchronizer's id is not a physical id: " + id));
    }

    void setManualConnect(String alias, ManualConnect manual) throws CallFailed {
        String attempted = apis.on("setting manual connect of '" + alias + "' to " + (manual == ManualConnect.MANUAL));
        SynchronizerConnectionConfig config = registrations(attempted)
                .config(alias)
                .orElseThrow(() -> apis.admin()
                        .failed(
                                Kind.NOT_FOUND,
                                "SYNC_SERVICE_UNKNOWN_SYNCHRONIZER",
                                "no active registration has the alias '" + alias + "'",
                                attempted));
        boolean wanted = manual == ManualConnect.MANUAL;
        if (config.getManualConnect() == wanted) {
            return;
        }
        // The participant replaces the whole configuration: everything that was read goes back, known to this release
        // or not. Without validation the sequencers need not answer.
        ModifySynchronizerRequest request = ModifySynchronizerRequest.newBuilder()
                .setNewConfig(config.toBuilder().setManualConnect(wanted))
                .setSequencerConnectionValidation(
                        SequencerConnectionValidation.SEQUENCER_CONNECTION_VALIDATION_DISABLED)
                .build();
        apis.admin()
                .write(
                        SynchronizerConnectivityServiceGrpc.getModifySynchronizerMethod(),
                        request,
                        ParticipantApis.LOOK,
                        attempted);
    }

    void disconnect(String alias) throws CallFailed {
        apis.admin()
                .write(
                        SynchronizerConnectivityServiceGrpc.getDisconnectSynchronizerMethod(),
                        DisconnectSynchronizerRequest.newBuilder()
                                .setSynchronizerAlias(alias)
                                .build(),
                        ParticipantApis.LOOK,
                        apis.on("disconnecting from '" + alias + "'"));
    }

    boolean reconnect(String alias) throws CallFailed {
        return apis.admin()
                .write(
                        SynchronizerConnectivityServiceGrpc.getReconnectSynchronizerMethod(),
                        ReconnectSynchronizerRequest.newBuilder()
                                .setSynchronizerAlias(alias)
                                .setRetry(true)
                                .build(),
                        ParticipantApis.LONG,
                        apis.on("reconnecting to '" + alias + "'"))
                .getConnectedSuccessfully();
    }

    Instant synchronizerTime(PhysicalSynchronizerId synchronizer) throws CallFailed {
        String attempted = apis.on("reading the synchronizer's time");
        FetchTimeRequest.Builder request = FetchTimeRequest.newBuilder().setFreshnessBound(Times.wire(FRESH));
        if (synchronizer.protocolVersion() < FIRST_WITH_PHYSICAL_IDS) {
            request.setUnknownFields(logicalId(synchronizer));
        } else {
            request.setSynchronizer(Stores.wire(synchronizer));
        }
        try {
            return Times.instant(apis.admin()
                    .read(
                            SynchronizerTimeServiceGrpc.getFetchTimeMethod(),
                            request.build(),
                            ParticipantApis.LOOK,
                            attempted)
                    .getTimestamp());
        } catch (UnreadableAnswer e) {
            throw ParticipantApis.unreadable(apis.admin(), attempted, e);
        }
    }

    /** Before 3.4 the field has the logical id itself, where it got a message later. */
    private static UnknownFieldSet logicalId(PhysicalSynchronizerId synchronizer) {
        UnknownFieldSet.Field id = UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(
                        ByteString.copyFromUtf8(synchronizer.logical().toString()))
                .build();
        return UnknownFieldSet.newBuilder()
                .addField(FetchTimeRequest.SYNCHRONIZER_FIELD_NUMBER, id)
                .build();
    }

    Instant clock() throws CallFailed {
        return Times.instantOfMicros(apis.admin()
                .read(
                        IdentityInitializationServiceGrpc.getCurrentTimeMethod(),
                        CurrentTimeRequest.getDefaultInstance(),
                        ParticipantApis.QUICK,
                        apis.on("reading the clock"))
                .getCurrentTime());
    }

    int inFlight(SynchronizerId synchronizer) throws CallFailed {
        String attempted = apis.on("counting what is in flight");
        CountInFlightResponse counts = apis.admin()
                .read(
                        ParticipantInspectionServiceGrpc.getCountInFlightMethod(),
                        CountInFlightRequest.newBuilder()
                                .setSynchronizerId(synchronizer.toString())
                                .build(),
                        ParticipantApis.LOOK,
                        attempted);
        return ParticipantApis.understood(
                apis.admin(),
                attempted,
                () -> Math.addExact((int) Told.count("the number of submissions", counts.getPendingSubmissions()), (int)
                        Told.count("the number of transactions", counts.getPendingTransactions())));
    }

    private Registrations registrations(String attempted) throws CallFailed {
        try {
            return Registrations.of(apis.admin()
                    .read(
                            SynchronizerConnectivityServiceGrpc.getListRegisteredSynchronizersMethod(),
                            ListRegisteredSynchronizersRequest.getDefaultInstance(),
                            ParticipantApis.QUICK,
                            attempted));
        } catch (UnreadableAnswer e) {
            throw ParticipantApis.unreadable(apis.admin(), attempted, e);
        }
    }
}

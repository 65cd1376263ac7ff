package io.partita.provider.sandbox.transcript;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ManagedChannel;
import io.partita.proto.participant.PackageServiceGrpc;
import io.partita.proto.participant.UploadDarRequest;
import io.partita.proto.participant.VetDarRequest;
import io.partita.proto.protocol.Enums.TopologyChangeOp;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.protocol.VettedPackages;
import io.partita.proto.topology.AuthorizeRequest;
import io.partita.proto.topology.ForceFlag;
import io.partita.proto.topology.ListVettedPackagesResponse;
import io.partita.proto.topology.StoreId;
import io.partita.proto.topology.Synchronizer;
import io.partita.proto.topology.TopologyManagerWriteServiceGrpc;
import io.partita.provider.sandbox.synchronizer.Times;
import io.partita.testkit.recording.RecordedCall;
import io.partita.testkit.recording.RecordedCall.Api;
import io.partita.testkit.recording.RecordedMessage;
import io.partita.testkit.recording.Recording;
import io.partita.testkit.recording.Recordings;
import io.partita.testkit.recording.TestDars;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which packages the participants had, and had vetted, when a scenario began: what any recording of the same network
 * was told of it, and what earlier scenarios uploaded.
 */
final class EarlierVetting {

    private static final String LIST =
            "com.digitalasset.canton.topology.admin.v30.TopologyManagerReadService/ListVettedPackages";
    private static final String UPLOAD = "com.digitalasset.canton.admin.participant.v30.PackageService/UploadDar";
    /** What the scenarios upload; another package comes inside of these. */
    private static final List<String> ON_THEIR_OWN =
            List.of(TestDars.EXAMPLES, TestDars.EXAMPLES_UPGRADE, TestDars.EXTRA);

    private static final long STEP_MICROS = 400_000;

    private static final Map<Integer, List<Event>> HISTORIES = new ConcurrentHashMap<>();

    private final Recording recording;

    /** Something that happened to a participant. */
    private record Event(long time, String participant, Change change) {}

    /** What happened: a state that was told of, or a DAR that was uploaded. */
    private sealed interface Change {
        void make(ReplayNetwork network, String participant, Event event);
    }

    private record Told(int serial, VettedPackages mapping) implements Change {
        @Override
        public void make(ReplayNetwork network, String participant, Event event) {
            new Restoring(network, participant).tell(this);
        }
    }

    private record Uploaded(String dar, boolean vetted) implements Change {
        @Override
        public void make(ReplayNetwork network, String participant, Event event) {
            new Restoring(network, participant).upload(this);
        }
    }

    private EarlierVetting(Recording recording) {
        this.recording = recording;
    }

    static EarlierVetting of(Recording recording) {
        return new EarlierVetting(recording);
    }

    private static List<Event> history(int protocolVersion) {
        return HISTORIES.computeIfAbsent(protocolVersion, EarlierVetting::read);
    }

    private static List<Event> read(int protocolVersion) {
        List<Event> events = new ArrayList<>();
        for (Recordings.Entry entry : Recordings.index()) {
            if (entry.protocolVersion() == protocolVersion) {
                Recording recording = entry.load();
                for (RecordedCall call : recording.calls()) {
                    read(events, recording, call);
                }
            }
        }
        events.sort(java.util.Comparator.comparingLong(Event::time));
        return List.copyOf(events);
    }

    private static void read(List<Event> events, Recording recording, RecordedCall call) {
        if (call.method().equals(LIST)) {
            call.responses().forEach(message -> told(events, recording, bytes(message)));
        } else if (call.method().equals(UPLOAD) && call.status().isOk()) {
            long time = DrivenTime.micros(recording.header().startedAt().plus(call.start()));
            call.requests().forEach(message -> uploaded(events, time, call.node(), bytes(message)));
        }
    }

    private static byte[] bytes(RecordedMessage message) {
        return message.match(RecordedMessage.Complete::bytes, truncated -> new byte[0]);
    }

    private static void told(List<Event> events, Recording recording, byte[] bytes) {
        try {
            for (ListVettedPackagesResponse.Result result :
                    ListVettedPackagesResponse.parseFrom(bytes).getResultsList()) {
                String uid = result.getItem().getParticipantUid();
                recording.header().participants().entrySet().stream()
                        .filter(participant -> participant.getValue().equals(uid))
                        .forEach(participant -> events.add(new Event(
                                Times.micros(result.getContext().getValidFrom()),
                                participant.getKey(),
                                new Told(result.getContext().getSerial(), result.getItem()))));
            }
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static void uploaded(List<Event> events, long time, String participant, byte[] bytes) {
        try {
            UploadDarRequest request = UploadDarRequest.parseFrom(bytes);
            for (UploadDarRequest.UploadDarData data : request.getDarsList()) {
                TestDars.valid().stream()
                        .filter(dar -> Arrays.equals(
                                TestDars.bytes(dar), data.getBytes().toByteArray()))
                        .forEach(dar -> events.add(
                                new Event(time, participant, new Uploaded(dar, request.getVetAllPackages()))));
            }
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    /** Brings a fresh network there. */
    void restore(ReplayNetwork network) {
        long start = DrivenTime.micros(recording.header().startedAt());
        SortedMap<String, Event> last = new TreeMap<>();
        List<Event> before = history(recording.header().protocolVersion()).stream()
                .filter(event -> event.time() < start)
                .toList();
        before.stream()
                .filter(event -> event.change() instanceof Told)
                .forEach(event -> last.put(event.participant(), event));
        last.values().forEach(event -> event.change().make(network, event.participant(), event));
        before.stream()
                .filter(event -> event.change() instanceof Uploaded)
                .filter(event -> !last.containsKey(event.participant())
                        || last.get(event.participant()).time() < event.time())
                .forEach(event -> event.change().make(network, event.participant(), event));
    }

    /** Changes one participant of a fresh network. */
    private static final class Restoring {

        private final ReplayNetwork network;
        private final String participant;
        private final ManagedChannel channel;

        Restoring(ReplayNetwork network, String participant) {
            this.network = network;
            this.participant = participant;
            this.channel = network.channel(participant, Api.ADMIN).orElseThrow();
        }

        void upload(Uploaded uploaded) {
            store(uploaded.dar());
            if (uploaded.vetted()) {
                PackageServiceGrpc.newBlockingStub(channel)
                        .vetDar(VetDarRequest.newBuilder()
                                .setMainPackageId(TestDars.mainPackageId(uploaded.dar()))
                                .build());
                pass();
            }
        }

        private void store(String dar) {
            PackageServiceGrpc.newBlockingStub(channel)
                    .uploadDar(UploadDarRequest.newBuilder()
                            .addDars(UploadDarRequest.UploadDarData.newBuilder()
                                    .setBytes(ByteString.copyFrom(TestDars.bytes(dar)))
                                    .setDescription(dar.replace(".dar", "")))
                            .build());
        }

        /** Serial by serial; the last one has the recorded content. */
        void tell(Told told) {
            for (String dar : ON_THEIR_OWN) {
                if (told.mapping().getPackagesList().stream()
                        .anyMatch(each -> each.getPackageId().equals(TestDars.mainPackageId(dar)))) {
                    store(dar);
                }
            }
            VettedPackages mapping =
                    (VettedPackages) new Requests(participant, network.correspondence(), ExternalKey.ofTheRecordings())
                            .translated(told.mapping());
            for (int serial = 1; serial <= told.serial(); serial++) {
                List<VettedPackages.VettedPackage> packages = new ArrayList<>(mapping.getPackagesList());
                Collections.rotate(packages, told.serial() - serial);
                authorize(mapping.toBuilder()
                        .clearPackages()
                        .addAllPackages(packages)
                        .build());
            }
        }

        private void authorize(VettedPackages mapping) {
            TopologyManagerWriteServiceGrpc.newBlockingStub(channel)
                    .authorize(AuthorizeRequest.newBuilder()
                            .setProposal(AuthorizeRequest.Proposal.newBuilder()
                                    .setChange(TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE)
                                    .setMapping(TopologyMapping.newBuilder().setVettedPackages(mapping)))
                            .setMustFullyAuthorize(true)
                            .addForceChanges(ForceFlag.forNumber(4))
                            .addForceChanges(ForceFlag.forNumber(5))
                            .setStore(StoreId.newBuilder()
                                    .setSynchronizer(Synchronizer.newBuilder().setId(network.synchronizerId())))
                            .build());
            pass();
        }

        private void pass() {
            network.time().advanceTo(network.time().micros() + STEP_MICROS);
        }
    }
}

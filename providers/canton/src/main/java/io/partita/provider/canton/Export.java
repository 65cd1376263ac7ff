package io.partita.provider.canton;

import com.google.protobuf.ByteString;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.AcsManifest;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Progress;
import io.partita.proto.participant.ExportAcsRequest;
import io.partita.proto.participant.ExportAcsResponse;
import io.partita.proto.participant.ExportPartyAcsRequest;
import io.partita.proto.participant.ExportPartyAcsResponse;
import io.partita.proto.participant.ParticipantRepairServiceGrpc;
import io.partita.proto.participant.PartyManagementServiceGrpc;
import io.partita.provider.canton.acs.AcsContent;
import io.partita.provider.canton.acs.AcsFile;
import io.partita.provider.canton.acs.AcsInspection;
import io.partita.provider.canton.acs.Damaged;
import io.partita.provider.canton.call.Caller.Flow;
import io.partita.provider.canton.call.LocalFailure;
import io.partita.provider.canton.call.ResponseStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;

/** Exports a party's contracts into a file. */
final class Export {

    private final ParticipantApis apis;
    private final Connectivity connectivity;
    private final ReplicationForm form;

    /** Everything that one export is about. */
    private record Order(
            PartyId party, SynchronizerId synchronizer, ParticipantId target, Path file, Progress progress) {}

    Export(ParticipantApis apis, Connectivity connectivity, ReplicationForm form) {
        this.form = form;
        this.apis = apis;
        this.connectivity = connectivity;
    }

    AcsManifest export(
            PartyId party,
            SynchronizerId synchronizer,
            ParticipantId target,
            long beginExclusive,
            Path file,
            Progress progress)
            throws CallFailed {
        String attempted = apis.on("exporting the contracts of " + party.abbreviated());
        form.layout(connectivity.status(), attempted);
        ExportPartyAcsRequest request = ExportPartyAcsRequest.newBuilder()
                .setPartyId(party.toString())
                .setSynchronizerId(synchronizer.toString())
                .setTargetParticipantUid(target.toString())
                .setBeginOffsetExclusive(beginExclusive)
                .build();
        Order order = new Order(party, synchronizer, target, file, progress);
        return apis.admin()
                .download(
                        PartyManagementServiceGrpc.getExportPartyAcsMethod(),
                        request,
                        Flow.CHUNKS,
                        attempted,
                        stream -> receive(stream, ExportPartyAcsResponse::getChunk, order));
    }

    /** With the repair service, which looks at no hosting. */
    AcsManifest exportAt(
            PartyId party,
            SynchronizerId synchronizer,
            ParticipantId target,
            long atOffset,
            Set<PartyId> without,
            Path file,
            Progress progress)
            throws CallFailed {
        String attempted = apis.on("exporting what " + party.abbreviated() + " had at offset " + atOffset);
        form.requireBooks(connectivity.status(), attempted);
        ExportAcsRequest request = ExportAcsRequest.newBuilder()
                .addPartyIds(party.toString())
                .setSynchronizerId(synchronizer.toString())
                .setLedgerOffset(atOffset)
                .addAllExcludedStakeholderIds(
                        without.stream().map(PartyId::toString).sorted().toList())
                .build();
        Order order = new Order(party, synchronizer, target, file, progress);
        return apis.admin()
                .download(
                        ParticipantRepairServiceGrpc.getExportAcsMethod(),
                        request,
                        Flow.CHUNKS,
                        attempted,
                        stream -> receive(stream, ExportAcsResponse::getChunk, order));
    }

    private static <A> AcsManifest receive(ResponseStream<A> stream, Function<A, ByteString> piece, Order order)
            throws LocalFailure {
        try (AcsFile file = AcsFile.create(order.file())) {
            AcsInspection inspection = new AcsInspection(order.party(), order.synchronizer(), id -> {});
            long[] bytes = {0};
            AcsContent content = inspection.read(() -> {
                order.progress().moved(bytes[0], inspection.contracts(), -1);
                A response = stream.next();
                if (response == null) {
                    return null;
                }
                ByteString chunk = piece.apply(response);
                file.write(chunk.asReadOnlyByteBuffer());
                bytes[0] += chunk.size();
                return chunk.toByteArray();
            });
            AcsManifest manifest = new AcsManifest(
                    order.party(),
                    order.synchronizer(),
                    order.target(),
                    content.bytes(),
                    content.contracts(),
                    content.sha256());
            file.commit(manifest);
            return manifest;
        } catch (Damaged e) {
            throw LocalFailure.local(
                    "ACS_CONTENT", "what the participant exported is not usable: " + e.getMessage(), e);
        } catch (IOException e) {
            throw FileFailure.fault("ACS_FILE", "writing", order.file(), e);
        }
    }
}

package io.partita.provider.canton;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.MethodDescriptor;
import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.AcsManifest;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.ParticipantStatus;
import io.partita.core.provider.Progress;
import io.partita.proto.participant.ContractImportMode;
import io.partita.proto.participant.ImportAcsRequest;
import io.partita.proto.participant.ParticipantRepairServiceGrpc;
import io.partita.provider.canton.ImportLayout.Position;
import io.partita.provider.canton.acs.AcsContent;
import io.partita.provider.canton.acs.AcsInspection;
import io.partita.provider.canton.acs.Damaged;
import io.partita.provider.canton.acs.PieceStream;
import io.partita.provider.canton.call.LocalFailure;
import io.partita.provider.canton.call.RequestStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Checks and imports files of contracts. A participant takes any valid file for the whole, so nothing may end an import
 * regularly but a file that was read to its end and found to be the right one: the last piece is held back until then.
 */
final class Import {

    /** Below the 4 MiB that a server accepts by default anywhere, as large as the pieces of an export. */
    private static final int PIECE = 2 << 20;

    private static final String WRONG_FILE = "ACS_FILE_NOT_EXPECTED";

    private final ParticipantApis apis;
    private final Connectivity connectivity;
    private final ReplicationForm form;

    /** What is to be done with the pieces of a file. */
    private interface Receiver {
        void piece(ByteString piece, Position position);
    }

    /** Makes the message for a piece. */
    @FunctionalInterface
    private interface Framing<Q> {
        Q message(ByteString piece, Position position);
    }

    Import(ParticipantApis apis, Connectivity connectivity, ReplicationForm form) {
        this.form = form;
        this.apis = apis;
        this.connectivity = connectivity;
    }

    void check(Path file, AcsManifest manifest, Consumer<String> contractIds) throws CallFailed {
        try {
            read(file, manifest, contractIds, Progress.UNWATCHED, (piece, position) -> {});
        } catch (LocalFailure e) {
            throw apis.admin().failed(e, "checking the file " + file);
        }
    }

    void load(
            PartyId party,
            SynchronizerId synchronizer,
            Path file,
            AcsManifest manifest,
            String workflowPrefix,
            Progress progress)
            throws CallFailed {
        String attempted = apis.on("importing the contracts of " + party.abbreviated());
        ParticipantStatus status = connectivity.status();
        ImportLayout layout = form.layout(status, attempted);
        expect(party, synchronizer, status, file, manifest, attempted);
        switch (layout) {
            case V34 ->
                upload(
                        ImportLayout.METHOD_V34,
                        attempted,
                        file,
                        manifest,
                        progress,
                        (piece, position) -> ImportLayout.messageV34(piece, workflowPrefix));
            case V35 ->
                upload(
                        ImportLayout.METHOD_V35,
                        attempted,
                        file,
                        manifest,
                        progress,
                        (piece, position) ->
                                ImportLayout.messageV35(piece, position, party, synchronizer, workflowPrefix));
        }
    }

    /** With the repair service, which asks for no onboarding flag. */
    void loadIntoBooks(
            PartyId party,
            SynchronizerId synchronizer,
            Path file,
            AcsManifest manifest,
            String workflowPrefix,
            Progress progress)
            throws CallFailed {
        String attempted = apis.on("importing contracts that " + party.abbreviated() + " lacks");
        ParticipantStatus status = connectivity.status();
        form.requireBooks(status, attempted);
        expect(party, synchronizer, status, file, manifest, attempted);
        upload(
                ParticipantRepairServiceGrpc.getImportAcsMethod(),
                attempted,
                file,
                manifest,
                progress,
                (piece, position) -> ImportAcsRequest.newBuilder()
                        .setAcsSnapshot(piece)
                        .setWorkflowIdPrefix(workflowPrefix)
                        .setContractImportMode(ContractImportMode.CONTRACT_IMPORT_MODE_VALIDATION)
                        .build());
    }

    private void expect(
            PartyId party,
            SynchronizerId synchronizer,
            ParticipantStatus status,
            Path file,
            AcsManifest manifest,
            String attempted)
            throws CallFailed {
        try {
            expect(file, "party", manifest.party(), party);
            expect(file, "synchronizer", manifest.synchronizer(), synchronizer);
            expect(file, "target", manifest.target(), status.id());
        } catch (LocalFailure e) {
            throw apis.admin().failed(e, attempted);
        }
    }

    private <Q, A> void upload(
            MethodDescriptor<Q, A> method,
            String attempted,
            Path file,
            AcsManifest manifest,
            Progress progress,
            Framing<Q> framing)
            throws CallFailed {
        apis.admin().upload(method, attempted, (RequestStream<Q, A> stream) -> {
            read(
                    file,
                    manifest,
                    id -> {},
                    progress,
                    (piece, position) -> stream.send(framing.message(piece, position)));
            return stream.finish();
        });
    }

    /** Hands over every piece but the last while it reads, and the last one when all is verified. */
    private static void read(
            Path file, AcsManifest manifest, Consumer<String> contractIds, Progress progress, Receiver receiver)
            throws LocalFailure {
        try (InputStream in = Files.newInputStream(file)) {
            expect(file, "size", Files.size(file), manifest.bytes());
            AcsInspection inspection = new AcsInspection(manifest.party(), manifest.synchronizer(), contractIds);
            long[] bytes = {0};
            HeldBack last = new HeldBack(in, (piece, position) -> {
                receiver.piece(piece, position);
                bytes[0] += piece.size();
                progress.moved(bytes[0], inspection.contracts(), manifest.bytes());
            });
            compare(file, inspection.read(last), manifest);
            last.handOver();
        } catch (Damaged e) {
            throw LocalFailure.local("ACS_FILE_DAMAGED", file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw FileFailure.fault("ACS_FILE", "reading", file, e);
        }
    }

    /** Reads a file in pieces and hands a piece over when it knows that another one follows. */
    private static final class HeldBack implements PieceStream.Pieces {

        private final InputStream in;
        private final Receiver receiver;
        private byte[] held = new byte[0];
        private Position position = Position.FIRST;

        HeldBack(InputStream in, Receiver receiver) {
            this.in = in;
            this.receiver = receiver;
        }

        @Override
        public byte[] next() throws IOException {
            byte[] next = in.readNBytes(PIECE);
            if (next.length == 0) {
                return null;
            }
            handOver();
            held = next;
            return next;
        }

        void handOver() {
            if (held.length > 0) {
                receiver.piece(UnsafeByteOperations.unsafeWrap(held), position);
                position = Position.LATER;
            }
        }
    }

    private static void compare(Path file, AcsContent content, AcsManifest manifest) throws LocalFailure {
        expect(file, "size", content.bytes(), manifest.bytes());
        expect(file, "number of contracts", content.contracts(), manifest.contracts());
        expect(file, "SHA-256", content.sha256(), manifest.sha256());
    }

    private static void expect(Path file, String what, Object found, Object expected) throws LocalFailure {
        if (!found.equals(expected)) {
            throw LocalFailure.local(
                    WRONG_FILE, file + ": its " + what + " is " + found + ", but " + expected + " was expected");
        }
    }
}

package io.partita.provider.sandbox.transcript;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.partita.proto.participant.ImportPartyAcsRequestV35;
import io.partita.testkit.recording.RecordedCall;
import io.partita.testkit.recording.RecordedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The messages of a recorded import, with the sandbox's own export in as many pieces. */
final class ImportMessages {

    private final Correspondence correspondence;
    private final ExternalKey external;
    private final AcsFiles files;

    ImportMessages(Correspondence correspondence, ExternalKey external, AcsFiles files) {
        this.correspondence = correspondence;
        this.external = external;
        this.files = files;
    }

    List<ByteString> of(RecordedCall call) {
        Requests words = new Requests(call.node(), correspondence, external);
        List<ImportPartyAcsRequestV35> recorded = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        boolean cut = false;
        for (RecordedMessage message : call.requests()) {
            cut |= Replay.bytes(message).isEmpty();
            recorded.add(
                    Replay.bytes(message).map(ImportMessages::importRequest).orElseGet(() -> truncated(message)));
            sizes.add(Replay.bytes(message)
                    .map(bytes -> importRequest(bytes).getAcsSnapshot().size())
                    .orElseGet(() -> length(message)));
        }
        ByteString data = ByteString.copyFrom(
                recorded.stream().map(ImportPartyAcsRequestV35::getAcsSnapshot).toList());
        Optional<ByteString> known =
                call.acs().map(acs -> acs.path("sha256").asText()).flatMap(files::byHash);
        ByteString file = cut
                ? known.orElseGet(() -> ByteString.copyFrom(
                        new byte[sizes.stream().mapToInt(Integer::intValue).sum()]))
                : files.imported(data);
        if (cut && known.isEmpty() && file.size() < Unrecorded.LARGE) {
            file = files.cutOf(file.size()).orElse(file);
        }
        List<ByteString> pieces = AcsFiles.pieces(file, sizes);
        List<ByteString> requests = new ArrayList<>();
        for (int i = 0; i < recorded.size(); i++) {
            ImportPartyAcsRequestV35 translated = (ImportPartyAcsRequestV35) words.translated(recorded.get(i));
            requests.add(
                    translated.toBuilder().setAcsSnapshot(pieces.get(i)).build().toByteString());
        }
        return requests;
    }

    private static ImportPartyAcsRequestV35 importRequest(ByteString bytes) {
        try {
            return ImportPartyAcsRequestV35.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    /** A message of which the recording kept everything but the piece of the file. */
    private static ImportPartyAcsRequestV35 truncated(RecordedMessage message) {
        try {
            ObjectNode json = message.json().orElseThrow().deepCopy();
            json.remove("acsSnapshot");
            ImportPartyAcsRequestV35.Builder builder = ImportPartyAcsRequestV35.newBuilder();
            JsonFormat.parser().merge(json.toString(), builder);
            return builder.build();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static int length(RecordedMessage message) {
        return message.match(complete -> complete.bytes().length, RecordedMessage.Truncated::length);
    }
}

package io.partita.proto;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.proto.ledger.ActiveContract;
import io.partita.proto.participant.ExportPartyAcsResponse;
import io.partita.proto.version.UntypedVersionedMessage;
import io.partita.testkit.recording.RecordedCall;
import io.partita.testkit.recording.RecordedMessage;
import io.partita.testkit.recording.Recordings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What an export carries, down to the contracts. */
class AcsElementsTest {

    private static final String EXPORT =
            "com.digitalasset.canton.admin.participant.v30.PartyManagementService/ExportPartyAcs";
    private static final int ELEMENT_VERSION = 30;

    @Test
    void everyExportedContractIsUnderstoodAndWrittenBack() {
        var exports = exports().toList();
        var elements = exports.stream().flatMap(export -> elements(export).stream());

        assertThat(exports)
                .hasSize(21)
                .allSatisfy(export -> assertThat(elements(export))
                        .hasSize(export.acs().orElseThrow().required("elements").intValue()));
        assertThat(elements).isNotEmpty().allSatisfy(element -> {
            assertThat(element.getVersion()).isEqualTo(ELEMENT_VERSION);
            var outer = io.partita.proto.participant.ActiveContract.parseFrom(element.getData());
            assertThat(outer.toByteString()).isEqualTo(element.getData());
            var contract = ActiveContract.parseFrom(outer.getActiveContract());
            assertThat(contract.toByteString()).isEqualTo(outer.getActiveContract());
            assertThat(UnknownFields.of(contract)).isEmpty();
            assertThat(contract.getCreatedEvent().getCreatedEventBlob()).isNotEmpty();
            assertThat(contract.getSynchronizerId()).startsWith("da::1220");
        });
    }

    private static Stream<RecordedCall> exports() {
        return Recordings.all()
                .flatMap(recording -> recording.calls(EXPORT))
                .filter(call -> call.status().isOk())
                .filter(call -> call.responses().stream().allMatch(RecordedMessage.Complete.class::isInstance));
    }

    private static List<UntypedVersionedMessage> elements(RecordedCall export) {
        var elements = new ArrayList<UntypedVersionedMessage>();
        try (var file = new GZIPInputStream(new ByteArrayInputStream(file(export)))) {
            for (var element = UntypedVersionedMessage.parseDelimitedFrom(file);
                    element != null;
                    element = UntypedVersionedMessage.parseDelimitedFrom(file)) {
                elements.add(element);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return elements;
    }

    private static byte[] file(RecordedCall export) throws IOException {
        var file = new ByteArrayOutputStream();
        for (var response : export.responses()) {
            var chunk = ExportPartyAcsResponse.parseFrom(((RecordedMessage.Complete) response).content());
            chunk.getChunk().writeTo(file);
        }
        return file.toByteArray();
    }
}

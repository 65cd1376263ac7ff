package io.partita.testkit.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.testkit.recording.RecordedCall.Api;
import io.partita.testkit.recording.RecordedCall.Kind;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordingsTest {

    static List<Recordings.Entry> index() {
        return Recordings.index();
    }

    @Test
    void theIndexCoversBothProtocolVersions() {
        assertThat(Recordings.index()).hasSize(50).doesNotHaveDuplicates();
        assertThat(Recordings.index().stream().filter(entry -> entry.protocolVersion() == 34))
                .hasSize(21);
        assertThat(Recordings.index().stream().filter(entry -> entry.protocolVersion() == 35))
                .hasSize(29);
    }

    @ParameterizedTest
    @MethodSource("index")
    void everyRecordingHoldsWhatTheIndexSays(Recordings.Entry entry) {
        var recording = entry.load();

        assertThat(recording.header().scenario()).isEqualTo(entry.scenario());
        assertThat(recording.header().protocolVersion()).isEqualTo(entry.protocolVersion());
        assertThat(recording.calls()).hasSize(entry.calls());
        assertThat(recording.calls()).extracting(RecordedCall::seq).isSorted().doesNotHaveDuplicates();
        assertThat(messages(recording).filter(RecordedMessage.Complete.class::isInstance))
                .hasSize(entry.messages());
        assertThat(messages(recording).filter(RecordedMessage.Truncated.class::isInstance))
                .hasSize(entry.truncated());
    }

    @Test
    void theHeaderTellsTheNetwork() {
        var header = Recordings.load(35, "h-large-acs").header();

        assertThat(header.release()).isEqualTo("3.5.10-SNAPSHOT");
        assertThat(header.decisionTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(header.synchronizerAlias()).isEqualTo("mysynchronizer");
        assertThat(header.physicalSynchronizerId()).isEqualTo(header.synchronizerId() + "::35-0");
        assertThat(header.participants()).containsOnlyKeys("participant1", "participant2", "participant3");
        assertThat(header.startedAt()).isEqualTo(Instant.parse("2026-11-23T01:33:53.076Z"));
    }

    @Test
    void aCallHasItsBytesAndItsEnd() {
        var call = unknownAlias();

        assertThat(call.seq()).isEqualTo(3);
        assertThat(call.node()).isEqualTo("participant3");
        assertThat(call.api()).isEqualTo(Api.ADMIN);
        assertThat(call.kind()).isEqualTo(Kind.UNARY);
        assertThat(call.note()).contains("unknown alias");
        assertThat(call.deadline()).isEqualTo(Duration.ofMinutes(1));
        assertThat(call.responses()).isEmpty();
        assertThat(call.requests()).singleElement().satisfies(request -> {
            assertThat(bytes(request)).isEqualTo(Base64.getDecoder().decode("CgZub3N1Y2g="));
            assertThat(request.json())
                    .hasValueSatisfying(
                            json -> assertThat(json.get("synchronizerAlias").textValue())
                                    .isEqualTo("nosuch"));
        });
        assertThat(call.status().isOk()).isFalse();
        assertThat(call.status().code()).isEqualTo(5);
        assertThat(call.status().name()).isEqualTo("NOT_FOUND");
        assertThat(call.status().message()).startsWith("SYNC_SERVICE_UNKNOWN_SYNCHRONIZER(11,0): ");
    }

    @Test
    void anErrorHasItsDetailsDecodedAndAsTheyWere() {
        var status = unknownAlias().status();

        assertThat(status.detail("ErrorInfo")).hasValueSatisfying(detail -> {
            assertThat(detail.type()).isEqualTo("google.rpc.ErrorInfo");
            assertThat(detail.json().at("/metadata/category").textValue()).isEqualTo("11");
        });
        assertThat(status.detail("RetryInfo")).isEmpty();
        assertThat(status.serialized())
                .hasValueSatisfying(
                        serialized -> assertThat(new String(serialized.bytes(), StandardCharsets.ISO_8859_1))
                                .contains("SYNC_SERVICE_UNKNOWN_SYNCHRONIZER"));
    }

    @Test
    void whatWasCutKeepsLengthAndHash() {
        var exports = Recordings.load(35, "h-large-acs")
                .calls("com.digitalasset.canton.admin.participant.v30.PartyManagementService/ExportPartyAcs")
                .toList();

        assertThat(exports).singleElement().satisfies(export -> {
            assertThat(export.kind()).isEqualTo(Kind.SERVER_STREAMING);
            assertThat(export.acs()).isPresent();
            assertThat(export.responses())
                    .extracting(message -> message.match(complete -> -1, RecordedMessage.Truncated::length))
                    .containsExactly(2_097_157, 2_097_157, 2_097_157, 1_293_510);
        });
    }

    @Test
    void readingAMessageTwiceGivesTheSameBytes() {
        var message = (RecordedMessage.Complete) unknownAlias().requests().get(0);
        message.content().get();

        assertThat(message.bytes()).isEqualTo(message.bytes()).hasSize(8);
    }

    @Test
    void theStreamOfAllIsTheIndex() {
        assertThat(Recordings.all().map(Recording::toString))
                .containsExactlyElementsOf(
                        Recordings.index().stream().map(Object::toString).toList());
    }

    @Test
    void vectorsCarryTheSameTestKey() {
        var fingerprint = "1220fa8c872d0b3fdcff8474e4ef34f17b9e275ea039201ce2fe9f2b9ed326c906c5";

        assertThat(Stream.of(Recordings.vectors(34), Recordings.vectors(35), Recordings.multiSignatureVectors()))
                .extracting(vectors -> vectors.at("/key/fingerprint").textValue())
                .containsOnly(fingerprint);
    }

    @Test
    void aRecordingThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Recordings.load(36, "a-discovery"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("recording a-discovery of protocol version 36");
    }

    /** A call of {@code i-errors-connectivity} that names a synchronizer that nobody knows. */
    private static RecordedCall unknownAlias() {
        return Recordings.load(35, "i-errors-connectivity").calls().stream()
                .filter(call -> call.seq() == 3)
                .findFirst()
                .orElseThrow();
    }

    private static Stream<RecordedMessage> messages(Recording recording) {
        return recording.calls().stream().flatMap(RecordedCall::messages);
    }

    private static byte[] bytes(RecordedMessage message) {
        return message.match(RecordedMessage.Complete::bytes, truncated -> {
            throw new AssertionError("truncated");
        });
    }
}

package io.partita.provider.canton.acs;

import static io.partita.provider.canton.acs.GeneratedAcs.ALICE;
import static io.partita.provider.canton.acs.GeneratedAcs.BOB;
import static io.partita.provider.canton.acs.GeneratedAcs.SYNCHRONIZER;
import static io.partita.provider.canton.acs.GeneratedAcs.contract;
import static io.partita.provider.canton.acs.GeneratedAcs.contractId;
import static io.partita.provider.canton.acs.GeneratedAcs.element;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.CodedOutputStream;
import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import io.partita.proto.ledger.ActiveContract;
import io.partita.proto.participant.ExportPartyAcsResponse;
import io.partita.testkit.recording.RecordedCall;
import io.partita.testkit.recording.RecordedMessage;
import io.partita.testkit.recording.Recordings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcsInspectionTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 1 << 20})
    void a_file_is_read_in_pieces_of_any_size(int piece) throws Exception {
        byte[] file = GeneratedAcs.file(200, 300);
        List<String> ids = new ArrayList<>();

        AcsContent content = inspect(file, piece, ids);

        assertThat(content.bytes()).isEqualTo(file.length);
        assertThat(content.contracts()).isEqualTo(200);
        assertThat(content.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
        assertThat(ids).hasSize(200).startsWith(contractId(0)).endsWith(contractId(199));
    }

    @Test
    void no_contracts_are_a_file_too() throws Exception {
        assertThat(inspect(GeneratedAcs.gzip(), 5, new ArrayList<>()).contracts())
                .isZero();
    }

    @Test
    void a_contract_may_be_larger_than_every_buffer() throws Exception {
        byte[] file = GeneratedAcs.file(3, 3_000_000);

        assertThat(inspect(file, 100_000, new ArrayList<>()).contracts()).isEqualTo(3);
    }

    @Test
    void every_cut_is_noticed() {
        byte[] file = GeneratedAcs.file(3, 20);

        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> inspect(cut, 16, new ArrayList<>()))
                    .as("cut to %d of %d bytes", length, file.length)
                    .isInstanceOf(Damaged.class);
        }
    }

    @Test
    void every_changed_byte_of_the_body_is_noticed() {
        byte[] file = GeneratedAcs.file(3, 20);
        int header = 10;
        // The last byte before the trailer of eight may end in bits that mean nothing.
        int padding = file.length - 9;

        for (int at = header; at < file.length; at++) {
            if (at == padding) {
                continue;
            }
            byte[] changed = file.clone();
            changed[at] ^= 0x10;
            assertThatThrownBy(() -> inspect(changed, 4096, new ArrayList<>()))
                    .as("byte %d of %d", at, file.length)
                    .isInstanceOf(Damaged.class);
        }
    }

    @Test
    void bytes_behind_the_end_are_noticed_with_their_place() {
        byte[] file = GeneratedAcs.file(1, 20);
        byte[] longer = Arrays.copyOf(file, file.length + 3);

        assertThatThrownBy(() -> inspect(longer, 4096, new ArrayList<>()))
                .isInstanceOf(Damaged.class)
                .hasMessage("there are bytes behind the end of the gzip stream, from byte " + file.length + " on");
    }

    @Test
    void a_stream_of_several_members_is_one_file() throws Exception {
        byte[] one = GeneratedAcs.gzip(element(contract(1, ALICE, SYNCHRONIZER), 30));
        byte[] other = GeneratedAcs.gzip(element(contract(2, ALICE, SYNCHRONIZER), 30));
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(one);
        both.write(other);

        assertThat(inspect(both.toByteArray(), 10, new ArrayList<>()).contracts())
                .isEqualTo(2);
    }

    @Test
    void a_header_with_all_its_parts_is_skipped() throws Exception {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        element(contract(1, ALICE, SYNCHRONIZER), 30).writeDelimitedTo(raw);

        assertThat(inspect(withFullHeader(raw.toByteArray()), 3, new ArrayList<>())
                        .contracts())
                .isEqualTo(1);
    }

    @Test
    void a_plain_file_is_no_gzip() {
        assertThatThrownBy(() -> inspect("plain".getBytes(), 4096, new ArrayList<>()))
                .isInstanceOf(Damaged.class)
                .hasMessageContaining("the gzip stream is damaged near byte 0: ");
    }

    @Test
    void a_contract_of_another_party_is_noticed() {
        ActiveContract foreign = contract(2, BOB, SYNCHRONIZER);
        byte[] file = GeneratedAcs.gzip(element(contract(1, ALICE, SYNCHRONIZER), 30), element(foreign, 30));

        assertThatThrownBy(() -> inspect(file, 4096, new ArrayList<>()))
                .isInstanceOf(Damaged.class)
                .hasMessage("contract number 2 (" + contractId(2) + ") has no stakeholder " + ALICE);
    }

    @Test
    void a_contract_on_another_synchronizer_is_noticed() {
        SynchronizerId other = SynchronizerId.of("other::1220" + "de".repeat(32));
        byte[] file = GeneratedAcs.gzip(element(contract(1, ALICE, other), 30));

        assertThatThrownBy(() -> inspect(file, 4096, new ArrayList<>()))
                .isInstanceOf(Damaged.class)
                .hasMessageContaining("is on the synchronizer " + other + ", not on " + SYNCHRONIZER);
    }

    @Test
    void garbage_that_begins_like_a_member_is_noticed_too() {
        byte[] file = GeneratedAcs.file(1, 20);
        byte[] longer = Arrays.copyOf(file, file.length + 30);
        longer[file.length] = 0x1f;
        longer[file.length + 1] = (byte) 0x8b;

        assertThatThrownBy(() -> inspect(longer, 4096, new ArrayList<>()))
                .isInstanceOf(Damaged.class)
                .hasMessage("there are bytes behind the end of the gzip stream, from byte " + file.length + " on");
    }

    @Test
    void a_failure_of_the_file_itself_stays_what_it_is() {
        IOException failure = new IOException("the disk is gone");
        AcsInspection inspection = new AcsInspection(ALICE, SYNCHRONIZER, id -> {});

        assertThatThrownBy(() -> inspection.read(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @ParameterizedTest
    @ValueSource(ints = {(16 << 20) + 1, 127 << 20, Integer.MAX_VALUE, -1})
    void no_element_may_be_larger_than_16_MiB(int length) throws Exception {
        byte[] file = gzip(out -> out.writeUInt32NoTag(length));

        assertThatThrownBy(() -> inspect(file, 4096, new ArrayList<>()))
                .isInstanceOf(Damaged.class)
                .hasMessage("the length of a contract is damaged at byte 0 of the unpacked file, or the contract is "
                        + "larger than 16 MiB");
    }

    @Test
    void a_length_that_does_not_end_is_noticed() throws Exception {
        byte[] file = gzip(out -> out.writeRawBytes(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}));

        assertThatThrownBy(() -> inspect(file, 4096, new ArrayList<>()))
                .isInstanceOf(Damaged.class)
                .hasMessageStartingWith("the length of a contract is damaged at byte 0");
    }

    @Test
    void an_element_of_nothing_is_no_contract() throws Exception {
        byte[] file = gzip(out -> out.writeUInt32NoTag(0));

        assertThatThrownBy(() -> inspect(file, 4096, new ArrayList<>()))
                .isInstanceOf(Damaged.class)
                .hasMessageContaining("contract number 1");
    }

    @Test
    void another_version_of_the_format_is_not_guessed() {
        byte[] file = GeneratedAcs.gzip(element(contract(1, ALICE, SYNCHRONIZER), 31));

        assertThatThrownBy(() -> inspect(file, 4096, new ArrayList<>()))
                .isInstanceOf(Damaged.class)
                .hasMessage("contract number 1 has the format version 31; only version 30 is known");
    }

    @Test
    void recorded_exports_have_the_recorded_content() throws Exception {
        int exports = 0;
        for (var entry : Recordings.index()) {
            for (RecordedCall call : entry.load()
                    .calls("com.digitalasset.canton.admin.participant.v30.PartyManagementService/ExportPartyAcs")
                    .filter(call -> call.status().isOk())
                    .filter(call -> call.responses().stream().allMatch(RecordedMessage.Complete.class::isInstance))
                    .toList()) {
                JsonNode acs = call.acs().orElseThrow();
                JsonNode request = call.requests().get(0).json().orElseThrow();
                AcsContent content = inspect(
                        bytes(call),
                        PartyId.of(request.get("partyId").asText()),
                        SynchronizerId.of(request.get("synchronizerId").asText()),
                        100,
                        new ArrayList<>());
                assertThat(content.bytes()).isEqualTo(acs.get("gzipBytes").asLong());
                assertThat(content.sha256()).isEqualTo(acs.get("sha256").asText());
                assertThat(content.contracts()).isEqualTo(acs.get("elements").asLong());
                exports++;
            }
        }
        assertThat(exports).isGreaterThan(20);
    }

    private static byte[] bytes(RecordedCall call) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (RecordedMessage message : call.responses()) {
            ExportPartyAcsResponse.parseFrom(((RecordedMessage.Complete) message).bytes())
                    .getChunk()
                    .writeTo(out);
        }
        return out.toByteArray();
    }

    private static AcsContent inspect(byte[] file, int piece, List<String> ids) throws IOException {
        return inspect(file, ALICE, SYNCHRONIZER, piece, ids);
    }

    private static AcsContent inspect(
            byte[] file, PartyId party, SynchronizerId synchronizer, int piece, List<String> ids) throws IOException {
        int[] at = {0};
        return new AcsInspection(party, synchronizer, ids::add).read(() -> {
            if (at[0] >= file.length) {
                return null;
            }
            int begin = at[0];
            at[0] += piece;
            return Arrays.copyOfRange(file, begin, Math.min(at[0], file.length));
        });
    }

    /** Writes what is in a file. */
    @FunctionalInterface
    private interface Content {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] gzip(Content content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            CodedOutputStream out = CodedOutputStream.newInstance(gzip);
            content.write(out);
            out.flush();
        }
        return packed.toByteArray();
    }

    private static byte[] withFullHeader(byte[] content) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(content);
        deflater.finish();
        byte[] body = new byte[content.length + 100];
        int length = deflater.deflate(body);
        deflater.end();
        CRC32 crc = new CRC32();
        crc.update(content);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        IntStream.of(0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 6, 0, 'p', 'a', 2, 0, 9, 9, 'n', 0, 'c', 0, 1, 2)
                .forEach(out::write);
        out.write(body, 0, length);
        for (long word : new long[] {crc.getValue(), content.length}) {
            for (int shift = 0; shift < 32; shift += 8) {
                out.write((int) (word >>> shift));
            }
        }
        return out.toByteArray();
    }
}

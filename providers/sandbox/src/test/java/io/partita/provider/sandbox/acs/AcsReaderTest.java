package io.partita.provider.sandbox.acs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.partita.proto.ledger.ActiveContract;
import io.partita.proto.version.UntypedVersionedMessage;
import io.partita.provider.sandbox.acs.AcsReader.DamagedAcs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class AcsReaderTest {

    private static byte[] contracts(String... synchronizers) throws IOException {
        ByteArrayOutputStream elements = new ByteArrayOutputStream();
        for (String synchronizer : synchronizers) {
            UntypedVersionedMessage.newBuilder()
                    .setVersion(30)
                    .setData(io.partita.proto.participant.ActiveContract.newBuilder()
                            .setActiveContract(ActiveContract.newBuilder()
                                    .setSynchronizerId(synchronizer)
                                    .build()
                                    .toByteString())
                            .build()
                            .toByteString())
                    .build()
                    .writeDelimitedTo(elements);
        }
        return elements.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    private static List<String> read(byte[] file) throws DamagedAcs {
        List<String> synchronizers = new ArrayList<>();
        AcsReader.read(new ByteArrayInputStream(file), contract -> synchronizers.add(contract.getSynchronizerId()));
        return synchronizers;
    }

    private static DamagedAcs damage(byte[] file) {
        return catchThrowableOfType(DamagedAcs.class, () -> read(file));
    }

    @Test
    void handsOutEveryContract() throws IOException {
        assertThat(read(gzip(contracts("one", "two", "three")))).containsExactly("one", "two", "three");
    }

    @Test
    void anEmptySetIsAnAcs() throws IOException {
        assertThat(read(gzip(new byte[0]))).isEmpty();
    }

    @Test
    void concatenatedMembersAreOneFile() throws IOException {
        byte[] all = contracts("one", "two");

        byte[] file = joined(gzip(Arrays.copyOf(all, 7)), gzip(Arrays.copyOfRange(all, 7, all.length)));

        assertThat(read(file)).containsExactly("one", "two");
    }

    @Test
    void nothingAtAllIsNotGzip() {
        assertThat(damage(new byte[0]))
                .hasMessage("Input is not in the .gz format")
                .matches(DamagedAcs::notGzip);
    }

    @Test
    void otherBytesAreNotGzip() {
        assertThat(damage(new byte[] {80, 75, 3, 4}))
                .hasMessage("Input is not in the .gz format")
                .matches(DamagedAcs::notGzip);
    }

    @Test
    void aFileThatIsCutOffIsDamaged() throws IOException {
        byte[] whole = gzip(contracts("one", "two"));

        DamagedAcs damage = damage(Arrays.copyOf(whole, whole.length - 9));

        assertThat(damage).hasMessage("OtherError(null)").matches(each -> !each.notGzip());
    }

    @Test
    void aWrongChecksumIsDamage() throws IOException {
        byte[] file = gzip(contracts("one"));
        file[file.length - 5] ^= 1;

        assertThat(damage(file)).hasMessage("OtherError(null)").matches(each -> !each.notGzip());
    }

    @Test
    void somethingBehindTheEndIsDamage() throws IOException {
        byte[] file = joined(gzip(contracts("one")), new byte[] {1, 2, 3});

        assertThat(damage(file)).hasMessage("OtherError(null)").matches(each -> !each.notGzip());
    }

    @Test
    void anElementThatIsCutOffIsDamage() throws IOException {
        byte[] all = contracts("one");

        assertThat(damage(gzip(Arrays.copyOf(all, all.length - 1)))).hasMessage("OtherError(null)");
    }

    @Test
    void anElementThatIsNoMessageIsDamage() throws IOException {
        assertThat(damage(gzip(new byte[] {2, 10, 99}))).hasMessageStartingWith("BufferException(");
    }
}

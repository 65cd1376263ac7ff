package io.partita.cli.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlobIdTest {

    private static final int MIB = 1 << 20;

    static Stream<byte[]> contents() {
        return Stream.concat(
                Stream.of(
                                "",
                                "a",
                                "party('alice') {}\n",
                                "Grüße\r\n\t",
                                "\u0000",
                                "a\u0001b",
                                "x".repeat(MIB),
                                "x".repeat(MIB + 1))
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                List.of(new byte[] {(byte) 0xC3}, new byte[] {'P', 'K', 3, 4, (byte) 0xFF}).stream());
    }

    @ParameterizedTest
    @MethodSource("contents")
    void itIsTheIdThatGitGives(byte[] content) throws IOException {
        String byGit = new ObjectInserter.Formatter()
                .idFor(Constants.OBJ_BLOB, content)
                .name();

        assertThat(BlobId.of(content)).isEqualTo(byGit);
        assertThat(BlobId.of(content.length, new ByteArrayInputStream(content))).isEqualTo(byGit);
    }

    /** One of a user's settings has JGit use a function that recognises no collision. */
    @Test
    void noSettingsAreReadForIt() {
        SystemReader before = SystemReader.getInstance();
        SystemReader.setInstance(null);
        try {
            BlobId.of(new byte[] {'P', 'K', 3, 4});

            assertThat(SystemReader.getInstance()).isInstanceOf(WithoutSettings.class);
        } finally {
            SystemReader.setInstance(before);
        }
    }

    @Test
    void aFileThatBecameShorterHasNone() {
        assertThatThrownBy(() ->
                        BlobId.of(9, new ByteArrayInputStream("too short".getBytes(StandardCharsets.UTF_8), 0, 8)))
                .isInstanceOf(EOFException.class);
    }
}

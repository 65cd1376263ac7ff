package io.partita.core.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.secret.KnownSecrets.Life;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MaskedOutputTest {

    private static final String SECRET = "a-secret-of-the-masked-output-test";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = MaskedOutput.before(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void a_secret_that_is_written_in_pieces_is_masked() {
        KnownSecrets.add(SECRET, Life.LASTING);

        for (char each : ("ä " + SECRET + " ö\n").toCharArray()) {
            out.print(each);
        }
        out.flush();

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("ä *** ö\n");
    }

    @Test
    void much_text_goes_through_before_it_is_flushed_and_as_it_is() {
        KnownSecrets.add(SECRET, Life.LASTING);
        StringBuilder expected = new StringBuilder();
        for (int line = 0; line < 40_000; line++) {
            out.print("€ line " + line + " " + SECRET + "\uD83D\uDE00");
            expected.append("€ line ").append(line).append(" ***\uD83D\uDE00");
        }

        assertThat(bytes.size()).isPositive();
        out.flush();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
    }

    @Test
    void what_is_lost_is_told() {
        PrintStream full = MaskedOutput.before(new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int one) throws IOException {
                        throw new IOException("no space left");
                    }
                },
                false,
                StandardCharsets.UTF_8));
        full.print("text");

        assertThat(full.checkError()).isTrue();
    }
}

package io.partita.cli.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxPortsTest {

    @TempDir
    private Path folder;

    @Test
    void portsAreWantedAgainUnlessSomebodyElseHasTakenThem() throws IOException {
        int free;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                free = other.getLocalPort();
            }
            SandboxPorts.in(folder).keep(Map.of("participant1", new int[] {free, taken.getLocalPort()}));

            assertThat(SandboxPorts.in(folder).wanted()).containsOnlyKeys("participant1");
            assertThat(SandboxPorts.in(folder).wanted().get("participant1")).containsExactly(free, 0);
        }
    }

    @Test
    void whatCannotBeUnderstoodIsAsGoodAsNotThere() throws IOException {
        assertThat(SandboxPorts.in(folder).wanted()).isEmpty();
        Files.writeString(folder.resolve("ports"), "participant1 a b\nparticipant2 1\n\nparticipant3 99999 0\n");

        assertThat(SandboxPorts.in(folder).wanted()).containsOnlyKeys("participant3");
        assertThat(SandboxPorts.in(folder).wanted().get("participant3")).containsExactly(0, 0);
    }

    /** As a branch of a stranger may bring it along. */
    @Test
    void aLinkIsNeitherReadNorWrittenThrough() throws IOException {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "participant1 0 0\n");
        Path sandbox = Files.createDirectory(folder.resolve("sandbox"));
        Files.createSymbolicLink(sandbox.resolve("ports"), elsewhere);
        SandboxPorts ports = SandboxPorts.in(sandbox);

        assertThatThrownBy(ports::wanted)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("ports: it is a link");
        assertThatThrownBy(() -> ports.keep(Map.of("participant1", new int[] {1, 2})))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("ports: it is a link");
        assertThat(elsewhere).hasContent("participant1 0 0");
    }

    @Test
    void aPipeIsNotWaitedFor() throws IOException, InterruptedException {
        Path pipe = folder.resolve("ports");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        SandboxPorts ports = SandboxPorts.in(folder);

        assertThatThrownBy(ports::wanted).hasMessageContaining("it is no file, but a pipe");
        assertThatThrownBy(() -> ports.keep(Map.of())).hasMessageContaining("it is no file, but a pipe");
    }

    @Test
    void bytesThatAreNoTextAndAFileThatIsTooLargeAreReplaced() throws IOException {
        SandboxPorts ports = SandboxPorts.in(folder);
        for (byte[] content : List.of(new byte[] {(byte) 0xFF}, new byte[2 << 20])) {
            Files.write(folder.resolve("ports"), content);

            assertThat(ports.wanted()).isEmpty();
            ports.keep(Map.of("participant1", new int[] {0, 0}));
            assertThat(ports.wanted()).containsOnlyKeys("participant1");
        }
    }
}

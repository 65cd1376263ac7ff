package io.partita.cli.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
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
}

package io.partita.cli.unit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ports that an embedded network listened at last, so that it does so again: declarations, plans and unfinished
 * runs name them. One that somebody else has taken meanwhile is replaced by a free one.
 */
public final class SandboxPorts {

    private static final String FILE = "ports";

    private final Path file;

    private SandboxPorts(Path file) {
        this.file = file;
    }

    /** @param sandbox the folder that the network is kept in */
    public static SandboxPorts in(Path sandbox) {
        return new SandboxPorts(sandbox.resolve(FILE));
    }

    /** Admin and ledger port by participant; 0 for any free one. What cannot be understood is as good as not there. */
    public Map<String, int[]> wanted() {
        Map<String, int[]> wanted = new TreeMap<>();
        for (String line : lines()) {
            String[] words = line.split(" ");
            if (words.length == 3 && words[1].matches("[0-9]{1,5}") && words[2].matches("[0-9]{1,5}")) {
                wanted.put(words[0], new int[] {free(Integer.parseInt(words[1])), free(Integer.parseInt(words[2]))});
            }
        }
        return wanted;
    }

    /** Keeps them. */
    public void keep(Map<String, int[]> ports) {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(ports).forEach((name, pair) -> lines.add(name + " " + pair[0] + " " + pair[1]));
        try {
            Files.write(file, lines, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<String> lines() {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int free(int port) {
        if (port == 0 || port > 65_535) {
            return 0;
        }
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException taken) {
            return 0;
        }
    }
}

package io.partita.cli.unit;

import io.partita.core.file.FileRefused;
import io.partita.core.file.Folder;
import io.partita.core.file.Replacement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ports that an embedded network listened at last, so that it does so again: declarations, plans and unfinished
 * runs name them. One that somebody else has taken meanwhile is replaced by a free one. Somebody else may have filled the folder: no link is followed there.
 */
public final class SandboxPorts {

    private static final String FILE = "ports";

    /** Of bytes; a line has less than a hundred. */
    private static final long LARGEST = 1L << 20;

    private final Path sandbox;

    private SandboxPorts(Path sandbox) {
        this.sandbox = sandbox;
    }

    /** @param sandbox the folder that the network is kept in */
    public static SandboxPorts in(Path sandbox) {
        return new SandboxPorts(sandbox);
    }

    /**
     * Admin and ledger port by participant; 0 for any free one. What cannot be understood is as good as not there.
     *
     * @throws UncheckedIOException when the file is a link, a pipe or a folder, or may not be read
     */
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

    /**
     * Keeps them.
     *
     * @throws UncheckedIOException when the file is a link, a pipe or a folder, or cannot be written
     */
    public void keep(Map<String, int[]> ports) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(ports)
                .forEach((name, pair) ->
                        lines.append(name + " " + pair[0] + " " + pair[1]).append('\n'));
        try {
            Folder.of(sandbox).checkOwn(FILE);
            Replacement.ofOwn(sandbox.resolve(FILE), lines.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<String> lines() {
        try {
            Folder folder = Folder.of(sandbox);
            folder.checkOwn(FILE);
            return new String(folder.read(FILE, LARGEST), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException failure) {
            if (failure instanceof FileRefused refused && refused.why() == FileRefused.Why.TOO_LARGE) {
                return List.of();
            }
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

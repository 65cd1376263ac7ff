package io.partita.plans;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Copies of the folders of scenarios. */
public final class Units {

    private static final List<String> MADE_BY_PARTITA = List.of(".sandbox", ".partita");
    private static final Pattern TIMEOUT = Pattern.compile("(\"decisionTimeout\": )\"PT[0-9.]+S\"");

    private Units() {}

    /**
     * Copies a folder, but not what partita made in it when somebody played there. Private keys are for their owner
     * alone, as partita asks it of them; Git keeps nothing of that.
     *
     * @param to does not exist yet, unlike the folder that it is in
     */
    public static void copy(Path folder, Path to) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Path inside = folder.relativize(file);
                if (!MADE_BY_PARTITA.contains(inside.getName(0).toString())) {
                    Path copy = Files.copy(file, to.resolve(inside.toString()));
                    if (inside.toString().endsWith(".pem")) {
                        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
                    }
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Copies a folder as {@link #copy} does, with worlds that decide in a moment: for tests that are about something
     * else than how long a decision takes, which is waited for by every clearing of an onboarding flag.
     */
    public static void copyHasty(Path folder, Path to) {
        copy(folder, to);
        try (Stream<Path> files = Files.walk(to)) {
            for (Path world : files.filter(file -> file.toString().endsWith(".json"))
                    .filter(Files::isRegularFile)
                    .toList()) {
                Files.writeString(
                        world, TIMEOUT.matcher(Files.readString(world)).replaceAll("$1\"PT0.2S\""));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Copies a unit with its state and its network, as they are. @param to is made, with the folder that it is in */
    public static void copyWhole(Path unit, Path to) {
        try (Stream<Path> files = Files.walk(unit)) {
            Files.createDirectories(to.getParent());
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(unit.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

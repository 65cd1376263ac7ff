package io.partita.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A network without parties, for declarations of tests. */
final class SmallWorld {

    private static final Pattern TIMEOUT = Pattern.compile("(\"decisionTimeout\": )\"PT[0-9.]+S\"");

    private SmallWorld() {}

    /** Lets a world decide in a moment, which every clearing of an onboarding flag waits for. */
    static void hasten(Path world) throws IOException {
        Files.writeString(world, TIMEOUT.matcher(Files.readString(world)).replaceAll("$1\"PT0.2S\""));
    }

    /** Beside a declaration. */
    static void write(Path unit, String... participants) throws IOException {
        String declared =
                Stream.of(participants).map(name -> "\"" + name + "\": {}").collect(Collectors.joining(", "));
        Files.writeString(unit.resolve("world.json"), """
                {
                  "synchronizer": "mysynchronizer",
                  "protocolVersion": 35,
                  "release": "3.5.10",
                  "decisionTimeout": "PT0.2S",
                  "participants": { %s },
                  "parties": [],
                  "contracts": []
                }
                """.formatted(declared));
    }
}

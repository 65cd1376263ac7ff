package io.partita.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A network without parties, for declarations of tests. */
final class SmallWorld {

    private SmallWorld() {}

    /** Beside a declaration. */
    static void write(Path unit, String... participants) throws IOException {
        String declared =
                Stream.of(participants).map(name -> "\"" + name + "\": {}").collect(Collectors.joining(", "));
        Files.writeString(unit.resolve("world.json"), """
                {
                  "synchronizer": "mysynchronizer",
                  "protocolVersion": 35,
                  "release": "3.5.10",
                  "decisionTimeout": "PT2S",
                  "participants": { %s },
                  "parties": [],
                  "contracts": []
                }
                """.formatted(declared));
    }
}

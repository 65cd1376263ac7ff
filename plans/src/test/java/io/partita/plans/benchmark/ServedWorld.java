package io.partita.plans.benchmark;

import io.partita.provider.sandbox.SandboxNetwork;
import io.partita.provider.sandbox.topology.Permission;
import io.partita.provider.sandbox.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A process that serves a world of three participants and many parties, of whom none has contracts. It prints the id of
 * the synchronizer, where the participants are, and its figures, and stays until its input ends.
 */
final class ServedWorld {

    static final List<String> PARTICIPANTS = List.of("participant1", "participant2", "participant3");

    private ServedWorld() {}

    /** Serves. @param words the folder of the world, how many parties, and how many hosts each has */
    public static void main(String[] words) throws IOException {
        World world = world(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
        try (SandboxNetwork network = SandboxNetwork.open(world, Path.of(words[0]))) {
            List<SandboxNetwork.Endpoints> served = network.serve();
            System.out.println(network.synchronizerId());
            served.forEach(one -> System.out.println(one.admin() + " " + one.ledger()));
            System.out.println(Figures.now().line());
            System.in.transferTo(System.out);
            System.out.println(Figures.now().line());
        }
    }

    private static World world(int parties, int hosts) {
        List<World.Host> all = PARTICIPANTS.stream()
                .limit(hosts)
                .map(name -> new World.Host(name, Permission.SUBMISSION))
                .toList();
        return World.of(PARTICIPANTS.toArray(String[]::new))
                .withTimes(Duration.ofSeconds(2), World.DEFAULT_TOPOLOGY_CHANGE_DELAY)
                .withParties(
                        IntStream.range(0, parties)
                                .mapToObj(number -> new World.Party("Party" + number, PARTICIPANTS.get(0), all, 1))
                                .toList(),
                        List.of());
    }

    /**
     * The parties of the world, as somebody declares them who wants each on so many participants.
     *
     * @param told what {@link #main} printed
     */
    static String declaration(List<String> told, int parties, int hosts) {
        StringBuilder text = new StringBuilder("synchronizer 'mysynchronizer'\n\nparticipants {\n");
        for (int index = 0; index < PARTICIPANTS.size(); index++) {
            String[] addresses = told.get(index + 1).split(" ");
            text.append("    %s { admin '%s'; ledger '%s' }\n"
                    .formatted(PARTICIPANTS.get(index), addresses[0], addresses[1]));
        }
        text.append("}\n\n(0..%d).each { n ->\n    party(\"Party$n\") {\n        local on: participant1\n"
                .formatted(parties - 1));
        PARTICIPANTS.stream()
                .limit(hosts)
                .forEach(name -> text.append("        host ").append(name).append(", submission\n"));
        return text.append("    }\n}\n").toString();
    }

    /** Where the first participant has its Admin API. @param told what {@link #main} printed */
    static String admin(List<String> told) {
        return told.get(1).split(" ")[0];
    }

    /** The logical id of the synchronizer. @param told what {@link #main} printed */
    static String synchronizer(List<String> told) {
        return told.get(0);
    }
}

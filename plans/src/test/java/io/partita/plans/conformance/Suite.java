package io.partita.plans.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** All cases, in the order in which they run. */
final class Suite {

    /** Looks whether everything that a replication switches off is as it was found, and puts it back if it is not. */
    static final Case LAST = Case.of(
            "left-as-found",
            "connection, automatic connection and pruning of every participant are as found",
            Suite::leftAsFound);

    private Suite() {}

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(new AccessCases().cases());
        cases.addAll(new SimpleCases().cases());
        cases.addAll(new OfflineCases().cases());
        cases.addAll(new OwnerCases().cases());
        cases.addAll(new ResumeCases().cases());
        cases.addAll(new RefusalCases().cases());
        cases.addAll(new TopologyErrorCases().cases());
        cases.addAll(new LedgerErrorCases().cases());
        cases.addAll(new PackageErrorCases().cases());
        cases.addAll(new ConnectionErrorCases().cases());
        // Last of all: it is away for some of these cases, and would take the others with it if one of them failed.
        cases.addAll(new ReplicationCases().cases());
        return cases;
    }

    private static void leftAsFound(Ground ground) {
        List<String> moved = new ArrayList<>();
        ground.found().forEach((peer, found) -> {
            Connections.Found now = ground.connections().of(peer);
            if (!now.equals(found)) {
                moved.add(peer + " was " + found + " and is " + now);
                ground.connections().restore(peer, found);
            }
        });
        assertThat(moved).as("left otherwise than found; put back now").isEmpty();
    }
}

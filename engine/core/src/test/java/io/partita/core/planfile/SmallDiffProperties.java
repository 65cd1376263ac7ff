package io.partita.core.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.PackageId;
import io.partita.core.model.PartyId;
import io.partita.core.model.check.DeclarationChecks;
import io.partita.core.plan.Home;
import io.partita.core.planner.Planner;
import io.partita.core.stub.StubDeclaration;
import io.partita.core.stub.StubNetwork;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The plan file in version control: where one party of fifty is otherwise, so is a small part of the file. */
class SmallDiffProperties {

    private static final int PARTIES = 50;
    private static final int TRIES = 40;
    private static final PackageId PACKAGE = new PackageId("0a");

    /** What is otherwise with one party, and how many lines of the file may be. */
    enum Otherwise {
        PERMISSION(40),
        CONTRACTS(20),
        SERIAL(60),
        AS_DECLARED_ALREADY(120),
        NOT_DECLARED(120),
        /** A window of its own: its waves are more, and those after it have other numbers. */
        ONE_MORE_HOST(260);

        private final int lines;

        Otherwise(int lines) {
            this.lines = lines;
        }
    }

    @Property(tries = TRIES)
    void onePartyOfFifty(@ForAll @IntRange(min = 1, max = PARTIES) int party, @ForAll Otherwise otherwise) {
        List<String> before = lines(0, otherwise);
        List<String> after = lines(party, otherwise);

        assertThat(before).hasSizeGreaterThan(1_500);
        assertThat(differing(before, after)).isPositive().isLessThanOrEqualTo(otherwise.lines);
    }

    @Property(tries = 3)
    void theSameDeclarationAndNetworkGiveTheSameFile(@ForAll Otherwise otherwise) {
        assertThat(lines(0, otherwise)).isEqualTo(lines(0, otherwise));
    }

    /** @param party the one that is otherwise; 0 for none */
    private static List<String> lines(int party, Otherwise otherwise) {
        StubNetwork network = new StubNetwork("participant1", "participant2", "participant3");
        StubDeclaration declaration = new StubDeclaration().sandboxes("participant1", "participant2", "participant3");
        List.of("participant1", "participant2", "participant3")
                .forEach(name -> network.node(name).vetted.add(PACKAGE));
        for (int number = 1; number <= PARTIES; number++) {
            String name = "Party" + number;
            PartyId id = network.party(name, "participant1");
            var mapping = network.host(id, 1, "participant1 submission");
            network.node("participant1").hold(id, PACKAGE.id(), 2);
            if (number != party) {
                declaration.party(name, "participant1", null, "participant1 submission", "participant2 observation");
                continue;
            }
            switch (otherwise) {
                case PERMISSION ->
                    declaration.party(
                            name, "participant1", null, "participant1 submission", "participant2 confirmation");
                case CONTRACTS -> {
                    network.node("participant1").hold(id, PACKAGE.id(), 5);
                    declaration.party(
                            name, "participant1", null, "participant1 submission", "participant2 observation");
                }
                case SERIAL -> {
                    network.authorize(mapping.withSerial(7));
                    declaration.party(
                            name, "participant1", null, "participant1 submission", "participant2 observation");
                }
                case AS_DECLARED_ALREADY -> declaration.party(name, "participant1", null, "participant1 submission");
                case NOT_DECLARED -> {}
                case ONE_MORE_HOST ->
                    declaration.party(
                            name,
                            "participant1",
                            null,
                            "participant1 submission",
                            "participant2 observation",
                            "participant3 observation");
            }
        }
        return DeclarationChecks.check(declaration.build())
                .then(checked -> new Planner(2, duration -> {}).plan(checked, Path.of("."), Home.BESIDE, network))
                .map(plan -> new String(PlanFile.write(plan).text(), StandardCharsets.UTF_8))
                .value()
                .lines()
                .toList();
    }

    /** How many lines only one of them has, in the shortest way from one to the other. */
    private static int differing(List<String> before, List<String> after) {
        int[] row = new int[after.size() + 1];
        for (String line : before) {
            int diagonal = 0;
            for (int at = 1; at <= after.size(); at++) {
                int above = row[at];
                row[at] = line.equals(after.get(at - 1)) ? diagonal + 1 : Math.max(above, row[at - 1]);
                diagonal = above;
            }
        }
        return before.size() + after.size() - 2 * row[after.size()];
    }
}

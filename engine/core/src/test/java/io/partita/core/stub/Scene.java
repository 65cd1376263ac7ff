package io.partita.core.stub;

import io.partita.core.diagnostic.Checked;
import io.partita.core.model.PackageId;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.PruningSchedule;
import io.partita.core.model.check.CheckedDeclaration;
import io.partita.core.model.check.DeclarationChecks;
import io.partita.core.plan.Home;
import io.partita.core.plan.Plan;
import io.partita.core.planner.Planner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A network and a declaration made from a seed: the same seed makes the same scene. */
public final class Scene {

    private static final PackageId PACKAGE = new PackageId("0a");
    private static final List<String> NAMES = List.of("participant1", "participant2", "participant3", "participant4");
    private static final PruningSchedule NIGHTLY = new PruningSchedule(
            "0 0 20 * * ?", Duration.ofHours(2), Duration.ofDays(30), PruningSchedule.Extent.EVERYTHING);

    public final StubNetwork network = new StubNetwork(NAMES.toArray(String[]::new));
    private final StubDeclaration declaration = new StubDeclaration();
    private final Random random;

    public Scene(long seed, int parties) {
        random = new Random(seed);
        declaration.sandboxes(NAMES.toArray(String[]::new));
        for (String name : NAMES) {
            network.node(name).vetted.add(PACKAGE);
            if (random.nextInt(3) == 0) {
                network.node(name).pruning = Optional.of(NIGHTLY);
            }
        }
        for (int number = 1; number <= parties; number++) {
            if (random.nextInt(3) == 0) {
                addShared("Shared" + number);
            } else {
                addParty("Party" + number);
            }
        }
    }

    /** Of a namespace with several owners, of which two sign; none of them becomes a host. */
    private void addShared(String name) {
        List<String> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, random);
        int live = 1 + random.nextInt(2);
        List<String> owners = new ArrayList<>(names.subList(0, live));
        if (live == 1 || random.nextBoolean()) {
            owners.add(names.get(names.size() - 1));
        }
        PartyId party = PartyId.of(name + "::" + network.shared(2, owners.toArray(String[]::new)));
        network.host(party, 1, hosts(names, live));
        if (random.nextBoolean()) {
            names.subList(0, live).forEach(host -> network.node(host).hold(party, PACKAGE.id(), 2));
        }
        int desired = live + random.nextInt(names.size() - live);
        declaration.known(party, random.nextBoolean() ? 1 : null, hosts(names, desired));
    }

    private void addParty(String name) {
        List<String> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, random);
        String owner = names.get(random.nextInt(2));
        PartyId party = network.party(name, owner);
        int live = random.nextInt(3);
        int desired = Math.max(1, live + random.nextInt(3));
        String[] liveHosts = hosts(names, live);
        if (live > 0) {
            network.host(party, 1, liveHosts);
            if (random.nextBoolean()) {
                names.subList(0, live).forEach(host -> network.node(host).hold(party, PACKAGE.id(), 2));
            }
        }
        declaration.party(name, owner, random.nextBoolean() ? 1 : null, hosts(names, Math.min(desired, names.size())));
    }

    /** The first is always able to confirm, so that the declaration is valid. */
    private String[] hosts(List<String> names, int count) {
        String[] hosts = new String[count];
        for (int index = 0; index < count; index++) {
            Permission permission = Permission.values()[index == 0 ? 1 + random.nextInt(2) : random.nextInt(3)];
            hosts[index] = names.get(index) + " " + permission.word();
        }
        return hosts;
    }

    public Checked<Plan> plan() {
        return checked()
                .then(checked -> new Planner(2, duration -> {}).plan(checked, Path.of("."), Home.BESIDE, network));
    }

    public Checked<CheckedDeclaration> checked() {
        return DeclarationChecks.check(declaration.build());
    }
}

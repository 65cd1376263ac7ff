package io.partita.provider.sandbox.ledger;

import io.partita.provider.sandbox.contracts.ContractSeed;
import io.partita.provider.sandbox.lf.LfName;
import io.partita.provider.sandbox.lf.LfPackage;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.synchronizer.Sequencing;
import io.partita.provider.sandbox.topology.Hosting;
import io.partita.provider.sandbox.topology.TopologyView;
import io.partita.provider.sandbox.transactions.LedgerTransaction;
import io.partita.provider.sandbox.transactions.LocalLedger;
import io.partita.provider.sandbox.transactions.TransactionBytes;
import io.partita.provider.sandbox.transactions.UpdateIds;
import io.partita.provider.sandbox.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The contracts of a world: transactions in the log that say how to make them, not what they are. */
final class ContractSeeding {

    /** Contracts that one transaction creates or archives. */
    private static final int TRANSACTION = 100;

    private final World world;
    private final Sequencing synchronizer;
    private final TopologyView topology;
    private final Map<String, String> parties;
    private final Map<String, LocalLedger> participants;

    ContractSeeding(
            World world,
            SortedMap<String, Node> nodes,
            Map<String, String> parties,
            Map<String, LocalLedger> participants) {
        this.world = world;
        this.synchronizer = nodes.get(nodes.firstKey()).synchronizer();
        this.topology = nodes.get(nodes.firstKey()).topology();
        this.parties = parties;
        this.participants = participants;
    }

    /** @param removal takes away the hosts that parties lose */
    void run(Runnable removal) {
        Set<String> losing = world.parties().stream()
                .filter(World.Party::losesHost)
                .map(World.Party::name)
                .collect(Collectors.toSet());
        List<LedgerTransaction.Seeded> afterRemoval = new ArrayList<>();
        for (int number = 0; number < world.contracts().size(); number++) {
            World.Contracts contracts = world.contracts().get(number);
            ContractSeed seed = seed(number, contracts);
            List<LedgerTransaction.Seeded> archivals = create(seed, contracts);
            boolean later = Stream.concat(contracts.signatories().stream(), contracts.observers().stream())
                    .anyMatch(losing::contains);
            if (later) {
                afterRemoval.addAll(archivals);
            } else {
                archivals.forEach(this::archive);
            }
        }
        removal.run();
        afterRemoval.forEach(this::archive);
    }

    private ContractSeed seed(int number, World.Contracts contracts) {
        List<String> signatories =
                contracts.signatories().stream().map(this::party).toList();
        List<String> observers = contracts.observers().stream().map(this::party).toList();
        String[] name = contracts.template().split(":", 2);
        LfName template = new LfName(name[0], name.length > 1 ? name[1] : "");
        LfPackage defining = defining(contracts.packageName(), template, signatories);
        return new ContractSeed(
                number,
                world.seed(),
                template,
                defining.id(),
                defining.name(),
                contracts.count(),
                signatories,
                observers);
    }

    private String party(String name) {
        String party = parties.get(name);
        if (party == null) {
            throw new IllegalArgumentException(
                    "the contracts of the world name a party that it does not have: " + name);
        }
        return party;
    }

    /** The newest version of the package that a host of the first signatory knows. */
    private LfPackage defining(String packageName, LfName template, List<String> signatories) {
        List<Hosting.Host> hosts = signatories.isEmpty()
                ? List.of()
                : topology.hosting(signatories.get(0), topology.now())
                        .map(Hosting::hosts)
                        .orElse(List.of());
        return hosts.stream()
                .flatMap(host -> participants.get(host.participant()).packages().named(packageName).stream())
                .filter(each -> each.templates().containsKey(template))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no host of " + signatories + " has a package "
                        + packageName + " with the template " + template
                        + "; name its DAR under 'dars' of the participant"));
    }

    /** Creates all of them. @return what archives some of them again, in order */
    private List<LedgerTransaction.Seeded> create(ContractSeed seed, World.Contracts contracts) {
        List<LedgerTransaction.Seeded> archivals = new ArrayList<>();
        long from = 0;
        while (from < contracts.count()) {
            boolean archived = from < contracts.archived();
            long end = archived ? contracts.archived() : contracts.count();
            int size = (int) Math.min(TRANSACTION, end - from);
            long createdAt = synchronizer.nextTime();
            sequence(seed, from, size, createdAt, createdAt, LedgerTransaction.Seeded.Kind.CREATE);
            if (archived) {
                archivals.add(new LedgerTransaction.Seeded(
                        "", 0, seed, from, size, createdAt, LedgerTransaction.Seeded.Kind.ARCHIVE));
            }
            from += size;
        }
        return archivals;
    }

    private void archive(LedgerTransaction.Seeded archival) {
        sequence(
                archival.seed(),
                archival.from(),
                archival.size(),
                archival.createdAt(),
                synchronizer.nextTime(),
                LedgerTransaction.Seeded.Kind.ARCHIVE);
    }

    private void sequence(
            ContractSeed seed,
            long from,
            int size,
            long createdAt,
            long effectiveAt,
            LedgerTransaction.Seeded.Kind kind) {
        String updateId = UpdateIds.of("seed/" + world.seed() + "/" + seed.number() + "/" + from + "/" + kind);
        synchronizer.sequence(TransactionBytes.encode(
                new LedgerTransaction.Seeded(updateId, effectiveAt, seed, from, size, createdAt, kind)));
    }
}

package io.partita.provider.sandbox.ledger;

import io.grpc.BindableService;
import io.partita.provider.sandbox.acs.PartyAdminBinding;
import io.partita.provider.sandbox.acs.RepairService;
import io.partita.provider.sandbox.contracts.StoredContract;
import io.partita.provider.sandbox.node.ConnectionLost;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.node.NodeLedger;
import io.partita.provider.sandbox.packages.PackageAdminService;
import io.partita.provider.sandbox.packages.PackageManagementLedgerService;
import io.partita.provider.sandbox.packages.Uploads;
import io.partita.provider.sandbox.packages.Vetting;
import io.partita.provider.sandbox.pruning.PruneRequests;
import io.partita.provider.sandbox.pruning.PruningAdminService;
import io.partita.provider.sandbox.pruning.PruningSchedules;
import io.partita.provider.sandbox.synchronizer.SequencedTransaction;
import io.partita.provider.sandbox.topology.VettedPackage;
import io.partita.provider.sandbox.transactions.LocalLedger;
import io.partita.provider.sandbox.transactions.Processing;
import io.partita.provider.sandbox.transactions.Submission;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.CantonError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The ledger of one node: its parts, put together. */
final class LedgerOfNode implements NodeLedger {

    private final LocalLedger ledger;
    private final Map<String, LocalLedger> participants;
    private final Node node;
    private final Processing processing;
    private final Vetting vetting;
    private final Uploads uploads;
    private final PruningSchedules pruning;

    LedgerOfNode(LocalLedger ledger, Map<String, LocalLedger> participants) {
        this.ledger = ledger;
        this.participants = participants;
        this.node = ledger.node();
        this.processing = new Processing(ledger);
        this.vetting = new Vetting(node, ledger.packages());
        this.uploads = new Uploads(node, ledger.packages(), vetting);
        this.pruning = new PruningSchedules(node, ledger.contracts());
    }

    LocalLedger ledger() {
        return ledger;
    }

    Uploads uploads() {
        return uploads;
    }

    PruningSchedules pruning() {
        return pruning;
    }

    @Override
    public List<BindableService> services(Api api) {
        PruneRequests pruneRequests = new PruneRequests(node, pruning);
        return switch (api) {
            case ADMIN ->
                List.of(
                        new PackageAdminService(node, ledger.packages(), vetting, uploads, this::usesPackage),
                        new PartyAdminBinding(ledger),
                        new RepairService(ledger),
                        new PruningAdminService(node, pruning, pruneRequests));
            case LEDGER ->
                List.of(
                        new StateLedgerService(ledger),
                        new UpdateLedgerService(ledger),
                        new CommandLedgerService(ledger, new Submission(ledger, participants)),
                        new VersionLedgerService(node),
                        new PartyLedgerService(node, new PartyAllocation(node)),
                        new PackageLedgerService(node, ledger.packages(), participants.keySet()),
                        new PackageManagementLedgerService(node, ledger.packages(), uploads),
                        new PruningLedgerService(node, pruneRequests));
        };
    }

    private boolean usesPackage(String packageId) {
        return holds(
                Set.of(),
                stored -> stored.contract().templateId().getPackageId().equals(packageId)
                        || stored.contract().representativePackage().equals(packageId));
    }

    @Override
    public void process(SequencedTransaction transaction) {
        processing.process(transaction);
    }

    @Override
    public boolean holdsContractsOf(String party) {
        return holds(Set.of(party), stored -> true);
    }

    @Override
    public boolean holdsContractsSignedBy(String party) {
        return holds(Set.of(party), stored -> stored.contract().signatories().contains(party));
    }

    private boolean holds(Set<String> parties, Predicate<StoredContract> wanted) {
        return !ledger.contracts()
                .scan(parties)
                .page(1, stored -> stored.active() && wanted.test(stored))
                .isEmpty();
    }

    @Override
    public Optional<CantonError> objectionToVetting(
            List<VettedPackage> before, List<VettedPackage> after, Set<Integer> force) {
        return vetting.objection(before, after, force);
    }

    @Override
    public void connecting() {
        if (ledger.absentArchivals().breakCommitments()) {
            throw new ConnectionLost("Unable to find reassignment counter for a contract that was archived here without"
                    + " having been active");
        }
    }

    @Override
    public void stop() {
        pruning.disarm();
    }
}

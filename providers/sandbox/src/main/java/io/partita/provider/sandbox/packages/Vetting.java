package io.partita.provider.sandbox.packages;

import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.lf.LfPackage;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.topology.VettedPackage;
import io.partita.provider.sandbox.wire.CantonError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a participant vets, and what it refuses to vet (semantics.md 5 and 7). To be used under the lock of the network.
 */
public final class Vetting {

    private static final int ALLOW_UNKNOWN_PACKAGE = 4;
    private static final int ALLOW_UNVETTED_DEPENDENCIES = 5;
    private static final int ALLOW_INCOMPATIBLE_UPGRADES = 12;
    private static final int LAST_WITH_DEPENDENCY_RULE = 34;

    private final Node node;
    private final PackageStore store;

    public Vetting(Node node, PackageStore store) {
        this.node = node;
        this.store = store;
    }

    /** What is vetted, the submissions that are not yet effective not counted. */
    public List<VettedPackage> current() {
        return node.topology().vetted(node.uid(), node.topology().now());
    }

    /** Vets packages without bounds, in addition to what is vetted. Nothing is submitted if nothing changes. */
    CompletionStage<Void> add(Collection<String> ids) {
        Map<String, VettedPackage> wanted = new LinkedHashMap<>();
        current().forEach(each -> wanted.put(each.packageId(), each));
        ids.forEach(id -> wanted.put(id, VettedPackage.unbounded(id)));
        return submit(new ArrayList<>(wanted.values()), Set.of());
    }

    /** Stops vetting packages, whoever else needs them. Nothing is submitted if nothing changes. */
    CompletionStage<Void> remove(Collection<String> ids) {
        List<VettedPackage> rest = new ArrayList<>(current());
        rest.removeIf(each -> ids.contains(each.packageId()));
        return submit(rest, Set.of(ALLOW_UNVETTED_DEPENDENCIES));
    }

    CompletionStage<Void> submit(List<VettedPackage> wanted, Set<Integer> force) {
        if (new HashSet<>(wanted).equals(new HashSet<>(current()))) {
            return CompletableFuture.completedFuture(null);
        }
        return node.vet(wanted, force);
    }

    /**
     * What speaks against a mapping that is about to be submitted; see
     * {@link io.partita.provider.sandbox.node.NodeLedger}.
     */
    public Optional<CantonError> objection(List<VettedPackage> before, List<VettedPackage> after, Set<Integer> force) {
        Set<String> wanted = new TreeSet<>();
        after.forEach(each -> wanted.add(each.packageId()));
        Set<String> added = new TreeSet<>(wanted);
        before.forEach(each -> added.remove(each.packageId()));
        return unknown(added, force).or(() -> unvettedDependency(wanted, force)).or(() -> incompatible(wanted, force));
    }

    private Optional<CantonError> unknown(Set<String> added, Set<Integer> force) {
        Set<String> unknown = new TreeSet<>(added);
        unknown.removeIf(store::contains);
        return unknown.isEmpty() || force.contains(ALLOW_UNKNOWN_PACKAGE)
                ? Optional.empty()
                : Optional.of(CantonError.of(
                                "TOPOLOGY_CANNOT_VET_DUE_TO_MISSING_PACKAGES",
                                11,
                                "Package vetting failed due to packages not existing on the local node")
                        .with("packages", "Set(" + String.join(", ", unknown) + ")"));
    }

    private Optional<CantonError> unvettedDependency(Set<String> wanted, Set<Integer> force) {
        if (node.synchronizer().protocolVersion() > LAST_WITH_DEPENDENCY_RULE
                || force.contains(ALLOW_UNVETTED_DEPENDENCIES)) {
            return Optional.empty();
        }
        Set<String> missing = new TreeSet<>();
        wanted.forEach(id -> store.find(id).map(LfPackage::dependencies).ifPresent(missing::addAll));
        missing.removeAll(wanted);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(CantonError.of(
                                "TOPOLOGY_DEPENDENCIES_NOT_VETTED",
                                9,
                                "Package vetting failed due to dependencies not being vetted on the local node")
                        .with("unvetted", "Set(" + String.join(", ", missing) + ")"));
    }

    private Optional<CantonError> incompatible(Set<String> wanted, Set<Integer> force) {
        if (force.contains(ALLOW_INCOMPATIBLE_UPGRADES)) {
            return Optional.empty();
        }
        List<LfPackage> packages = new ArrayList<>();
        wanted.forEach(id -> store.find(id).ifPresent(packages::add));
        try {
            new UpgradeCheck(store::find).check(packages);
            return Optional.empty();
        } catch (PackageProblem problem) {
            return Optional.of(PackageErrors.of(problem));
        }
    }

    /**
     * The synchronizer on which a request wants to vet.
     *
     * @param requested logical id; empty = the only one that is connected
     */
    void requireConnected(Optional<String> requested, String purpose) {
        if (requested.isEmpty()) {
            if (!node.connected()) {
                throw PackageErrors.of(new PackageProblem(
                                PackageProblem.Kind.PACKAGE_SERVICE_CANNOT_AUTODETECT_SYNCHRONIZER,
                                "Cannot autodetect synchronizer: no synchronizers currently connected",
                                Map.of("synchronizers", "List()")))
                        .exception();
            }
            return;
        }
        try {
            Uid.parse(requested.get());
        } catch (Uid.Malformed e) {
            throw CantonError.undecodable("ValueConversionError(synchronizer_id," + e.getMessage() + ")")
                    .exception();
        }
        if (!node.connected() || !requested.get().equals(node.synchronizer().logicalId())) {
            String shortened = Uid.shortened(requested.get());
            throw PackageErrors.of(new PackageProblem(
                            PackageProblem.Kind.PACKAGE_SERVICE_NOT_CONNECTED_TO_SYNCHRONIZER,
                            "Cannot " + purpose
                                    + " a dar because the participant is not connected to synchronizer '" + shortened
                                    + "'.",
                            Map.of("synchronizerId", shortened)))
                    .exception();
        }
    }
}

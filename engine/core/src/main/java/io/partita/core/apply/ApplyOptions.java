package io.partita.core.apply;

import io.partita.core.model.KeySignature;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.state.Receipt;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the person who starts a run says besides the plan.
 *
 * @param confirmedParties parties whose irreversible steps may be done, as the declaration names them
 * @param backedUp participants of which the person says that a backup has been made since they were isolated
 * @param acceptedReleases participants whose release may be another than the plan's: the person says that the upgrade
 *     in between was meant
 * @param acceptedSynchronizer the physical id that the plan's synchronizer has since an upgrade in between; participants
 *     may have either, because each comes to an upgrade in its own time. Empty: nobody has accepted one
 * @param operator whose steps this process does; empty: everybody's
 * @param folder the declaration's folder, to which paths of DARs are relative
 * @param network the folder that backup commands run in: the declaration's, or that of its network
 * @param limits how long and how much
 * @param receipts what other operators say of their steps; only of use with an operator
 * @param contracts the folder with the files that other operators have exported and handed over; empty when there is
 *     none, or they are among this machine's exports already
 * @param signatures what owners of keys have signed elsewhere; each counts where the plan waits for it
 * @param exports what becomes of the exported contracts when the run is complete
 */
public record ApplyOptions(
        SortedSet<String> confirmedParties,
        SortedSet<ParticipantName> backedUp,
        SortedSet<ParticipantName> acceptedReleases,
        Optional<PhysicalSynchronizerId> acceptedSynchronizer,
        Optional<String> operator,
        Path folder,
        Path network,
        Limits limits,
        List<Receipt> receipts,
        Optional<Path> contracts,
        List<KeySignature> signatures,
        Exports exports) {

    /** Exported contracts are business data, and of no use once they are verified on their target. */
    public enum Exports {
        DELETED,
        KEPT
    }

    public ApplyOptions {
        confirmedParties = Collections.unmodifiableSortedSet(new TreeSet<>(confirmedParties));
        backedUp = Collections.unmodifiableSortedSet(new TreeSet<>(backedUp));
        acceptedReleases = Collections.unmodifiableSortedSet(new TreeSet<>(acceptedReleases));
        Objects.requireNonNull(acceptedSynchronizer, "acceptedSynchronizer");
        Objects.requireNonNull(operator, "operator");
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(limits, "limits");
        receipts = List.copyOf(receipts);
        Objects.requireNonNull(contracts, "contracts");
        signatures = List.copyOf(signatures);
        Objects.requireNonNull(exports, "exports");
    }

    /** Who does it, for the journal: the operator, or else the user of this process. */
    public String by() {
        return operator.orElse(System.getProperty("user.name", "unknown"));
    }

    public static ApplyOptions in(Path folder) {
        return new ApplyOptions(
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                Optional.empty(),
                Optional.empty(),
                folder,
                folder,
                Limits.USUAL,
                List.of(),
                Optional.empty(),
                List.of(),
                Exports.DELETED);
    }

    /** With backup commands that run in another folder than the declaration's. */
    public ApplyOptions reachingFrom(Path other) {
        return new ApplyOptions(
                confirmedParties,
                backedUp,
                acceptedReleases,
                acceptedSynchronizer,
                operator,
                folder,
                other,
                limits,
                receipts,
                contracts,
                signatures,
                exports);
    }

    public ApplyOptions confirming(Set<String> parties) {
        return new ApplyOptions(
                new TreeSet<>(parties),
                backedUp,
                acceptedReleases,
                acceptedSynchronizer,
                operator,
                folder,
                network,
                limits,
                receipts,
                contracts,
                signatures,
                exports);
    }

    public ApplyOptions backedUp(Set<ParticipantName> participants) {
        return new ApplyOptions(
                confirmedParties,
                new TreeSet<>(participants),
                acceptedReleases,
                acceptedSynchronizer,
                operator,
                folder,
                network,
                limits,
                receipts,
                contracts,
                signatures,
                exports);
    }

    public ApplyOptions acceptingReleases(Set<ParticipantName> participants) {
        return new ApplyOptions(
                confirmedParties,
                backedUp,
                new TreeSet<>(participants),
                acceptedSynchronizer,
                operator,
                folder,
                network,
                limits,
                receipts,
                contracts,
                signatures,
                exports);
    }

    /** With an upgrade of the plan's synchronizer that was meant. */
    public ApplyOptions accepting(PhysicalSynchronizerId upgraded) {
        return new ApplyOptions(
                confirmedParties,
                backedUp,
                acceptedReleases,
                Optional.of(upgraded),
                operator,
                folder,
                network,
                limits,
                receipts,
                contracts,
                signatures,
                exports);
    }

    public ApplyOptions as(String operatorName) {
        return new ApplyOptions(
                confirmedParties,
                backedUp,
                acceptedReleases,
                acceptedSynchronizer,
                Optional.of(operatorName),
                folder,
                network,
                limits,
                receipts,
                contracts,
                signatures,
                exports);
    }

    public ApplyOptions taking(List<Receipt> taken) {
        return new ApplyOptions(
                confirmedParties,
                backedUp,
                acceptedReleases,
                acceptedSynchronizer,
                operator,
                folder,
                network,
                limits,
                taken,
                contracts,
                signatures,
                exports);
    }

    public ApplyOptions takingContractsFrom(Path handedOver) {
        return new ApplyOptions(
                confirmedParties,
                backedUp,
                acceptedReleases,
                acceptedSynchronizer,
                operator,
                folder,
                network,
                limits,
                receipts,
                Optional.of(handedOver),
                signatures,
                exports);
    }

    /** With signatures that were given elsewhere. */
    public ApplyOptions signedBy(List<KeySignature> given) {
        return new ApplyOptions(
                confirmedParties,
                backedUp,
                acceptedReleases,
                acceptedSynchronizer,
                operator,
                folder,
                network,
                limits,
                receipts,
                contracts,
                given,
                exports);
    }

    public ApplyOptions within(Limits newLimits) {
        return new ApplyOptions(
                confirmedParties,
                backedUp,
                acceptedReleases,
                acceptedSynchronizer,
                operator,
                folder,
                network,
                newLimits,
                receipts,
                contracts,
                signatures,
                exports);
    }

    public ApplyOptions leaving(Exports after) {
        return new ApplyOptions(
                confirmedParties,
                backedUp,
                acceptedReleases,
                acceptedSynchronizer,
                operator,
                folder,
                network,
                limits,
                receipts,
                contracts,
                signatures,
                after);
    }
}

package io.partita.provider.sandbox.contracts;

import com.google.protobuf.ByteString;
import io.partita.proto.ledger.CreatedEvent;
import io.partita.proto.ledger.Identifier;
import io.partita.proto.ledger.Record;
import io.partita.provider.sandbox.ids.Micros;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A contract: what is the same about it on every participant.
 *
 * @param id see {@link ContractIds}
 * @param packageName name of the package that defines the template
 * @param arguments without labels and type names
 * @param signatories sorted
 * @param observers sorted, none of them a signatory
 * @param createdAt ledger time of its creation, microseconds since the epoch
 * @param representativePackage package under which this participant interprets it
 * @param foreignBlob the blob it came with, if it is not the one that this class writes
 */
public record Contract(
        String id,
        Identifier templateId,
        String packageName,
        Record arguments,
        List<String> signatories,
        List<String> observers,
        long createdAt,
        String representativePackage,
        Optional<ByteString> foreignBlob) {

    public Contract {
        signatories = sorted(signatories);
        SortedSet<String> others = new TreeSet<>(observers);
        others.removeAll(signatories);
        observers = List.copyOf(others);
    }

    private static List<String> sorted(Collection<String> parties) {
        return List.copyOf(new TreeSet<>(parties));
    }

    /** Signatories and observers, sorted. */
    public SortedSet<String> stakeholders() {
        SortedSet<String> all = new TreeSet<>(signatories);
        all.addAll(observers);
        return all;
    }

    /** The contract of a created event, as read from a file or another participant. */
    public static Contract of(CreatedEvent event) {
        Contract plain = new Contract(
                event.getContractId(),
                event.getTemplateId(),
                event.getPackageName(),
                event.getCreateArguments(),
                event.getSignatoriesList(),
                event.getObserversList(),
                Micros.of(event.getCreatedAt()),
                event.getRepresentativePackageId(),
                Optional.empty());
        ByteString blob = event.getCreatedEventBlob();
        return blob.isEmpty() || blob.equals(plain.blob())
                ? plain
                : new Contract(
                        plain.id,
                        plain.templateId,
                        plain.packageName,
                        plain.arguments,
                        plain.signatories,
                        plain.observers,
                        plain.createdAt,
                        plain.representativePackage,
                        Optional.of(blob));
    }

    /** The same content under an id. */
    public Contract withId(String other) {
        return new Contract(
                other,
                templateId,
                packageName,
                arguments,
                signatories,
                observers,
                createdAt,
                representativePackage,
                foreignBlob);
    }

    /** The same contract, interpreted under another package. */
    public Contract representedBy(String packageId) {
        return new Contract(
                id, templateId, packageName, arguments, signatories, observers, createdAt, packageId, foreignBlob);
    }

    /** Everything of the event but position, witnesses and blob. */
    public CreatedEvent.Builder event() {
        return CreatedEvent.newBuilder()
                .setContractId(id)
                .setTemplateId(templateId)
                .setCreateArguments(arguments)
                .addAllSignatories(signatories)
                .addAllObservers(observers)
                .setCreatedAt(Micros.timestamp(createdAt))
                .setPackageName(packageName)
                .setRepresentativePackageId(representativePackage);
    }

    /** The {@code created_event_blob}: self-contained, and the same wherever it is written. */
    public ByteString blob() {
        return foreignBlob.orElseGet(() -> ContractBlob.of(this));
    }

    /** Whether two participants mean the same contract by one id: all but the representative package. */
    public boolean sameAs(Contract other) {
        return id.equals(other.id)
                && templateId.equals(other.templateId)
                && arguments.equals(other.arguments)
                && signatories.equals(other.signatories)
                && observers.equals(other.observers)
                && createdAt == other.createdAt;
    }
}

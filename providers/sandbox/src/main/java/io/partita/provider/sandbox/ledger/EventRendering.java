package io.partita.provider.sandbox.ledger;

import io.partita.proto.ledger.ArchivedEvent;
import io.partita.proto.ledger.CreatedEvent;
import io.partita.proto.ledger.ExercisedEvent;
import io.partita.provider.sandbox.contracts.Contract;
import io.partita.provider.sandbox.lf.LfName;
import io.partita.provider.sandbox.lf.LfTypeDefinition;
import io.partita.provider.sandbox.packages.PackageStore;
import io.partita.provider.sandbox.transactions.Action;
import io.partita.provider.sandbox.transactions.TypedValues;

/** Events as messages. */
final class EventRendering {

    private final PackageStore packages;
    private final TypedValues values;

    EventRendering(PackageStore packages) {
        this.packages = packages;
        this.values = new TypedValues(packages::find);
    }

    CreatedEvent created(
            Contract contract,
            long offset,
            int nodeId,
            EventSelection.Visibility shown,
            boolean verbose,
            boolean acsDelta) {
        CreatedEvent.Builder event = contract.event()
                .setOffset(offset)
                .setNodeId(nodeId)
                .addAllWitnessParties(shown.witnesses())
                .setAcsDelta(acsDelta);
        if (shown.blob()) {
            event.setCreatedEventBlob(contract.blob());
        }
        if (verbose) {
            label(contract, event);
        }
        return event.build();
    }

    private void label(Contract contract, CreatedEvent.Builder event) {
        String packageId = contract.templateId().getPackageId();
        LfName name = new LfName(
                contract.templateId().getModuleName(), contract.templateId().getEntityName());
        packages.find(packageId)
                .map(each -> each.dataTypes().get(name))
                .filter(LfTypeDefinition.Structure.class::isInstance)
                .map(LfTypeDefinition.Structure.class::cast)
                .ifPresent(type -> event.setCreateArguments(values.labelled(contract.arguments(), packageId, type)));
    }

    ArchivedEvent archived(Contract contract, long offset, int nodeId, EventSelection.Visibility shown) {
        return ArchivedEvent.newBuilder()
                .setOffset(offset)
                .setNodeId(nodeId)
                .setContractId(contract.id())
                .setTemplateId(contract.templateId())
                .setPackageName(contract.packageName())
                .addAllWitnessParties(shown.witnesses())
                .build();
    }

    ExercisedEvent exercised(Action.Exercise exercise, long offset, EventSelection.Visibility shown, boolean acsDelta) {
        Contract contract = exercise.contract();
        return ExercisedEvent.newBuilder()
                .setOffset(offset)
                .setNodeId(exercise.nodeId())
                .setContractId(contract.id())
                .setTemplateId(contract.templateId())
                .setPackageName(contract.packageName())
                .setChoice(exercise.choice())
                .setChoiceArgument(exercise.argument())
                .addAllActingParties(exercise.actors())
                .setConsuming(exercise.consuming())
                .addAllWitnessParties(shown.witnesses())
                .setLastDescendantNodeId(exercise.lastDescendant())
                .setExerciseResult(exercise.result())
                .setAcsDelta(acsDelta)
                .build();
    }
}

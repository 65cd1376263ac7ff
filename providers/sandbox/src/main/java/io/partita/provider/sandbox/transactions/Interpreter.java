package io.partita.provider.sandbox.transactions;

import com.google.protobuf.Empty;
import io.partita.proto.ledger.Command;
import io.partita.proto.ledger.CreateAndExerciseCommand;
import io.partita.proto.ledger.CreateCommand;
import io.partita.proto.ledger.ExerciseCommand;
import io.partita.proto.ledger.Identifier;
import io.partita.proto.ledger.Record;
import io.partita.proto.ledger.Value;
import io.partita.provider.sandbox.contracts.Contract;
import io.partita.provider.sandbox.contracts.ContractIds;
import io.partita.provider.sandbox.contracts.StoredContract;
import io.partita.provider.sandbox.lf.LfChoice;
import io.partita.provider.sandbox.lf.LfExpression.Term;
import io.partita.provider.sandbox.lf.LfName;
import io.partita.provider.sandbox.lf.LfPackage;
import io.partita.provider.sandbox.lf.LfTemplate;
import io.partita.provider.sandbox.lf.LfType;
import io.partita.provider.sandbox.lf.LfTypeDefinition;
import io.partita.provider.sandbox.wire.CantonError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Turns commands into the actions of a transaction, with one choice of a package for each name.
 *
 * <p>Signatories, observers, controllers and bodies are evaluated from the archive as far as they stay in its simple
 * fragment. Beyond that – code of the compiler's libraries – a rule stands in: fields of type Party that act are
 * signatories, the others observers; whoever acts controls; a body has no consequences.
 */
final class Interpreter {

    private final LocalLedger ledger;
    private final SortedSet<String> actAs;
    private final Map<String, LfPackage> selection;
    private final String updateId;
    private final long effectiveAt;
    private final TypedValues values;
    private final List<Action> actions = new ArrayList<>();
    private final Map<String, Contract> created = new java.util.HashMap<>();
    private final Set<String> consumed = new HashSet<>();

    /** @param selection package for each package name */
    Interpreter(
            LocalLedger ledger,
            SortedSet<String> actAs,
            Map<String, LfPackage> selection,
            String updateId,
            long effectiveAt) {
        this.ledger = ledger;
        this.actAs = actAs;
        this.selection = selection;
        this.updateId = updateId;
        this.effectiveAt = effectiveAt;
        this.values = new TypedValues(ledger.packages()::find);
    }

    /** The actions of the commands, in order of execution. */
    List<Action> interpret(List<Command> commands) {
        try {
            commands.forEach(this::run);
            return List.copyOf(actions);
        } catch (TypedValues.Mistyped e) {
            throw CantonError.of("COMMAND_PREPROCESSING_FAILED", 8, e.getMessage())
                    .exception();
        } catch (ArithmeticException e) {
            throw interpretationError("Arithmetic error while evaluating a choice: " + e.getMessage());
        }
    }

    private void run(Command command) {
        switch (command.getCommandCase()) {
            case CREATE -> create(command.getCreate());
            case EXERCISE -> exercise(command.getExercise());
            case CREATE_AND_EXERCISE -> createAndExercise(command.getCreateAndExercise());
            case EXERCISE_BY_KEY ->
                throw interpretationError("contract keys are not supported by the templates of this network");
            case COMMAND_NOT_SET -> throw SubmissionErrors.missing("command");
        }
    }

    private Contract create(CreateCommand command) {
        LfPackage home = home(command.getTemplateId());
        LfTemplate template = template(home, command.getTemplateId());
        return create(home, template, values.bare(command.getCreateArguments(), structure(home, template.name())));
    }

    private void createAndExercise(CreateAndExerciseCommand command) {
        Contract contract = create(CreateCommand.newBuilder()
                .setTemplateId(command.getTemplateId())
                .setCreateArguments(command.getCreateArguments())
                .build());
        exercise(contract, command.getChoice(), command.getChoiceArgument());
    }

    private Contract create(LfPackage home, LfTemplate template, Record arguments) {
        Value self = labelled(home, template.name(), arguments);
        Evaluator evaluator = new Evaluator(Map.of(template.parameter(), self));
        SortedSet<String> signatories = evaluator
                .parties(template.signatories().term())
                .orElseGet(() -> partiesOf(arguments, structure(home, template.name()), true));
        SortedSet<String> observers = evaluator
                .parties(template.observers().term())
                .orElseGet(() -> partiesOf(arguments, structure(home, template.name()), false));
        requireAuthority(signatories, "create " + template.name());
        int nodeId = actions.size();
        Contract content = new Contract(
                "",
                Identifier.newBuilder()
                        .setPackageId(home.id())
                        .setModuleName(template.name().module())
                        .setEntityName(template.name().entity())
                        .build(),
                home.name(),
                arguments,
                List.copyOf(signatories),
                List.copyOf(observers),
                effectiveAt,
                home.id(),
                Optional.empty());
        Contract contract = content.withId(ContractIds.of(ContractIds.discriminator(updateId, nodeId), content));
        actions.add(new Action.Create(nodeId, contract));
        created.put(contract.id(), contract);
        return contract;
    }

    private void exercise(ExerciseCommand command) {
        String id = command.getContractId();
        Contract contract = created.get(id);
        if (contract == null) {
            StoredContract stored = ledger.contracts()
                    .find(id)
                    .orElseThrow(() -> CantonError.of("LEDGER_API_INTERNAL_ERROR", 4, "unknown contract " + id)
                            .exception());
            if (!stored.active()) {
                throw SubmissionErrors.contractNotFound(id);
            }
            contract = stored.contract();
        }
        exercise(contract, command.getChoice(), command.getChoiceArgument());
    }

    private void exercise(Contract contract, String choiceName, Value argument) {
        if (consumed.contains(contract.id())) {
            throw SubmissionErrors.contractNotFound(contract.id());
        }
        LfPackage home = selection.getOrDefault(
                contract.packageName(),
                ledger.packages().find(contract.representativePackage()).orElseThrow());
        LfTemplate template = template(home, contract.templateId());
        LfChoice choice = Optional.ofNullable(template.choices().get(choiceName))
                .orElseThrow(() -> CantonError.of(
                                "COMMAND_PREPROCESSING_FAILED",
                                8,
                                "unknown choice " + choiceName + " of template " + template.name())
                        .exception());
        Value bare = bareArgument(choice, argument);
        Evaluator evaluator = new Evaluator(Map.of(
                template.parameter(), labelled(home, template.name(), contract.arguments()),
                choice.selfName(),
                        Value.newBuilder().setContractId(contract.id()).build(),
                choice.argumentName(), labelledArgument(choice, bare)));
        SortedSet<String> controllers = evaluator
                .parties(choice.controllers().term())
                .filter(parties -> !parties.isEmpty())
                .orElseGet(() -> new TreeSet<>(actAs));
        requireAuthority(controllers, "exercise " + choiceName + " on contract " + contract.id());
        SortedSet<String> choiceObservers =
                evaluator.parties(choice.observers().term()).orElseGet(TreeSet::new);
        if (choice.consuming()) {
            consumed.add(contract.id());
        }
        int nodeId = actions.size();
        actions.add(null);
        Value result = body(choice, evaluator, contract);
        actions.set(
                nodeId,
                new Action.Exercise(
                        nodeId,
                        contract,
                        choiceName,
                        bare,
                        controllers,
                        List.copyOf(choiceObservers),
                        choice.consuming(),
                        actions.size() - 1,
                        result));
    }

    /** Runs the body of a choice, with the authority of the contract's signatories. */
    private Value body(LfChoice choice, Evaluator evaluator, Contract contract) {
        Value unit = Value.newBuilder().setUnit(Empty.getDefaultInstance()).build();
        Term body = choice.body().term();
        if (body instanceof Term.Pure pure) {
            return evaluator.value(pure.result()).orElse(unit);
        }
        if (body instanceof Term.Create create && create.template() instanceof LfType.Constructor type) {
            LfPackage home = ledger.packages().find(type.packageId()).orElseThrow();
            LfTemplate template = Optional.ofNullable(home.templates().get(type.name()))
                    .orElseThrow(() -> interpretationError("there is no template " + type.name()));
            Value argument = evaluator
                    .value(create.argument())
                    .orElseThrow(() -> interpretationError(
                            "the body of choice " + choice.name() + " is outside of what this network can run"));
            actAs.addAll(contract.signatories());
            Contract made = create(home, template, values.bare(argument.getRecord(), structure(home, type.name())));
            return Value.newBuilder().setContractId(made.id()).build();
        }
        return unit;
    }

    private Value bareArgument(LfChoice choice, Value argument) {
        return argumentType(choice)
                .map(type -> Value.newBuilder()
                        .setRecord(values.bare(argument.getRecord(), type))
                        .build())
                .orElse(argument);
    }

    private Value labelledArgument(LfChoice choice, Value bare) {
        if (choice.argument() instanceof LfType.Constructor constructor) {
            return argumentType(choice)
                    .map(type -> Value.newBuilder()
                            .setRecord(values.labelled(bare.getRecord(), constructor.packageId(), type))
                            .build())
                    .orElse(bare);
        }
        return bare;
    }

    private Optional<LfTypeDefinition.Structure> argumentType(LfChoice choice) {
        return choice.argument() instanceof LfType.Constructor constructor
                ? ledger.packages()
                        .find(constructor.packageId())
                        .map(each -> each.dataTypes().get(constructor.name()))
                        .filter(LfTypeDefinition.Structure.class::isInstance)
                        .map(LfTypeDefinition.Structure.class::cast)
                : Optional.empty();
    }

    private Value labelled(LfPackage home, LfName name, Record arguments) {
        return Value.newBuilder()
                .setRecord(values.labelled(arguments, home.id(), structure(home, name)))
                .build();
    }

    private SortedSet<String> partiesOf(Record arguments, LfTypeDefinition.Structure type, boolean acting) {
        SortedSet<String> parties = new TreeSet<>();
        for (int i = 0; i < arguments.getFieldsCount(); i++) {
            if (type.fields().get(i).type().is(LfType.Kind.PARTY)) {
                parties.add(arguments.getFields(i).getValue().getParty());
            }
        }
        parties.removeIf(party -> actAs.contains(party) != acting);
        return parties;
    }

    private void requireAuthority(SortedSet<String> required, String what) {
        SortedSet<String> missing = new TreeSet<>(required);
        missing.removeAll(actAs);
        if (!missing.isEmpty()) {
            throw CantonError.of(
                            "DAML_AUTHORIZATION_ERROR",
                            8,
                            "Interpretation error: Error: " + what + " requires authorizers "
                                    + String.join(",", required) + ", but only " + String.join(",", actAs)
                                    + " were given")
                    .exception();
        }
    }

    private LfPackage home(Identifier templateId) {
        String packageId = templateId.getPackageId();
        if (packageId.startsWith("#")) {
            return selection.get(packageId.substring(1));
        }
        return ledger.packages()
                .find(packageId)
                .map(exact -> selection.getOrDefault(exact.name(), exact))
                .orElseThrow(() -> SubmissionErrors.unknownTemplate(templateId));
    }

    private static LfTemplate template(LfPackage home, Identifier id) {
        return Optional.ofNullable(home.templates().get(new LfName(id.getModuleName(), id.getEntityName())))
                .orElseThrow(() -> SubmissionErrors.unknownTemplate(id));
    }

    private static LfTypeDefinition.Structure structure(LfPackage home, LfName name) {
        if (home.dataTypes().get(name) instanceof LfTypeDefinition.Structure structure) {
            return structure;
        }
        throw interpretationError("the arguments of template " + name + " are not a record");
    }

    private static RuntimeException interpretationError(String message) {
        return CantonError.of("DAML_INTERPRETATION_ERROR", 9, "Interpretation error: Error: " + message)
                .exception();
    }
}

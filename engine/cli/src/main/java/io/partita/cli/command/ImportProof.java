package io.partita.cli.command;

import io.partita.cli.unit.DeclaredUnit;
import io.partita.core.adoption.Adoption;
import io.partita.core.adoption.Adoption.Reason;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.PartyId;
import io.partita.core.model.check.CheckedDeclaration;
import io.partita.core.model.check.DeclarationChecks;
import io.partita.core.plan.Home;
import io.partita.core.plan.Plan;
import io.partita.core.planner.Planner;
import io.partita.core.provider.Network;
import io.partita.dsl.Declarations;
import io.partita.dsl.SourceText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * That what is written of live parties is read as what was found, and planned without a change. What cannot be said so
 * is left out.
 *
 * @param network of the declaration, open
 * @param networkFolder what a person says instead of the folder that the declaration names
 * @param way from the declaration to its access
 * @param name of the file that the text would be
 */
record ImportProof(
        Session session, DeclaredUnit declared, Optional<Path> networkFolder, Home way, Network network, String name) {

    /** Each time at least one party fewer is left. */
    private static final int ATTEMPTS = 20;

    /** Live parties, and how they are written; an empty text when none is left. */
    record Proved(Adoption adoption, String text) {}

    Checked<Proved> of(Adoption found) {
        Adoption adoption = found;
        for (int i = 0; i < ATTEMPTS; i++) {
            if (adoption.parties().isEmpty()) {
                return Checked.of(new Proved(adoption, ""));
            }
            List<DeclaredParty> parties = adoption.declared();
            String text = Declarations.written(parties);
            Checked<Declaration> read = read(text, parties);
            if (!read.isPresent()) {
                text = Declarations.writtenOut(parties);
                read = read(text, parties);
            }
            Checked<Plan> plan = read.then(DeclarationChecks::check).then(this::planned);
            if (plan.optional().filter(Plan::isEmpty).isPresent()) {
                return Checked.of(new Proved(adoption, text));
            }
            Adoption fewer = without(adoption, wrong(plan));
            if (fewer.equals(adoption)) {
                return Checked.failed(plan.isPresent() ? List.of(unproved()) : plan.diagnostics());
            }
            adoption = fewer;
        }
        return Checked.failed(unproved());
    }

    private static Diagnostic unproved() {
        return Diagnostic.error("import-not-planned", "what would be written plans to a change, and is not written")
                .because("the topology may have changed while it was read")
                .fix("Try again; name fewer parties with --party.");
    }

    /** What the folder would say, with these parties alone. */
    private Checked<Declaration> read(String text, List<DeclaredParty> parties) {
        Set<String> former = declared.declaration().parties().stream()
                .map(party -> party.name().value())
                .collect(Collectors.toSet());
        return declared.unit()
                .declaredWith(new SourceText(name, text), networkFolder)
                .then(with -> {
                    Declaration whole = with.declaration();
                    List<DeclaredParty> own = whole.parties().stream()
                            .filter(party -> !former.contains(party.name().value()))
                            .toList();
                    return byName(own).equals(byName(parties))
                            ? Checked.of(new Declaration(whole.synchronizer(), whole.participants(), whole.keys(), own))
                            : Checked.failed(unproved());
                });
    }

    private Checked<Plan> planned(CheckedDeclaration checked) {
        return new Planner(session.ticker()).plan(checked, declared.unit().folder(), way, network);
    }

    /** The parties that a plan would change, or that speak against it. */
    private static Set<String> wrong(Checked<Plan> plan) {
        Set<String> wrong = new TreeSet<>();
        plan.optional().ifPresent(made -> made.content().parties().forEach(change -> wrong.add(change.name())));
        plan.diagnostics().stream()
                .filter(Diagnostic::isError)
                .flatMap(said -> said.subject().stream())
                .forEach(wrong::add);
        return wrong;
    }

    private static Adoption without(Adoption adoption, Set<String> wrong) {
        SortedMap<PartyId, Reason> left = new TreeMap<>(adoption.left());
        List<Adoption.Party> kept = new ArrayList<>();
        for (Adoption.Party party : adoption.parties()) {
            boolean named = wrong.contains(party.declared().name().value())
                    || wrong.contains(party.id().toString());
            if (named) {
                left.put(party.id(), Reason.NOT_AS_DECLARABLE);
            } else {
                kept.add(party);
            }
        }
        return new Adoption(kept, left);
    }

    /** Where it was written says nothing, and of a loop the order neither. */
    private static SortedMap<String, List<Object>> byName(List<DeclaredParty> parties) {
        SortedMap<String, List<Object>> byName = new TreeMap<>();
        parties.forEach(party -> byName.put(
                party.name().value(),
                List.of(party.identity(), party.hosts(), party.threshold(), party.dars(), party.path(), party.keep())));
        return byName;
    }
}

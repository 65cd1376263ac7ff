package io.partita.cli.unit;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredKey;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.KeyName;
import io.partita.core.model.KeySource;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Home;
import io.partita.core.plan.PlanAccess;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.PlannedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a declaration says of how the participants and keys of a plan are reached; whatever else it says is not read. */
public final class DeclaredAccess {

    private final Unit home;
    private final DeclaredUnit declared;
    private final PlanContent content;

    private DeclaredAccess(Unit home, DeclaredUnit declared, PlanContent content) {
        this.home = home;
        this.declared = declared;
        this.content = content;
    }

    /**
     * The access of a plan as a declaration has it. A participant or key that the declaration does not have is reached
     * as before.
     *
     * @param home of the plan
     * @param declared the declaration, or a network alone
     * @param content the plan, with the access that it has
     */
    public static Checked<PlanAccess> of(Unit home, DeclaredUnit declared, PlanContent content) {
        return new DeclaredAccess(home, declared, content).access();
    }

    private Checked<PlanAccess> access() {
        List<Diagnostic> wrong = new ArrayList<>(otherKeys());
        Checked<Home> network = DeclaredUnit.way(home, declared.access());
        wrong.addAll(network.diagnostics());
        network.optional().flatMap(this::leftBehind).ifPresent(wrong::add);
        if (!wrong.isEmpty()) {
            return Checked.failed(wrong);
        }
        return Checked.of(
                new PlanAccess(network.value(), participants(), keys(), DeclaredDars.of(home, declared, content)));
    }

    private Declaration declaration() {
        return declared.declaration();
    }

    private SortedMap<ParticipantName, PlanAccess.Reach> participants() {
        SortedMap<ParticipantName, PlanAccess.Reach> all =
                new TreeMap<>(PlanAccess.of(content).participants());
        all.replaceAll((name, former) -> {
            DeclaredParticipant participant = declaration().participants().get(name);
            return participant == null ? former : new PlanAccess.Reach(participant.access(), participant.backup());
        });
        return all;
    }

    private SortedMap<KeyName, KeySource> keys() {
        SortedMap<KeyName, KeySource> all = new TreeMap<>(PlanAccess.of(content).keys());
        all.replaceAll((name, former) -> {
            DeclaredKey key = declaration().keys().get(name);
            return key == null ? former : key.source();
        });
        return all;
    }

    /** Another public key makes another party of it, which is for a plan to decide. */
    private List<Diagnostic> otherKeys() {
        List<Diagnostic> other = new ArrayList<>();
        for (PlannedKey planned : content.keys().values()) {
            DeclaredKey key = declaration().keys().get(planned.name());
            if (key != null && !key.key().equals(planned.key())) {
                other.add(Diagnostic.refusal(
                                "access-of-another-key", "the public key of " + planned.name() + " is another")
                        .because("the plan signs with " + planned.key().fingerprint() + ", and the declaration has "
                                + key.key().fingerprint())
                        .fix("Declare the public key of the plan; only how it signs can be replaced.")
                        .about(planned.name().name())
                        .at(key.name().range()));
            }
        }
        return other;
    }

    /** What stays as it was would have its relative paths looked for in a folder that they were not written for. */
    private Optional<Diagnostic> leftBehind(Home network) {
        SortedSet<String> missing = new TreeSet<>();
        content.participants().keySet().stream()
                .filter(name -> !declaration().participants().containsKey(name))
                .forEach(name -> missing.add(name.name()));
        content.keys().keySet().stream()
                .filter(name -> !declaration().keys().containsKey(name))
                .forEach(name -> missing.add(name.name()));
        boolean none =
                missing.size() == content.participants().size() + content.keys().size();
        if (missing.isEmpty() || !none && network.equals(content.network())) {
            return Optional.empty();
        }
        String folder = declared.unit().folder().toString();
        return Optional.of(Diagnostic.refusal(
                        "access-incomplete",
                        "the declaration in " + folder + " does not have " + String.join(", ", missing))
                .because("the plan names "
                        + content.participants().keySet().stream()
                                .map(ParticipantName::name)
                                .collect(Collectors.joining(", "))
                        + ", and paths of certificates, tokens and programs start from one folder for all of them")
                .fix("Name the folder whose declaration has them all, by the names of the plan."));
    }
}

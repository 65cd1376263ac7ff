package io.partita.cli.command;

import io.partita.cli.access.Trust;
import io.partita.cli.unit.DeclaredUnit;
import io.partita.cli.unit.Networks;
import io.partita.cli.unit.Plans;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.plan.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Where the access to participants comes from, and whose word is taken for it. Every command that reads a declaration
 * has them.
 */
final class AccessOptions {

    private static final String TRUST = "--trust";
    private static final String ALLOW = "--allow-access";
    private static final String VARIABLE = "PARTITA_TRUST";

    @Mixin
    private NetworkOption network;

    @Option(
            names = TRUST,
            paramLabel = "REV|FOLDER",
            description =
                    "Take endpoints, TLS, tokens, operators and backups only as this Git revision, or this folder (beginning with / or ./ or ../), has them, and refuse what the declaration changes of them. Also: PARTITA_TRUST.")
    private String trust;

    @Option(
            names = ALLOW,
            description =
                    "Where CI is set and nothing is trusted or expected: let the declaration, or the plan, choose secrets, programs and destinations all the same.")
    private boolean allowed;

    NetworkOption network() {
        return network;
    }

    /** The declaration of a unit, for a command that calls nobody. */
    Checked<DeclaredUnit> text(Session session, Unit unit) {
        return read(session, unit, (said, declared) -> Checked.of(declared));
    }

    /** The declaration of a unit, for a command that calls its participants. */
    Checked<DeclaredUnit> reached(Session session, Unit unit) {
        Networks.prepare(unit);
        return read(session, unit, (said, declared) -> allowed ? Checked.of(declared) : said.withoutWord(declared));
    }

    private interface WithoutTrust {
        Checked<DeclaredUnit> of(Trust said, DeclaredUnit declared);
    }

    private Checked<DeclaredUnit> read(Session session, Unit unit, WithoutTrust otherwise) {
        return network.folder(session)
                .then(folder -> unit.declared(folder).then(declared -> {
                    Trust said = new Trust(session.folder(), session.terminal().env(), folder);
                    return trusted(session)
                            .map(word -> said.in(declared, word))
                            .orElseGet(() -> otherwise.of(said, declared));
                }));
    }

    private Optional<String> trusted(Session session) {
        return Optional.ofNullable(trust)
                .or(() -> Optional.ofNullable(session.terminal().env().get(VARIABLE))
                        .filter(value -> !value.isBlank()));
    }

    /**
     * What speaks against carrying out a plan file.
     *
     * @param expected whether its hash was said, and then its access was approved with it
     */
    List<Diagnostic> withPlan(Session session, Plan plan, ExpectedHash expected) {
        return allowed || expected.isGiven()
                ? List.of()
                : Trust.refusals(plan, session.terminal().env());
    }

    /** A plan file, with which its access was approved. */
    Checked<SavedPlan> plan(Path file) {
        return trustOfPlan().map(Checked::<SavedPlan>failed).orElseGet(() -> Plans.read(file));
    }

    /** Nothing of a declaration is believed any more. */
    private Optional<Diagnostic> trustOfPlan() {
        return trust == null
                ? Optional.empty()
                : Optional.of(Diagnostic.error("trust-of-a-plan", TRUST + " was given with a plan file")
                        .because("it is about declarations; the access in a plan was approved with the plan")
                        .fix(
                                "Leave it out, or name the folder of the declaration. Which plan was approved is said with --expect-hash.")
                        .classed(DiagnosticClass.USAGE));
    }

    /** Of a run the access was approved when it began. @param option the one that reads a declaration */
    Optional<Diagnostic> trustWithout(String option) {
        return trust == null
                ? Optional.empty()
                : Optional.of(Diagnostic.error("trust-of-a-plan", TRUST + " was given without " + option)
                        .because("it is about declarations, and the access of this run was approved already")
                        .fix("Leave it out, or name the folder whose access is to be taken: " + option + " FOLDER.")
                        .classed(DiagnosticClass.USAGE));
    }

    /** The same command with the same words about access. */
    NextCommand on(NextCommand command) {
        NextCommand with = network.on(command);
        with = trust == null ? with : with.with(TRUST, trust);
        return allowed ? with.with(ALLOW) : with;
    }
}

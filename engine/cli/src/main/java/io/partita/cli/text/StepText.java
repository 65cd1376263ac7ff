package io.partita.cli.text;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.model.PartyId;
import io.partita.core.plan.DarSource;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Signing;
import io.partita.core.plan.Step;
import io.partita.core.plan.Vetting;
import io.partita.core.plan.Window;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a step does, in a few words that follow the participant's name. */
public final class StepText {

    private StepText() {}

    public static String of(Step step) {
        return of(step, Optional.empty());
    }

    /**
     * The same of steps that are alike, told as one: without what differs from party to party, such as serials.
     *
     * @param told what their parties are called together
     */
    public static String of(Step step, String told) {
        return of(step, Optional.of(told));
    }

    private static String of(Step step, Optional<String> told) {
        return switch (step.kind()) {
            case CHECK_READY -> "check that it is ready";
            case COLLECT_SIGNATURE -> collect((Step.CollectSignature) step, told);
            case INTRODUCE_KEY -> introduce((Step.IntroduceKey) step);
            case FOUND_NAMESPACE -> found((Step.FoundNamespace) step);
            case AWAIT_NAMESPACE -> "wait until the namespace " + namespace((Step.OfNamespace) step) + " is defined";
            case VET_PACKAGES -> vet(((Step.VetPackages) step).vetting());
            case SUSPEND_PRUNING ->
                "suspend pruning (" + ((Step.SuspendPruning) step).schedule().cron() + ")";
            case PROPOSE -> propose((Step.Propose) step, told);
            case SIGN -> sign((Step.Sign) step, told);
            case AWAIT_EFFECTIVE -> "wait until the hosting of " + party(step, told) + " is effective";
            case ISOLATE -> isolate(((Step.Isolate) step).window());
            case NOTE_LEDGER_END -> "note the ledger end for " + party(step, told);
            case EXPORT_ACS -> export((Step.ExportAcs) step, told);
            case RESTORE_PRUNING ->
                "restore pruning (" + ((Step.RestorePruning) step).schedule().cron() + ")";
            case BACK_UP -> backUp((Step.BackUp) step);
            case PURGE_CONTRACTS -> "purge the contracts of " + party(step, told) + " that an earlier hosting left";
            case IMPORT_ACS -> "import the contracts of " + party(step, told) + " and compare them";
            case RECONNECT ->
                "reconnect to " + aliases(((Step.Reconnect) step).window().connectedAtTheEnd()) + " and catch up";
            case RESTORE_AUTO_CONNECT -> "connect by itself again at start";
            case CLEAR_ONBOARDING -> "wait until the onboarding flag of " + party(step, told) + " is cleared";
            case CHECK_UNUSED -> "check again that " + party(step, told) + " is unused";
            case CONFIRM_UNUSED -> "confirm that no contract of " + party(step, told) + " slipped in";
            case VERIFY_HOSTING -> "verify the hosting of " + party(step, told);
            case VERIFY_CONTRACTS ->
                "verify the contracts of " + party(step, told) + " against " + ((Step.VerifyContracts) step).source();
        };
    }

    private static String export(Step.ExportAcs step, Optional<String> told) {
        return step.transfer().isOfMissed()
                ? "export what " + party(step, told) + " had when " + step.target() + " became a host"
                : "export the contracts of " + party(step, told) + " for " + step.target();
    }

    private static String isolate(Window window) {
        String disconnected =
                window.connected().isEmpty() ? "" : "disconnect from " + aliases(window.connected()) + " and ";
        return window.foundAway()
                .map(alias -> disconnected + "stay away from " + alias + ", as it was found")
                .orElse(disconnected + "stay away");
    }

    /** What a person has to do in a step, in words that follow the participant's name; empty where nobody has to. */
    public static Optional<String> gate(Step step) {
        return gate(step, Optional.empty());
    }

    /** The same of steps that are alike, told as one. @param told what their parties are called together */
    public static Optional<String> gate(Step step, String told) {
        return gate(step, Optional.of(told));
    }

    private static Optional<String> gate(Step step, Optional<String> told) {
        return switch (step.kind()) {
            case BACK_UP ->
                ((Step.BackUp) step)
                        .backup()
                        .match(
                                none -> Optional.empty(),
                                manual -> Optional.of("a person makes the backup and says so with --backup-done="
                                        + step.participant()),
                                command -> Optional.empty());
            case PROPOSE, SIGN -> ownersGate((Step.Signature) step, told);
            case COLLECT_SIGNATURE -> Optional.of(of(step, told) + "; apply stops here until it is brought");
            case CHECK_READY,
                    INTRODUCE_KEY,
                    FOUND_NAMESPACE,
                    AWAIT_NAMESPACE,
                    VET_PACKAGES,
                    SUSPEND_PRUNING,
                    AWAIT_EFFECTIVE,
                    ISOLATE,
                    NOTE_LEDGER_END,
                    EXPORT_ACS,
                    RESTORE_PRUNING,
                    PURGE_CONTRACTS,
                    IMPORT_ACS,
                    RECONNECT,
                    RESTORE_AUTO_CONNECT,
                    CLEAR_ONBOARDING,
                    CHECK_UNUSED,
                    CONFIRM_UNUSED,
                    VERIFY_HOSTING,
                    VERIFY_CONTRACTS -> Optional.empty();
        };
    }

    private static Optional<String> ownersGate(Step.Signature step, Optional<String> told) {
        return switch (step.signer().kind()) {
            case PARTICIPANT, KEY -> Optional.empty();
            case OUTSIDE -> Optional.of(of(step, told) + "; apply stops here until that is done");
        };
    }

    /** The part of a party's id that people call it by. */
    public static String name(PartyId party) {
        return party.uid().identifier();
    }

    /** An owner of a namespace whose key nobody of the plan reaches. */
    public static String owner(Signer signer) {
        return "an owner elsewhere (" + signer.namespace() + ")";
    }

    /** Who signs, as people call it. */
    public static String signer(Signer signer) {
        return switch (signer.kind()) {
            case PARTICIPANT -> participant((Signer.AtParticipant) signer);
            case KEY -> "the key " + ((Signer.WithKey) signer).key();
            case OUTSIDE -> owner(signer);
        };
    }

    private static String participant(Signer.AtParticipant signer) {
        return signer.name() + signer.held().map(key -> " with its key " + key).orElse("");
    }

    private static String collect(Step.CollectSignature step, Optional<String> told) {
        return "the owner of the key " + step.signer().key() + " signs " + signed(step, told) + " elsewhere";
    }

    private static String signed(Step.CollectSignature step, Optional<String> told) {
        return switch (step.content().kind()) {
            case HOSTING ->
                "the hosting of " + told.orElseGet(() -> name(((HostingMapping) step.content()).party()))
                        + serial(step.content().serial(), told);
            case NAMESPACE ->
                "the namespace "
                        + ((NamespaceDefinition) step.content()).namespace().abbreviated();
            case ROOT_KEY -> "its introduction to the topology";
        };
    }

    private static String introduce(Step.IntroduceKey step) {
        String key = step.signer() instanceof Signer.WithKey with
                ? "the key " + with.key()
                : "its key " + step.root().key().fingerprint().abbreviated();
        return "introduce " + key + " to the topology";
    }

    private static String found(Step.FoundNamespace step) {
        String namespace = namespace(step);
        String verb = step.proposes() ? "propose" : "sign";
        return switch (step.signer().kind()) {
            case PARTICIPANT -> verb + " the namespace " + namespace + " as an owner";
            case KEY -> verb + " the namespace " + namespace + " with " + signer(step.signer());
            case OUTSIDE -> owner(step.signer()) + " signs the namespace " + namespace;
        };
    }

    private static String namespace(Step.OfNamespace step) {
        return step.foundation().definition().namespace().abbreviated();
    }

    private static String party(Step step, Optional<String> told) {
        return told.orElseGet(() -> name(((Step.OfParty) step).partyId()));
    }

    private static String vet(Vetting vetting) {
        String from = vetting.dars().stream().map(StepText::dar).collect(Collectors.joining(", "));
        return "vet " + Formats.of(vetting.vetted().size(), "package") + (from.isEmpty() ? "" : " from " + from);
    }

    /** With the content that it is pinned to. */
    private static String dar(DarSource dar) {
        String from = dar.match(DarSource.DarFile::path, stored -> stored.name() + " of " + stored.source());
        return from + " (SHA-256 " + dar.sha256().substring(0, 12) + ")";
    }

    private static String propose(Step.Propose step, Optional<String> told) {
        boolean asHost = !step.completes() && isHost(step);
        String signs = "sign" + with(step.signer());
        return "propose the hosting of " + party(step, told) + serial(step.signing(), told) + " and " + signs
                + (asHost ? " as host" : " for the namespace");
    }

    private static String sign(Step.Sign step, Optional<String> told) {
        String signs = switch (step.signer().kind()) {
            case PARTICIPANT, KEY -> "sign" + with(step.signer()) + " ";
            case OUTSIDE -> owner(step.signer()) + " signs ";
        };
        return signs
                + (step.completes()
                        ? "for " + party(step, told) + ": the hosting becomes effective" + serial(step.signing(), told)
                        : "the hosting of " + party(step, told) + serial(step.signing(), told));
    }

    /** With which key, where that is not the participant's own. */
    private static String with(Signer signer) {
        return switch (signer.kind()) {
            case PARTICIPANT ->
                ((Signer.AtParticipant) signer)
                        .held()
                        .map(key -> " with its key " + key.abbreviated())
                        .orElse("");
            case KEY -> " with " + signer(signer);
            case OUTSIDE -> "";
        };
    }

    /** Whether the signer agrees to become a host, or to a higher permission. */
    private static boolean isHost(Step.Signature step) {
        return step.signing().mapping().hosts().stream()
                .filter(host -> host.participant()
                        .uid()
                        .namespace()
                        .equals(step.signer().namespace()))
                .anyMatch(host -> step.signing()
                        .before()
                        .flatMap(before -> before.host(host.participant()))
                        .map(Host::permission)
                        .map(was -> host.permission().compareTo(was) > 0)
                        .orElse(true));
    }

    private static String serial(Signing signing, Optional<String> told) {
        return serial(signing.mapping().serial(), told);
    }

    private static String serial(int serial, Optional<String> told) {
        return told.isPresent() ? "" : " (serial " + serial + ")";
    }

    private static String backUp(Step.BackUp step) {
        return step.backup()
                .match(
                        none -> "no backup (none declared)",
                        manual -> "back it up: a person does, apply stops here",
                        command -> "back it up: " + ProgramText.of(command.words()));
    }

    private static String aliases(Collection<PlannedConnection> connections) {
        return connections.stream().map(PlannedConnection::alias).collect(Collectors.joining(", "));
    }
}

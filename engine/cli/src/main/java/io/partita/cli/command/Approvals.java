package io.partita.cli.command;

import io.partita.cli.result.Result;
import io.partita.core.approval.Approval;
import io.partita.core.approval.Consent;
import io.partita.core.approval.Judgement;
import io.partita.core.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a command says of the approvals of a plan. */
final class Approvals {

    private Approvals() {}

    /**
     * How a command ends that would carry out a plan which is not approved; empty when it is, or need not be. Said before
     * any way to a participant is opened: the engine asks again at its gates.
     */
    static Optional<Result> refusal(String command, Consent consent, Session session) {
        Judgement judgement = consent.judge(List.of(), session.ticker().instant());
        if (judgement.isApproved()) {
            judgement.notes().forEach(note -> session.view().say(note.summary() + "."));
            told(judgement).ifPresent(text -> session.view().say("The plan is " + text + "."));
            return Optional.empty();
        }
        List<Diagnostic> all = new ArrayList<>(judgement.against());
        all.addAll(judgement.notes());
        return Optional.of(Result.failed(command, all));
    }

    /** What a command would end with that carries the plan out, for one that only looks how that would end. */
    static List<Diagnostic> forecast(Consent consent, Session session) {
        Judgement judgement = consent.judge(List.of(), session.ticker().instant());
        List<Diagnostic> all = new ArrayList<>(judgement.against());
        all.addAll(judgement.notes());
        told(judgement).ifPresent(text -> all.add(Diagnostic.note("plan-approved", text)));
        return all;
    }

    /** The same for a command that shows the plan: what is missing is a warning. */
    static List<Diagnostic> shown(Consent consent, Session session) {
        return forecast(consent, session).stream()
                .map(Diagnostic::atMostWarning)
                .toList();
    }

    private static Optional<String> told(Judgement judgement) {
        return judgement.counted().isEmpty()
                ? Optional.empty()
                : Optional.of(judgement.counted().stream()
                        .map(each -> each.approval().who() + " (" + each.role() + ", "
                                + each.approval().key()
                                + each.approval().day().map(day -> ", " + day).orElse("") + ")")
                        .collect(Collectors.joining(", ", "approved by ", "")));
    }

    /** The approvals of a run, as its journal has them. */
    static List<Diagnostic> recorded(List<Approval> approvals) {
        return approvals.isEmpty()
                ? List.of()
                : List.of(Diagnostic.note(
                        "plan-approved",
                        approvals.stream()
                                .map(each -> each.who() + " (" + each.key() + ")")
                                .collect(Collectors.joining(", ", "approved by ", ""))));
    }
}

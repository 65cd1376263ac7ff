package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParty.DeclaredHost;
import io.partita.core.model.DeclaredParty.Identity;
import io.partita.core.model.HostingPath;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.dsl.evaluation.Argument;
import io.partita.dsl.evaluation.Evaluator;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.evaluation.WordCall;
import io.partita.dsl.evaluation.Words;
import io.partita.dsl.finding.Excerpt;
import io.partita.dsl.finding.Spelling;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The words of a party's block. */
final class PartyWords {

    static final String PLACE = "a party block";
    private static final List<String> PERMISSIONS =
            Arrays.stream(Permission.values()).map(Permission::word).toList();

    private final Draft draft;
    private final PartyDraft party;

    private PartyWords(Draft draft, PartyDraft party) {
        this.draft = draft;
        this.party = party;
    }

    static Words of(Draft draft, PartyDraft party) {
        PartyWords words = new PartyWords(draft, party);
        return new WordTable(
                PLACE,
                Map.of(
                        "local", words::local,
                        "id", words::id,
                        "external", words::external,
                        "decentralized", words::decentralized,
                        "host", words::host,
                        "threshold", words::threshold,
                        "dars", words::dars,
                        "path", words::path,
                        "keep", words::keep));
    }

    private boolean first(WordCall call, Evaluator evaluator) {
        return party.first(call.word(), call.wordRange(), evaluator.findings());
    }

    private void local(WordCall call, Evaluator evaluator) {
        Given given = new Given(call, evaluator.findings(), "local on: participant");
        if (!first(call, evaluator) || !given.shaped(0, "on")) {
            return;
        }
        Optional<Argument> owner = given.named("on");
        if (owner.isEmpty()) {
            given.report("missing-key", "'local' needs 'on:'", call.range());
        }
        owner.flatMap(argument -> participant(argument, given))
                .ifPresent(name -> party.identity(new Identity.Local(name)));
    }

    private void id(WordCall call, Evaluator evaluator) {
        Given given = new Given(call, evaluator.findings(), "id 'Alice::1220…'");
        if (!first(call, evaluator) || !given.shaped(1)) {
            return;
        }
        Argument argument = given.argument(0);
        given.text(argument, "A party's id").ifPresent(text -> {
            Optional<PartyId> parsed = PartyId.parse(text);
            parsed.ifPresent(id -> party.identity(new Identity.Known(new Declared<>(id, argument.range()))));
            if (parsed.isEmpty()) {
                evaluator.findings().add(Ids.bad(text, "party", argument.range()));
            }
        });
    }

    private void external(WordCall call, Evaluator evaluator) {
        first(call, evaluator);
        evaluator
                .findings()
                .add(notYet("external", "An external party, whose key is kept outside of all participants,", call));
    }

    private void decentralized(WordCall call, Evaluator evaluator) {
        first(call, evaluator);
        evaluator.findings().add(notYet("decentralized", "A party of a decentralized namespace", call));
    }

    private static Diagnostic notYet(String word, String what, WordCall call) {
        return Diagnostic.error("not-in-this-release", "'" + word + "' is known, but this release does not execute it")
                .because(what + " needs signatures that partita cannot collect yet.")
                .fix(
                        "If the namespace of the party is that of a declared participant, write id 'Name::1220…'; otherwise change its hosting with the participants' consoles.")
                .at(call.range());
    }

    private void host(WordCall call, Evaluator evaluator) {
        Given given =
                new Given(call, evaluator.findings(), "host participant, submission (or confirmation, observation)");
        party.hostAttempted();
        if (!given.shaped(2)) {
            return;
        }
        Optional<Declared<ParticipantName>> participant = participant(given.argument(0), given);
        Optional<Permission> permission = permission(given.argument(1), given, evaluator);
        if (participant.isEmpty()) {
            return;
        }
        SourceRange before = party.hosted.putIfAbsent(participant.get().value(), call.range());
        if (before != null) {
            evaluator
                    .findings()
                    .add(Diagnostic.error("duplicate-host", "'" + participant.get() + "' hosts the party twice")
                            .because("It is already a host at " + before + ".")
                            .fix("Remove one of the two lines.")
                            .at(call.range()));
        } else if (permission.isPresent()) {
            Declared<Permission> declared =
                    new Declared<>(permission.get(), given.argument(1).range());
            party.hosts.add(new DeclaredHost(participant.get(), declared));
        }
    }

    private static Optional<Permission> permission(Argument argument, Given given, Evaluator evaluator) {
        String word = null;
        if (argument.value() instanceof Value.Symbol symbol) {
            word = symbol.word();
        } else if (argument.value() instanceof Value.Text text) {
            word = text.text();
        } else if (argument.value() instanceof Value.Reference reference) {
            // The name itself is reported as unknown when everything has been read.
            return Optional.empty();
        }
        if (word == null) {
            given.wrongKind(argument, "A permission");
            return Optional.empty();
        }
        int index = PERMISSIONS.indexOf(word);
        if (index < 0) {
            String question = Spelling.question(word, PERMISSIONS);
            evaluator
                    .findings()
                    .add(Diagnostic.error("unknown-permission", "'" + Excerpt.of(word) + "' is not a permission")
                            .because("Permissions are submission, confirmation and observation.")
                            .fix(question.isEmpty() ? "Write one of the three." : question)
                            .at(argument.range()));
            return Optional.empty();
        }
        return Optional.of(Permission.values()[index]);
    }

    private void threshold(WordCall call, Evaluator evaluator) {
        Given given = new Given(call, evaluator.findings(), "threshold 1");
        if (!first(call, evaluator) || !given.shaped(1)) {
            return;
        }
        Argument argument = given.argument(0);
        if (!(argument.value() instanceof Value.Whole whole)) {
            given.wrongKind(argument, "A threshold");
            return;
        }
        if (whole.number() < 1 || whole.number() > Integer.MAX_VALUE) {
            evaluator
                    .findings()
                    .add(Diagnostic.error("bad-threshold", whole.number() + " cannot be a threshold")
                            .because(
                                    "The threshold is the number of confirmations needed, from 1 to the number of confirming hosts.")
                            .fix("Write 'threshold 1' or leave the line out.")
                            .at(argument.range()));
            return;
        }
        party.threshold(new Declared<>((int) whole.number(), argument.range()));
    }

    private void dars(WordCall call, Evaluator evaluator) {
        Given given = new Given(call, evaluator.findings(), "dars 'dars/model.dar'");
        if (!given.shaped(1, Integer.MAX_VALUE)) {
            return;
        }
        for (Argument argument : Given.flat(call.arguments())) {
            given.path(argument, "A DAR file").ifPresent(path -> {
                if (path.endsWith(".dar")) {
                    party.dars.add(new Declared<>(path, argument.range()));
                } else {
                    given.report("bad-path", "'" + Excerpt.of(path) + "' is no DAR file", argument.range());
                }
            });
        }
    }

    private void path(WordCall call, Evaluator evaluator) {
        Given given = new Given(call, evaluator.findings(), "path auto or path offline");
        if (!first(call, evaluator) || !given.shaped(1)) {
            return;
        }
        Argument argument = given.argument(0);
        String word = argument.value() instanceof Value.Symbol symbol
                ? symbol.word()
                : argument.value() instanceof Value.Text text ? text.text() : "";
        switch (word) {
            case "auto" -> party.path(HostingPath.AUTO);
            case "offline" -> party.path(HostingPath.OFFLINE);
            case "simple" -> evaluator.findings().add(simple(argument.range()));
            default -> {
                if (!(argument.value() instanceof Value.Reference)) {
                    given.wrongKind(argument, "A path");
                }
            }
        }
    }

    private static Diagnostic simple(SourceRange where) {
        return Diagnostic.error("forced-simple-path", "The simple path cannot be forced")
                .because(
                        "A target that is added without the party's contracts dies at their first use, and at every restart after.")
                .fix("Write 'path auto': the simple path is taken where the party is proved unused.")
                .at(where);
    }

    private void keep(WordCall call, Evaluator evaluator) {
        Given given = new Given(call, evaluator.findings(), "keep participant, or keep 'participant9::1220…'");
        if (given.shaped(1, Integer.MAX_VALUE)) {
            Given.flat(call.arguments()).forEach(argument -> keep(argument, given, evaluator));
        }
    }

    private void keep(Argument argument, Given given, Evaluator evaluator) {
        Optional<String> kept;
        if (argument.value() instanceof Value.Text text && text.text().contains("::")) {
            kept = ParticipantId.parse(text.text()).map(ParticipantId::toString);
            if (kept.isEmpty()) {
                evaluator.findings().add(Ids.bad(text.text(), "participant", argument.range()));
            }
        } else {
            kept = participant(argument, given).map(name -> name.value().name());
        }
        kept.ifPresent(name -> {
            if (party.kept.putIfAbsent(name, argument.range()) == null) {
                party.keep.add(new Declared<>(name, argument.range()));
            } else {
                given.report("duplicate-keep", "'" + name + "' is kept twice", argument.range());
            }
        });
    }

    /** A participant of the declaration, by its bare name or as a text; whether it is declared is asked at the end. */
    private Optional<Declared<ParticipantName>> participant(Argument argument, Given given) {
        if (argument.value() instanceof Value.Reference reference) {
            boolean name = ParticipantName.isName(reference.name());
            return name ? Optional.of(named(reference.name(), reference.origin())) : Optional.empty();
        }
        if (argument.value() instanceof Value.Text text && ParticipantName.isName(text.text())) {
            draft.mustBeDeclared(text.text(), argument.range());
            return Optional.of(named(text.text(), argument.range()));
        }
        if (argument.value() instanceof Value.Text text) {
            given.report(
                    "bad-participant-name",
                    "'" + Excerpt.of(text.text()) + "' cannot be a participant's name",
                    argument.range());
            return Optional.empty();
        }
        given.wrongKind(argument, "A participant");
        return Optional.empty();
    }

    private static Declared<ParticipantName> named(String name, SourceRange where) {
        return new Declared<>(new ParticipantName(name), where);
    }
}

package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.diagnostic.Spelling;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParty.Identity;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingPath;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.dsl.evaluation.Argument;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.finding.Excerpt;
import java.util.List;
import java.util.Optional;

/** What the words of a party's block mean. */
final class PartyWords {

    private static final List<Permission> ALL_PERMISSIONS = List.of(Permission.values());

    private static final List<String> PERMISSIONS =
            ALL_PERMISSIONS.stream().map(Permission::word).toList();

    private final DeclarationBuilder declaration;
    private final PartyBuilder party;

    PartyWords(DeclarationBuilder declaration, PartyBuilder party) {
        this.declaration = declaration;
        this.party = party;
    }

    void local(WordArguments arguments) {
        if (!arguments.shaped()) {
            return;
        }
        Optional<Argument> owner = arguments.named("on");
        if (owner.isEmpty()) {
            arguments.report("missing-key", "'local' needs 'on:'", arguments.range());
        }
        Optional<Argument> written = arguments.named("namespace");
        Optional<Declared<Fingerprint>> namespace = written.flatMap(argument -> namespace(argument, arguments));
        if (written.isEmpty() || namespace.isPresent()) {
            owner.flatMap(argument -> participant(argument, arguments))
                    .ifPresent(name -> party.identity(
                            namespace.isPresent()
                                    ? new Identity.Local(name, namespace)
                                    : declaration.owner(arguments.range(), name)));
        }
    }

    private static Optional<Declared<Fingerprint>> namespace(Argument argument, WordArguments arguments) {
        return arguments.text(argument, "'namespace:'").flatMap(text -> {
            Optional<Fingerprint> parsed = Fingerprint.parse(text);
            if (parsed.isEmpty()) {
                arguments.findings().add(IdMistakes.badFingerprint(text, argument.range()));
            }
            return parsed.map(fingerprint -> new Declared<>(fingerprint, argument.range()));
        });
    }

    void id(WordArguments arguments) {
        if (!arguments.shaped()) {
            return;
        }
        Argument argument = arguments.value(0);
        arguments.text(argument, "A party's id").ifPresent(text -> {
            Optional<PartyId> parsed = PartyId.parse(text);
            parsed.ifPresent(id -> party.identity(new Identity.Known(new Declared<>(id, argument.range()))));
            if (parsed.isEmpty()) {
                arguments.findings().add(IdMistakes.bad(text, "party", argument.range()));
            }
        });
    }

    void external(WordArguments arguments) {
        new IdentityReader(declaration.names(), arguments).external().ifPresent(party::identity);
    }

    void decentralized(WordArguments arguments) {
        new IdentityReader(declaration.names(), arguments).decentralized().ifPresent(party::identity);
    }

    void host(WordArguments arguments) {
        if (!arguments.shaped()) {
            return;
        }
        Optional<Declared<ParticipantName>> participant = participant(arguments.value(0), arguments);
        Optional<Permission> permission = permission(arguments.value(1), arguments);
        if (participant.isEmpty()) {
            return;
        }
        SourceRange before = party.hosted.putIfAbsent(participant.get().value().name(), arguments.range());
        if (before != null) {
            arguments
                    .findings()
                    .add(Diagnostic.error("duplicate-host", "'" + participant.get() + "' hosts the party twice")
                            .because("It is already a host at " + before + ".")
                            .fix("Remove one of the two lines.")
                            .at(arguments.range()));
        } else if (permission.isPresent()) {
            Declared<Permission> declared =
                    new Declared<>(permission.get(), arguments.value(1).range());
            party.hosts.add(declaration.host(arguments.range(), participant.get(), declared));
        }
    }

    private Optional<Permission> permission(Argument argument, WordArguments arguments) {
        if (argument.value() instanceof Value.Reference reference) {
            declaration.names().explained(reference);
            return permission(reference.name(), reference.origin(), arguments);
        }
        Optional<String> word = ValueReader.word(argument);
        if (word.isEmpty()) {
            arguments.wrongKind(argument, "A permission");
        }
        return word.flatMap(name -> permission(name, argument.range(), arguments));
    }

    private static Optional<Permission> permission(String word, SourceRange where, WordArguments arguments) {
        for (Permission permission : ALL_PERMISSIONS) {
            if (permission.word().equals(word)) {
                return Optional.of(permission);
            }
        }
        String question = Spelling.questionByStem(word, PERMISSIONS);
        arguments
                .findings()
                .add(Diagnostic.error("unknown-permission", "'" + Excerpt.of(word) + "' is not a permission")
                        .because("Permissions are submission, confirmation and observation.")
                        .fix(question.isEmpty() ? "Write one of the three." : question)
                        .at(where));
        return Optional.empty();
    }

    void threshold(WordArguments arguments) {
        if (!arguments.shaped()) {
            return;
        }
        Argument argument = arguments.value(0);
        if (!(argument.value() instanceof Value.Whole whole)) {
            arguments.wrongKind(argument, "A threshold");
            return;
        }
        if (whole.number() < 1 || whole.number() > Integer.MAX_VALUE) {
            arguments
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

    void dars(WordArguments arguments) {
        if (!arguments.shaped()) {
            return;
        }
        for (Argument argument : arguments.flatValues()) {
            arguments.path(argument, "A DAR file").ifPresent(path -> {
                if (path.endsWith(".dar")) {
                    party.dars.add(new Declared<>(path, argument.range()));
                } else {
                    arguments.report("bad-path", "'" + Excerpt.of(path) + "' is no DAR file", argument.range());
                }
            });
        }
    }

    void path(WordArguments arguments) {
        if (!arguments.shaped()) {
            return;
        }
        Argument argument = arguments.value(0);
        String word = ValueReader.word(argument).orElse("");
        switch (word) {
            case "auto" -> party.path(HostingPath.AUTO);
            case "offline" -> party.path(HostingPath.OFFLINE);
            case "simple" -> arguments.findings().add(simple(argument.range()));
            default -> {
                if (!(argument.value() instanceof Value.Reference)) {
                    arguments.wrongKind(argument, "A path");
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

    void keep(WordArguments arguments) {
        if (arguments.shaped()) {
            arguments.flatValues().forEach(argument -> keep(argument, arguments));
        }
    }

    private void keep(Argument argument, WordArguments arguments) {
        Optional<String> kept;
        if (argument.value() instanceof Value.Text text && text.text().contains("::")) {
            kept = ParticipantId.parse(text.text()).map(ParticipantId::toString);
            if (kept.isEmpty()) {
                arguments.findings().add(IdMistakes.bad(text.text(), "participant", argument.range()));
            }
        } else {
            kept = keptByName(argument, arguments);
        }
        kept.ifPresent(name -> {
            if (party.kept.putIfAbsent(name, argument.range()) == null) {
                party.keep.add(new Declared<>(name, argument.range()));
            } else {
                arguments.report("duplicate-keep", "'" + name + "' is kept twice", argument.range());
            }
        });
    }

    private Optional<String> keptByName(Argument argument, WordArguments arguments) {
        if (argument.value() instanceof Value.Reference reference) {
            declaration.names().kept(reference);
        } else if (argument.value() instanceof Value.Text text && ParticipantName.isName(text.text())) {
            declaration.names().keptAs(text.text(), argument.range());
            return Optional.of(text.text());
        }
        return participant(argument, arguments).map(name -> name.value().name());
    }

    /** A participant of the declaration, by its bare name or as a text; whether it is declared is asked at the end. */
    private Optional<Declared<ParticipantName>> participant(Argument argument, WordArguments arguments) {
        if (argument.value() instanceof Value.Reference reference) {
            declaration.names().mustBe(DeclaredNames.Kind.PARTICIPANT, reference);
            boolean name = ParticipantName.isName(reference.name());
            return name ? Optional.of(named(reference.name(), reference.origin())) : Optional.empty();
        }
        if (argument.value() instanceof Value.Text text && ParticipantName.isName(text.text())) {
            declaration.names().mustBe(DeclaredNames.Kind.PARTICIPANT, text.text(), argument.range());
            return Optional.of(named(text.text(), argument.range()));
        }
        if (argument.value() instanceof Value.Text text
                && ParticipantId.parse(text.text()).isPresent()) {
            arguments.findings().add(IdMistakes.insteadOfName(text.text(), argument.range()));
            return Optional.empty();
        }
        if (argument.value() instanceof Value.Text text) {
            arguments.report(
                    "bad-participant-name",
                    "'" + Excerpt.of(text.text()) + "' cannot be a participant's name",
                    argument.range());
            return Optional.empty();
        }
        arguments.wrongKind(argument, "A participant");
        return Optional.empty();
    }

    private static Declared<ParticipantName> named(String name, SourceRange where) {
        return new Declared<>(new ParticipantName(name), where);
    }
}

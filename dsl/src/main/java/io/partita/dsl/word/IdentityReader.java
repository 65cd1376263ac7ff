package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredKey;
import io.partita.core.model.DeclaredParty.Identity;
import io.partita.core.model.DeclaredParty.Identity.Owner;
import io.partita.core.model.KeyName;
import io.partita.core.model.ParticipantName;
import io.partita.dsl.evaluation.Argument;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.finding.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads {@code external key: …} and {@code decentralized owners: […], threshold: …}. */
final class IdentityReader {

    /** More are refused where an external party is allocated (semantics 8). */
    private static final int MOST_OWNERS = 10;

    private static final Pattern FILE = Pattern.compile(".*[./\\\\].*");

    private final DeclaredNames names;
    private final WordArguments arguments;

    IdentityReader(DeclaredNames names, WordArguments arguments) {
        this.names = names;
        this.arguments = arguments;
    }

    /** Empty when something is wrong, which has been reported. */
    Optional<PartyBuilder.Who> external() {
        if (!arguments.shaped()) {
            return Optional.empty();
        }
        Optional<Argument> key = arguments.named("key");
        if (key.isEmpty()) {
            arguments.report("missing-key", "'external' needs 'key:'", arguments.range());
        }
        return key.flatMap(this::key)
                .map(name -> keys -> Optional.ofNullable(keys.get(name.value()))
                        .map(declared -> new Identity.External(name, declared.key())));
    }

    private Optional<Declared<KeyName>> key(Argument argument) {
        if (argument.value() instanceof Value.Reference reference) {
            names.mustBe(DeclaredNames.Kind.KEY, reference);
            return Optional.of(reference.name())
                    .filter(ParticipantName::isName)
                    .map(name -> new Declared<>(new KeyName(name), reference.origin()));
        }
        if (!(argument.value() instanceof Value.Text text)) {
            arguments.wrongKind(argument, "A key");
            return Optional.empty();
        }
        if (ParticipantName.isName(text.text())) {
            names.mustBe(DeclaredNames.Kind.KEY, text.text(), argument.range());
            return Optional.of(new Declared<>(new KeyName(text.text()), argument.range()));
        }
        if (FILE.matcher(text.text()).matches()) {
            arguments.findings().add(aFile(text.text(), argument.range()));
        } else {
            arguments.report(
                    "bad-key-name", "'" + Excerpt.of(text.text()) + "' cannot be a key's name", argument.range());
        }
        return Optional.empty();
    }

    private static Diagnostic aFile(String path, SourceRange where) {
        String file = path.replaceFirst("^.*[/\\\\]", "").replaceFirst("\\..*$", "");
        String name = ParticipantName.isName(file) && !Language.isWord(file) ? file : "treasury";
        String shown = Excerpt.of(path);
        return Diagnostic.error("key-is-a-file", "'" + shown + "' is a file, not the name of a key")
                .because("A key is declared once in a block of keys, with the file of its public key and how it signs.")
                .fix("Write keys { " + name + " { publicKey '" + shown
                        + "' } } beside the participants, and here external key: " + name + ".")
                .at(where);
    }

    /** Empty when something is wrong, which has been reported. */
    Optional<PartyBuilder.Who> decentralized() {
        if (!arguments.shaped()) {
            return Optional.empty();
        }
        Optional<Argument> owners = arguments.named("owners");
        if (owners.isEmpty()) {
            arguments.report("missing-key", "'decentralized' needs 'owners:'", arguments.range());
        }
        Optional<List<Declared<String>>> named = owners.flatMap(this::owners);
        Optional<Argument> written = arguments.named("threshold");
        Optional<Declared<Integer>> threshold = written.flatMap(argument -> threshold(argument, named));
        return written.isPresent() && threshold.isEmpty()
                ? Optional.empty()
                : named.map(all -> keys -> Optional.of(new Identity.Decentralized(
                        all.stream().map(owner -> owner(owner, keys)).toList(), threshold)));
    }

    /** That it is either is asked at the end. */
    private static Owner owner(Declared<String> name, Map<KeyName, DeclaredKey> keys) {
        KeyName key = new KeyName(name.value());
        return Optional.ofNullable(keys.get(key))
                .<Owner>map(declared -> new Owner.OfKey(new Declared<>(key, name.range()), declared.key()))
                .orElseGet(
                        () -> new Owner.OfParticipant(new Declared<>(new ParticipantName(name.value()), name.range())));
    }

    private Optional<List<Declared<String>>> owners(Argument argument) {
        if (!(argument.value() instanceof Value.Items list)) {
            arguments.wrongKind(argument, "'owners:'");
            return Optional.empty();
        }
        if (list.items().isEmpty()) {
            arguments.report("no-owners", "The list of owners is empty", argument.range());
            return Optional.empty();
        }
        if (list.items().size() > MOST_OWNERS) {
            arguments
                    .findings()
                    .add(Diagnostic.error(
                                    "too-many-owners",
                                    "The party has " + list.items().size() + " owners")
                            .because("A namespace that a party can be allocated in has at most " + MOST_OWNERS + ".")
                            .fix("Name fewer owners.")
                            .at(argument.range()));
            return Optional.empty();
        }
        List<Declared<String>> owners = new ArrayList<>();
        Map<String, SourceRange> seen = new TreeMap<>();
        boolean fine = true;
        for (Value item : list.items()) {
            Optional<Declared<String>> owner = owner(new Argument(item, argument.range()));
            owner.ifPresent(owners::add);
            fine &= owner.isPresent()
                    && isNew(
                            owner.get(),
                            Optional.ofNullable(seen.putIfAbsent(
                                    owner.get().value(), owner.get().range())));
        }
        return fine ? Optional.of(owners) : Optional.empty();
    }

    private Optional<Declared<String>> owner(Argument item) {
        if (item.value() instanceof Value.Reference reference) {
            return Optional.of(reference.name())
                    .filter(ParticipantName::isName)
                    .map(name -> new Declared<>(name, reference.origin()));
        }
        if (item.value() instanceof Value.Text text && ParticipantName.isName(text.text())) {
            names.mustBeDeclared(text.text(), item.range());
            return Optional.of(new Declared<>(text.text(), item.range()));
        }
        if (item.value() instanceof Value.Text text) {
            arguments.report(
                    "bad-owner",
                    "'" + Excerpt.of(text.text()) + "' is the name of no participant and of no key",
                    item.range());
        } else {
            arguments.wrongKind(item, "An owner");
        }
        return Optional.empty();
    }

    private boolean isNew(Declared<String> owner, Optional<SourceRange> before) {
        before.ifPresent(place -> arguments
                .findings()
                .add(Diagnostic.error("duplicate-owner", "'" + owner + "' is an owner twice")
                        .because("It is already one at " + place + ".")
                        .fix("Name each owner once.")
                        .at(owner.range())));
        return before.isEmpty();
    }

    /** Compared with the number of owners only when these are right. */
    private Optional<Declared<Integer>> threshold(Argument argument, Optional<List<Declared<String>>> owners) {
        if (!(argument.value() instanceof Value.Whole whole)) {
            arguments.wrongKind(argument, "'threshold:'");
            return Optional.empty();
        }
        long most = owners.map(List::size).orElse(MOST_OWNERS);
        if (whole.number() < 1 || whole.number() > most) {
            arguments
                    .findings()
                    .add(Diagnostic.error("bad-threshold", whole.number() + " cannot be a threshold of the owners")
                            .because("It is the number of owners who have to sign, from 1 to " + most + ".")
                            .fix("Write such a number, or leave 'threshold:' out: then all of them sign for a party"
                                    + " that is created.")
                            .at(argument.range()));
            return Optional.empty();
        }
        return Optional.of(new Declared<>((int) whole.number(), argument.range()));
    }
}

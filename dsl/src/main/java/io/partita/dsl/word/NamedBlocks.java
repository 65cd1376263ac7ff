package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declared;
import io.partita.core.model.ParticipantName;
import io.partita.dsl.evaluation.Argument;
import io.partita.dsl.evaluation.Evaluator;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.evaluation.WordCall;
import io.partita.dsl.evaluation.Words;
import io.partita.dsl.finding.Excerpt;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A block in which every word is a name that the block behind it explains, such as {@code participants { … }}; one word
 * of its own takes a computed name.
 */
abstract class NamedBlocks implements Words {

    private final DeclaredNames names;
    private final DeclaredNames.Kind kind;
    private final String block;

    /** @param block what stands behind a name, for the fix: "{ … }" */
    NamedBlocks(DeclaredNames names, DeclaredNames.Kind kind, String block) {
        this.names = names;
        this.kind = kind;
        this.block = block;
    }

    /** The words that are no names. */
    abstract Words own();

    /**
     * Reads the block behind a name.
     *
     * @param name as it was written; empty when it cannot be declared, which has been reported
     * @param place of the name
     */
    abstract void read(
            Optional<Declared<String>> name, SourceRange place, Value.Function body, WordArguments arguments);

    @Override
    public String place() {
        return own().place();
    }

    @Override
    public Set<String> names() {
        return own().names();
    }

    @Override
    public Optional<Value> call(WordCall call, Evaluator evaluator) {
        Optional<Value> word = own().call(call, evaluator);
        if (word.isPresent() || Language.places().containsKey(call.word()) && !isName(call)) {
            return word;
        }
        Word<NamedBlocks> name = Word.often(call.word(), 1, 1, call.word() + " " + block, (blocks, arguments) -> {
            if (arguments.shaped()) {
                blocks.declare(call.word(), call.wordRange(), arguments, 0);
            } else {
                names.mention(call.word(), kind, call.wordRange());
            }
        });
        return Optional.of(name.meaning().apply(this, new WordArguments(call, evaluator, name)));
    }

    /** A single block makes it a name, which is then found to be a word. */
    private static boolean isName(WordCall call) {
        List<Argument> arguments = call.arguments();
        return arguments.size() == 1
                && arguments.get(0).value() instanceof Value.Function
                && call.named().isEmpty();
    }

    /** A computed name with its block. */
    final void computed(WordArguments arguments) {
        if (!arguments.shaped()) {
            names.incomplete();
            return;
        }
        Optional<String> name = arguments.text(arguments.value(0), "A " + kind.noun() + "'s name");
        if (name.isEmpty()) {
            names.incomplete();
        }
        name.ifPresent(text -> declare(text, arguments.value(0).range(), arguments, 1));
    }

    private void declare(String name, SourceRange place, WordArguments arguments, int index) {
        boolean fine = checkName(name, place, arguments);
        Optional<Value.Function> body = arguments.block(arguments.value(index));
        Optional<DeclaredNames.Mention> before = names.mention(name, kind, place);
        before.ifPresent(mention ->
                arguments.findings().add(twice(name, mention).about(name).at(place)));
        Optional<Declared<String>> declared =
                fine && before.isEmpty() ? Optional.of(new Declared<>(name, place)) : Optional.empty();
        body.ifPresent(function -> arguments.findings().about(name, () -> read(declared, place, function, arguments)));
    }

    private Diagnostic twice(String name, DeclaredNames.Mention before) {
        String shown = Excerpt.of(name);
        Diagnostic twice = before.kind() == kind
                ? Diagnostic.error(duplicate(), kind.title() + " '" + shown + "' is declared twice")
                : Diagnostic.error(
                        "shared-name",
                        "'" + shown + "' is the name of a " + before.kind().noun() + " and of a " + kind.noun());
        return twice.because("It is already declared at " + before.place() + ".")
                .fix("Remove one of the two, or choose another name.");
    }

    private String duplicate() {
        return switch (kind) {
            case PARTICIPANT -> "duplicate-participant";
            case KEY -> "duplicate-signing-key";
        };
    }

    private boolean checkName(String name, SourceRange place, WordArguments arguments) {
        if (Language.isWord(name)) {
            arguments
                    .findings()
                    .add(Diagnostic.error(
                                    "name-is-a-word",
                                    "'" + name + "' is a word of the declaration and cannot name a " + kind.noun())
                            .fix("Choose another name.")
                            .at(place));
            return false;
        }
        if (!ParticipantName.isName(name)) {
            arguments
                    .findings()
                    .add(Diagnostic.error(badName(), "This cannot be a " + kind.noun() + "'s name")
                            .because("A name is a letter, then up to 99 letters, digits, underscores or minus signs.")
                            .fix("Choose another name; it is local to the declaration.")
                            .at(place));
            return false;
        }
        return true;
    }

    private String badName() {
        return switch (kind) {
            case PARTICIPANT -> "bad-participant-name";
            case KEY -> "bad-key-name";
        };
    }
}

package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declared;
import io.partita.dsl.evaluation.Argument;
import io.partita.dsl.evaluation.Evaluator;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.finding.Excerpt;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What the words outside of every block mean. */
final class RootWords {

    private final DeclarationBuilder declaration;
    private final KeyFiles files;

    /** @param files of public keys, seen from the folder of the text that has the words */
    RootWords(DeclarationBuilder declaration, KeyFiles files) {
        this.declaration = declaration;
        this.files = files;
    }

    void synchronizer(WordArguments arguments) {
        declaration.synchronizerMentioned();
        if (!arguments.shaped()) {
            return;
        }
        Optional<String> alias = arguments.text(arguments.value(0), "The synchronizer's alias");
        if (alias.isPresent() && declaration.synchronizer().isPresent()) {
            arguments
                    .findings()
                    .add(Diagnostic.error("duplicate-synchronizer", "The synchronizer is declared twice")
                            .because("It is already declared at "
                                    + declaration.synchronizer().get().range() + ".")
                            .fix("Remove one of the two lines; parties of another synchronizer are another"
                                    + " declaration.")
                            .at(arguments.range()));
            return;
        }
        alias.ifPresent(text ->
                declaration.synchronizer(new Declared<>(text, arguments.value(0).range())));
    }

    /** The folder from that of the declaration; a path of a machine would be another one on the next machine. */
    void network(WordArguments arguments) {
        declaration.networkMentioned(arguments.range());
        if (!arguments.shaped()) {
            return;
        }
        Argument argument = arguments.value(0);
        arguments.text(argument, "The folder of the network").ifPresent(folder -> {
            if (isWay(folder)) {
                declaration.network(new Declared<>(folder, argument.range()));
            } else {
                arguments
                        .findings()
                        .add(Diagnostic.error("bad-network", "'" + Excerpt.of(folder) + "' is no way to a network")
                                .because(
                                        "It is seen from the declaration's folder, and written with forward slashes and without a '.' in between.")
                                .fix("Write a relative path, such as network '../networks/test'.")
                                .at(argument.range()));
            }
        });
    }

    private static boolean isWay(String folder) {
        boolean misleading = folder.startsWith("~") || folder.contains("\\");
        List<String> names = List.of(folder.split("/", -1));
        long up = names.stream().takeWhile(".."::equals).count();
        return !misleading && names.stream().skip(up).noneMatch(Set.of("", ".", "..")::contains);
    }

    void participants(WordArguments arguments) {
        names(arguments, () -> new ParticipantsWords(declaration));
    }

    void keys(WordArguments arguments) {
        names(arguments, () -> new KeysWords(declaration, files));
    }

    private void names(WordArguments arguments, Supplier<NamedBlocks> words) {
        Optional<Value.Function> block = arguments.shaped() ? arguments.block(arguments.value(0)) : Optional.empty();
        if (block.isEmpty()) {
            declaration.names().incomplete();
        }
        block.ifPresent(function -> arguments.evaluator().block(function, words.get()));
    }

    void party(WordArguments arguments) {
        if (!arguments.shaped()) {
            return;
        }
        Optional<String> name = arguments.text(arguments.value(0), "A party's name");
        Optional<Value.Function> block = arguments.block(arguments.value(1));
        if (name.isPresent() && block.isPresent()) {
            Declared<String> declared =
                    new Declared<>(name.get(), arguments.value(0).range());
            arguments.findings().about(name.get(), () -> party(declared, block.get(), arguments));
        }
    }

    private void party(Declared<String> name, Value.Function block, WordArguments arguments) {
        PartyBuilder party = new PartyBuilder(name, arguments.range());
        Evaluator evaluator = arguments.evaluator();
        Language.PARTY.read(block, new PartyWords(declaration, party), party.written(), evaluator);
        declaration.party(party, evaluator.findings());
    }
}

package io.partita.dsl.word;

import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declared;
import io.partita.core.model.KeyName;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.evaluation.Words;
import java.util.Optional;

/** In {@code keys { … }} every word is the name of a key; {@code key('name') { … }} takes a computed one. */
final class KeysWords extends NamedBlocks {

    private final DeclarationBuilder declaration;
    private final KeyFiles files;
    private final Words own;

    /** @param files of public keys, seen from the folder of the text that has the words */
    KeysWords(DeclarationBuilder declaration, KeyFiles files) {
        super(declaration.names(), DeclaredNames.Kind.KEY, "{ publicKey 'keys/name.pub' }");
        this.declaration = declaration;
        this.files = files;
        this.own = Language.KEYS.words(this, new WrittenWords());
    }

    @Override
    Words own() {
        return own;
    }

    void key(WordArguments arguments) {
        computed(arguments);
    }

    @Override
    void read(Optional<Declared<String>> name, SourceRange place, Value.Function body, WordArguments arguments) {
        KeyBuilder key = new KeyBuilder(place, arguments.range());
        Language.KEY.read(body, new KeyWords(key, files), key.written(), arguments.evaluator());
        key.check(arguments.findings());
        name.map(text -> new Declared<>(new KeyName(text.value()), text.range()))
                .flatMap(key::finish)
                .ifPresent(declared -> {
                    declaration.key(declared);
                    declaration.written(declared.name().value(), key.written().places());
                });
    }
}

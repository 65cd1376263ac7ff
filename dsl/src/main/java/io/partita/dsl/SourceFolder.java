package io.partita.dsl;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.dsl.word.KeyFiles;
import java.util.List;
import java.util.Objects;

/**
 * What a declaration or a network is read from: the texts of one folder, and the files beside them.
 *
 * @param texts in the order in which they are read; a variable of one is known in the next
 * @param keys files of public keys that the texts name
 */
public record SourceFolder(List<SourceText> texts, KeyFiles keys) {

    private static final KeyFiles NONE = path ->
            Checked.failed(Diagnostic.error("public-key-out-of-reach", "The file of the public key is not read here")
                    .because("It is seen from the folder of the declaration, and only texts were given.")
                    .fix("Name the folder of the declaration."));

    public SourceFolder {
        texts = List.copyOf(texts);
        Objects.requireNonNull(keys, "keys");
    }

    /** Texts alone: a key in them cannot be read. */
    public static SourceFolder of(List<SourceText> texts) {
        return new SourceFolder(texts, NONE);
    }
}

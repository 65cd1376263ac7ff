package io.partita.dsl;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.file.Folder;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredParty;
import io.partita.dsl.finding.Findings;
import io.partita.dsl.syntax.SourceLayout;
import io.partita.dsl.word.Language;
import io.partita.dsl.word.SecretWords;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads declarations. Nothing is compiled or run: Groovy's parser gives the tree, and the tree is walked. The same
 * texts give the same result, whatever they are: no text throws, hangs, or reaches the machine. A folder adds the files
 * of public keys that stand in it, and nothing else.
 */
public final class Declarations {

    /**
     * The code of the diagnostic about a secret that is written out in a declaration. Whoever shows it must not show
     * the source line.
     */
    public static final String SECRET_IN_THE_DECLARATION = SecretWords.LITERAL;

    private Declarations() {}

    /**
     * Whether a file of this name is read as a part of the declaration of its folder. Hidden files are not, nor what
     * editors and archives put beside a file: {@code .#main.groovy}, {@code ._main.groovy}.
     */
    public static boolean isScript(String fileName) {
        return fileName.endsWith(".groovy") && !fileName.startsWith(".") && !fileName.startsWith("#");
    }

    /**
     * The declaration of a folder: all its {@code *.groovy} files in the order of their names. A folder that cannot be
     * read is a diagnostic.
     *
     * @param network where the words of the network are when they are not among them
     */
    public static Checked<ReadDeclaration> readFolder(Path folder, NetworkWords network) {
        return sources(folder).then(sources -> read(sources, network));
    }

    /**
     * What a folder holds of a declaration or a network: all its {@code *.groovy} files in the order of their names,
     * with at least one, and the files of public keys that they name. What is read of the folder stays in it: no link
     * is followed.
     */
    public static Checked<SourceFolder> sources(Path folder) {
        return DeclarationFolder.read(folder).map(texts -> new SourceFolder(texts, new KeyFolder(Folder.of(folder))));
    }

    /**
     * The declaration that texts make together, or everything that is wrong with them. It has no keys, whose files are
     * out of reach.
     *
     * @param files in the order in which they are read; a variable of one is known in the next
     */
    public static Checked<Declaration> read(List<SourceText> files) {
        return read(SourceFolder.of(files), NetworkWords.NONE).map(ReadDeclaration::declaration);
    }

    /**
     * The declaration that texts make together with those of its network, or everything that is wrong with both.
     * Variables of the one are not known in the other, names of participants and keys are.
     *
     * @param network where the words of the network are when they are not among them
     */
    public static Checked<ReadDeclaration> read(SourceFolder sources, NetworkWords network) {
        Findings findings =
                new Findings(sources.texts().stream().map(SourceText::file).toList());
        Optional<ReadDeclaration> declaration =
                LargeStack.call(() -> new DeclarationReading(findings).read(sources, network));
        List<Diagnostic> diagnostics = findings.all();
        return diagnostics.stream().anyMatch(Diagnostic::isError)
                ? Checked.failed(diagnostics)
                : Checked.of(declaration.orElseThrow(), diagnostics);
    }

    /**
     * The same text in the one layout that declarations have: blanks and ends of lines move, nothing else, so that it
     * says the same. Laid out again it stays as it is. What is no text of a declaration is everything that is wrong
     * with it; whether its words make sense is not asked.
     */
    public static Checked<String> laidOut(SourceText file) {
        Findings findings = new Findings(List.of(file.file()));
        Optional<String> text = LargeStack.call(() ->
                SourceLayout.of(file.file(), file.text(), Language.places().keySet(), findings));
        return text.map(laidOut -> Checked.of(laidOut, findings.all())).orElseGet(() -> Checked.failed(findings.all()));
    }

    /**
     * How the parties would be written: in one layout, at least three that differ in their names alone as a loop. What
     * is read of it is the same parties, though not in the same order where there is a loop.
     */
    public static String written(List<DeclaredParty> parties) {
        return new PartyTexts(PartyTexts.Manner.LOOPS).of(parties);
    }

    /** The same, each party in a block of its own. */
    public static String writtenOut(List<DeclaredParty> parties) {
        return new PartyTexts(PartyTexts.Manner.NONE).of(parties);
    }

    /**
     * A file's text as it may be shown beside a diagnostic: literals where a reference to a secret belongs are covered,
     * also where the text has syntax errors. Lines and columns stay.
     */
    public static String shown(String text) {
        return SecretLiterals.covered(text);
    }
}

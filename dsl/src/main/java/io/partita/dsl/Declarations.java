package io.partita.dsl;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.dsl.evaluation.Budget;
import io.partita.dsl.evaluation.Evaluator;
import io.partita.dsl.finding.Findings;
import io.partita.dsl.syntax.GroovyText;
import io.partita.dsl.syntax.ParseBudget;
import io.partita.dsl.syntax.Script;
import io.partita.dsl.word.DeclarationBuilder;
import io.partita.dsl.word.SecretWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads declarations. Nothing is compiled or run: Groovy's parser gives the tree, and the tree is walked. The same
 * texts give the same result, whatever they are: no text throws, hangs, or reaches the machine.
 */
public final class Declarations {

    /**
     * The code of the diagnostic about a secret that is written out in a declaration. Whoever shows it must not show
     * the source line.
     */
    public static final String SECRET_IN_THE_DECLARATION = SecretWords.LITERAL;

    private Declarations() {}

    /**
     * The declaration of a folder: all its {@code *.groovy} files in the order of their names. A folder that cannot be
     * read is a diagnostic.
     */
    public static Checked<Declaration> readFolder(Path folder) {
        return DeclarationFolder.read(folder).then(Declarations::read);
    }

    /**
     * The declaration that texts make together, or everything that is wrong with them.
     *
     * @param files in the order in which they are read; a variable of one is known in the next
     */
    public static Checked<Declaration> read(List<SourceText> files) {
        Findings findings = new Findings(files.stream().map(SourceText::file).toList());
        Optional<Declaration> declaration = LargeStack.call(() -> read(files, findings));
        List<Diagnostic> diagnostics = findings.all();
        return diagnostics.stream().anyMatch(Diagnostic::isError)
                ? Checked.failed(diagnostics)
                : Checked.of(declaration.orElseThrow(), diagnostics);
    }

    /**
     * A file's text as it may be shown beside a diagnostic: literals where a reference to a secret belongs are covered,
     * also where the text has syntax errors. Lines and columns stay.
     */
    public static String shown(String text) {
        return SecretLiterals.covered(text);
    }

    private static Optional<Declaration> read(List<SourceText> files, Findings findings) {
        DeclarationBuilder declaration = new DeclarationBuilder(findings);
        ParseBudget parsing = new ParseBudget();
        List<Script> scripts = new ArrayList<>();
        for (SourceText file : files) {
            Script script = GroovyText.read(
                    file.file(), file.text(), declaration.places().keySet(), parsing, findings);
            script.lost().forEach(declaration::lost);
            scripts.add(script);
        }
        Evaluator evaluator = new Evaluator(findings, new Budget(), declaration, declaration.words());
        try {
            scripts.forEach(script -> evaluator.read(script.statements()));
        } catch (Budget.Exceeded exceeded) {
            findings.add(Diagnostic.error("declaration-too-large", "The declaration takes too much to be read")
                    .because(exceeded.getMessage())
                    .fix("Make its lists and texts smaller.")
                    .at(exceeded.where()));
            declaration.lost(Script.EVERYTHING);
        }
        return declaration.finish();
    }
}

package io.partita.dsl;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.dsl.evaluation.Budget;
import io.partita.dsl.evaluation.Evaluator;
import io.partita.dsl.evaluation.Words;
import io.partita.dsl.finding.Findings;
import io.partita.dsl.syntax.GroovyText;
import io.partita.dsl.syntax.ParseBudget;
import io.partita.dsl.syntax.Script;
import io.partita.dsl.word.DeclarationBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One reading: the declaration first, because it says where its network is, then the network. */
final class DeclarationReading {

    private final Findings findings;
    private final DeclarationBuilder declaration;
    private final ParseBudget parsing = new ParseBudget();
    private final Budget budget = new Budget();

    DeclarationReading(Findings findings) {
        this.findings = findings;
        this.declaration = new DeclarationBuilder(findings);
    }

    /** What could be read; what is wrong is in the findings. */
    Optional<ReadDeclaration> read(SourceFolder folder, NetworkWords network) {
        evaluate(folder.texts(), declaration.words(folder.keys()));
        Optional<String> named = declaration.network();
        Optional<Checked<SourceFolder>> elsewhere = network.of(named);
        if (elsewhere.isPresent() && !declaration.refusesOwnNetworkWords()) {
            network(elsewhere.get());
        }
        return declaration
                .finish()
                .map(read -> new ReadDeclaration(
                        read, declaration.networkPlace(), declaration.placesOfAccess(), declaration.placesOfKeys()));
    }

    private void network(Checked<SourceFolder> elsewhere) {
        elsewhere.diagnostics().stream()
                .map(found -> found.range().isPresent()
                        ? found
                        : declaration.networkPlace().map(found::at).orElse(found))
                .forEach(findings::add);
        if (!elsewhere.isPresent()) {
            declaration.lost(Script.EVERYTHING);
            return;
        }
        SourceFolder folder = elsewhere.value();
        findings.reading(folder.texts().stream().map(SourceText::file).toList());
        evaluate(folder.texts(), declaration.wordsOfTheNetwork(folder.keys()));
    }

    private void evaluate(List<SourceText> files, Words words) {
        List<Script> scripts = new ArrayList<>();
        for (SourceText file : files) {
            Script script = GroovyText.read(
                    file.file(), file.text(), declaration.places().keySet(), parsing, findings);
            script.lost().forEach(declaration::lost);
            scripts.add(script);
        }
        Evaluator evaluator = new Evaluator(findings, budget, declaration, words);
        try {
            scripts.forEach(script -> evaluator.read(script.statements()));
        } catch (Budget.Exceeded exceeded) {
            findings.add(Diagnostic.error("declaration-too-large", "The declaration takes too much to be read")
                    .because(exceeded.getMessage())
                    .fix("Make its lists and texts smaller.")
                    .at(exceeded.where()));
            declaration.lost(Script.EVERYTHING);
        }
    }
}

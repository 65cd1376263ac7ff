package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Payload.LaidOutFile;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.text.LineDifference;
import io.partita.cli.unit.Scripts;
import io.partita.cli.unit.Scripts.Script;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.dsl.Declarations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives declarations their one layout. */
@Command(
        name = "fmt",
        description = "Gives the *.groovy files of declarations and networks the one layout that all of them have.",
        footer = {
            "",
            "Only blanks and ends of lines change: lines end where their author ended them, and every word and every comment stays. A file that is no declaration is left alone with a message, and then all of them are.",
            "Ends with 0; with --check it writes nothing, shows what would change, and ends with 2 when that is something.",
            "",
            "Example:",
            "  partita fmt hosting/alice",
            "  partita fmt --check networks/test hosting/alice hosting/bob"
        })
public final class FmtCommand implements RunnableCommand {

    private static final String NAME = "fmt";

    @Parameters(
            arity = "0..*",
            paramLabel = "FOLDER|FILE",
            description = "Folders of declarations, or files of them; the current folder when left out.")
    private List<String> arguments = List.of();

    @Option(
            names = "--check",
            description = "Write nothing; show what would change, and end with 2 when it is something.")
    private boolean check;

    @Override
    public Place place(Path base) {
        return Place.of(arguments.isEmpty() ? "." : arguments.get(0));
    }

    @Override
    public Result answer(Session session) {
        Map<Path, Script> scripts = new LinkedHashMap<>();
        List<Diagnostic> wrong = new ArrayList<>();
        for (String argument : arguments.isEmpty() ? List.of(".") : arguments) {
            Checked<List<Script>> found = Scripts.of(session.folder(), argument);
            wrong.addAll(found.diagnostics());
            found.optional().ifPresent(all -> all.forEach(script -> scripts.put(script.place(), script)));
        }
        Map<Script, String> texts = new LinkedHashMap<>();
        for (Script script : scripts.values()) {
            Checked<String> laidOut = Declarations.laidOut(script.text());
            wrong.addAll(laidOut.diagnostics());
            laidOut.optional().ifPresent(text -> texts.put(script, text));
        }
        Result answer = wrong.stream().anyMatch(Diagnostic::isError)
                ? Result.failed(NAME, wrong)
                : laidOut(session, texts).saying(wrong);
        return answer.from(session.folder());
    }

    private Result laidOut(Session session, Map<Script, String> texts) {
        List<LaidOutFile> files = new ArrayList<>();
        for (Map.Entry<Script, String> each : texts.entrySet()) {
            Script script = each.getKey();
            boolean same = script.text().text().equals(each.getValue());
            if (!same && !check) {
                Optional<Diagnostic> refused = Scripts.replace(script, each.getValue());
                if (refused.isPresent()) {
                    return Result.failed(NAME, refused.get());
                }
            }
            files.add(new LaidOutFile(
                    script.text().file(), same ? Optional.empty() : Optional.of(difference(script, each.getValue()))));
        }
        boolean changes = files.stream().anyMatch(file -> file.difference().isPresent());
        Payload content = new Payload.LaidOut(check ? Payload.Writing.LEFT : Payload.Writing.DONE, files);
        Result answer = Result.of(NAME, check && changes ? ExitCode.CHANGES : ExitCode.DONE, content);
        return check && changes && arguments.size() <= 1 ? answer.then(NextCommand.of(NextCommand.Verb.FMT)) : answer;
    }

    /** Literals where a reference to a secret belongs are covered, as in every excerpt. */
    private static String difference(Script script, String text) {
        return LineDifference.of(Declarations.shown(script.text().text()), Declarations.shown(text));
    }
}

package io.partita.cli.unit;

import io.partita.cli.origin.Checkout;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.plan.Home;
import io.partita.dsl.Declarations;
import io.partita.dsl.NetworkWords;
import io.partita.dsl.SourceFolder;
import io.partita.dsl.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of the network of one declaration. The one that the declaration names lies in the same checkout and is
 * reached without links: otherwise a change of the declaration could choose any folder of the machine. One that a
 * person typed may be anywhere.
 */
final class NetworkFolder implements NetworkWords {

    private final Path unit;
    private final Optional<Path> typed;
    private Optional<Path> taken = Optional.empty();

    /**
     * @param unit the declaration's folder, without links
     * @param typed what a person says instead of what the declaration says
     */
    NetworkFolder(Path unit, Optional<Path> typed) {
        this.unit = unit;
        this.typed = typed;
    }

    /**
     * Where the words were taken from, without links; empty when nothing was read, or they stand in the declaration.
     */
    Optional<Path> taken() {
        return taken;
    }

    @Override
    public Optional<Checked<SourceFolder>> of(Optional<String> named) {
        Optional<Checked<Path>> folder =
                typed.map(NetworkFolder::real).or(() -> named.map(way -> inCheckout(unit, way)));
        return folder.map(found -> found.then(this::files));
    }

    private static Checked<Path> real(Path folder) {
        try {
            return Files.isDirectory(folder) ? Checked.of(folder.toRealPath()) : Checked.failed(missing(folder));
        } catch (IOException unreadable) {
            return Checked.failed(missing(folder).because(FileTrouble.of(unreadable)));
        }
    }

    private static Checked<Path> inCheckout(Path unit, String way) {
        Path folder = unit.resolve(way).normalize();
        return real(folder).then(real -> {
            if (!real.equals(folder)) {
                return Checked.failed(Diagnostic.refusal(
                                "network-behind-a-link", "the way to the network leads over a link: '" + way + "'")
                        .because("it would be " + real + ", which whoever can change the link can change as well")
                        .fix("Name the folder itself, or say it on the command line: --network=FOLDER."));
            }
            Optional<Path> checkout = Checkout.outermost(unit).filter(root -> !real.startsWith(root));
            return checkout.isEmpty()
                    ? Checked.of(real)
                    : Checked.failed(
                            Diagnostic.refusal(
                                            "network-outside",
                                            "the network lies outside of the checkout: '" + way + "'")
                                    .because(
                                            "the declaration is in " + checkout.get()
                                                    + ", and what is changed there must not choose other folders of this machine")
                                    .fix(
                                            "Keep the network in the same repository, or say it on the command line: --network=FOLDER."));
        });
    }

    private static Diagnostic missing(Path folder) {
        return Diagnostic.error("network-missing", "there is no folder " + folder)
                .because("the words of the network (synchronizer, participants) are looked for there")
                .fix("Correct the folder behind 'network', or say it on the command line: --network=FOLDER.");
    }

    private Checked<SourceFolder> files(Path folder) {
        taken = Optional.of(folder);
        if (folder.equals(unit)) {
            return Checked.failed(Diagnostic.error("network-is-the-declaration", "the declaration is its own network")
                    .because("a network stands in a folder of its own, beside the folders of the parties")
                    .fix("Name another folder, or write the words of the network into the declaration alone."));
        }
        String shown = Home.between(unit, folder).map(Home::path).orElseGet(folder::toString);
        return Declarations.sources(folder)
                .map(sources -> new SourceFolder(
                        sources.texts().stream()
                                .map(file -> new SourceText(shown + "/" + file.file(), file.text()))
                                .toList(),
                        sources.keys()));
    }
}

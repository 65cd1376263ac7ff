package io.partita.cli.unit;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.plan.Home;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From plan files to the folders of their declarations, and back. */
public final class Homes {

    private Homes() {}

    /**
     * What a plan has to say when its file is written there.
     *
     * @param file where; beside a folder that does not exist, which is said when the file is written
     */
    public static Checked<Home> of(Unit unit, Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Optional<Home> home = Files.isDirectory(folder)
                    ? Home.between(folder.toRealPath(), unit.folder().toRealPath())
                    : Optional.of(Home.BESIDE);
            return home.map(Checked::of)
                    .orElseGet(() -> Checked.failed(Diagnostic.error(
                                    "plan-without-way-home",
                                    "no relative path leads from " + folder + " to " + unit.folder())
                            .because(
                                    "a plan says where its declaration is, seen from its own place, and these are on different drives")
                            .fix("Save the plan on the drive of its declaration.")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The unit of a plan file: the one that was typed, or the one that the plan says.
     *
     * @param base what the typed folder starts from
     * @param typed a folder
     */
    public static Checked<Unit> ofPlan(Path file, Plan plan, Path base, Optional<String> typed) {
        return typed.map(folder -> Unit.at(base, folder)).orElseGet(() -> ofPlan(file, plan));
    }

    /**
     * The unit of a plan file, as the plan says. Refused when that is not the folder of its declaration, as after the
     * file was moved.
     *
     * @param file the plan file
     * @param plan what is in it
     */
    private static Checked<Unit> ofPlan(Path file, Plan plan) {
        Path folder = folder(file, plan.content().home());
        Unit unit = new Unit(folder);
        if (!Files.isDirectory(folder)) {
            return Checked.failed(lost(plan, folder, "there is no such folder"));
        }
        if (!unit.holdsDeclaration() && !unit.holdsState()) {
            return Checked.failed(
                    lost(plan, folder, "it holds neither a declaration (*.groovy) nor a state (.partita)"));
        }
        List<String> strange = strangers(unit, plan);
        return strange.isEmpty()
                ? Checked.of(unit)
                : Checked.failed(lost(plan, folder, "its declaration has no party " + String.join(", ", strange)));
    }

    /**
     * The folder that the access of a plan starts from: where its certificates, files with tokens and backup programs
     * are.
     *
     * @param unit the home of the plan
     * @param typed what a person says instead of what the plan says
     */
    public static Checked<Unit> access(Unit unit, Plan plan, Optional<Path> typed) {
        Home way = plan.content().network();
        if (typed.isEmpty() && way.equals(Home.BESIDE)) {
            return Checked.of(unit);
        }
        Path folder = typed.orElseGet(() -> {
            try {
                return way.from(unit.folder().toRealPath());
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
        return Files.isDirectory(folder)
                ? Checked.of(new Unit(folder))
                : Checked.failed(Diagnostic.error("network-missing", "there is no folder " + folder)
                        .because("the plan says that its network is '" + way + "' from " + unit.folder()
                                + ". Certificates, files with tokens and backup programs are looked for there")
                        .fix("Put it back, or say where the network is: --network=FOLDER."));
    }

    /**
     * The place of a link is that of the file it leads to; a way that was typed is kept where it leads to the same
     * folder.
     */
    private static Path folder(Path file, Home home) {
        Path typed = home.from(file.toAbsolutePath().getParent());
        try {
            Path real = home.from(file.toRealPath().getParent());
            return Files.exists(typed) && Files.exists(real) && Files.isSameFile(typed, real) ? typed : real;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Parties that the plan changes and the declaration does not know; none when it cannot be read, because a plan
     * needs it no more.
     */
    private static List<String> strangers(Unit unit, Plan plan) {
        if (!unit.holdsDeclaration()) {
            return List.of();
        }
        Optional<Declaration> declaration = unit.declaration().optional();
        if (declaration.isEmpty()) {
            return List.of();
        }
        Set<String> declared = declaration.get().parties().stream()
                .map(party -> party.name().value())
                .collect(Collectors.toSet());
        return plan.content().parties().stream()
                .map(PartyChange::name)
                .filter(name -> !declared.contains(name))
                .toList();
    }

    private static Diagnostic lost(Plan plan, Path folder, String why) {
        return Diagnostic.error("plan-away-from-home", "the declaration of this plan is not where the plan says")
                .because("the plan says '" + plan.content().home() + "' from its own folder, which is " + folder + ": "
                        + why + ". State, certificates, DARs and backup programs would be looked for there")
                .fix("Put the plan file back to where it was saved, or say where its declaration is: --home FOLDER.");
    }
}

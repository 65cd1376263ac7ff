package io.partita.core.checkup;

import io.partita.core.diagnostic.Checked;
import io.partita.core.health.HealthProblem;
import io.partita.core.health.ParticipantHealth;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.Check;
import io.partita.core.provider.Examined;
import io.partita.core.provider.Examiner;
import io.partita.core.provider.Finding;
import io.partita.core.provider.Keys;
import io.partita.core.provider.Network;
import io.partita.core.topology.ParallelReads;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks at everything that a declaration names before anything is planned. It only reads. */
public final class Checkup {

    private static final int AT_ONCE = 8;

    private final Network network;
    private final Examiner examiner;
    private final Keys keys;
    private final Path folder;
    private final Map<ParticipantId, Instant> isolated;

    /**
     * @param keys looks at what declared keys need to sign
     * @param folder where backup commands are run
     * @param isolated since when runs that are not finished have participants isolated, as the state says
     */
    public Checkup(Network network, Examiner examiner, Keys keys, Path folder, Map<ParticipantId, Instant> isolated) {
        this.network = network;
        this.examiner = examiner;
        this.keys = keys;
        this.folder = folder;
        this.isolated = Map.copyOf(isolated);
    }

    /** Never fails: what cannot be asked is a finding. */
    public Report of(Declaration declaration) {
        String alias = declaration.synchronizer().value();
        try (ParallelReads reads = new ParallelReads(AT_ONCE)) {
            List<Examined> examined = reads.all(
                            declaration.participants().keySet(),
                            name -> Checked.of(backedUp(
                                    examiner.examine(name, alias, isolated),
                                    declaration.participants().get(name))))
                    .value();
            Map<ParticipantName, Examined> byName = new TreeMap<>();
            examined.forEach(each -> byName.put(each.name(), each));
            Readable readable = new Readable(declaration, byName, network);
            Standing standing = new Standing(declaration, byName, network, isolated);
            List<Examined> complete = reads.all(examined, each -> Checked.of(standing.added(readable.added(each))))
                    .value();
            KeyCheck check = new KeyCheck(keys);
            List<ExaminedKey> examinedKeys =
                    declaration.keys().values().stream().map(check::of).toList();
            return new Report(complete, examinedKeys, new ArrayList<>(NetworkChecks.checks(complete)));
        }
    }

    /** With the check of its backup command, when it has one. */
    private Examined backedUp(Examined examined, DeclaredParticipant declared) {
        boolean hasCommand = declared.backup().match(none -> false, manual -> false, command -> true);
        if (!hasCommand) {
            return examined;
        }
        Finding finding = ParticipantHealth.backup(examined.name(), declared.backup(), folder)
                .map(HealthProblem::finding)
                .orElse(new Finding.Passed("the program of its command can be run"));
        List<Check> checks = new ArrayList<>(examined.checks());
        checks.add(new Check(Check.Place.PARTICIPANT, Check.Kind.BACKUP, finding));
        return new Examined(
                examined.name(),
                examined.endpoints(),
                checks,
                examined.id(),
                examined.synchronizer(),
                examined.clock());
    }
}

package io.partita.core.checkup;

import io.partita.core.diagnostic.Checked;
import io.partita.core.model.Declaration;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.Examined;
import io.partita.core.provider.Examiner;
import io.partita.core.provider.Network;
import io.partita.core.topology.ParallelReads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks at everything that a declaration names before anything is planned. It only reads. */
public final class Checkup {

    private static final int AT_ONCE = 8;

    private final Network network;
    private final Examiner examiner;

    public Checkup(Network network, Examiner examiner) {
        this.network = network;
        this.examiner = examiner;
    }

    /** Never fails: what cannot be asked is a finding. */
    public Report of(Declaration declaration) {
        String alias = declaration.synchronizer().value();
        try (ParallelReads reads = new ParallelReads(AT_ONCE)) {
            List<Examined> examined = reads.all(
                            declaration.participants().keySet(), name -> Checked.of(examiner.examine(name, alias)))
                    .value();
            Map<ParticipantName, Examined> byName = new TreeMap<>();
            examined.forEach(each -> byName.put(each.name(), each));
            Readable readable = new Readable(declaration, byName, network);
            List<Examined> complete = reads.all(examined, each -> Checked.of(readable.added(each)))
                    .value();
            return new Report(complete, new ArrayList<>(Together.checks(complete)));
        }
    }
}

package io.partita.core.plan;

import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.KeyName;
import io.partita.core.model.KeySource;
import io.partita.core.model.ParticipantName;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How what a plan names is reached from the machine that carries it out: the part of a plan that may be replaced while
 * a run is under way, because nothing of it says what is done to whom. That a participant is still the same one is
 * proved by its id, which is not in here, whenever it is called.
 *
 * @param network the folder that relative paths of the access start from and that its commands run in, seen from the
 *     folder of the declaration
 * @param participants those of the plan, sorted
 * @param keys how a signature is had with each key of the plan, sorted
 * @param dars where the files of DARs are, by the SHA-256 that was reviewed (lower-case hex), sorted
 */
public record PlanAccess(
        Home network,
        SortedMap<ParticipantName, Reach> participants,
        SortedMap<KeyName, KeySource> keys,
        SortedMap<String, String> dars) {

    /**
     * One participant.
     *
     * @param access endpoints and references to secrets, never their values
     * @param backup what happens before an import
     */
    public record Reach(Access access, Backup backup) {
        public Reach {
            Objects.requireNonNull(access, "access");
            Objects.requireNonNull(backup, "backup");
        }
    }

    public PlanAccess {
        Objects.requireNonNull(network, "network");
        participants = Collections.unmodifiableSortedMap(new TreeMap<>(participants));
        keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
        dars = Collections.unmodifiableSortedMap(new TreeMap<>(dars));
    }

    /** The one that a plan was made with, or is carried out with. */
    public static PlanAccess of(PlanContent content) {
        SortedMap<ParticipantName, Reach> participants = new TreeMap<>();
        content.participants()
                .forEach((name, participant) ->
                        participants.put(name, new Reach(participant.access(), participant.backup())));
        SortedMap<KeyName, KeySource> keys = new TreeMap<>();
        content.keys().forEach((name, key) -> keys.put(name, key.source()));
        SortedMap<String, String> dars = new TreeMap<>();
        content.vettings().stream()
                .flatMap(vetting -> vetting.dars().stream())
                .forEach(dar -> dar.match(file -> dars.put(file.sha256(), file.path()), held -> null));
        return new PlanAccess(content.network(), participants, keys, dars);
    }

    PlannedParticipant of(PlannedParticipant planned) {
        Reach reach = participants.getOrDefault(planned.name(), new Reach(planned.access(), planned.backup()));
        return new PlannedParticipant(
                planned.name(),
                planned.id(),
                planned.release(),
                planned.protocolVersions(),
                reach.access(),
                planned.operator(),
                reach.backup());
    }

    PlannedKey of(PlannedKey planned) {
        return new PlannedKey(planned.name(), planned.key(), keys.getOrDefault(planned.name(), planned.source()));
    }

    Vetting of(Vetting planned) {
        return new Vetting(
                planned.target(),
                planned.packages(),
                planned.dars().stream()
                        .map(dar -> dar.match(file -> (DarSource) of(file), held -> held))
                        .toList());
    }

    private DarSource.DarFile of(DarSource.DarFile file) {
        String path = dars.getOrDefault(file.sha256(), file.path());
        return new DarSource.DarFile(path, file.sha256(), file.mainPackage(), file.packages());
    }
}

package io.partita.core.planfile;

import io.partita.core.plan.Home;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.plan.Wave;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The parts of a plan's file, each with a digest of its own: when the hash of the whole does not fit, they tell which part was edited. They only locate; what protects the plan is the hash over all of it.
 */
final class PlanParts {

    /** Enough to tell parts from each other, and short enough for a file that people read. */
    private static final int DIGEST_BYTES = 8;

    private PlanParts() {}

    /** Name of a part to its digest, lower-case hex, sorted by name. */
    static SortedMap<String, String> digests(Plan plan) {
        SortedMap<String, String> digests = new TreeMap<>();
        if (!plan.home().equals(Home.BESIDE)) {
            digests.put("home", digest(json -> PlanWriting.home(json, plan)));
        }
        digests.put("synchronizer", digest(json -> PlanWriting.synchronizer(json, plan)));
        for (PlannedParticipant participant : plan.participants().values()) {
            digests.put(
                    "participants/" + participant.name(), digest(json -> PlanWriting.participant(json, participant)));
        }
        plan.parties()
                .forEach(party ->
                        digests.put("parties/" + party.name(), digest(json -> PlanWriting.party(json, party))));
        digests.put("unchanged", digest(json -> json.texts("unchanged", plan.unchanged())));
        plan.facts()
                .forEach(fact -> digests.put("facts/" + fact.id(), digest(json -> new FactWriting(json).write(fact))));
        for (Wave wave : plan.waves()) {
            digests.put("waves/" + wave.number(), digest(json -> PlanWriting.order(json, wave)));
            wave.steps()
                    .forEach(step ->
                            digests.put("steps/" + step.id(), digest(json -> new StepWriting(json).write(step))));
        }
        return digests;
    }

    private static String digest(Consumer<CanonicalJson> members) {
        MessageDigest sha256 = sha256();
        CanonicalJson.object(new DigestOutputStream(OutputStream.nullOutputStream(), sha256), members);
        return HexFormat.of().formatHex(sha256.digest(), 0, DIGEST_BYTES);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

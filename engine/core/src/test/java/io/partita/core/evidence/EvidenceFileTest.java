package io.partita.core.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.partita.core.approval.Approval;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.hash.Sha256;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.planfile.EveryKind;
import io.partita.core.planfile.PlanFile;
import io.partita.core.provider.SentRequest;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunId;
import io.partita.core.statefile.JournalLines;
import io.partita.core.store.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Evidence stands by itself, and whatever is changed in it is found. */
class EvidenceFileTest {

    private static final String LINEAGE = "ab".repeat(16);
    private static final RunId FORMER = new RunId("20260101-030405-0a0b0c");
    private static final RunId RUN = new RunId("20260102-030405-0a0b0c");
    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Plan PLAN = EveryKind.plan();
    private static final PlanFile.Written WRITTEN = PlanFile.write(PLAN);
    private static final String TEXT = new String(WRITTEN.text(), UTF_8);

    /** A journal with another run before, and what came after. @param exit how the run ended */
    private static Recording recording(ExitStatus exit) {
        return recording(exit, List.of());
    }

    private static Recording recording(ExitStatus exit, List<? extends JournalEvent> more) {
        List<List<JournalEvent>> all = new ArrayList<>();
        all.add(List.of(new JournalEvent.RunStarted(FORMER, "cd".repeat(32), "ann")));
        all.add(List.of(new JournalEvent.RunEnded(FORMER, ExitStatus.DONE)));
        all.add(List.of(new JournalEvent.RunStarted(RUN, WRITTEN.hash(), "ann")));
        more.forEach(each -> all.add(List.of(each)));
        PLAN.waves().forEach(wave -> {
            all.add(List.of(new JournalEvent.WaveStarted(RUN, wave.number())));
            wave.steps()
                    .forEach(step -> all.add(
                            List.of(new JournalEvent.StepEnded(RUN, step.id(), new Outcome.Applied("seen so")))));
        });
        all.add(List.of(new JournalEvent.LockTakenOver("somebody", "it was gone")));
        all.add(List.of(new JournalEvent.RunEnded(RUN, exit)));
        all.add(List.of(new JournalEvent.LockTakenOver("somebody", "it was gone again")));
        List<String> lines = new ArrayList<>();
        String previous = JournalLines.genesis(LINEAGE);
        for (List<JournalEvent> events : all) {
            JournalLines.Line line =
                    JournalLines.write(lines.size() + 1L, START.plusSeconds(lines.size()), previous, events);
            lines.add(line.text());
            previous = line.entry().hash();
        }
        return JournalLines.read(LINEAGE, lines).value();
    }

    private static Evidence evidence() {
        return EvidenceFile.of(recording(ExitStatus.DONE), RUN, WRITTEN.hash(), TEXT)
                .orElseThrow();
    }

    private static Checked<Evidence.Sound> verified(String text) {
        return EvidenceFile.verify(text.getBytes(UTF_8), "evidence.json");
    }

    /** As somebody writes it who knows how the file is sealed. */
    private static Checked<Evidence.Sound> resealed(UnaryOperator<List<Evidence.Entry>> entries) {
        Evidence whole = evidence();
        List<Evidence.Entry> others = entries.apply(new ArrayList<>(whole.entries()));
        return verified(
                EvidenceFile.text(new Evidence(whole.run(), whole.lineage(), whole.planHash(), whole.plan(), others)));
    }

    private static List<String> summaries(Checked<?> checked) {
        return checked.diagnostics().stream().map(Diagnostic::summary).toList();
    }

    /** Written anew by {@code -Dpartita.golden=update}, as every golden file; never where {@code CI=true}. */
    @Test
    void thePublishedSchemaIsTheOneOfTheTables() throws IOException {
        Path file = Path.of("src/main/resources/io/partita/core/evidence/evidence.schema.json");
        if ("update".equals(System.getProperty("partita.golden")) && !"true".equals(System.getenv("CI"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, EvidenceFile.schema());
        }

        assertThat(Files.readString(file)).isEqualTo(EvidenceFile.schema());
    }

    @Test
    void itIsTheRunFromItsBeginningToItsEndAndNothingElse() {
        Evidence evidence = evidence();

        assertThat(evidence.entries().get(0).sequence()).isEqualTo(3);
        assertThat(evidence.entries().get(evidence.entries().size() - 1).events())
                .containsExactly(new JournalEvent.RunEnded(RUN, ExitStatus.DONE));
        assertThat(evidence.exit()).contains(ExitStatus.DONE);
        assertThat(evidence.first()).isEqualTo(START.plusSeconds(2));
        assertThat(EvidenceFile.of(recording(ExitStatus.DONE), new RunId("20260103-030405-0a0b0c"), "", ""))
                .isEmpty();
    }

    private static SentRequest sent(ParticipantName participant) {
        return new SentRequest(
                participant, "some.Service/Authorize", START.plusSeconds(3), 1, 2, "ab".repeat(32), "OK");
    }

    private static Evidence sending(RunId run, ParticipantName participant) {
        return EvidenceFile.of(
                        recording(
                                ExitStatus.DONE,
                                List.of(new JournalEvent.RequestsSent(run, List.of(sent(participant))))),
                        RUN,
                        WRITTEN.hash(),
                        TEXT)
                .orElseThrow();
    }

    @Test
    void whatWasSentIsOfThisRunAndOfParticipantsOfItsPlan() {
        ParticipantName known = PLAN.content().participants().firstKey();
        ParticipantName stranger = new ParticipantName("nobody");
        Evidence own = sending(RUN, known);

        assertThat(own.requests()).isEqualTo(1);
        assertThat(summaries(verified(EvidenceFile.text(own)))).isEmpty();
        assertThat(sending(FORMER, stranger).requests()).isZero();
        assertThat(summaries(verified(EvidenceFile.text(sending(FORMER, stranger)))))
                .isEmpty();
        assertThat(summaries(verified(EvidenceFile.text(sending(RUN, stranger)))))
                .containsExactly("it has requests to nobody, which is no participant of the plan");
    }

    /** Another run has another plan, which its approvals sign. */
    @Test
    void approvalsOfAnotherRunAreNoneOfThisOne() {
        Evidence evidence = EvidenceFile.of(
                        recording(
                                ExitStatus.DONE,
                                List.of(approved(FORMER, "bob"), approved(RUN, "ann"), approved(FORMER, "bob"))),
                        RUN,
                        WRITTEN.hash(),
                        TEXT)
                .orElseThrow();

        assertThat(evidence.everyApproval()).isEqualTo(approved(RUN, "ann").approvals());
        assertThat(evidence.approvals()).isEqualTo(approved(RUN, "ann").approvals());
    }

    private static JournalEvent.PlanApproved approved(RunId run, String who) {
        Approval approval =
                new Approval(new TreeSet<>(List.of(who)), "SHA256:key", Approval.NAMESPACE, "signature of " + who);
        return new JournalEvent.PlanApproved(run, WRITTEN.hash(), List.of(approval), new TreeSet<>());
    }

    @Test
    void whatIsWrittenIsOneTextThatFitsTheSchemaAndIsReadBack() {
        String text = EvidenceFile.text(evidence());

        assertThat(EvidenceFile.text(evidence())).isEqualTo(text);
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(EvidenceFile.schema(), InputFormat.JSON)
                        .validate(text, InputFormat.JSON))
                .isEmpty();
        Evidence.Sound sound = verified(text).value();
        assertThat(sound.evidence()).isEqualTo(evidence());
        assertThat(sound.sha256()).isEqualTo(EvidenceFile.sha256(evidence()));
        assertThat(sound.plan().content()).isEqualTo(PLAN.content());
    }

    /** Every byte outside the text of the plan, and a sample within. */
    @Test
    void everyChangedByteIsFound() {
        byte[] written = EvidenceFile.text(evidence()).getBytes(UTF_8);
        List<Integer> missed = new ArrayList<>();
        for (int at = 0; at < written.length; at += written.length > 4000 ? 37 : 1) {
            byte[] changed = written.clone();
            changed[at] = (byte) (changed[at] == '0' ? '1' : '0');
            if (!Arrays.equals(changed, written)
                    && EvidenceFile.verify(changed, "evidence.json").isPresent()) {
                missed.add(at);
            }
        }
        assertThat(missed).isEmpty();
        for (int cut = 1; cut < 200; cut++) {
            assertThat(EvidenceFile.verify(Arrays.copyOf(written, written.length - cut), "evidence.json")
                            .isPresent())
                    .isFalse();
        }
    }

    @Test
    void anEntryThatIsMissingMovedDoubledOrChangedIsNamedAlsoWhenTheFileWasSealedAgain() {
        assertThat(summaries(resealed(entries -> {
                    entries.remove(2);
                    return entries;
                })))
                .contains("entry 6 does not follow entry 4");
        assertThat(summaries(resealed(entries -> {
                    Collections.swap(entries, 2, 3);
                    return entries;
                })))
                .contains("entry 6 does not follow entry 4", "entry 5 does not follow entry 6");
        assertThat(summaries(resealed(entries -> {
                    entries.add(2, entries.get(1));
                    return entries;
                })))
                .containsExactly("entry 4 does not follow entry 4");
        assertThat(summaries(resealed(entries -> {
                    Evidence.Entry entry = entries.get(2);
                    entries.set(
                            2,
                            new Evidence.Entry(
                                    entry.sequence(),
                                    entry.time().plusSeconds(1),
                                    entry.previous(),
                                    entry.events(),
                                    entry.hash()));
                    return entries;
                })))
                .containsExactly("entry 5 is not what was written");
        assertThat(summaries(resealed(entries -> entries.subList(1, entries.size()))))
                .contains("the first entry is not the beginning of run " + RUN);
    }

    @Test
    void aStepThatWasTakenOutByWhoeverWroteEverythingAnewIsMissed() {
        List<Evidence.Entry> chained = new ArrayList<>();
        for (Evidence.Entry entry : evidence().entries()) {
            boolean isGone = entry.events().get(0) instanceof JournalEvent.StepEnded ended
                    && ended.step()
                            .equals(PLAN.steps().findFirst().orElseThrow().id());
            if (!isGone) {
                long sequence =
                        chained.isEmpty() ? 3 : chained.get(chained.size() - 1).sequence() + 1;
                String previous = chained.isEmpty()
                        ? entry.previous()
                        : chained.get(chained.size() - 1).hash();
                chained.add(new Evidence.Entry(
                        sequence,
                        entry.time(),
                        previous,
                        entry.events(),
                        JournalLines.write(sequence, entry.time(), previous, entry.events())
                                .entry()
                                .hash()));
            }
        }

        assertThat(summaries(resealed(entries -> chained)))
                .containsExactly("the run says that it is done, and has no end of "
                        + PLAN.steps().findFirst().orElseThrow().id().id());
    }

    @Test
    void anotherPlanIsNotTheOneThatWasCarriedOut() {
        Evidence whole = evidence();
        String other = TEXT.replace("mysynchronizer", "yoursynchronizer");

        assertThat(verified(EvidenceFile.text(
                                new Evidence(whole.run(), whole.lineage(), whole.planHash(), other, whole.entries())))
                        .isPresent())
                .isFalse();
        assertThat(summaries(verified(EvidenceFile.text(
                        new Evidence(whole.run(), whole.lineage(), Sha256.of(other), whole.plan(), whole.entries())))))
                .contains(
                        "the plan is not the one that the run was started with",
                        "the first entry is not the beginning of run " + RUN);
    }

    @Test
    void aRunThatDidNotEndWellNeedsNoEndOfEveryStep() {
        Recording waiting = recording(ExitStatus.WAITING);
        List<Evidence.Entry> begun = EvidenceFile.of(waiting, RUN, WRITTEN.hash(), TEXT)
                .orElseThrow()
                .entries()
                .subList(0, 2);
        Evidence cut = new Evidence(RUN, LINEAGE, WRITTEN.hash(), TEXT, begun);

        assertThat(verified(EvidenceFile.text(cut)).value().evidence().exit()).isEmpty();
    }
}

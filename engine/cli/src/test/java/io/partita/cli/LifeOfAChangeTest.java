package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.approval.SshKeygen;
import io.partita.cli.unit.Networks;
import io.partita.cli.unit.Sandboxes;
import io.partita.cli.unit.Unit;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.Permission;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.MergeCommand.FastForwardMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A repository through the whole life of a change: branch, review, approval, merge, apply, drift, the next plan. */
@EnabledIf("io.partita.cli.approval.SshKeygen#isInstalled")
class LifeOfAChangeTest {

    @TempDir
    Path folder;

    private GitFolder git;
    private Path unit;
    private Path plan;
    private Path keys;

    @BeforeEach
    void aRepositoryWithAPolicy() throws IOException {
        keys = Files.createDirectory(folder.resolve("keys"));
        StringBuilder signers = new StringBuilder();
        for (String name : List.of("bob", "carol", "dora")) {
            SshKeygen.key(keys, name, "-t", "ed25519");
            signers.append(SshKeygen.line(name + "@bank.example", "", keys.resolve(name)));
        }
        git = GitFolder.in(folder.resolve("repository"));
        unit = Files.createDirectories(git.root().resolve("hosting"));
        Path scenario = Typed.scenario("quickstart", folder);
        WaitingRun.copy(scenario.resolve("dars"), unit.resolve("dars"));
        Files.copy(scenario.resolve("world.json"), unit.resolve("world.json"));
        git.write(
                "hosting/hosting.groovy",
                Files.readString(scenario.resolve("hosting.groovy"))
                        .replace("    host participant2, observation\n", ""));
        git.write("hosting/allowed_signers", signers.toString());
        git.write("hosting/approvals.json", """
                {
                  "format": "partita.approval-policy/1",
                  "signers": "allowed_signers",
                  "roles": { "review": { "people": ["bob@bank.example", "carol@bank.example", "dora@bank.example"], "quorum": 1 } },
                  "author": "excluded",
                  "backups": "said"
                }
                """);
        git.write(".gitignore", ".partita\n.sandbox\n");
        plan = git.root().resolve("plan.json");
        commitAs("bob");
    }

    private Typed typed(String... words) {
        return Typed.in(Map.of("HOME", folder.resolve("home").toString()), "", words);
    }

    private Typed done(int code, String... words) {
        Typed typed = typed(words);
        assertThat(typed.code()).as(typed.both()).isEqualTo(code);
        return typed;
    }

    private Typed apply(int code, String... more) {
        List<String> words = new ArrayList<>(List.of("apply", plan.toString(), "--auto-approve"));
        words.addAll(List.of("--require-committed", "--branch=main", "--require-approved", "--policy=main"));
        words.addAll(List.of(more));
        return done(code, words.toArray(String[]::new));
    }

    private void commitAs(String name) {
        PersonIdent person = new PersonIdent(name, name + "@bank.example");
        git.with(each -> {
            each.add().addFilepattern(".").call();
            return each.commit()
                    .setMessage("a change of " + name)
                    .setAuthor(person)
                    .setCommitter(person)
                    .setSign(false)
                    .call();
        });
    }

    private void approvedBy(String name) {
        SshKeygen.sign(keys.resolve(name), "partita-approval", plan, "plan.json." + name + ".sig");
    }

    private void merged() {
        ObjectId change = git.with(each -> each.getRepository().resolve("HEAD"));
        git.with(each -> each.checkout().setName("main").call());
        git.with(each -> each.merge()
                .include(change)
                .setFastForward(FastForwardMode.NO_FF)
                .setMessage("the change")
                .call());
    }

    @Test
    void aChangeGoesFromABranchToTheNetworkAndDriftComesBackAsAPlan() throws IOException, CallFailed {
        git.with(each ->
                each.checkout().setCreateBranch(true).setName("second-host").call());
        Path script = unit.resolve("hosting.groovy");
        Files.writeString(
                script,
                Files.readString(script)
                        .replace(
                                "    host participant1, submission\n",
                                "    host participant1,submission\n host participant2, observation\n"));
        done(2, "fmt", "--check", unit.toString());
        done(0, "fmt", unit.toString());
        Typed review = done(2, "plan", unit.toString(), "--against", "main", "--format", "markdown");
        assertThat(review.out()).contains("`~` `party Alice`").contains("+ host participant2  observation");
        done(0, "plan", unit.toString(), "-o", plan.toString());
        commitAs("bob");

        done(0, "rehearse", unit.toString());
        done(6, "apply", plan.toString(), "--dry-run=offline", "--policy=main", "--require-approved");
        approvedBy("bob");
        commitAs("bob");
        Typed own = done(6, "apply", plan.toString(), "--auto-approve", "--policy=main");
        assertThat(own.unwrapped()).contains("bob@bank.example has proposed the plan");
        approvedBy("carol");
        commitAs("carol");
        apply(6);
        merged();
        assertThat(apply(0, "--dry-run").out()).contains("nothing was changed");
        assertThat(apply(0).unwrapped()).contains("approved by carol@bank.example");
        done(0, "drift", unit.toString());
        done(0, "plan", unit.toString(), "--detailed-exitcode");
        assertThat(apply(6).unwrapped()).contains("[approval-used]");

        lowered();
        assertThat(done(2, "drift", unit.toString()).out())
                .contains("participant1 has confirmation instead of submission");
        git.with(each -> each.checkout().setCreateBranch(true).setName("undo").call());
        Files.delete(git.root().resolve("plan.json.bob.sig"));
        Files.delete(git.root().resolve("plan.json.carol.sig"));
        String former = Files.readString(plan);
        done(0, "plan", unit.toString(), "-o", plan.toString());
        Path before = Files.writeString(folder.resolve("former.json"), former);
        done(2, "diff", before.toString(), plan.toString());
        commitAs("carol");
        approvedBy("dora");
        commitAs("dora");
        merged();
        assertThat(apply(0).unwrapped()).contains("approved by dora@bank.example");
        done(0, "drift", unit.toString());
    }

    private void lowered() throws CallFailed {
        try (Network network = Networks.of(Sandboxes.open(new Unit(unit)).value())) {
            Participant participant = network.participant(new ParticipantName("participant1"));
            PhysicalSynchronizerId synchronizer = participant.synchronizer("mysynchronizer");
            HostingMapping live = participant.allHostings(synchronizer).values().stream()
                    .map(state -> state.mapping())
                    .filter(mapping -> mapping.party().uid().identifier().equals("Alice"))
                    .findFirst()
                    .orElseThrow();
            List<Host> hosts = live.hosts().stream()
                    .map(host -> host.permission() == Permission.SUBMISSION
                            ? new Host(host.participant(), Permission.CONFIRMATION, host.onboarding())
                            : host)
                    .toList();
            participant.propose(
                    synchronizer,
                    new HostingMapping(live.party(), live.serial() + 1, live.threshold(), hosts, live.signingKeys()),
                    Optional.empty(),
                    Duration.ofSeconds(30));
        }
    }
}

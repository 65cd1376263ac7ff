package io.partita.plans

import io.partita.testkit.golden.Golden
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Unroll

import java.nio.file.Files
import java.nio.file.Path

/** Every scenario of this folder, run as a user runs it: its own folder, its own network, a process for every command. */
class ScenarioSpec extends Specification {

    @TempDir
    Path temporary

    @Unroll
    def "#played: #played.scenario().about()"() {
        given: "a fresh copy of the scenario's folder"
        def scenario = played.scenario()
        def unit = temporary.resolve(scenario.folder().fileName.toString())
        played.into(unit)

        when: "everything is typed"
        scenario.steps().each { perform(it, unit, played) }

        then: "the network is what the scenario says"
        scenario.outcome().every { expected -> looksLike(expected, unit) }

        where:
        played << Scenario.played()
    }

    private static void perform(Scenario.Step step, Path unit, Scenario.Played played) {
        step.match(
                { Scenario.Run run -> runs(run, unit, played) },
                { Scenario.Kill kill -> killed(kill, unit) },
                { Scenario.Replace replace -> Files.writeString(unit.resolve(replace.file()), Files.readString(unit.resolve(replace.by()))) },
                { Scenario.Hand hand -> hand.perform(unit) })
    }

    private static void runs(Scenario.Run run, Path unit, Scenario.Played played) {
        def ended = new Command(unit).run(run.words())
        assert ended.exit() == run.exit(): "${run.words()} said:\n${ended.stdout()}\n${ended.stderr()}"
        def said = (ended.stdout() + ended.stderr()).replaceAll(/\s+/, ' ')
        run.says().each { assert said.contains(it) }
        if (run.same()) {
            assert (run.same().collect { Files.readString(unit.resolve(it)) } as Set).size() == 1
        }
        if (played.version().empty) {
            isGolden(run, ended, unit, played.scenario().folder())
        }
    }

    /** Golden files are those of the world's own protocol version. */
    private static void isGolden(Scenario.Run run, Command.Ended ended, Path unit, Path folder) {
        run.stdout().ifPresent { Golden.matches(masked(ended.stdout()), folder.resolve(it)) }
        run.stderr().ifPresent { Golden.matches(masked(ended.stderr()), folder.resolve(it)) }
        run.files().each { written, golden -> Golden.matches(masked(Files.readString(unit.resolve(written))), folder.resolve(golden)) }
    }

    /** The ids of contracts carry the time of their creation, and the hash of a plan and its parts follow them. Nothing else differs from run to run. */
    private static String masked(String text) {
        text.replaceAll(/00[0-9a-f]{136}/, '<contract-id>')
                .replaceAll(/(Hash: |"hash": "|\bplan )[0-9a-f]{64}/, '$1<hash>')
                .replaceAll(/": "[0-9a-f]{16}"/, '": "<digest>"')
                .replaceAll(/[0-9]{8}-[0-9]{6}-[0-9a-f]{6}/, '<run>')
    }

    private static void killed(Scenario.Kill kill, Path unit) {
        def ended = new Command(unit).killAt(kill.words(), { line -> line.contains('"step-started"') && line.contains("\"${kill.at()}\"" as String) })
        assert ended.exit() == 137: "not killed at ${kill.at()}:\n${ended.stdout()}\n${ended.stderr()}"
    }

    private static boolean looksLike(Scenario.Outcome expected, Path unit) {
        Worlds.open(unit).withCloseable { network ->
            new Observed(network).withCloseable { observed ->
                assert observed.like(expected) == expected
                expected.contracts().each { party, hosts ->
                    assert (hosts.keySet().collect { observed.contracts(party, it) } as Set).size() == 1
                }
            }
        }
        true
    }
}

package io.partita.plans.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor.MethodType;
import io.partita.plans.kill.Point.Moment;
import io.partita.plans.kill.Watch.Told;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The points follow from what a run did, and from nothing else. */
class PointsTest {

    @Test
    void a_call_has_two_points_and_a_stream_three() {
        Told stream = told("ImportPartyAcs", 1, MethodType.CLIENT_STREAMING);
        stream.receive();

        assertThat(texts(List.of(told("Authorize", 1, MethodType.UNARY), stream), List.of()))
                .containsExactly(
                        "call:3:participant2:Authorize:1.1:before",
                        "call:3:participant2:Authorize:1.1:after",
                        "call:3:participant2:ImportPartyAcs:1.1:before",
                        "call:3:participant2:ImportPartyAcs:1.1:half",
                        "call:3:participant2:ImportPartyAcs:1.1:after");
    }

    @Test
    void a_poll_counts_with_its_first_and_its_last_time() {
        List<Told> polls = IntStream.rangeClosed(1, 9)
                .mapToObj(time -> told("GetLedgerEnd", time, MethodType.UNARY))
                .toList();

        assertThat(texts(polls, List.of()))
                .containsExactly(
                        "call:3:participant2:GetLedgerEnd:1.1:before",
                        "call:3:participant2:GetLedgerEnd:1.1:after",
                        "call:3:participant2:GetLedgerEnd:1.9:before",
                        "call:3:participant2:GetLedgerEnd:1.9:after");
    }

    @Test
    void a_line_of_the_journal_has_three_points_and_the_replaced_state_those_between() {
        assertThat(texts(
                        List.of(),
                        List.of(
                                "write journal.ndjson 1",
                                "create state.json.tmp 1",
                                "write state.json.tmp 1",
                                "move state.json 1")))
                .containsExactlyInAnyOrder(
                        "file:write:journal.ndjson:1:before",
                        "file:write:journal.ndjson:1:half",
                        "file:write:journal.ndjson:1:after",
                        "file:create:state.json.tmp:1:before",
                        "file:write:state.json.tmp:1:half",
                        "file:move:state.json:1:before",
                        "file:move:state.json:1:after");
    }

    @Test
    void the_lock_counts_once_since_its_renewals_come_by_the_clock() {
        assertThat(texts(
                        List.of(),
                        List.of(
                                "create .lock.N.tmp 1",
                                "write .lock.N.tmp 1",
                                "move lock 1",
                                "create .lock.N.tmp 2",
                                "write .lock.N.tmp 2",
                                "move lock 2",
                                "delete lock 1")))
                .containsExactly(
                        "file:create:.lock.N.tmp:1:before",
                        "file:write:.lock.N.tmp:1:half",
                        "file:move:lock:1:before",
                        "file:move:lock:1:after",
                        "file:delete:lock:1:before",
                        "file:delete:lock:1:after");
    }

    @Test
    void a_long_file_is_cut_at_its_beginning_its_middle_and_its_end() {
        List<String> writes = IntStream.rangeClosed(1, 9)
                .mapToObj(time -> "write acs/Alice.part " + time)
                .toList();

        assertThat(texts(List.of(), writes))
                .containsExactly(
                        "file:write:acs/Alice.part:1:half",
                        "file:write:acs/Alice.part:5:half",
                        "file:write:acs/Alice.part:9:half",
                        "file:write:acs/Alice.part:9:after");
    }

    @Test
    void a_run_that_polls_less_often_is_killed_at_an_earlier_poll() {
        Point last = told("GetLedgerEnd", 9, MethodType.UNARY).call().at(Moment.AFTER);

        assertThat(last.sooner()).hasToString("call:3:participant2:GetLedgerEnd:1.4:after");
        assertThat(told("GetLedgerEnd", 1, MethodType.UNARY).call().sooner())
                .hasToString("call:3:participant2:GetLedgerEnd:1.1:before");
    }

    private static Told told(String method, int repeat, MethodType type) {
        return new Told(new Point.Call(3, "participant2", method, 1, repeat, Moment.BEFORE), repeat, type);
    }

    private static List<String> texts(List<Told> calls, List<String> changes) {
        return Points.of(calls, changes).stream().map(Point::toString).toList();
    }
}

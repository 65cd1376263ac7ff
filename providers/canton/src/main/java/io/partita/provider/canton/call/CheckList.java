package io.partita.provider.canton.call;

import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Check;
import io.partita.core.provider.Check.Kind;
import io.partita.core.provider.Check.Place;
import io.partita.core.provider.Finding;
import io.partita.core.provider.FindingMatch;
import io.partita.core.secret.KnownSecrets;
import java.util.ArrayList;
import java.util.List;

/** The checks of one place in their order. After one that failed, those that need it are skipped. */
public final class CheckList {

    /** What is found may be what somebody answered, and that may repeat what was sent. */
    private static final FindingMatch<Finding> WITHOUT_SECRETS = new FindingMatch<>() {
        @Override
        public Finding passed(Finding.Passed finding) {
            return new Finding.Passed(KnownSecrets.masked(finding.found()));
        }

        @Override
        public Finding warned(Finding.Warned finding) {
            return new Finding.Warned(KnownSecrets.masked(finding.found()), finding.fix(), finding.next());
        }

        @Override
        public Finding failed(Finding.Failed finding) {
            return new Finding.Failed(
                    KnownSecrets.masked(finding.cause()),
                    finding.fix(),
                    finding.next(),
                    KnownSecrets.masked(finding.words()));
        }

        @Override
        public Finding skipped(Finding.Skipped finding) {
            return finding;
        }
    };

    private final Place place;
    private final List<Check> checks = new ArrayList<>();
    private String broken = "";

    /** A look at something. */
    @FunctionalInterface
    public interface Look {
        Finding look() throws CallFailed, LocalFailure;
    }

    public CheckList(Place place) {
        this.place = place;
    }

    /** A checks that starts with checks made elsewhere. */
    public CheckList(Place place, List<Check> made) {
        this.place = place;
        made.forEach(check -> note(check.kind(), check.finding(), Needed.BY_THE_REST));
    }

    /** Whether what comes later depends on a check. */
    public enum Needed {
        BY_THE_REST,
        BY_NOTHING
    }

    /** @param fix what to do when the look itself fails */
    public CheckList check(Kind kind, Needed needed, String fix, Look look) {
        if (isBroken()) {
            return skip(kind, "'" + broken + "' failed");
        }
        return note(kind, looked(look, fix), needed);
    }

    public CheckList skip(Kind kind, String reason) {
        return note(kind, new Finding.Skipped(reason), Needed.BY_NOTHING);
    }

    private CheckList note(Kind kind, Finding finding, Needed needed) {
        checks.add(new Check(place, kind, finding.match(WITHOUT_SECRETS)));
        if (finding.isFailed() && needed == Needed.BY_THE_REST && !isBroken()) {
            broken = kind.word();
        }
        return this;
    }

    /** Whether something that the rest needs has failed. */
    public boolean isBroken() {
        return !broken.isEmpty();
    }

    public List<Check> checks() {
        return List.copyOf(checks);
    }

    private static Finding looked(Look look, String fix) {
        try {
            return look.look();
        } catch (CallFailed e) {
            return Finding.Failed.of(e.failure(), fix);
        } catch (LocalFailure e) {
            return new Finding.Failed(e.getMessage(), fix);
        } catch (RuntimeException e) {
            // Whatever is in an answer: it must not hide what the other checks find.
            return new Finding.Failed("something in the answer cannot be read: " + e, fix);
        }
    }
}

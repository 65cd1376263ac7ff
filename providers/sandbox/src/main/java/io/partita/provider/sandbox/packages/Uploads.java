package io.partita.provider.sandbox.packages;

import com.google.protobuf.ByteString;
import io.partita.provider.sandbox.lf.LfPackage;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.topology.VettedPackage;
import io.partita.provider.sandbox.wire.CantonError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Storing and vetting DARs (procedure.md 2.2), for both APIs. To be used under the lock of the network. */
public final class Uploads {

    private final Node node;
    private final PackageStore store;
    private final Vetting vetting;

    public Uploads(Node node, PackageStore store, Vetting vetting) {
        this.node = node;
        this.store = store;
        this.vetting = vetting;
    }

    /** Whether an upload also vets. */
    public enum Mode {
        STORE_ONLY,
        STORE_AND_VET
    }

    /** A DAR to upload. */
    record Request(ByteString bytes, Optional<String> description, Optional<String> expectedMain) {}

    /** What was stored, and when its vetting is effective. */
    record Result(List<String> mains, CompletionStage<Void> effective) {}

    /** Uploads DARs; all or none. */
    Result upload(List<Request> requests, Mode mode, Optional<String> synchronizer) {
        if (requests.isEmpty()) {
            return new Result(List.of(), CompletableFuture.completedFuture(null));
        }
        if (mode == Mode.STORE_AND_VET) {
            vetting.requireConnected(synchronizer, "upload");
        }
        List<Dar> dars = new ArrayList<>();
        for (Request request : requests) {
            dars.add(checked(request));
        }
        if (mode == Mode.STORE_AND_VET) {
            requireVettable(dars);
        }
        long now = node.synchronizer().nextTime();
        List<String> mains = new ArrayList<>();
        Set<String> packages = new LinkedHashSet<>();
        for (int i = 0; i < dars.size(); i++) {
            LfPackage main = dars.get(i).main().lfPackage();
            String description = requests.get(i)
                    .description()
                    .filter(text -> !text.isEmpty())
                    .orElse(main.name());
            store.add(dars.get(i), requests.get(i).bytes(), description, now);
            mains.add(main.id());
            dars.get(i)
                    .archives()
                    .forEach(archive -> packages.add(archive.lfPackage().id()));
        }
        return new Result(
                mains, mode == Mode.STORE_AND_VET ? vetting.add(packages) : CompletableFuture.completedFuture(null));
    }

    /** What {@code ValidateDar} looks at: everything that an upload with vetting would. */
    String validate(ByteString bytes, Optional<String> synchronizer) {
        vetting.requireConnected(synchronizer, "validate");
        Dar dar = checked(new Request(bytes, Optional.empty(), Optional.empty()));
        requireVettable(List.of(dar));
        return dar.main().lfPackage().id();
    }

    /** Stores and vets a DAR while a world is made. */
    public CompletionStage<Void> seed(ByteString bytes, String description) {
        return upload(
                        List.of(new Request(bytes, Optional.of(description), Optional.empty())),
                        Mode.STORE_AND_VET,
                        Optional.empty())
                .effective();
    }

    private Dar checked(Request request) {
        try {
            Dar dar = Dar.read(request.bytes());
            String main = dar.main().lfPackage().id();
            String expected = request.expectedMain().orElse(main);
            if (!expected.isEmpty() && !expected.equals(main)) {
                throw new PackageProblem(
                        PackageProblem.Kind.MAIN_PACKAGE_IN_DAR_DOES_NOT_MATCH_EXPECTED,
                        "The main package of the uploaded DAR is '" + main + "' while the provided expected value is '"
                                + expected + "'",
                        Map.of());
            }
            dar.checkClosure();
            return dar;
        } catch (PackageProblem problem) {
            throw PackageErrors.of(problem).exception();
        }
    }

    /** Storing comes before vetting, and a refusal must leave nothing behind: so the upgrade check runs first. */
    private void requireVettable(List<Dar> dars) {
        List<LfPackage> packages = new ArrayList<>();
        for (VettedPackage vetted : vetting.current()) {
            store.find(vetted.packageId()).ifPresent(packages::add);
        }
        for (Dar dar : dars) {
            dar.archives().forEach(archive -> packages.add(archive.lfPackage()));
        }
        try {
            new UpgradeCheck(id -> packages.stream()
                            .filter(each -> each.id().equals(id))
                            .findFirst()
                            .or(() -> store.find(id)))
                    .check(packages);
        } catch (PackageProblem problem) {
            CantonError error = PackageErrors.of(problem);
            throw error.exception();
        }
    }
}

package io.partita.provider.canton.access;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The names that a certificate is for. */
final class Names {

    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    private Names() {}

    /** DNS names and addresses; the subject when there are none, which is what a certificate without them amounts to. */
    static List<String> of(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                for (List<?> one : all) {
                    if (one.get(0).equals(DNS) || one.get(0).equals(ADDRESS)) {
                        names.add(one.get(1).toString());
                    }
                }
            }
        } catch (CertificateParsingException e) {
            return List.of("names that cannot be read");
        }
        return names.isEmpty()
                ? List.of("no name but its subject "
                        + certificate.getSubjectX500Principal().getName())
                : names;
    }
}

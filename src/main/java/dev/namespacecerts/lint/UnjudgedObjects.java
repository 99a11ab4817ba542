package dev.namespacecerts.lint;

import dev.namespacecerts.manifest.Document;
import dev.namespacecerts.manifest.Unjudged;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What lint recognises and cannot judge, such as templates. A reference to it is no Error. */
final class UnjudgedObjects {
    private final List<Unjudged> all = new ArrayList<>();

    void add(Unjudged unjudged) {
        all.add(unjudged);
    }

    Optional<Unjudged> find(Document from, String kind, String name) {
        return all.stream()
                .filter(unjudged -> isNear(from, unjudged) && unjudged.document() != null)
                .filter(unjudged -> unjudged.document().kind().equals(kind)
                        && unjudged.document().name().equals(name)
                        && mayMeet(from, unjudged.document()))
                .findFirst();
    }

    /** Whether an object of any name may be in what cannot be judged. */
    boolean mayHoldMore(Document from) {
        return all.stream().anyMatch(unjudged -> isNear(from, unjudged) && unjudged.document() == null);
    }

    /** Whether a bundle may have filters that cannot be judged. */
    boolean mayHaveFilters(Document bundle) {
        return mayHoldMore(bundle)
                || all.stream()
                        .filter(unjudged -> isNear(bundle, unjudged))
                        .map(Unjudged::document)
                        .anyMatch(document -> document.kind().equals("CertificateFilter") && mayMeet(bundle, document));
    }

    /** A Kubernetes namespace with a variable may be any. */
    private static boolean mayMeet(Document from, Document unjudged) {
        return unjudged.namespace().contains("{") || ObjectIndex.mayMeet(from, unjudged);
    }

    private static boolean isNear(Document from, Unjudged unjudged) {
        return from.unit().path().equals(unjudged.unit().path());
    }
}

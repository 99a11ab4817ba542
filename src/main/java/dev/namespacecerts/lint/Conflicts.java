package dev.namespacecerts.lint;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.evaluate.Claim;
import dev.namespacecerts.manifest.Document;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reports objects of the same name, and bundles that claim the same Temporal Namespace. */
final class Conflicts {
    private static final String DUPLICATE = "Duplicate";
    private static final String CLAIMED = "Claimed";

    private final Findings findings;

    Conflicts(Findings findings) {
        this.findings = findings;
    }

    /** The same object twice in one folder. In several folders, they may be for several clusters. */
    void duplicates(List<Document> documents) {
        Map<List<Object>, Document> first = new HashMap<>();
        for (Document document : documents) {
            String folder = document.file().substring(0, document.file().lastIndexOf('/') + 1);
            Document earlier = first.putIfAbsent(
                    List.of(document.unit(), folder, document.kind(), document.namespace(), document.name()), document);
            if (earlier != null && !document.name().isEmpty()) {
                findings.add(
                        DUPLICATE,
                        Level.Error,
                        document.place("metadata.name"),
                        ObjectName.of(document),
                        "metadata.name",
                        "The same object is also in " + earlier.file() + ", line "
                                + earlier.place("").line() + ". Only the one that is applied last counts.",
                        "Delete one of the two, or rename it.");
            }
        }
    }

    /** As in a cluster, the oldest bundle of a Temporal Namespace wins: in Git, the first one. */
    void claims(List<Held<NamespaceCertificateBundle>> bundles) {
        Map<List<Object>, Held<NamespaceCertificateBundle>> winners = new HashMap<>();
        for (Held<NamespaceCertificateBundle> held : bundles) {
            for (String key : Claim.keys(held.object())) {
                Held<NamespaceCertificateBundle> winner =
                        winners.putIfAbsent(List.of(held.document().unit().path(), key), held);
                if (winner != null && !winner.name().equals(held.name()) && !isSameText(winner, held)) {
                    findings.add(
                            CLAIMED,
                            Level.Error,
                            held.document().place("spec.temporalNamespace"),
                            held.name(),
                            "spec.temporalNamespace",
                            "The Temporal Namespace is also claimed by " + winner.name() + " ("
                                    + winner.document().file() + "). The older one of two bundles has it, and the other"
                                    + " is not ready.",
                            "Delete one of the two. If they are for two clusters, lint the folder of each by itself.");
                }
            }
        }
    }

    /** Whether two are builds of one file, which may be for two clusters. */
    private static boolean isSameText(Held<?> one, Held<?> other) {
        return one.document().place("").equals(other.document().place(""));
    }
}

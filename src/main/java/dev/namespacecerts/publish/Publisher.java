package dev.namespacecerts.publish;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.api.v1alpha1.PublishSpec;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.watch.Owned;
import dev.namespacecerts.x509.Digests;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Writes a valid bundle to the ConfigMap or Secret that it names. The first write creates the object, later ones carry the
 * resource version that was read; an object without our uid among its owners is never touched. An invalid bundle never
 * replaces what stands there.
 */
@ApplicationScoped
public class Publisher {
    private final TargetObjects objects;

    public Publisher(TargetObjects objects) {
        this.objects = objects;
    }

    /**
     * What is to be published.
     *
     * @param pem canonical
     * @param valid whether it may be published at all
     * @param onlyByFilters whether it is valid only because filters keep strangers out (CA-6)
     * @param filters how many filters the bundle has, which no other server knows of
     */
    public record Content(byte[] pem, boolean valid, boolean onlyByFilters, int filters) {
        /** sha256: and the lower-case hex SHA-256 of the PEM. */
        public String digest() {
            return Digests.sha256(pem);
        }
    }

    /**
     * Publishes where that was asked for, and removes what was published elsewhere before.
     *
     * @return empty where nothing was asked for
     * @throws KubernetesClientException when the API server cannot be reached
     */
    public Optional<Publication> publish(NamespaceCertificateBundle bundle, Content content) {
        PublishSpec spec = bundle.getSpec().publish();
        PublishedObject before = published(bundle);
        Target target = spec == null ? null : Target.of(spec);
        if (before != null && (target == null || !target.sameObject(Target.of(before)))) {
            objects.deleteOurs(bundle, Target.of(before));
            before = null;
        }
        if (target == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(publish(bundle, spec, target, content, before));
        } catch (KubernetesClientException e) {
            return Optional.of(failed(target, before, e));
        }
    }

    private Publication publish(
            NamespaceCertificateBundle bundle,
            PublishSpec spec,
            Target target,
            Content content,
            PublishedObject before) {
        Optional<String> source = target.asSource(bundle.getSpec());
        if (source.isPresent()) {
            return Publication.refused("TargetIsSource", isSource(target, source.get()), before);
        }
        Optional<TargetObjects.Found> found = objects.find(bundle.getMetadata().getNamespace(), target);
        if (found.isPresent() && !Owned.by(bundle, found.get().meta())) {
            return Publication.refused("TargetNotOurs", notOurs(target), before);
        }
        if (!content.valid()) {
            return kept(target, found, before);
        }
        if (content.onlyByFilters() && spec.wellKnownAuthorities() != PublishSpec.WellKnownPolicy.Allow) {
            return Publication.held(
                    "WellKnownAuthority",
                    "The bundle holds a public CA, which is acceptable only because of its filters, and " + target
                            + " would not enforce them. Use a private CA, or set spec.publish.wellKnownAuthorities to"
                            + " Allow.",
                    true,
                    before);
        }
        String text = new String(content.pem(), StandardCharsets.US_ASCII);
        if (found.isEmpty()) {
            objects.create(bundle, target, text, content.digest());
        } else if (!found.get().holds(target.key(), text, content.digest())) {
            objects.replace(bundle, target, text, content.digest(), found.get());
        }
        String filters = content.filters() == 0
                ? ""
                : " It does not enforce the bundle's filters: they exist in Temporal Cloud only.";
        return Publication.done(
                target + " holds the certificates under \"" + target.key() + "\", " + content.digest() + "." + filters,
                new PublishedObject(target.kind(), target.name(), target.key(), content.digest()));
    }

    private static Publication kept(Target target, Optional<TargetObjects.Found> found, PublishedObject before) {
        if (before == null) {
            return Publication.held(
                    "NotValid", "The bundle is not valid, so nothing is published. See Valid.", false, null);
        }
        boolean intact = found.isPresent() && found.get().digest(before.key()).equals(Optional.of(before.digest()));
        return intact
                ? Publication.held(
                        "LastValidKept",
                        "The bundle is not valid: " + target + " still holds the last valid certificates, "
                                + before.digest() + ".",
                        false,
                        before)
                : Publication.held(
                        "NotRestorable",
                        target
                                + " was edited or deleted while the bundle is not valid, and the operator keeps no copy. It"
                                + " is written again once the bundle is valid.",
                        false,
                        before);
    }

    private static Publication failed(Target target, PublishedObject before, KubernetesClientException e) {
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_CONFLICT ->
                Publication.later("Conflict", target + " changed at the same moment; it is looked at again.", before);
            case HttpURLConnection.HTTP_FORBIDDEN ->
                Publication.later(
                        "Forbidden",
                        "The operator may not write " + target + ". Allow it create, get, update and delete there.",
                        before);
            default -> throw e;
        };
    }

    private static PublishedObject published(NamespaceCertificateBundle bundle) {
        NamespaceCertificateBundleStatus status = bundle.getStatus();
        return status == null ? null : status.published();
    }

    private static Violation isSource(Target target, String source) {
        return Violation.error(Rule.PUB_1)
                .at("spec.publish")
                .found(target + ", which is " + source + " too")
                .allowed("a target that is no source of the bundle")
                .because(
                        "The bundle would be published to " + target + ", which it is read from.",
                        "Name another target: the operator makes it.");
    }

    private static Violation notOurs(Target target) {
        return Violation.error(Rule.PUB_2)
                .at("spec.publish")
                .found(target + ", which was not made for this bundle")
                .allowed("a target that does not exist yet, or that the operator made for this bundle")
                .because(
                        target + " exists and was not made for this bundle; it is left as it is.",
                        "Name another target, or delete that one.");
    }
}

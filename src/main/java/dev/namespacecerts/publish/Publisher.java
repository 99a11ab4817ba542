package dev.namespacecerts.publish;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.api.v1alpha1.PublishSpec;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.settings.Feature;
import dev.namespacecerts.x509.Digests;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Writes a valid bundle to the ConfigMap or Secret that it names. The first write creates the object, later ones carry the
 * resource version that was read; an object without our uid among its owners is never touched. An invalid bundle never
 * replaces what stands there.
 */
@ApplicationScoped
public class Publisher {
    private static final int UNPROCESSABLE = 422;

    private final TargetObjects objects;
    private final Feature secrets;

    Publisher(
            TargetObjects objects,
            @ConfigProperty(name = Feature.PUBLISHING_TO_SECRETS, defaultValue = "Enabled") Feature secrets) {
        this.objects = objects;
        this.secrets = secrets;
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
     * Publishes where that was asked for. What was published elsewhere before is removed once that is done.
     *
     * @param published all objects that were published for the bundle, as a watch has seen them
     * @return empty where nothing was asked for
     * @throws KubernetesClientException when the API server cannot be reached
     */
    public Optional<Publication> publish(NamespaceCertificateBundle bundle, Content content, List<Target> published) {
        PublishSpec spec = bundle.getSpec().publish();
        Target target = spec == null ? null : Target.of(spec);
        PublishedObject before = published(bundle);
        try {
            Optional<Publication> publication =
                    Optional.ofNullable(spec).map(wanted -> publish(bundle, wanted, target, content, before));
            if (!publication.map(Publication::done).orElse(true)) {
                return publication;
            }
            List<Target> left = remove(bundle, target, published);
            return publication.map(done -> left.isEmpty() ? done : done.leaving(left, secrets == Feature.Enabled));
        } catch (KubernetesClientException e) {
            return Optional.of(failed(target, before, e));
        }
    }

    /** Removes what was published elsewhere before, and returns what may not be removed. */
    private List<Target> remove(NamespaceCertificateBundle bundle, Target target, List<Target> published) {
        List<Target> left = new ArrayList<>();
        for (Target other : published) {
            if (target != null && other.sameObject(target)) {
                continue;
            }
            if (isSwitchedOff(other)) {
                left.add(other);
                continue;
            }
            try {
                objects.deleteOurs(bundle, other);
            } catch (KubernetesClientException e) {
                if (target == null || e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                    throw e;
                }
                left.add(other);
            }
        }
        return left;
    }

    /** Without publishing to Secrets the operator has no right to write any. */
    private boolean isSwitchedOff(Target target) {
        return target.kind() == PublishedObject.Kind.Secret && secrets == Feature.Disabled;
    }

    private Publication publish(
            NamespaceCertificateBundle bundle,
            PublishSpec spec,
            Target target,
            Content content,
            PublishedObject before) {
        if (isSwitchedOff(target)) {
            return Publication.held(
                    "Disabled",
                    "This operator was installed without publishing to Secrets. Publish to a ConfigMap, or have it installed"
                            + " with that.",
                    true,
                    before);
        }
        Optional<String> source = target.asSource(bundle.getSpec());
        if (source.isPresent()) {
            return Publication.refused("TargetIsSource", isSource(target, source.get()), false, before);
        }
        String namespace = bundle.getMetadata().getNamespace();
        Optional<TargetObjects.Found> found = objects.find(namespace, target);
        if (found.isPresent() && !found.get().isFor(bundle)) {
            boolean watched = target.kind() == PublishedObject.Kind.ConfigMap; // not all Secrets are
            return Publication.refused("TargetNotOurs", notOurs(target), !watched, before);
        }
        if (!content.valid()) {
            return held(
                    "The bundle is not valid: see Valid.",
                    before == null ? "NotValid" : "LastValidKept",
                    false,
                    bundle);
        }
        if (content.onlyByFilters() && spec.wellKnownAuthorities() != PublishSpec.WellKnownPolicy.Allow) {
            return held(
                    "The bundle holds a public CA, which is acceptable only because of its filters, and " + target
                            + " would not enforce them. Use a private CA, or set spec.publish.wellKnownAuthorities to"
                            + " Allow.",
                    "WellKnownAuthority",
                    true,
                    bundle);
        }
        String text = new String(content.pem(), StandardCharsets.US_ASCII);
        HasMetadata wanted = objects.make(bundle, target, text, content.digest());
        if (found.isEmpty()) {
            objects.create(wanted);
        } else if (!found.get().holds(target.key(), text, wanted.getMetadata())) {
            objects.replace(wanted, found.get());
        }
        String filters = content.filters() == 0
                ? ""
                : " It does not enforce the bundle's filters: they exist in Temporal Cloud only.";
        return Publication.done(
                target + " holds the certificates under \"" + target.key() + "\", " + content.digest() + "." + filters,
                new PublishedObject(target.kind(), target.name(), target.key(), content.digest()));
    }

    /** Nothing can be published now: says what became of that which was published last. */
    private Publication held(String why, String reason, boolean stalled, NamespaceCertificateBundle bundle) {
        PublishedObject before = published(bundle);
        if (before == null) {
            return Publication.held(reason, why + " So nothing is published.", stalled, null);
        }
        Target last = Target.of(before);
        boolean intact = objects.find(bundle.getMetadata().getNamespace(), last)
                .flatMap(found -> found.digest(before.key()))
                .equals(Optional.of(before.digest()));
        return intact
                ? Publication.held(
                        reason,
                        why + " " + last + " still holds what was published last, " + before.digest() + ".",
                        stalled,
                        before)
                : Publication.held(
                        "NotRestorable",
                        why + " " + last
                                + " was edited or deleted meanwhile, and the operator keeps no copy of what was"
                                + " published last. It is written again once that is possible.",
                        stalled,
                        before);
    }

    private static Publication failed(Target target, PublishedObject before, KubernetesClientException e) {
        String where = target == null ? "What was published" : target.toString();
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_CONFLICT ->
                Publication.later("Conflict", where + " changed at the same moment; it is looked at again.", before);
            case HttpURLConnection.HTTP_FORBIDDEN ->
                Publication.later(
                        "Forbidden",
                        where + " may not be written by the operator, or what was published elsewhere before may not be"
                                + " removed. Allow it to get, create, update and delete there.",
                        before);
            case UNPROCESSABLE ->
                Publication.held(
                        "NotWritable",
                        where + " cannot be written: it was made immutable, or is of another type. Delete it, and the"
                                + " operator makes it again.",
                        true,
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

package dev.namespacecerts.lint;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateSource;
import dev.namespacecerts.api.v1alpha1.ClientReference;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.demo.DemoIssuer;
import dev.namespacecerts.evaluate.BundleObjects;
import dev.namespacecerts.evaluate.Claim;
import dev.namespacecerts.evaluate.DemoStep;
import dev.namespacecerts.evaluate.Judgement;
import dev.namespacecerts.evaluate.ReadableSecrets;
import dev.namespacecerts.evaluate.RotationRecord;
import dev.namespacecerts.evaluate.SourceTexts;
import dev.namespacecerts.manifest.Document;
import dev.namespacecerts.publish.TargetRules;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.rules.leaf.ClientSecret;
import io.fabric8.kubernetes.api.model.Secret;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The bundles of manifests, each judged with the objects that it refers to. */
public final class Repository {
    private static final String CHAIN = "tls.crt";
    private static final String KEY = "tls.key";

    private final ObjectIndex index;
    private final MissingObjects absent;
    private final BundleJudge judge = new BundleJudge(BundleLimits.TEMPORAL_CLOUD, WellKnownAuthorities.bundled());
    private final Instant now;

    Repository(ObjectIndex index, MissingObjects absent, Instant now) {
        this.index = index;
        this.absent = absent;
        this.now = now;
    }

    /** The readable bundles, judged, in the order of the manifests. */
    public Stream<JudgedBundle> judged() {
        return index.bundles().stream()
                .filter(held -> held.object().unreadable().isEmpty())
                .map(this::judge);
    }

    private JudgedBundle judge(Held<NamespaceCertificateBundle> held) {
        NamespaceCertificateBundle bundle = held.object();
        Document document = held.document();
        List<CertificateFilter> filters =
                index.filtersOf(held).stream().map(Held::object).toList();
        BundleObjects objects = new BundleObjects(
                bundle,
                new SourceTexts(
                                bundle.getSpec().certificates(),
                                name -> index.configMap(document, name).map(Held::object),
                                name -> index.secret(document, name)
                                        .map(Held::object)
                                        .filter(ReadableSecrets::mayBeRead))
                        .collect(),
                filters,
                clients(held),
                Claim.NONE,
                RotationRecord.NONE);
        Judgement judgement = Judgement.of(objects, demo(bundle), judge, now);
        List<Violation> violations = new ArrayList<>(judgement.verdict().folded());
        violations.addAll(TargetRules.violations(
                bundle,
                name -> index.configMap(document, name).isPresent(),
                name -> index.secret(document, name).isPresent()));
        violations.sort(Comparator.comparing(Violation::severity));
        return new JudgedBundle(held, objects, judgement, missing(held), violations);
    }

    private Map<String, MissingObjects.Missing> missing(Held<NamespaceCertificateBundle> held) {
        Map<String, MissingObjects.Missing> missing = new HashMap<>();
        List<CertificateSource> sources = held.object().getSpec().certificates();
        for (int i = 0; i < sources.size(); i++) {
            CertificateSource source = sources.get(i);
            if (source.inline() == null) {
                MissingObjects.Missing what = source.configMap() != null
                        ? new MissingObjects.Missing(
                                "ConfigMap", source.configMap().name())
                        : new MissingObjects.Missing("Secret", source.secret().name());
                if (absent.isMissing(held.document(), what)) {
                    missing.put("spec.certificates[" + i + "]", what);
                }
            }
        }
        return missing;
    }

    /** A demo root like the one that the operator would issue. Its key is dropped. */
    private Optional<DemoStep> demo(NamespaceCertificateBundle bundle) {
        if (bundle.getSpec().demo() == null) {
            return Optional.empty();
        }
        var root = new DemoIssuer(new SecureRandom())
                .root(bundle.getMetadata().getName(), bundle.getSpec().demo().authority(), 1, now)
                .certificate();
        return Optional.of(new DemoStep(List.of(root), false, null, null));
    }

    /** The Secrets that the operator issues are not among the clients. */
    private List<ClientSecret> clients(Held<NamespaceCertificateBundle> held) {
        Set<String> names = new TreeSet<>();
        for (ClientReference client : held.object().getSpec().clients()) {
            if (client.secretName() != null) {
                names.add(client.secretName());
            } else {
                index.secrets(held.document())
                        .map(Held::object)
                        .filter(ReadableSecrets::mayBeRead)
                        .filter(secret ->
                                client.selector().matches(secret.getMetadata().getLabels()))
                        .limit(BundleObjects.MOST_SELECTED)
                        .forEach(secret -> names.add(secret.getMetadata().getName()));
            }
        }
        Set<String> issued = issued(held.object());
        names.removeIf(name ->
                issued.contains(name) && index.secret(held.document(), name).isEmpty());
        return names.stream().map(name -> client(held.document(), name)).toList();
    }

    private static Set<String> issued(NamespaceCertificateBundle bundle) {
        Set<String> issued = new HashSet<>();
        Stream.ofNullable(bundle.getSpec().demo())
                .flatMap(demo -> Stream.ofNullable(demo.leaves()))
                .flatMap(List::stream)
                .map(DemoLeafSpec::secretName)
                .forEach(issued::add);
        return issued;
    }

    /** A Secret beside a bundle, whether or not the bundle names it as a client; empty if it is not among the manifests. */
    public Optional<ClientSecret> client(JudgedBundle bundle, String name) {
        Document from = bundle.held().document();
        return index.secret(from, name).isEmpty() ? Optional.empty() : Optional.of(client(from, name));
    }

    /** Whether a Secret is among the manifests. */
    public boolean hasSecret(String namespace, String name) {
        return index.hasSecret(namespace, name);
    }

    private ClientSecret client(Document from, String name) {
        return index.secret(from, name)
                .map(Held::object)
                .filter(ReadableSecrets::mayBeRead)
                .map(secret -> ClientSecret.read(name, bytes(secret, CHAIN), bytes(secret, KEY)))
                .orElseGet(() -> ClientSecret.missing(name));
    }

    private static byte[] bytes(Secret secret, String key) {
        String value = secret.getData().get(key);
        return value == null ? null : Base64.getDecoder().decode(value);
    }
}

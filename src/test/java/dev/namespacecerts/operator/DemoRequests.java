package dev.namespacecerts.operator;

import dev.namespacecerts.api.v1alpha1.ConfigMapKey;
import dev.namespacecerts.api.v1alpha1.DemoAuthoritySpec;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.DemoSpec;
import dev.namespacecerts.api.v1alpha1.PublishSpec;
import dev.namespacecerts.api.v1alpha1.SecretKey;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Bundles that ask for demo certificates and are edited at random. No two requests have one common name: so a certificate
 * tells which request it was issued for, and a second one for the same request betrays itself.
 */
final class DemoRequests {
    private static final int MOST_BUNDLES = 4;
    private static final int MOST_LEAVES = 30;
    private static final int AT_ONCE = 8;
    private static final HeldCertificate CORPORATE =
            CertificateBuilder.root("CN=Acme Root").build();

    private final Map<String, Request> wanted = new TreeMap<>();
    private final Cluster cluster;
    private final Random random;
    private int number;

    DemoRequests(Cluster cluster, Random random) {
        this.cluster = cluster;
        this.random = random;
    }

    /** What is asked for in one bundle. */
    static final class Request {
        /** Common names by the names of the Secrets. */
        final Map<String, String> leaves = new TreeMap<>();

        /** Another CA of the bundle; null where there is none. */
        HeldCertificate corporate;

        /** Kind and name of what is published; null where nothing is. */
        String target;

        private SpecBuilder spec() {
            SpecBuilder spec = new SpecBuilder()
                    .demo(new DemoSpec(
                            new DemoAuthoritySpec("Acme", null, null),
                            leaves.entrySet().stream()
                                    .map(leaf ->
                                            new DemoLeafSpec(leaf.getKey(), leaf.getValue(), null, List.of(), null))
                                    .toList()));
            if (corporate != null) {
                spec.inline(corporate.pem());
            }
            if (target != null) {
                String name = target.substring(target.indexOf('/') + 1);
                spec.publish(
                        target.startsWith("ConfigMap/")
                                ? new PublishSpec(new ConfigMapKey(name, "ca.crt"), null, null, "0s", null)
                                : new PublishSpec(null, new SecretKey(name, "ca.crt"), null, "0s", null));
            }
            return spec;
        }
    }

    /** What is asked for now, by the names of the bundles. */
    Map<String, Request> wanted() {
        return wanted;
    }

    /** Makes one edit: of a bundle's leaves mostly, now and then of something else. */
    void edit() {
        String bundle = "shop-" + random.nextInt(MOST_BUNDLES);
        if (!wanted.containsKey(bundle)) {
            create(bundle);
        } else if (random.nextInt(6) == 0) {
            wanted.remove(bundle);
            cluster.bundle(bundle).delete();
        } else {
            change(bundle, wanted.get(bundle));
            cluster.edit(bundle, wanted.get(bundle).spec());
        }
    }

    private void create(String bundle) {
        Request request = new Request();
        retarget(bundle, request);
        some(bundle, 2 * AT_ONCE).forEach(secret -> ask(request, secret));
        wanted.put(bundle, request);
        cluster.create(bundle, request.spec());
    }

    private void change(String bundle, Request request) {
        int leaves = 1 + random.nextInt(AT_ONCE);
        switch (random.nextInt(6)) {
            case 0 -> retarget(bundle, request);
            case 1 -> request.corporate = request.corporate == null ? CORPORATE : null;
            case 2 -> some(bundle, leaves).filter(request.leaves::containsKey).forEach(secret -> ask(request, secret));
            case 3 -> some(bundle, leaves).forEach(request.leaves::remove);
            default -> some(bundle, leaves).forEach(secret -> ask(request, secret));
        }
    }

    /** Asks for a leaf that was not asked for before, or for another one in place of it. */
    private void ask(Request request, String secret) {
        request.leaves.put(secret, secret + "-" + ++number);
    }

    /** Names come back, so that what was published before may still stand there, or be on its way out. */
    private void retarget(String bundle, Request request) {
        int which = random.nextInt(5);
        request.target = which == 0 ? null : (which == 1 ? "Secret/" : "ConfigMap/") + bundle + "-ca-" + which;
    }

    /** Names of Secrets, of which one may come twice. */
    private Stream<String> some(String bundle, int count) {
        return random.ints(count, 0, MOST_LEAVES).mapToObj(i -> bundle + "-leaf-" + i);
    }
}

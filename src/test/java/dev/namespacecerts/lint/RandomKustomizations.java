package dev.namespacecerts.lint;

import dev.namespacecerts.testing.CertificateBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes kustomizations of every feature that lint follows, in random combinations. */
final class RandomKustomizations {
    private static final List<String> PEMS = List.of(
            CertificateBuilder.root("CN=Acme Root").build().pem(),
            CertificateBuilder.intermediate("CN=Acme Issuing")
                    .issuedBy(CertificateBuilder.root("CN=Other Root").build())
                    .build()
                    .pem());
    private static final String GROUP = "apiVersion: namespacecerts.dev/v1alpha1\n";

    private final Random random;
    private final Path folder;
    private boolean hasCas;

    RandomKustomizations(long seed, Path folder) {
        this.random = new Random(seed);
        this.folder = folder;
    }

    /** Writes a base and overlays above it. Returns the topmost one. */
    Path write() throws IOException {
        write("base/objects.yaml", bundle("accounting") + bundle("reporting") + filter("workers") + filter("auditors"));
        write("base/cas.yaml", configMap("cas"));
        hasCas = random.nextInt(4) == 0;
        write(
                "base/kustomization.yaml",
                "resources:\n- objects.yaml\n" + (hasCas ? "- cas.yaml\n" : "") + features("base"));
        String components = maybe("components: [../component]\n");
        if (!components.isEmpty()) {
            write("component/filter.yaml", filter("component"));
            write(
                    "component/kustomization.yaml",
                    "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources:\n- filter.yaml\n"
                            + features("component"));
        }
        String below = "base";
        int overlays = 1 + random.nextInt(3);
        for (int i = 0; i < overlays; i++) {
            String overlay = "overlay-" + i;
            write(overlay + "/more.yaml", bundle("more-" + i) + filter("more-" + i));
            write(
                    overlay + "/kustomization.yaml",
                    "resources:\n- ../" + below + "\n" + maybe("- more.yaml\n") + (i == 0 ? components : "")
                            + features(overlay));
            below = overlay;
        }
        return folder.resolve(below);
    }

    private String features(String name) throws IOException {
        List<String> features = new ArrayList<>(List.of(
                "namespace: " + one("payments", "ledger") + "\n",
                "namePrefix: " + name.charAt(0) + "-\n",
                "nameSuffix: -" + name.charAt(0) + "\n",
                "commonLabels: {app: worker}\n",
                "labels: [{pairs: {team: payments}}]\n",
                "commonAnnotations: {team: payments}\n",
                "images: [{name: worker, newTag: v2}]\n",
                patches(name)));
        features.removeIf(feature -> random.nextInt(3) > 0);
        return String.join("", features) + (random.nextBoolean() ? generators(name) : "");
    }

    private String generators(String name) throws IOException {
        write(name + "/ca.pem", one(PEMS.get(0), PEMS.get(1)));
        write(name + "/worker.crt", PEMS.get(1));
        return maybe("generatorOptions: {disableNameSuffixHash: true, labels: {team: payments}}\n")
                + "configMapGenerator:\n" + again()
                + maybe("  options: {disableNameSuffixHash: true}\n")
                + one("  files: [ca.crt=ca.pem]\n", "  files: [ca.pem]\n", literals())
                + (name.equals("base")
                        ? "secretGenerator:\n- name: worker\n  files: [tls.crt=worker.crt, tls.key=ca.pem]\n"
                                + maybe("  type: kubernetes.io/tls\n")
                                + "  options: {disableNameSuffixHash: true, labels: {app: " + one("worker", "other")
                                + "}}\n"
                        : "");
    }

    /** There is only one of a name. */
    private String again() {
        String name = "- name: cas\n";
        String behavior = hasCas ? "  behavior: " + one("merge", "replace") + "\n" : maybe("  behavior: create\n");
        hasCas = true;
        return name + behavior;
    }

    private String literals() {
        String pem = one(PEMS.get(0), PEMS.get(1));
        return "  literals:\n  - |-\n" + ("ca.crt=" + one("", "\"", "'") + pem.strip() + one("", "\"", "''")).indent(4)
                + "  - other=1=2\n";
    }

    private String patches(String name) throws IOException {
        String change = one("accounting", "reporting", "workers");
        String kind = change.equals("workers") ? "CertificateFilter" : "NamespaceCertificateBundle";
        write(
                name + "/patch.yaml",
                GROUP + "kind: " + kind + "\nmetadata: {name: " + change + "}\nspec: {temporalNamespace: x.a2dd6}\n");
        return one(
                "patches: [{path: patch.yaml}]\n",
                "patchesStrategicMerge: [patch.yaml]\n",
                "patches:\n- target: {kind: " + one(kind, ".*Filter", "Deployment") + maybe(", name: " + change)
                        + "}\n  patch: '[{\"op\": \"add\", \"path\": \"/metadata/labels/x\", \"value\": \"y\"}]'\n");
    }

    private static String bundle(String name) {
        return "---\n" + GROUP + "kind: NamespaceCertificateBundle\nmetadata: {name: " + name
                + ", labels: {a: b}}\nspec:\n  certificates:\n  - configMap: {name: cas, key: ca.crt}\n"
                + "  clients:\n  - selector: {matchLabels: {app: worker}}\n";
    }

    private static String filter(String name) {
        return "---\n" + GROUP + "kind: CertificateFilter\nmetadata: {name: " + name
                + ", labels: {a: b}}\nspec: {bundleRef: {name: accounting}, organization: Acme}\n";
    }

    private static String configMap(String name) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\ndata:\n  ca.crt: |\n"
                + PEMS.get(1).indent(4);
    }

    private String maybe(String text) {
        return random.nextBoolean() ? text : "";
    }

    private String one(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}

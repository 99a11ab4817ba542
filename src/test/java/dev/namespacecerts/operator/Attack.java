package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.inline;

import dev.namespacecerts.api.v1alpha1.FilterPolicy;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Ways in which a user with ordinary permissions in one Kubernetes namespace can keep the operator busy. */
enum Attack {
    /** Bundles that select Secrets whose chains take 100 checks of P-521 signatures each, and one of them changes. */
    COSTLY_CHAINS {
        @Override
        Edit prepare(Cluster cluster, int scale) {
            CostlyChains chains = new CostlyChains();
            for (int i = 0; i < 10 * scale; i++) {
                secret(cluster, "costly-" + i, "costly", chains.leaf("CN=leaf " + i));
            }
            String first = chains.leaf("CN=first");
            String second = chains.leaf("CN=second");
            for (int i = 0; i < 10 * scale; i++) {
                cluster.create("bundle-" + i, chains.bundle().clients("app", "costly"));
            }
            return round -> secret(cluster, "costly-0", "costly", round % 2 == 0 ? first : second);
        }
    },
    /** Bundles that all claim one Temporal Namespace, and one of them changes. */
    RIVALS {
        @Override
        Edit prepare(Cluster cluster, int scale) {
            String pem = CertificateBuilder.root("CN=Rival").build().pem();
            for (int i = 0; i < 200 * scale; i++) {
                cluster.create("rival-" + i, cluster.namespace() + ".a2dd6", FilterPolicy.Optional, inline(pem));
            }
            return round -> cluster.bundle("rival-" + round % 200)
                    .patch(MERGE, "{\"spec\":{\"expiryWarning\":\"" + (1 + round % 1_000) + "h\"}}");
        }
    },
    /** Bundles with 100 selectors each that select nothing, and a Secret changes. */
    SELECTORS {
        @Override
        Edit prepare(Cluster cluster, int scale) {
            String pem = CertificateBuilder.root("CN=Selecting").build().pem();
            for (int i = 0; i < 100 * scale; i++) {
                SpecBuilder spec = new SpecBuilder().inline(pem);
                for (int selector = 0; selector < 100; selector++) {
                    spec.clients("label-" + selector, "value-" + i);
                }
                cluster.create("selecting-" + i, spec);
            }
            String leaf = CertificateBuilder.leaf("CN=leaf")
                    .issuedBy(CertificateBuilder.root("CN=Other").build())
                    .build()
                    .pem();
            return round -> secret(cluster, "edited", "edit-" + round, leaf);
        }
    },
    /** Bundles that read one ConfigMap of almost 1 MiB, which changes. */
    LARGE_CONFIG_MAP {
        @Override
        Edit prepare(Cluster cluster, int scale) {
            String text = CertificateBuilder.root("CN=Large").build().pem() + "# a line of text\n".repeat(60_000);
            Edit edit = round -> cluster.client()
                    .resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("large")
                            .withNamespace(cluster.namespace())
                            .endMetadata()
                            .withData(Map.of("ca.crt", text + round + "\n"))
                            .build())
                    .createOr(existing -> existing.update());
            edit.make(0);
            for (int i = 0; i < 60 * scale; i++) {
                cluster.create("reading-" + i, Cluster.configMap("large"));
            }
            return edit;
        }
    },
    /** One bundle that takes seconds, deleted and made again. */
    REMADE {
        @Override
        Edit prepare(Cluster cluster, int scale) {
            CostlyChains chains = new CostlyChains();
            for (int i = 0; i < 30; i++) {
                secret(cluster, "costly-" + i, "costly", chains.leaf("CN=leaf " + i));
            }
            return round -> {
                cluster.create("remade", chains.bundle().clients("app", "costly"));
                cluster.bundle("remade").delete();
            };
        }
    },
    /** Objects of a mebibyte each, which change: every watch is sent them whole. */
    LARGE_OBJECTS {
        @Override
        Edit prepare(Cluster cluster, int scale) {
            LargeObjects.create(cluster, scale);
            return round -> {
                String name = "large-" + round % (10 * scale);
                String metadata = "{\"metadata\":{\"annotations\":{\"round\":\"" + round + "\"}}}";
                KubernetesClient client = cluster.client();
                cluster.bundle(name).patch(MERGE, metadata);
                client.configMaps()
                        .inNamespace(cluster.namespace())
                        .withName(name)
                        .patch(MERGE, metadata);
                client.secrets().inNamespace(cluster.namespace()).withName(name).patch(MERGE, metadata);
            };
        }
    },
    /** ConfigMaps, Secrets and bundles that are hard to read, deleted and made again in other shapes. */
    HOSTILE_OBJECTS {
        @Override
        Edit prepare(Cluster cluster, int scale) {
            HostileObjects objects = new HostileObjects(new Random(9));
            return round -> {
                String name = "hostile-" + round % (50 * scale);
                objects.remove(cluster, name);
                objects.createForeign(cluster, name);
                objects.createBundle(cluster, name);
            };
        }
    };

    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    /** One change, which is made again and again. */
    interface Edit {
        void make(int round);
    }

    /** Creates what is attacked with. */
    abstract Edit prepare(Cluster cluster, int scale);

    private static void secret(Cluster cluster, String name, String label, String chain) {
        cluster.clientSecret(name, Map.of("app", label), chain, "");
    }

    /** CAs that have one name and did not sign each other: to find none of them as an issuer, all must be tried. */
    private static final class CostlyChains {
        private final List<HeldCertificate> authorities = new ArrayList<>();
        private final StringBuilder intermediates = new StringBuilder();
        private final HeldCertificate signer = ca(null);

        CostlyChains() {
            for (int i = 0; i < 25; i++) {
                authorities.add(ca(null));
            }
            for (int i = 0; i < 24; i++) {
                intermediates.append(ca(signer).pem());
            }
        }

        private static HeldCertificate ca(HeldCertificate issuer) {
            CertificateBuilder ca = (issuer == null
                            ? CertificateBuilder.root("CN=One")
                            : CertificateBuilder.intermediate("CN=One").issuedBy(issuer))
                    .keyAlgorithm("ECDSA-P521")
                    .subjectKeyIdentifier(new byte[] {1})
                    .authorityKeyIdentifier(new byte[] {1});
            return ca.build();
        }

        SpecBuilder bundle() {
            return new SpecBuilder()
                    .inline(authorities.stream().map(HeldCertificate::pem).toArray(String[]::new));
        }

        /** A leaf that the signer issued, with the signer and others in front of it that did not. */
        String leaf(String name) {
            return CertificateBuilder.leaf(name).issuedBy(signer).build().pem() + intermediates + signer.pem();
        }
    }
}

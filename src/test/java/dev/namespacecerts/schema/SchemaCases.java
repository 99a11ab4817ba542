package dev.namespacecerts.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;

/** Objects that the API server accepts or refuses, each for one reason. */
public final class SchemaCases {
    private static final String SOURCE = "certificates: [{inline: text}]";

    private final List<SchemaCase> cases = new ArrayList<>();

    private SchemaCases() {}

    /** All cases. */
    public static List<SchemaCase> all() {
        SchemaCases all = new SchemaCases();
        all.metadata();
        all.unknown();
        all.types();
        all.sizes();
        all.texts();
        all.lists();
        all.rules();
        all.status();
        return List.copyOf(all.cases);
    }

    /** Accepted objects that have every field together. */
    public static List<ObjectNode> everyField() {
        return List.of(
                object(filter("bundleRef: {name: a}\n  commonName: a\n  organization: a\n  organizationalUnit: a\n"
                        + "  subjectAlternativeName: a")),
                object(root("""
                        metadata:
                          name: a
                          labels: {app: x, example.com/b: y}
                          annotations: {a: b}
                          finalizers: [example.com/a]
                          ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: a, uid: a, controller: true}]
                        spec:
                          temporalNamespace: a.b
                          certificates:
                            - {inline: text}
                            - {configMap: {name: a, key: b}}
                            - {secret: {name: a, key: b}}
                          clients:
                            - {secretName: a}
                            - {selector: {matchLabels: {app: x, a.b/c: y}}}
                          cloud: {connectionRef: {name: a}, mode: Sync, interval: 1m, unlisted: Keep, clearFilters: Deny}
                          demo:
                            authority: {organization: Acme, keyAlgorithm: RSA-4096, duration: 2160h}
                            leaves:
                              - {secretName: a, commonName: a, organizationalUnit: b, dnsNames: [c], duration: 1080h}
                              - {secretName: b, commonName: a}
                          publish: {secret: {name: c, key: d}, settle: 1m, wellKnownAuthorities: Deny, deletionPolicy: Retain}
                          expiryWarning: 1h
                          filterPolicy: Required
                          reconciliation: Active
                          removalPolicy: WaitForClients
                          removalDeadline: 1h
                        """)));
    }

    private void metadata() {
        accepted("longest-name", meta("name: " + "a".repeat(253)));
        refused("long-name", meta("name: " + "a".repeat(254)), "metadata.name");
        refused("name-in-upper-case", meta("name: Accounting"), "metadata.name");
        refused("name-with-a-line-break", meta("name: \"a\\n\""), "metadata.name");
        refused("no-name", meta("{}"), "metadata.name");
        refused("empty-name", meta("name: ''"), "metadata.name");
        accepted("generated-name", meta("generateName: a-"));
        refused("generated-name-with-a-dot", meta("generateName: a."), "metadata.generateName");
        refused("number-as-name", meta("name: 5"), "metadata.name");
        refused("metadata-that-is-a-text", root("metadata: text\nspec: {" + SOURCE + "}"), "metadata");
        refused("no-metadata", root("spec: {" + SOURCE + "}"), "metadata.name");
        refused("null-metadata", root("metadata: null\nspec: {" + SOURCE + "}"), "metadata.name");
        accepted("null-creation-time", meta("name: a\n  creationTimestamp: null"));
        accepted("creation-time", meta("name: a\n  creationTimestamp: '2026-01-02T03:04:05Z'"));
        refused(
                "day-as-creation-time",
                meta("name: a\n  creationTimestamp: '2026-01-02'"),
                "metadata.creationTimestamp");
        refused("unknown-field-of-metadata", meta("name: a\n  label: {}"), "metadata.label");
        accepted("labels", meta("name: a\n  labels: {app.kubernetes.io/name: x, a: '', b: null}"));
        refused("number-as-label", meta("name: a\n  labels: {app: 5}"), "metadata.labels.app");
        refused("label-value-with-a-space", meta("name: a\n  labels: {app: a b}"), "metadata.labels.app");
        refused("long-label-value", meta("name: a\n  labels: {app: " + "a".repeat(64) + "}"), "metadata.labels.app");
        refused("label-value-with-a-line-break", meta("name: a\n  labels: {app: \"a\\n\"}"), "metadata.labels.app");
        refused("label-key-with-a-space", meta("name: a\n  labels: {a b: c}"), "metadata.labels[\"a b\"]");
        refused("label-key-with-two-slashes", meta("name: a\n  labels: {a/b/c: d}"), "metadata.labels.a/b/c");
        refused("label-key-without-prefix", meta("name: a\n  labels: {/b: d}"), "metadata.labels./b");
        refused("label-prefix-in-upper-case", meta("name: a\n  labels: {A/b: d}"), "metadata.labels.A/b");
        accepted("annotation-prefix-in-upper-case", meta("name: a\n  annotations: {A/b: any text}"));
        refused(
                "annotation-key-with-a-space",
                meta("name: a\n  annotations: {a b: c}"),
                "metadata.annotations[\"a b\"]");
        accepted("largest-annotations", meta("name: a\n  annotations: {a: " + "x".repeat(256 * 1024 - 1) + "}"));
        refused(
                "large-annotations",
                meta("name: a\n  annotations: {a: " + "x".repeat(256 * 1024) + "}"),
                "metadata.annotations");
        refused("finalizer-with-a-space", meta("name: a\n  finalizers: [a b]"), "metadata.finalizers");
        accepted("owner", meta("name: a\n  ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: a, uid: b}]"));
        refused("owner-that-is-a-text", meta("name: a\n  ownerReferences: [a]"), "metadata.ownerReferences[0]");
    }

    private void unknown() {
        refused("unknown-field", bundle(SOURCE + "\n  certificate: x"), "spec.certificate");
        refused("unknown-null", bundle(SOURCE + "\n  certificate: null"), "spec.certificate");
        refused("unknown-field-of-an-item", bundle("certificates: [{inline: x, key: y}]"), "spec.certificates[0].key");
        refused("unknown-field-of-the-root", root("metadata: {name: a}\ndata: {}\nspec: {" + SOURCE + "}"), "data");
        refused("fields-of-a-text", bundle("temporalNamespace: {a: b}\n  " + SOURCE), "spec.temporalNamespace");
        refused("misspelt-filter", filter("bundleRef: {name: a}\n  organisation: Acme"), "spec.organisation");
    }

    private void types() {
        refused("no-spec", root("metadata: {name: a}"), "spec");
        refused("null-spec", root("metadata: {name: a}\nspec: null"), "spec");
        refused("text-as-spec", root("metadata: {name: a}\nspec: text"), "spec");
        refused("text-as-list", bundle("certificates: text"), "spec.certificates");
        refused("object-as-list", bundle("certificates: {inline: text}"), "spec.certificates");
        refused("number-as-text", bundle("certificates: [{inline: 5}]"), "spec.certificates[0].inline");
        refused("boolean-as-text", filter("bundleRef: {name: a}\n  commonName: true"), "spec.commonName");
        refused("list-as-text", filter("bundleRef: {name: a}\n  commonName: [a]"), "spec.commonName");
        refused("null-item", bundle("certificates: [null]"), "spec.certificates[0]");
        accepted("null-text", filter("bundleRef: {name: a}\n  commonName: null\n  organization: a"));
        accepted("null-with-a-default", bundle(SOURCE + "\n  filterPolicy: null"));
        refused("null-that-is-required", filter("bundleRef: null"), "spec.bundleRef");
        refused(
                "null-label",
                bundle("clients: [{selector: {matchLabels: {a: null}}}]\n  " + SOURCE),
                "spec.clients[0].selector.matchLabels");
        refused("number-as-enumeration", bundle(SOURCE + "\n  filterPolicy: 5"), "spec.filterPolicy");
        refused("other-case", bundle(SOURCE + "\n  filterPolicy: required"), "spec.filterPolicy");
    }

    private void sizes() {
        refused("empty-list", bundle("certificates: []"), "spec.certificates");
        refused(
                "empty-list-with-a-rule",
                bundle("certificates: []\n  publish: {}"),
                "spec.certificates",
                "spec.publish");
        refused("many-items", bundle("certificates: [" + "{inline: x},".repeat(10_000) + "]"), "spec.certificates");
        refused(
                "long-text",
                bundle("certificates: [{inline: " + "x".repeat(245_761) + "}]"),
                "spec.certificates[0].inline");
        accepted("longest-text", bundle("certificates: [{inline: " + "x".repeat(245_760) + "}]"));
        accepted(
                "longest-text-of-surrogate-pairs",
                filter("bundleRef: {name: a}\n  commonName: " + "\uD83D\uDE00".repeat(1024)));
        refused(
                "long-text-of-surrogate-pairs",
                filter("bundleRef: {name: a}\n  commonName: " + "\uD83D\uDE00".repeat(1025)),
                "spec.commonName");
        refused("empty-name-of-a-bundle", filter("bundleRef: {name: ''}\n  commonName: a"), "spec.bundleRef.name");
        refused(
                "empty-object",
                bundle("clients: [{selector: {matchLabels: {}}}]\n  " + SOURCE),
                "spec.clients[0].selector.matchLabels");
        refused(
                "seventeen-labels",
                bundle(
                        "clients: [{selector: {matchLabels: {a: x, b: x, c: x, d: x, e: x, f: x, g: x, h: x, i: x, j: x, k: x,"
                                + " l: x, m: x, n: x, o: x, p: x, q: x}}}]\n  " + SOURCE),
                "spec.clients[0].selector.matchLabels");
        refused(
                "long-value-of-a-label-with-dots",
                bundle("clients: [{selector: {matchLabels: {a.b/c: " + "x".repeat(64) + "}}}]\n  " + SOURCE),
                "spec.clients[0].selector.matchLabels[\"a.b/c\"]");
    }

    private void texts() {
        refused("name-in-a-pattern", filter("bundleRef: {name: A}\n  commonName: a"), "spec.bundleRef.name");
        refused("line-break-at-the-end", filter("bundleRef: {name: \"a\\n\"}\n  commonName: a"), "spec.bundleRef.name");
        refused(
                "carriage-return-at-the-end",
                filter("bundleRef: {name: \"a\\r\"}\n  commonName: a"),
                "spec.bundleRef.name");
        refused(
                "line-separator-at-the-end",
                filter("bundleRef: {name: \"a\\u2028\"}\n  commonName: a"),
                "spec.bundleRef.name");
        refused(
                "key-with-a-slash",
                bundle("certificates: [{configMap: {name: a, key: a/b}}]"),
                "spec.certificates[0].configMap.key");
        accepted("micro-sign", bundle(SOURCE + "\n  expiryWarning: 5µs"));
        refused("greek-letter-mu", bundle(SOURCE + "\n  expiryWarning: 5μs"), "spec.expiryWarning");
        refused("days", bundle(SOURCE + "\n  expiryWarning: 15d"), "spec.expiryWarning");
        refused("weeks", bundle(SOURCE + "\n  removalDeadline: 1w2h"), "spec.removalDeadline");
        refused(
                "days-of-a-demo",
                bundle("demo: {authority: {duration: 90d}, leaves: [{commonName: a, secretName: a, duration: 1d}]}"),
                "spec.demo.authority.duration",
                "spec.demo.leaves[0].duration");
        refused(
                "address",
                bundle(SOURCE + "\n  temporalNamespace: accounting.a2dd6.tmprl.cloud:7233"),
                "spec.temporalNamespace");
        refused(
                "host",
                bundle(SOURCE + "\n  temporalNamespace: accounting.a2dd6.tmprl.cloud"),
                "spec.temporalNamespace");
        refused(
                "regional-address",
                bundle(SOURCE + "\n  temporalNamespace: us-east-1.aws.api.temporal.io:7233"),
                "spec.temporalNamespace");
        refused(
                "fraction-of-eleven-digits",
                bundle(SOURCE + "\n  expiryWarning: 0.00000000001s"),
                "spec.expiryWarning");
        refused("duration-without-digits", bundle(SOURCE + "\n  expiryWarning: .5h"), "spec.expiryWarning");
        refused("negative-duration", bundle(SOURCE + "\n  expiryWarning: -5h"), "spec.expiryWarning");
        refused("duration-over-292-years", bundle(SOURCE + "\n  expiryWarning: 9999999999h"), "spec.expiryWarning");
        accepted("subject-of-letters", demo("commonName: Ünïcode 名前, secretName: a"));
        refused(
                "subject-with-a-control",
                demo("commonName: \"a\\u0001b\", secretName: a"),
                "spec.demo.leaves[0].commonName");
    }

    private void lists() {
        refused(
                "same-secret-twice",
                bundle("demo: {leaves: [{commonName: a, secretName: x}, {commonName: b, secretName: x}]}"),
                "spec.demo.leaves[1]");
        refused(
                "same-secret-thrice",
                bundle(
                        "demo: {leaves: [{commonName: a, secretName: x}, {commonName: b, secretName: x}, {commonName: b, secretName: x}]}"),
                "spec.demo.leaves[1]");
        accepted("same-source-twice", bundle("certificates: [{inline: x}, {inline: x}]"));
    }

    private void rules() {
        refused("nothing", bundle("{}"), "spec");
        accepted("demo-alone", bundle("demo: {}"));
        refused("source-that-is-nothing", bundle("certificates: [{}]"), "spec.certificates[0]");
        refused(
                "second-source-of-two-kinds",
                bundle("certificates: [{inline: x}, {inline: x, secret: {name: a, key: b}}]"),
                "spec.certificates[1]");
        refused(
                "private-key",
                bundle("certificates: [{inline: '-----BEGIN PRIVATE KEY-----MIGH'}]"),
                "spec.certificates[0]");
        refused(
                "key-of-a-secret",
                bundle("certificates: [{secret: {name: a, key: tls.key}}]"),
                "spec.certificates[0].secret.key");
        refused(
                "key-of-a-config-map",
                bundle("certificates: [{configMap: {name: a, key: tls.key}}]"),
                "spec.certificates[0].configMap.key");
        refused("filter-without-field", filter("bundleRef: {name: a}"), "spec");
        for (String star : List.of("*", "**", "a*b", "*a*", "a**", "*.*", " * ", "a* b")) {
            refused(
                    "star " + star,
                    filter("bundleRef: {name: a}\n  organization: '" + star + "'"),
                    "spec.organization");
        }
        for (String text : List.of("", "  ", "a", "*a", "a*", " *a ", " a* ", "* a", "*.a b")) {
            accepted("star " + text, filter("bundleRef: {name: a}\n  organization: '" + text + "'"));
        }
        refused("rule-and-enumeration", bundle("certificates: [{}]\n  filterPolicy: x"), "spec.filterPolicy");
        refused(
                "rule-and-pattern",
                bundle("certificates: [{}]\n  temporalNamespace: '-'"),
                "spec.temporalNamespace",
                "spec.certificates[0]");
        refused("long-warning", bundle(SOURCE + "\n  expiryWarning: 87600h1ns"), "spec.expiryWarning");
        accepted("longest-warning", bundle(SOURCE + "\n  expiryWarning: 87600h"));
        refused("long-leaf", demo("commonName: a, secretName: a, duration: 1080h1ns"), "spec.demo");
        accepted("longest-leaf", demo("commonName: a, secretName: a, duration: 1080h"));
        refused("cloud-without-namespace", bundle(SOURCE + "\n  cloud: {connectionRef: {name: a}}"), "spec");
        refused(
                "cloud-of-another-form",
                bundle(SOURCE + "\n  temporalNamespace: a\n  cloud: {connectionRef: {name: a}}"),
                "spec");
        accepted("cloud", bundle(SOURCE + "\n  temporalNamespace: a.b\n  cloud: {connectionRef: {name: a}}"));
        refused(
                "deletion-policy-of-the-cloud",
                bundle(SOURCE + "\n  publish: {configMap: {name: a, key: b}, deletionPolicy: Remove}"),
                "spec.publish.deletionPolicy");
        refused("published-to-nothing", bundle(SOURCE + "\n  publish: {settle: 1m}"), "spec.publish");
        refused(
                "published-to-a-leaf",
                bundle("demo: {leaves: [{commonName: a, secretName: x}]}\n  publish: {secret: {name: x, key: ca.crt}}"),
                "spec");
        refused("demo-with-a-long-name", root("metadata: {name: " + "a".repeat(239) + "}\nspec: {demo: {}}"), "");
        accepted(
                "demo-with-a-generated-name",
                root("metadata: {generateName: " + "a".repeat(250) + "}\nspec: {demo: {}}"));
        refused(
                "long-label-key",
                bundle("clients: [{selector: {matchLabels: {" + "a".repeat(318) + ": x}}}]\n  " + SOURCE),
                "spec.clients[0].selector.matchLabels");
    }

    private void status() {
        accepted("status", root("metadata: {name: a}\nspec: {" + SOURCE + "}\nstatus: {violationCount: text}"));
        accepted("status-that-is-a-text", root("metadata: {name: a}\nspec: {" + SOURCE + "}\nstatus: text"));
        refused(
                "unknown-field-of-the-status",
                root("metadata: {name: a}\nspec: {" + SOURCE + "}\nstatus: {conditions: [{a: b}]}"),
                "status.conditions[0].a");
    }

    private static String meta(String metadata) {
        return root("metadata:\n  " + metadata + "\nspec: {" + SOURCE + "}");
    }

    private static String demo(String leaf) {
        return bundle("demo: {leaves: [{" + leaf + "}]}");
    }

    private static String bundle(String spec) {
        return root("metadata: {name: a}\nspec:\n  " + spec);
    }

    private static String filter(String spec) {
        return "apiVersion: namespacecerts.dev/v1alpha1\nkind: CertificateFilter\nmetadata: {name: a}\nspec:\n  "
                + spec;
    }

    private static String root(String fields) {
        return "apiVersion: namespacecerts.dev/v1alpha1\nkind: NamespaceCertificateBundle\n" + fields;
    }

    private static ObjectNode object(String manifest) {
        return (ObjectNode) Serialization.unmarshal(manifest, JsonNode.class);
    }

    private void accepted(String name, String manifest) {
        refused(name, manifest);
    }

    private void refused(String name, String manifest, String... paths) {
        cases.add(new SchemaCase(name, object(manifest), List.of(paths)));
    }
}

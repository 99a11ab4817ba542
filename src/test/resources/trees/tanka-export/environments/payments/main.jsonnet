local k = import 'k.libsonnet';
{
  bundle: {
    apiVersion: 'namespacecerts.dev/v1alpha1',
    kind: 'NamespaceCertificateBundle',
    metadata: { name: 'accounting' },
    spec: { certificates: [{ inline: importstr 'ca.crt' }] },
  },
}

// Certmanager issues what the Certificates at standard input ask for, with cert-manager's own code, and writes their Secrets as
// manifests into the working directory. It also writes the CAs to ca.crt, with the CA that issued them.
//
// An Issuer's CA is a Secret written before, or a pair of files of the working directory: issuing.crt, root.crt or ca.crt.
package main

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"fmt"
	"io"
	"os"
	"strings"

	cm "github.com/cert-manager/cert-manager/pkg/apis/certmanager/v1"
	"github.com/cert-manager/cert-manager/pkg/util/pki"
	"sigs.k8s.io/yaml"
)

// authority is a CA that can sign.
type authority struct {
	certificate *x509.Certificate
	key         crypto.Signer
}

var authorities = map[string]authority{}

func main() {
	text, err := io.ReadAll(os.Stdin)
	check(err)
	for _, document := range strings.Split(string(text), "\n---\n") {
		var certificate cm.Certificate
		check(yaml.Unmarshal([]byte(document), &certificate))
		if certificate.Kind == "Certificate" {
			check(yaml.UnmarshalStrict([]byte(document), &certificate))
			check(issue(&certificate))
		}
	}
}

func issue(request *cm.Certificate) error {
	key, err := pki.GeneratePrivateKeyForCertificate(request)
	if err != nil {
		return err
	}
	template, err := pki.CertificateTemplateFromCertificate(request)
	if err != nil {
		return err
	}
	template.PublicKey = key.Public()
	issuer := authority{template, key}
	if request.Spec.IssuerRef.Name != "self-signed" {
		if issuer, err = find(request.Spec.IssuerRef.Name); err != nil {
			return err
		}
	}
	leaf, certificate, err := pki.SignCertificate(template, issuer.certificate, key.Public(), issuer.key)
	if err != nil {
		return err
	}
	above := []byte(nil) // the CA that is no root, after the leaf
	if issuer.certificate != template {
		if above, err = pki.EncodeX509(issuer.certificate); err != nil {
			return err
		}
	}
	if request.Spec.IsCA {
		authorities[request.Spec.SecretName] = authority{certificate, key}
		if err := os.WriteFile("ca.crt", append(bytes.Clone(leaf), above...), 0o600); err != nil {
			return err
		}
	}
	chain := leaf
	if len(above) > 0 && !bytes.Equal(issuer.certificate.RawIssuer, issuer.certificate.RawSubject) {
		chain = append(bytes.Clone(leaf), above...)
	}
	encoded, err := pki.EncodePrivateKey(key, encoding(request))
	if err != nil {
		return err
	}
	if len(above) == 0 {
		above = leaf
	}
	return write(request.Spec.SecretName, map[string][]byte{"tls.crt": chain, "tls.key": encoded, "ca.crt": above})
}

func encoding(request *cm.Certificate) cm.PrivateKeyEncoding {
	if request.Spec.PrivateKey == nil {
		return ""
	}
	return request.Spec.PrivateKey.Encoding
}

func find(name string) (authority, error) {
	if known, found := authorities[name]; found {
		return known, nil
	}
	for _, file := range []string{"issuing", "root", "ca"} {
		if file != "ca" && !strings.Contains(name, file) {
			continue
		}
		text, err := os.ReadFile(file + ".crt")
		if err != nil {
			continue
		}
		certificate, err := pki.DecodeX509CertificateBytes(text)
		if err != nil {
			return authority{}, err
		}
		text, err = os.ReadFile(file + ".key")
		if err != nil {
			return authority{}, err
		}
		key, err := pki.DecodePrivateKeyBytes(text)
		return authority{certificate, key}, err
	}
	return authority{}, fmt.Errorf("no CA for the issuer %s", name)
}

func write(name string, data map[string][]byte) error {
	manifest, err := yaml.Marshal(map[string]any{
		"apiVersion": "v1",
		"kind":       "Secret",
		"type":       "kubernetes.io/tls",
		"metadata":   map[string]string{"name": name},
		"data":       data,
	})
	if err != nil {
		return err
	}
	return os.WriteFile(name+".yaml", manifest, 0o600)
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
